"""Running the program inside this process, as its entry point does."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kzcorpus.cli import main

ENVIRONMENT = os.environ | {"PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


@dataclass(frozen=True)
class Ran:
    """What a run of the program came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `kzcorpus` with these arguments."""

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kzcorpus", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capfd.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else int(code is not None), *captured)

    return call


@pytest.fixture
def ask(run: Run, built: Path) -> Run:
    """Ask the small corpus; the answer must come without a complaint."""

    def call(*arguments: object) -> Ran:
        ran = run(*arguments, "--corpus", built)
        assert (ran.code, ran.err) == (0, "")
        return ran

    return call


def refusal(ran: Ran, code: int) -> str:
    """The one line that a failed run says, and nothing else."""
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    assert ran.err.startswith("kzcorpus: ")
    assert ran.err.count("\n") == 1
    return ran.err


def process(*arguments: object) -> "subprocess.Popen[str]":
    """The program as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "kzcorpus", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=ENVIRONMENT,
    )
