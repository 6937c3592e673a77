"""Annotation against the naive loop, in one run on the same text and models.

    python benchmarks/annotate.py [--text FOLDER] [--copies N]

The naive loop is what a researcher writes: one warm `stanza.Pipeline`, one call per document. Both
sides annotate the Turkish and Azerbaijani documents of the folder, each in a process of its own,
so that peak memory is its own too. Loading the models is not counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from kzcorpus.annotate import StanzaModel, annotate_documents, load_router
from kzcorpus.annotate.surface import model_form
from kzcorpus.config import IngestConfig
from kzcorpus.ingest import MetadataSheet, ingest_folder
from kzcorpus.models import find_package
from kzcorpus.normalise import detect_languages, load_detector, normalise_text
from kzcorpus.records import AnnotatedDocument, NormalisedDocument, RawDocument


def documents(folder: Path, copies: int) -> list[NormalisedDocument]:
    """The Turkish and Azerbaijani documents of a folder, normalised."""
    detector = load_detector()
    raw = ingest_folder(folder, IngestConfig(), MetadataSheet({}))
    found = [
        detect_languages(normalise_text(item), detector)
        for item in raw
        if isinstance(item, RawDocument)
    ]
    return [document for document in found if document.lang in ("tr", "az")] * copies


def naive(texts: list[NormalisedDocument]) -> tuple[int, float]:
    """Words and seconds of one call per document."""
    import stanza
    import torch

    torch.set_num_threads(2)
    package = find_package("tr", "kz")
    pipeline = stanza.Pipeline(
        package.lang,
        dir=str(package.folder),
        package=package.package,
        processors="tokenize,mwt,pos,lemma,ner",
        download_method=None,
        use_gpu=False,
        logging_level="ERROR",
    )
    pipeline("Astana, Kazakistan’ın başkentidir.")
    started = time.perf_counter()
    words = sum(pipeline(model_form(document.text)).num_words for document in texts)
    return words, time.perf_counter() - started


def ours(texts: list[NormalisedDocument]) -> tuple[int, float]:
    """Words and seconds of kzcorpus's own batches, with checks and mentions."""
    package = find_package("tr", "kz")
    model = StanzaModel(package.folder, package.lang, package.package, threads=1)
    router = load_router({"*": "stanza:tr-kz"}, {"stanza:tr-kz": model})
    list(annotate_documents(texts[:1], router))
    started = time.perf_counter()
    words = 0
    for document in annotate_documents(texts, router):
        assert isinstance(document, AnnotatedDocument)
        words += sum(1 for _ in document.words())
    return words, time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, default=Path("data/raw"), help="folder of texts")
    parser.add_argument("--copies", type=int, default=3, help="repeat the texts so often")
    parser.add_argument("--side", choices=("naive", "ours"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        side = naive if options.side == "naive" else ours
        words, seconds = side(documents(options.text, options.copies))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"words": words, "rate": words / seconds, "peak": peak}))
        return
    results = {}
    for side_name in ("naive", "ours"):
        command = [sys.executable, __file__, "--text", str(options.text)]
        command += ["--copies", str(options.copies), "--side", side_name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results[side_name] = json.loads(done.stdout.splitlines()[-1])
    print(f"{'':24}{'words':>9}{'words/s':>10}{'peak MB':>9}")
    labels = {"naive": "stanza.Pipeline, a loop", "ours": "kzcorpus"}
    for side_name, result in results.items():
        print(
            f"{labels[side_name]:24}{result['words']:>9,}"
            f"{result['rate']:>10,.0f}{result['peak']:>9,.0f}"
        )
    print(f"ratio {results['ours']['rate'] / results['naive']['rate']:.2f}")


if __name__ == "__main__":
    main()
