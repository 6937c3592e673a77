"""Each benchmark runs from end to end on little; what it measures is nobody's business here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
#: What each prints, whatever the figures are.
LITTLE = {
    "decoding": (["--pieces", "2"], "charset-normalizer"),
    "entities": (["--documents", "20", "--mentions", "10", "--runs", "1"], "pandas"),
    "ingest": (["--megabytes", "0.05", "--runs", "1"], "ftfy"),
    "linking": (
        ["--words", "500", "--names", "200", "--mentions", "1000", "--documents", "20"],
        "duplicates",
    ),
    "words": (["--documents", "4", "--runs", "1"], "kwic of a lemma, all"),
}
WITH_MODELS = {
    "annotate": (["--words", "300"], "kzcorpus, 1 thread"),
    "build": (["--words", "1000"], "naive loop"),
}


def run(name: str, *options: str) -> str:
    """What a benchmark prints; it must succeed."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / f"{name}.py"), *options],
        cwd=BENCHMARKS.parent,
        capture_output=True,
        text=True,
        env=dict(os.environ, COLUMNS="120"),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", LITTLE)
def test_runs(name: str) -> None:
    options, printed = LITTLE[name]
    assert printed in run(name, *options)


def test_queries_of_a_corpus(built: Path) -> None:
    assert "ratio" in run("query", "--corpus", str(built), "--runs", "1")


@pytest.mark.models
@pytest.mark.parametrize("name", WITH_MODELS)
def test_runs_with_models(name: str) -> None:
    options, printed = WITH_MODELS[name]
    assert printed in run(name, *options)


def test_generated_corpus_is_one_that_can_be_read(tmp_path: Path) -> None:
    run("generated", str(tmp_path), "--documents", "3", "--mentions", "4", "--words", "6")
    from kzcorpus.tables import Corpus

    counts = Corpus(tmp_path).counts()
    assert (counts["documents"], counts["entities"], counts["tokens"]) == (3, 12, 3 * 60 * 6)
