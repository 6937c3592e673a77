"""Whole builds against what a researcher writes today, in one run on the same text and models.

    python benchmarks/build.py [--text FILE] [--words N] [--ray] [--again] [--sizes]

The naive loop is one warm `stanza.Pipeline` on two threads and one call per document: it tags the
text and forgets it. A build besides normalises, recognises and links names and writes tables; and
loading the models is counted on our side alone. Every line is a process of its own, so that its
peak memory, and that of its largest worker, is its own too. `--again` measures building again
when nothing, and when one document has changed; `--sizes` cost and memory by the size of the
corpus. Left out, the text is our own sample corpus, repeated.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from kzcorpus.build import build_corpus
from kzcorpus.config import AnnotateConfig, PipelineConfig
from kzcorpus.models import find_package

#: Words of a document.
SIZE = 1_000
#: Every block to the Turkish model, as the naive loop does it.
CONFIG = PipelineConfig(annotate=AnnotateConfig(routes={"*": "stanza:tr-kz"}))


def words_of(text: Path | None) -> Iterator[str]:
    """The words of a file without end, with their line ends; of the samples if none is given."""
    paths = [text] if text else sorted(Path("data/raw").rglob("*.txt"))
    for path in cycle(paths):
        with path.open(encoding="utf-8") as handle:
            for line in handle:
                yield from (*line.split(), "\n")


def write_documents(folder: Path, text: Path | None, n_words: int) -> None:
    """Documents of `SIZE` words."""
    words = words_of(text)
    for number in range(max(n_words // SIZE, 1)):
        body = " ".join(islice(words, SIZE)).replace(" \n ", "\n")
        path = folder / f"{number % 100:02}" / f"document{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{number}\n\n{body}\n", encoding="utf-8")


def naive(folder: Path) -> dict[str, float]:
    """One call per document."""
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
    paths = sorted(folder.rglob("*.txt"))
    started = time.perf_counter()
    tokens = sum(pipeline(path.read_text(encoding="utf-8")).num_tokens for path in paths)
    return {"tokens": tokens, "seconds": time.perf_counter() - started}


def ours(folder: Path, workers: int, engine: str) -> dict[str, float]:
    """A whole build, from listing the files to the commit."""
    with tempfile.TemporaryDirectory() as out:
        started = time.perf_counter()
        report = build_corpus(folder, Path(out), config=CONFIG, workers=workers, engine=engine)
        return {
            "tokens": report.manifest.rows("tokens"),
            "seconds": time.perf_counter() - started,
        }


def measured(side: str, folder: Path, *options: str) -> dict[str, float]:
    """A side in a process of its own, with the peak memory of it and of its workers, in MB."""
    command = [sys.executable, __file__, "--side", side, "--folder", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def compare(folder: Path, ray: bool) -> None:
    sides = [("naive loop, 2 threads", ("naive",))]
    sides += [(f"kzcorpus, {n} workers", ("ours", "--workers", str(n))) for n in (1, 2)]
    if ray:
        sides.append(("kzcorpus, Ray, 2 workers", ("ours", "--workers", "2", "--engine", "ray")))
    base = 0.0
    print(f"{'':28}{'tokens/s':>10}{'ratio':>8}{'MB':>8}{'MB/worker':>11}")
    for name, (side, *options) in sides:
        found = measured(side, folder, *options)
        speed = found["tokens"] / found["seconds"]
        base = base or speed
        memory = f"{found['own']:8,.0f}{found['workers']:11,.0f}"
        print(f"{name:28}{speed:10,.0f}{speed / base:8.2f}{memory}")


def again(folder: Path) -> None:
    """Building again, from the command line: nothing changed, then one document."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "kzcorpus", "build", str(folder), "--out", out]
        for name in ("from nothing", "nothing changed", "one document changed"):
            if name.startswith("one"):
                path = next(iter(sorted(folder.rglob("*.txt"))))
                path.write_text("Astana bozkırda bir kenttir.\n", encoding="utf-8")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{name:28}{time.perf_counter() - started:10.1f} s{cpu:10.1f} s of CPU")


def sizes(text: Path | None, most: int) -> None:
    """Cost and memory by size."""
    print(f"{'words':>10}{'tokens/s':>10}{'MB':>8}{'MB/worker':>11}")
    n_words = 10_000
    while n_words <= most:
        with tempfile.TemporaryDirectory() as folder:
            write_documents(Path(folder), text, n_words)
            found = measured("ours", Path(folder), "--workers", "2")
        speed = found["tokens"] / found["seconds"]
        print(f"{n_words:10,}{speed:10,.0f}{found['own']:8,.0f}{found['workers']:11,.0f}")
        n_words *= 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, help="a text file; the sample corpus if left out")
    parser.add_argument("--words", type=int, default=100_000, help="words in all")
    parser.add_argument("--ray", action="store_true", help="compare the Ray engine too")
    parser.add_argument("--again", action="store_true", help="measure building again")
    parser.add_argument("--sizes", action="store_true", help="measure by size, up to --words")
    parser.add_argument("--side", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--engine", default="local", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        side: dict[str, Any] = (
            naive(options.folder)
            if options.side == "naive"
            else ours(options.folder, options.workers, options.engine)
        )
        kinds = {"own": resource.RUSAGE_SELF, "workers": resource.RUSAGE_CHILDREN}
        peaks = {name: resource.getrusage(kind).ru_maxrss / 1024 for name, kind in kinds.items()}
        print(json.dumps(side | peaks))
        return
    if options.sizes:
        sizes(options.text, options.words)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_documents(Path(folder), options.text, options.words)
        again(Path(folder)) if options.again else compare(Path(folder), options.ray)


if __name__ == "__main__":
    main()
