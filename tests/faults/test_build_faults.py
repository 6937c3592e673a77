"""A fault at any call of a build: the corpus there stays, and the next build makes it good.

`make torture` tries every call with every fault; here are some of them, drawn with a seed.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from kzcorpus.build import build_corpus
from kzcorpus.errors import KzcorpusError
from kzcorpus.tables import Corpus, validate_corpus
from tests.build.test_resume import SMALL
from tests.conftest import contents
from tests.fakes import fake_router
from tests.faults.injecting import FAULTS, Injector

#: What a build that failed leaves besides the corpus: documents that are done, its owner's name.
OURS = (".work", ".lock-owner")
#: So many of all pairs of call and fault are tried with every run of the tests.
TRIED = 24


class LostError(AssertionError):
    """Neither the old corpus nor the new one stands there."""


class TornError(AssertionError):
    """What stands there does not validate."""


class OtherBytesError(AssertionError):
    """The next build did not make good what the fault had stopped."""


class Trial:
    """A folder with a corpus, and a change that the next build must take up."""

    def __init__(self, raw: Path, home: Path) -> None:
        self.raw, self.old, self.out = raw, home / "old", home / "out"
        build_corpus(raw, self.old, config=SMALL, router=fake_router)
        (raw / "az/dost.txt").write_text("Qazaxıstan böyük ölkədir.\n", encoding="utf-8")
        (raw / "tr/yeni.txt").write_text("Ankara büyük.\n", encoding="utf-8")
        self.before = contents(self.old)
        injector = Injector(self.out)
        self._prepare()
        with injector.armed():
            build_corpus(raw, self.out, config=SMALL, router=fake_router)
        self.calls = injector.calls
        self.wanted = contents(self.out)

    def _prepare(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.old, self.out)

    def fail(self, call: int, fault: BaseException) -> None:
        """Let a call of the build fail, and look at what is left; then build again.

        Raises:
            LostError, TornError, OtherBytesError: what the fault did that it must not.
        """
        self._prepare()
        injector = Injector(self.out, call, fault)
        try:
            with injector.armed():
                build_corpus(self.raw, self.out, config=SMALL, router=fake_router)
        except (KzcorpusError, OSError, MemoryError):
            # What stands there is one corpus or the other, or a commit that the next build ends.
            if not (self.out / ".staging/manifest.json").is_file():
                here = {n: d for n, d in contents(self.out).items() if not n.startswith(OURS)}
                if here not in (self.before, self.wanted):
                    raise LostError(sorted(here)) from None
                if findings := list(validate_corpus(Corpus(self.out))):
                    raise TornError(findings) from None
        build_corpus(self.raw, self.out, config=SMALL, router=fake_router)
        if contents(self.out) != self.wanted:
            raise OtherBytesError


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    from tests.conftest import write_documents

    home = tmp_path_factory.mktemp("faults")
    return Trial(write_documents(home / "raw"), home)


def test_the_calls_that_may_fail_are_of_every_kind(trial: Trial) -> None:
    kinds = {call.split()[0] for call in trial.calls}
    assert kinds >= {"create", "write", "close", "replace", "open", "write_bytes", "read_metadata"}
    assert len(trial.calls) > 50


@pytest.mark.parametrize("draw", range(TRIED))
def test_no_fault_costs_more_than_the_build(trial: Trial, draw: int) -> None:
    chosen = random.Random(draw)
    name, fault = chosen.choice(FAULTS)
    call = chosen.randrange(len(trial.calls))
    print(f"{name} at call {call}: {trial.calls[call]}")  # noqa: T201  (shown where it fails)
    trial.fail(call, fault())
