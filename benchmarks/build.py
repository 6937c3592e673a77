"""Whole builds against what a researcher writes today, in one run on the same text and models.

    python benchmarks/build.py [--text FILE] [--words N | --quick] [--only PART ...]

The parts: `compare` (Stanza in its own ways, kzcorpus with 1 and 2 workers, and with Ray where that
is installed), `sizes` (cost and memory by the size of the corpus, up to --words), `stages` (where
the time goes), `floor` (what this CPU needs for the models' multiplications alone), and `again`
(building again when nothing, and when one document has changed), which is left out unless named.

The naive loop is one warm `stanza.Pipeline` on two threads and one call per document: it tags the
text and forgets it. A build besides normalises, recognises and links names and writes tables; and
loading the models is counted on our side alone, so that our figures grow with the text. What does
one document after the other is as fast with the first --peer-words, and gets no more. Every line is
a process of its own. The wall clock says little on a busy machine; tokens by CPU second, over all
processes, say more there. Left out, the text is our own sample corpus, repeated. Linux only.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import annotate
import annotate_floor
import build_sides
import build_stages
from build_watch import Watch, watched

#: Words of a document, where not said otherwise.
SIZE = 1_000
#: Words for the floor: it depends on the models and on how long words are, not on their number.
FLOOR_WORDS = 5_000
SAMPLE = Path(__file__).parent.parent / "data/raw"
PARTS = ("compare", "sizes", "stages", "floor", "again")
HEAD = f"{'tokens/s':>10}{'ratio':>7}{'tokens/CPU s':>14}{'ratio':>7}{'MB':>8}{'MB/worker':>11}"


def words_of(text: Path | None) -> Iterator[str]:
    """The words of a file without end, with their line ends; of the samples if none is given."""
    paths = [text] if text else sorted(SAMPLE.rglob("*.txt"))
    for path in cycle(paths):
        with path.open(encoding="utf-8") as handle:
            for line in handle:
                yield from (*line.split(), "\n")


def write_documents(folder: Path, text: Path | None, n_words: int, size: int = SIZE) -> None:
    """Documents of `size` words."""
    words = words_of(text)
    for number in range(max(n_words // size, 1)):
        body = " ".join(islice(words, size)).replace(" \n ", "\n")
        path = folder / f"{number % 100:02}" / f"document{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{number}\n\n{body}\n", encoding="utf-8")


def measured(side: str, folder: Path) -> tuple[build_sides.Found, Watch]:
    """A side in a process of its own: what it found, and what all its processes used."""
    command = [sys.executable, __file__, "--side", side, "--folder", str(folder)]
    printed, watch = watched(command)
    found: build_sides.Found = json.loads(printed.splitlines()[-1])
    return found, watch


def row(name: str, found: build_sides.Found, watch: Watch, base: tuple[float, float]) -> str:
    speed, lean = speeds(found, watch)
    memory = f"{watch.own:8,.0f}{watch.largest_other:11,.0f}"
    ratios = f"{speed:10,.0f}{speed / base[0]:7.2f}{lean:14,.0f}{lean / base[1]:7.2f}"
    return f"{name:30}{ratios}{memory}"


def speeds(found: build_sides.Found, watch: Watch) -> tuple[float, float]:
    """Tokens a second by the wall clock, and by CPU second of all processes, start and end too."""
    return found["tokens"] / found["seconds"], found["tokens"] / sum(watch.cpu.values())


def compare(folder: Path, some: Path, rounds: int) -> None:
    """Every side, `rounds` times in turns; the best of each counts. The peers get `some`."""
    best: dict[str, tuple[build_sides.Found, Watch]] = {}
    absent: dict[str, str] = {}
    for _ in range(rounds):
        for side in build_sides.SIDES:
            package = {"spacy-stanza": "spacy_stanza", "ray": "ray"}.get(side)
            if side in absent or (package and not importlib.util.find_spec(package)):
                absent.setdefault(side, "not installed")
                continue
            try:
                found, watch = measured(side, some if side in build_sides.PEERS else folder)
            except subprocess.CalledProcessError as error:
                if not package:
                    raise
                absent[side] = f"fails: {error.stderr.strip().splitlines()[-1][:80]}"
                continue
            if side not in best or speeds(found, watch)[1] > speeds(*best[side])[1]:
                best[side] = found, watch
    print(f"{'':30}{HEAD}")
    base = speeds(*best["naive"])
    for side, (title, _) in build_sides.SIDES.items():
        print(row(title, *best[side], base) if side in best else f"{title:30} {absent[side]}")
    if "ray" in best:
        ray, two = (speeds(*best[name]) for name in ("ray", "two"))
        start = best["ray"][0]["start"]
        print(f"Ray against local: {ray[0] / two[0]:.2f} by the clock, {ray[1] / two[1]:.2f} by ")
        print(f"CPU second with its daemons; starting a cluster took {start:.1f} s, not counted.")
    alone, pair = (speeds(*best[name])[0] for name in ("one", "two"))
    print(f"1 to 2 workers: {pair / alone:.2f}")


def sizes(text: Path | None, most: int, size: int) -> None:
    """Cost and memory by size of the corpus, with two workers."""
    print(f"{'words, 2 workers':30}{HEAD}")
    base: tuple[float, float] | None = None
    n_words = min(10_000, most)
    while n_words <= most:
        with tempfile.TemporaryDirectory() as folder:
            write_documents(Path(folder), text, n_words, size)
            found, watch = measured("two", Path(folder))
        base = base or speeds(found, watch)
        print(row(f"{n_words:,}", found, watch, base))
        n_words *= 10


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, help="a text file; the sample corpus if left out")
    parser.add_argument("--words", type=int, default=100_000, help="words in all")
    parser.add_argument("--peer-words", type=int, default=200_000, help="for Stanza's own ways")
    parser.add_argument("--document-words", type=int, default=SIZE, help="words of a document")
    parser.add_argument("--quick", action="store_true", help="a minute: 5,000 words")
    parser.add_argument("--rounds", type=int, default=1, help="of the comparison, in turns")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts and no others")
    parser.add_argument("--side", choices=[*build_sides.SIDES, "stages"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side == "stages":
        build_stages.show(options.folder)
        return
    if options.side:
        print(json.dumps(build_sides.SIDES[options.side][1](options.folder)))
        return
    n_words = 5_000 if options.quick else options.words
    parts = options.only or [part for part in PARTS if part != "again"]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {n_words:,} words", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        size = options.document_words
        write_documents(Path(folder), options.text, n_words, size)
        for part in parts:
            print(f"\n{part}", flush=True)
            if part == "compare":
                with tempfile.TemporaryDirectory() as some:
                    n_peers = min(n_words, options.peer_words)
                    write_documents(Path(some), options.text, n_peers, size)
                    compare(Path(folder), Path(some), options.rounds)
            elif part == "sizes":
                sizes(options.text, n_words, size)
            elif part == "stages":
                command = [sys.executable, __file__, "--side", "stages", "--folder", folder]
                print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            elif part == "floor":
                words = min(n_words, FLOOR_WORDS)
                paths = [options.text] if options.text else sorted((SAMPLE / "tr").glob("*.txt"))
                annotate_floor.show(annotate.load(1), annotate.documents(paths, words))
            else:
                again(Path(folder))


if __name__ == "__main__":
    main()
