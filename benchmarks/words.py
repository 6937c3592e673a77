"""Questions about words on ten million tokens, as whole processes from a cold start.

    python benchmarks/words.py [--documents 8334] [--runs 5] [--corpus FOLDER] [--peer PYTHON]

Prints for each question the medians over the runs of seconds to the first line, of wall time, of
CPU time (user and system), and of the peak of memory. With `--peer`, a Python that has Conc (`pip
install conc`), the same by Conc's reports over its own index of the same text, and the ratio. Conc
counts forms, so each question that it is asked is asked of our forms too; its tokeniser is spaCy's
blank one.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

#: Hits that a concordance has.
HITS = 10_000
#: Builds Conc's index from a CSV file, without a trained model.
BUILD = """
import sys, spacy
blank = spacy.blank("xx")
blank.disable_pipes = lambda names: None
spacy.load = lambda name: blank
from conc.corpus import Corpus
Corpus("generated", "").build_from_csv(sys.argv[1], sys.argv[2])
"""
LOAD = """
import sys, glob, spacy
blank = spacy.blank("xx")
blank.disable_pipes = lambda names: None
spacy.load = lambda name: blank
from conc.corpus import Corpus
from conc.conc import Conc
(folder,) = glob.glob(sys.argv[1] + "/*.corpus")
conc = Conc(Corpus("generated", "").load(folder))
"""


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds to its first line, in all, of CPU; mebibytes at its peak."""

    first: float
    wall: float
    cpu: float
    memory: float


def cost(command: list[str]) -> Cost:
    """Run a command that must succeed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.readline()
    first = time.perf_counter() - begun
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    wall = time.perf_counter() - begun
    return Cost(first, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    names = ("first", "wall", "cpu", "memory")
    return Cost(*(statistics.median(getattr(one, name) for one in costs) for name in names))


def apart(function: Callable[..., Any], *arguments: object) -> Any:
    """A call in a process of its own: what is run later counts the peak of ours as its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def generate(folder: Path, documents: int) -> None:
    """A corpus with running words: 1,200 tokens a document."""
    from generated import write_generated

    write_generated(folder, documents=documents, mentions=12, words=20)


def with_hits(folder: Path) -> tuple[int, list[str]]:
    """How many tokens there are; the lemma, and the form, with most nearly so many hits."""
    from kzcorpus.query import frequencies
    from kzcorpus.tables import Corpus

    corpus = Corpus(folder)
    found = []
    for column in ("lemma", "form"):
        table = frequencies(corpus, by=(column,)).to_pylist()
        found.append(str(min(table, key=lambda row: abs(row["n"] - HITS))[column]))
    return corpus.counts()["tokens"], found


def write_csv(corpus: Path, path: Path) -> None:
    """The texts of the documents, for Conc."""
    import pyarrow.dataset as ds

    blocks = ds.dataset(corpus / "blocks").scanner(columns=["doc_id", "text"]).to_reader()
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["text"])
        doc = ""
        texts: list[str] = []
        for batch in blocks:
            for row in batch.to_pylist():
                if row["doc_id"] != doc and texts:
                    writer.writerow([" ".join(texts)])
                    texts = []
                doc = row["doc_id"]
                texts.append(row["text"])
        writer.writerow([" ".join(texts)])


def questions(corpus: Path, lemma: str, form: str) -> dict[str, tuple[list[str], str]]:
    """By name: our command, and the same question in Conc's words, if it can be asked."""
    ours = {
        "freq --by lemma": (["freq", "--by", "lemma"], ""),
        "freq --by form": (
            ["freq", "--by", "form"],
            "print(conc.frequencies(show_document_frequency=True).df)",
        ),
        "kwic of a lemma, all": (["kwic", lemma, "--lemma", "--limit", "0"], ""),
        "kwic of a form, all": (
            ["kwic", form, "--limit", "0"],
            f"print(conc.concordance({form!r}, page_size=1_000_000).df)",
        ),
        "kwic of a lemma, 20": (["kwic", lemma, "--lemma"], ""),
        "collocates of a lemma": (["collocates", f'[lemma="{lemma}"]'], ""),
        "collocates of a form": (
            ["collocates", form, "--by", "form", "--measure", "log_dice"],
            f"print(conc.collocates({form!r}).df)",
        ),
    }
    program = [sys.executable, "-m", "kzcorpus"]
    return {
        name: ([*program, *command, "--corpus", str(corpus)], theirs)
        for name, (command, theirs) in ours.items()
    }


def shown(cost: Cost) -> str:
    return f"{cost.first:8.2f}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:8.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=8334)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", type=Path, help="a generated corpus with words, built before")
    parser.add_argument("--peer", help="a Python that has Conc")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus or Path(folder, "corpus")
        if options.corpus is None:
            apart(generate, corpus, options.documents)
        tokens, (lemma, form) = apart(with_hits, corpus)
        print(f"{tokens:,} tokens, medians of {options.runs} runs")
        print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        if options.peer:
            texts = Path(folder, "texts.csv")
            apart(write_csv, corpus, texts)
            built = cost([options.peer, "-c", BUILD, str(texts), f"{folder}/"])
            print(f"Conc's index was built in {built.wall:.0f} s, {built.memory:.0f} MiB")
        print(f"{'':24}{'first':>8}{'wall':>8}{'cpu':>8}{'MiB':>8}")
        for name, (command, theirs) in questions(corpus, lemma, form).items():
            peer = [options.peer, "-c", LOAD + theirs, folder] if options.peer and theirs else None
            pairs = [  # in turn, so that a drifting machine is fair to both
                (cost(command), cost(peer) if peer else None) for _ in range(options.runs)
            ]
            ours = median([one for one, _ in pairs])
            print(f"{name:24}{shown(ours)}")
            if peer:
                other = median([one for _, one in pairs if one])
                ratio = (
                    f"   ratio wall {ours.wall / other.wall:.2f}, cpu {ours.cpu / other.cpu:.2f}"
                )
                print(f"{'  Conc, the same':24}{shown(other)}{ratio}", flush=True)


if __name__ == "__main__":
    main()
