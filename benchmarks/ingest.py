"""Ingestion and normalisation of plain text, against the usual cleaning chain in the same run.

    python benchmarks/ingest.py [--text FILE] [--megabytes N] [--runs N]

The peer does the nearest job that people have at hand: charset-normalizer to decode, ftfy.fix_text
to clean, nothing about layout, blocks or the way back. Both get the same files, in turn; seconds
are CPU seconds of one core, medians over the runs; the first run of each warms up and is not
counted. Peak memory is that of 100 and of 1,000 documents, each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kzcorpus.config import IngestConfig
from kzcorpus.ingest import MetadataSheet, ingest_folder
from kzcorpus.normalise import normalise_text
from kzcorpus.records import RawDocument

SAMPLE = Path("data/raw/tr/enerji-raporu.txt")
#: Characters of a document: a long report for speed, a news item for memory.
LONG, SHORT = 100_000, 10_000


def write_documents(folder: Path, text: str, count: int, length: int) -> None:
    """Documents of the same length, each with a first line of its own."""
    folder.mkdir(parents=True)
    body = (text * (length // len(text) + 1))[:length]
    for number in range(count):
        path = folder / f"{number:05}.txt"
        path.write_text(f"Belge {number}\n\n{body}\n", encoding="utf-8")


def documents(folder: Path) -> int:
    """Characters read, without keeping any document."""
    items = ingest_folder(folder, IngestConfig(), MetadataSheet({}))
    return sum(len(item.text) for item in items if isinstance(item, RawDocument))


def ours(folder: Path) -> int:
    items = ingest_folder(folder, IngestConfig(), MetadataSheet({}))
    return sum(len(normalise_text(item).text) for item in items if isinstance(item, RawDocument))


def peer(folder: Path) -> int:
    import ftfy
    from charset_normalizer import from_bytes

    total = 0
    for path in sorted(folder.iterdir()):
        best = from_bytes(path.read_bytes()).best()
        total += len(ftfy.fix_text(str(best)))
    return total


def seconds(work: Callable[[Path], int], folder: Path) -> float:
    started = time.process_time()
    assert work(folder) > 0
    return time.process_time() - started


def peak(text: Path, count: int, step: str) -> float:
    """Peak megabytes of a process that takes so many documents through a step."""
    command = [sys.executable, __file__, "--text", str(text), "--peak", str(count), "--step", step]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return float(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, default=SAMPLE)
    parser.add_argument("--megabytes", type=float, default=2.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peak", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--step", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    text = options.text.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "raw")
        if options.peak:
            write_documents(folder, text, options.peak, SHORT)
            (ours if options.step == "normalise" else documents)(folder)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            return
        write_documents(folder, text, max(1, round(options.megabytes * 1_000_000 / LONG)), LONG)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000
        steps = {
            "ingest": documents,
            "ingest + normalise": ours,
            "charset-normalizer + ftfy": peer,
        }
        times: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(options.runs + 1):  # in turn, so that a drifting machine is fair to all
            for name, work in steps.items():
                times[name].append(seconds(work, folder))
        medians = {name: statistics.median(taken[1:]) for name, taken in times.items()}
        for name, taken in medians.items():
            print(f"{name:28}{size / taken:8.2f} MB/s of one core")
        ratio = medians["charset-normalizer + ftfy"] / medians["ingest + normalise"]
        print(f"ratio to the peer{ratio:19.2f}")
    for step in ("ingest", "normalise"):
        small, large = (peak(options.text, count, step) for count in (100, 1_000))
        print(
            f"peak memory, {step:15} 100 documents {small:.0f} MB, 1,000 documents {large:.0f} MB"
        )


if __name__ == "__main__":
    main()
