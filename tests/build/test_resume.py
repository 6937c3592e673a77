"""A build that dies goes on where it was, and ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kzcorpus.annotate import Segment, SentenceDraft
from kzcorpus.build import Work, build_corpus
from kzcorpus.build.sources import WORK
from kzcorpus.config import AnnotateConfig, PipelineConfig
from kzcorpus.tables import Corpus, validate_corpus
from tests.conftest import contents
from tests.fakes import FakeBackend, fake_router, router_of

#: One document a batch.
SMALL = PipelineConfig(annotate=AnnotateConfig(batch_chars=1))


class Stops(FakeBackend):
    """Is interrupted at the document that says this."""

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        if any("Астана" in segment.text for segment in segments):
            raise KeyboardInterrupt
        return super().annotate(segments)


def interrupted(raw: Path, out: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build_corpus(raw, out, config=SMALL, router=lambda config: router_of(Stops()))


def test_what_was_done_before_an_interrupt_is_not_done_again(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    interrupted(raw, out)
    assert len(list((out / WORK).iterdir())) == 1
    report = build_corpus(raw, out, config=SMALL, router=fake_router)
    assert (report.work.at_hand, report.work.annotated) == (1, 3)
    build_corpus(raw, tmp_path / "fresh", config=SMALL, router=fake_router)
    assert contents(out) == contents(tmp_path / "fresh")


def test_an_interrupted_build_leaves_the_old_corpus_and_force_forgets_it(
    raw: Path, out: Path
) -> None:
    before = contents(out)
    for name in ("ru/stolitsa.txt", "az/dost.txt"):
        with (raw / name).open("a", encoding="utf-8") as handle:
            handle.write("\nАстана — столица.\n" if name.startswith("ru") else "\nBakı şəhərdir.\n")
    interrupted(raw, out)
    assert {name: d for name, d in contents(out).items() if not name.startswith(WORK)} == before
    report = build_corpus(raw, out, config=SMALL, force=True, router=fake_router)
    assert (report.work.at_hand, report.work.annotated) == (0, 4)
    assert not (out / WORK).exists()


def test_a_torn_batch_is_done_again(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    interrupted(raw, out)
    (batch,) = (out / WORK).iterdir()
    batch.write_bytes(batch.read_bytes()[:-100])
    report = build_corpus(raw, out, config=SMALL, router=fake_router)
    assert report.work == Work(annotated=4, files_written=report.work.files_written)
    assert list(validate_corpus(Corpus(out))) == []


BUILD = """
import sys
from pathlib import Path
from tests.build.test_resume import SMALL, slow_router
from tests.conftest import without_ours
import kzcorpus.build.run, kzcorpus.build.workshop, kzcorpus.build.parts
kzcorpus.build.workshop.load_gazetteer = without_ours
kzcorpus.build.parts.PART_CHARS = 400
print("ready", flush=True)
kzcorpus.build.run.build_corpus(
    Path(sys.argv[1]), Path(sys.argv[2]), config=SMALL, router=slow_router, workers=int(sys.argv[3])
)
"""


class Slow(FakeBackend):
    """Gives a killer time."""

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        time.sleep(0.01)
        return super().annotate(segments)


def slow_router(config: PipelineConfig) -> object:
    return router_of(Slow())


def start(raw: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", BUILD, str(raw), str(out), str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def write_many(raw: Path, number: int) -> None:
    """Documents with names that only the whole corpus can tell apart."""
    for index in range(number):
        name = ("Nikolas Kitçen", "N. Kitçen", "Astana", "Orta Asya")[index % 4]
        text = f"{name} {index} yıl önce Ankara kentindeydi. Tokayev geldi.\n"
        (raw / f"tr/belge{index:03}.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_any_moment_a_build_ends_with_the_same_bytes(
    raw: Path, tmp_path: Path, workers: int
) -> None:
    write_many(raw, 20)
    began = time.monotonic()
    whole = start(raw, tmp_path / "whole", workers)
    assert whole.wait(120) == 0
    seconds = time.monotonic() - began
    wanted = contents(tmp_path / "whole")
    out = tmp_path / "out"
    # Seeded, but where exactly it strikes is the machine's business: that is the point.
    moments = random.Random(20261121)
    for _ in range(3):
        process = start(raw, out, workers)
        time.sleep(moments.uniform(0, seconds / 2))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if (out / "manifest.json").is_file():
            assert list(validate_corpus(Corpus(out))) == []
    process = start(raw, out, workers)
    assert process.wait(120) == 0
    assert contents(out) == wanted
