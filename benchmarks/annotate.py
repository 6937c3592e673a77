"""Annotation against Stanza, in one run on the same text and models.

    python benchmarks/annotate.py [--text FILE ...] [--words N] [--check | --memory]

Each side is a process of its own with the models loaded and warm; they take turns at the same
slices of the text, so that a busy machine slows all of them. The naive loop is what a researcher
writes: one `stanza.Pipeline`, one call per document. --check compares tokens, words, tags and names
of every document with the naive loop's, in several batch sizes and orders; --memory annotates the
text again and again and prints the peak.

FILE is text with a paragraph a line (also .xz), CoNLL-U, or CoNLL with a token a line.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import annotate_floor

from kzcorpus.annotate import Segment
from kzcorpus.annotate.stanza_backend import PROCESSORS, StanzaBackend, sentence_draft
from kzcorpus.annotate.surface import model_form
from kzcorpus.models import find_package

#: Characters of a document that is put together from paragraphs, and documents of a batch.
DOCUMENT_CHARS, BATCH_CHARS = 6_000, 60_000
SIDES = {
    "naive2": "stanza.Pipeline, a call per document, 2 threads",
    "naive1": "stanza.Pipeline, a call per document, 1 thread",
    "bulk": "stanza bulk_process, 1 thread",
    "ours": "kzcorpus, 1 thread",
}
SLICES = 3
SAMPLE = Path(__file__).parent.parent / "data/raw/tr"


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs or sentences of a file."""
    raw = path.read_bytes()
    raw = lzma.decompress(raw) if path.suffix == ".xz" else raw
    text = raw.decode("utf-8-sig")
    if path.suffix == ".conllu":
        lines = text.splitlines()
        yield from (line.removeprefix("# text = ") for line in lines if line.startswith("# text ="))
    elif path.suffix == ".conll":
        for block in text.split("\n\n"):
            yield " ".join(line.split("\t")[0] for line in block.splitlines() if line.strip())
    else:
        yield from (line.strip() for line in text.splitlines() if line.strip())


def documents(paths: Iterable[Path], n_words: int) -> list[str]:
    """Documents of DOCUMENT_CHARS with `n_words` words by white space, repeated if need be."""
    own = [paragraph for path in paths for paragraph in paragraphs(path) if paragraph.strip()]
    made, parts, size = [], list[str](), 0
    left = n_words
    for paragraph in cycle(own):
        parts.append(model_form(paragraph))
        size += len(paragraph)
        left -= len(paragraph.split())
        if size >= DOCUMENT_CHARS or left <= 0:
            made.append("\n\n".join(parts))
            parts, size = [], 0
        if left <= 0:
            return made
    return made


def batches(texts: list[str]) -> Iterator[list[str]]:
    per_batch = max(1, BATCH_CHARS // DOCUMENT_CHARS)
    return (texts[at : at + per_batch] for at in range(0, len(texts), per_batch))


def load(threads: int, plain: bool = False) -> StanzaBackend:
    package = find_package("tr", "kz")
    folder, lang, name = package.folder, package.lang, package.package
    return StanzaBackend(folder, lang, name, threads, device="cpu", plain=plain)


def timed(stages: dict[str, float], name: str, call: Any, *args: Any, **options: Any) -> Any:
    started = time.process_time()
    try:
        return call(*args, **options)
    finally:
        stages[name] = stages.get(name, 0) + time.process_time() - started


def serve(side: str) -> None:
    """Annotate the texts that come in, a line of JSON each time, and answer with the cost."""
    backend = load(2 if side == "naive2" else 1, plain=side != "ours")
    pipeline: Any = backend._pipeline
    stages: dict[str, float] = {}
    if side == "ours":
        fast: Any = backend._fast
        for name in PROCESSORS.split(","):
            setattr(fast, name, partial(timed, stages, name, getattr(fast, name)))
    else:
        method = "bulk_process" if side == "bulk" else "process"
        for name, processor in pipeline.processors.items():
            setattr(processor, method, partial(timed, stages, name, getattr(processor, method)))

    def run(texts: list[str]) -> int:
        if side == "ours":
            made = [
                found
                for batch in batches(texts)
                for found in backend.annotate([Segment(text, "tr") for text in batch])
            ]
            tokens = (t for found in made for sentence in found for t in sentence.tokens)
            return sum(len(token.words) for token in tokens)
        if side == "bulk":
            documents = (d for batch in batches(texts) for d in pipeline.bulk_process(batch))
            return sum(document.num_words for document in documents)
        return sum(pipeline(text).num_words for text in texts)

    for line in sys.stdin:
        stages.clear()
        wall, cpu = time.perf_counter(), time.process_time()
        words = run(json.loads(line))
        cost = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"words": words, "peak": peak, "stages": stages, **cost}), flush=True)


def compare(texts: list[str]) -> None:
    """Let the sides take turns, and print what they cost."""
    command = [sys.executable, __file__, "--side"]
    workers = {
        side: subprocess.Popen([*command, side], stdin=-1, stdout=-1, text=True) for side in SIDES
    }

    def ask(side: str, asked: list[str]) -> dict[str, Any]:
        worker = workers[side]
        assert worker.stdin
        assert worker.stdout
        worker.stdin.write(json.dumps(asked) + "\n")
        worker.stdin.flush()
        return dict(json.loads(worker.stdout.readline()))

    warm = texts[:1]
    costs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
    for side in SIDES:
        ask(side, warm)
    for number in range(SLICES):
        for side in SIDES:
            costs[side].append(ask(side, texts[number::SLICES]))
    for worker in workers.values():
        worker.communicate("")
    total = {
        side: {key: sum(part[key] for part in parts) for key in ("words", "cpu", "wall")}
        for side, parts in costs.items()
    }
    print(f"{'':48}{'words':>9}{'/wall s':>9}{'/cpu s':>8}{'ratio':>7}{'peak MB':>9}")
    for side, label in SIDES.items():
        cost = total[side]
        rate = cost["words"] / cost["cpu"]
        ratio = rate / (total["naive1"]["words"] / total["naive1"]["cpu"])
        print(
            f"{label:48}{cost['words']:>9,}{cost['words'] / cost['wall']:>9,.0f}{rate:>8,.0f}"
            f"{ratio:>7.2f}{costs[side][-1]['peak']:>9,.0f}"
        )
    print("\nCPU microseconds a word, by stage")
    print(f"{'':48}" + "".join(f"{name:>9}" for name in [*PROCESSORS.split(","), "rest", "all"]))
    for side, label in SIDES.items():
        words = total[side]["words"]
        spent = [
            sum(part["stages"].get(name, 0) for part in costs[side]) / words * 1e6
            for name in PROCESSORS.split(",")
        ]
        whole = total[side]["cpu"] / words * 1e6
        print(f"{label:48}" + "".join(f"{n:>9.0f}" for n in [*spent, whole - sum(spent), whole]))


def check(texts: list[str], seed: int = 1) -> bool:
    """Whether kzcorpus answers as the naive loop does, document by document."""
    backend = load(1)
    assert not backend.why_plain, backend.why_plain
    pipeline: Any = backend._pipeline
    singles = [part for text in texts for part in text.split("\n\n")]
    same = True
    for label, units in {"documents": texts, "paragraphs": singles}.items():
        wanted = [
            [sentence_draft(sentence, unit, unit) for sentence in pipeline(unit).sentences]
            for unit in units
        ]
        words = sum(len(t.words) for found in wanted for s in found for t in s.tokens)
        order = list(range(len(units)))
        mixed = random.Random(seed).sample(order, len(order))
        for size, numbers in ((1, order), (7, order), (len(units), order), (7, mixed)):
            found: dict[int, Any] = {}
            for at in range(0, len(numbers), size):
                chosen = numbers[at : at + size]
                asked = [Segment(units[number], "tr") for number in chosen]
                found.update(zip(chosen, backend.annotate(asked), strict=True))
            unlike = [number for number in order if found[number] != wanted[number]]
            same = same and not unlike
            how = "shuffled" if numbers is mixed else f"{size} at a time"
            print(f"{words:>9,} words in {len(units):,} {label}, {how}: {len(unlike)} differ")
            for number in unlike[:3]:
                pairs = zip(found[number], wanted[number], strict=False)
                print(next((pair for pair in pairs if pair[0] != pair[1]), "sentence ends"))
    return same


def memory(texts: list[str]) -> None:
    """Peak memory after 10 k, 100 k, 1 M words, the texts over and over."""
    backend = load(1)
    words, goals = 0, [10_000, 100_000, 1_000_000]
    for batch in islice(cycle(list(batches(texts))), None):
        found = backend.annotate([Segment(text, "tr") for text in batch])
        words += sum(len(token.words) for text in found for s in text for token in s.tokens)
        if words >= goals[0]:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{words:>11,} words: peak {peak:,.0f} MB", flush=True)
            goals.pop(0)
        if not goals:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, nargs="*", help="files; the sample corpus if left out")
    parser.add_argument("--words", type=int, default=15_000, help="words to annotate")
    parser.add_argument("--check", action="store_true", help="compare answers, not speed")
    parser.add_argument("--memory", action="store_true", help="annotate a million words")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        serve(options.side)
        return
    texts = documents(options.text or sorted(SAMPLE.glob("*.txt")), options.words)
    if options.check:
        sys.exit(0 if check(texts) else 1)
    if options.memory:
        memory(texts)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {len(texts)} documents\n")
    compare(texts)
    print()
    annotate_floor.show(load(1), texts)


if __name__ == "__main__":
    main()
