"""A process beside this one: a task that kills it or never ends costs itself alone."""

from __future__ import annotations

import os
import signal
import time

import pytest

from kzcorpus.engines import Apart, Failed
from kzcorpus.errors import ModelError, TooLongError
from tests.engines.test_local import alive


class Odd:
    """Does what its task says."""

    def warm(self) -> None:
        pass

    def __call__(self, task: str) -> tuple[str, int]:
        if task == "hangs":
            sum(range(10**15))  # in C, where no signal is heard
        if task == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if task == "fails":
            raise ModelError("no such model")
        return task, os.getpid()


def test_tasks_share_a_process_that_is_not_this_one_and_ends() -> None:
    with Apart(Odd(), 60) as apart:
        (one, first), (two, second) = apart("a"), apart("b")
        assert (one, two, first) == ("a", "b", second)
        assert first != os.getpid()
    assert not alive(first)


def test_a_task_that_never_ends_is_ended_and_the_next_one_is_done() -> None:
    with Apart(Odd(), 0.3) as apart:
        began = time.monotonic()
        with pytest.raises(TooLongError, match="took longer"):
            apart("hangs")
        assert time.monotonic() - began < 60
        apart._seconds = 60
        assert apart("b")[0] == "b"


def test_a_task_that_dies_fails_alone() -> None:
    with Apart(Odd(), 60) as apart:
        assert apart("dies") == Failed("dies", "its process died (out of memory?)")
        assert apart("b")[0] == "b"


def test_what_the_job_raises_is_raised_here() -> None:
    with Apart(Odd(), 60) as apart:
        with pytest.raises(ModelError, match="no such model"):
            apart("fails")
        assert apart("b")[0] == "b"


def test_without_a_task_there_is_no_process() -> None:
    with Apart(Odd(), 60) as apart:
        assert apart._pool is None
