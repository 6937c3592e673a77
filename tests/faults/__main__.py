"""Torture: every fault at every call of a build, and builds killed at random moments.

    python -m tests.faults [--kills N] [--flips N]

And bits flipped in a corpus, one at a time. Prints the figures; exits with 1 if a corpus was lost,
a file torn or a flipped bit not found.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from kzcorpus.build import build_corpus
from kzcorpus.tables import Corpus, validate_corpus
from tests.build.test_resume import start, write_many
from tests.conftest import contents, without_ours, write_documents
from tests.fakes import fake_router
from tests.faults.flipping import unnoticed
from tests.faults.injecting import FAULTS
from tests.faults.test_build_faults import LostError, OtherBytesError, TornError, Trial


def faults(home: Path) -> Counter[str]:
    """How many pairs of call and fault were tried, and what came of those that did harm."""
    trial = Trial(write_documents(home / "raw"), home)
    counts: Counter[str] = Counter()
    for number, call in enumerate(trial.calls):
        for name, fault in FAULTS:
            counts["tried"] += 1
            try:
                trial.fail(number, fault())
            except Exception as error:
                counts[type(error).__name__] += 1
                counts["wrong"] += 1
                print(f"{name} at {call}: {type(error).__name__}: {error}", flush=True)
    return counts


def kills(home: Path, wanted_kills: int, workers: int) -> Counter[str]:
    """Kill builds of a corpus so often, and build it to its end after every third kill at most."""
    raw = write_documents(home / "raw")
    write_many(raw, 30)
    process = start(raw, home / "whole", workers)
    began = time.monotonic()
    if process.wait():
        raise SystemExit("the build that nobody kills fails")
    seconds = time.monotonic() - began
    wanted = contents(home / "whole")
    moments = random.Random(20261121)
    counts: Counter[str] = Counter()
    while counts["killed"] < wanted_kills:
        out = home / f"out{counts['corpora']}"
        counts["corpora"] += 1
        for _ in range(moments.randrange(1, 4)):
            process = start(raw, out, workers)
            try:
                process.wait(moments.uniform(0, seconds))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                counts["killed"] += 1
            if (out / "manifest.json").is_file():
                counts["torn"] += bool(list(validate_corpus(Corpus(out))))
        start(raw, out, workers).wait()
        counts["other bytes"] += contents(out) != wanted
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="builds that are killed")
    parser.add_argument("--flips", type=int, default=3_000, help="bits that are flipped")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("kzcorpus.build.workshop.load_gazetteer", without_ours)
        build_corpus(
            write_documents(Path(folder, "raw")), Path(folder, "flips"), router=fake_router
        )
        missed = list(unnoticed(Path(folder, "flips"), options.flips, 20261121))
        print(
            "\n".join([*missed, f"flips: {options.flips} bits, {len(missed)} not found"]),
            flush=True,
        )
        harm = faults(Path(folder, "faults"))
        print(
            f"faults: {harm['tried']} pairs of call and fault tried ({len(FAULTS)} faults at "
            f"every call of a build): {harm[LostError.__name__]} corpora lost, "
            f"{harm[TornError.__name__]} torn, {harm[OtherBytesError.__name__]} ended with other "
            f"bytes, {harm['wrong']} wrong in all",
            flush=True,
        )
        half = -(-options.kills // 2)
        killed = sum((kills(Path(folder, str(n)), half, n) for n in (1, 2)), Counter())
        print(
            f"kills: {killed['killed']} builds killed, of {killed['corpora']} corpora, with 1 and "
            f"2 workers: {killed['torn']} left a torn file, {killed['other bytes']} ended with "
            "other bytes"
        )
    sys.exit(bool(missed or harm["wrong"] or killed["torn"] or killed["other bytes"]))


if __name__ == "__main__":
    main()
