"""Torture: every fault at every call of a build, and builds killed at random moments.

    python -m tests.faults [--kills N]

Prints the figures; exits with 1 if a corpus was lost or a file torn.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kzcorpus.tables import Corpus, validate_corpus
from tests.build.test_resume import start, write_many
from tests.conftest import contents, without_ours, write_documents
from tests.faults.injecting import FAULTS
from tests.faults.test_build_faults import Trial


def faults(home: Path) -> tuple[int, int]:
    """Pairs of call and fault that were tried, and those after which something was wrong."""
    trial = Trial(write_documents(home / "raw"), home)
    wrong = 0
    for number, call in enumerate(trial.calls):
        for name, fault in FAULTS:
            try:
                trial.fail(number, fault())
            except Exception as error:
                wrong += 1
                print(f"{name} at {call}: {type(error).__name__}: {error}")
    return len(trial.calls) * len(FAULTS), wrong


def kills(home: Path, number: int, workers: int) -> tuple[int, int, int]:
    """Builds that ended with other bytes, corpora found unsound, and builds that were killed."""
    raw = write_documents(home / "raw")
    write_many(raw, 30)
    began = time.monotonic()
    if start(raw, home / "whole", workers).wait():
        raise SystemExit("the build that nobody kills fails")
    seconds = time.monotonic() - began
    wanted = contents(home / "whole")
    moments = random.Random(20261121)
    other = torn = killed = 0
    for trial in range(number):
        out = home / f"out{trial}"
        for _ in range(moments.randrange(1, 4)):
            process = start(raw, out, workers)
            try:
                process.wait(moments.uniform(0, seconds))
            except Exception:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                killed += 1
            if (out / "manifest.json").is_file():
                torn += bool(list(validate_corpus(Corpus(out))))
        start(raw, out, workers).wait()
        other += contents(out) != wanted
    return other, torn, killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="builds that are killed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("kzcorpus.build.workshop.load_gazetteer", without_ours)
        tried, wrong = faults(Path(folder, "faults"))
        print(f"faults: {tried} tried (every call of a build, {len(FAULTS)} faults), {wrong} wrong")
        half = options.kills // 2
        found = [kills(Path(folder, str(n)), half, n) for n in (1, 2)]
        other, torn, killed = (sum(values) for values in zip(*found, strict=True))
        print(
            f"kills: {2 * half} builds, killed {killed} times with 1 and 2 workers: "
            f"{other} ended with other bytes, {torn} left an unsound corpus"
        )
    sys.exit(bool(wrong or other or torn))


if __name__ == "__main__":
    main()
