"""What is compared: each does the same documents with the same models, and says how long it took.

Every function gives the tokens, and the seconds from the first document to the last, models loaded.
A build's seconds are all of it: finding files, loading models, writing tables.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kzcorpus.build import build_corpus
from kzcorpus.config import AnnotateConfig, PipelineConfig
from kzcorpus.models import find_package

PROCESSORS = "tokenize,mwt,pos,lemma,ner"
#: Every block to the Turkish model, as the naive loop does it.
CONFIG = PipelineConfig(annotate=AnnotateConfig(routes={"*": "stanza:tr-kz"}))
WARMING = "Astana, Kazakistan’ın başkentidir."

Found = dict[str, float]


def texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]


def pipeline(loader: Callable[..., Any], **options: Any) -> Any:
    """A warm pipeline of the bundled Turkish models, on two threads."""
    import torch

    torch.set_num_threads(2)
    package = find_package("tr", "kz")
    made = loader(
        package.lang,
        dir=str(package.folder),
        package=package.package,
        processors=PROCESSORS,
        download_method=None,
        use_gpu=False,
        logging_level="ERROR",
        **options,
    )
    made(WARMING)
    return made


def naive(folder: Path) -> Found:
    """What a researcher writes: one call for each document."""
    import stanza

    annotate = pipeline(stanza.Pipeline)
    started = time.perf_counter()
    tokens = sum(annotate(text).num_tokens for text in texts(folder))
    return {"tokens": tokens, "seconds": time.perf_counter() - started}


def bulk(folder: Path) -> Found:
    """Stanza's own way to do many documents."""
    import stanza

    annotate = pipeline(stanza.Pipeline)
    started = time.perf_counter()
    tokens = sum(document.num_tokens for document in annotate.bulk_process(texts(folder)))
    return {"tokens": tokens, "seconds": time.perf_counter() - started}


def spacy_stanza(folder: Path) -> Found:
    """Stanza in spaCy's clothes, where it is installed."""
    import spacy_stanza as wrapper

    annotate = pipeline(wrapper.load_pipeline)
    started = time.perf_counter()
    tokens = sum(len(document) for document in annotate.pipe(texts(folder)))
    return {"tokens": tokens, "seconds": time.perf_counter() - started}


def ours(folder: Path, workers: int) -> Found:
    return _built(folder, workers, "local")


def ray(folder: Path, workers: int) -> Found:
    """By Ray; `start` is what the cluster took to come up, which is no part of the seconds."""
    from kzcorpus.engines.ray_engine import started_here

    began = time.perf_counter()
    with started_here():
        start = time.perf_counter() - began
        return _built(folder, workers, "ray") | {"start": start}


def _built(folder: Path, workers: int, engine: str) -> Found:
    with TemporaryDirectory() as out:
        started = time.perf_counter()
        report = build_corpus(folder, Path(out), config=CONFIG, workers=workers, engine=engine)
        seconds = time.perf_counter() - started
        return {"tokens": report.manifest.rows("tokens"), "seconds": seconds}


#: What can be compared, by name: its title, and what does it.
SIDES: dict[str, tuple[str, Callable[[Path], Found]]] = {
    "naive": ("naive loop, 2 threads", naive),
    "bulk": ("Stanza's bulk_process, 2 thr.", bulk),
    "spacy-stanza": ("spacy-stanza, 2 threads", spacy_stanza),
    "one": ("kzcorpus, 1 worker", lambda folder: ours(folder, 1)),
    "two": ("kzcorpus, 2 workers", lambda folder: ours(folder, 2)),
    "ray": ("kzcorpus, Ray, 2 workers", lambda folder: ray(folder, 2)),
}

#: Those that know of one document at a time.
PEERS = frozenset({"naive", "bulk", "spacy-stanza"})
