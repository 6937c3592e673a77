"""Worker processes: every task once, whatever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kzcorpus.engines import ENGINES, Failed, available_cpus, run_local
from kzcorpus.errors import ModelError


@dataclass
class Square:
    """Squares numbers; a killer among them kills its worker, a fault raises."""

    killer: int = -1
    fault: int = -1
    warmed: bool = False

    def warm(self) -> None:
        self.warmed = True

    def __call__(self, task: int) -> tuple[int, bool, int]:
        if task == self.killer:
            os.kill(os.getpid(), signal.SIGKILL)
        if task == self.fault:
            raise ModelError("no such model")
        return task * task, self.warmed, os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1, 2, 50])
def test_every_task_is_done_once(workers: int, number: int) -> None:
    results = [result for result, _, _ in run_local(Square(), range(number), workers)]
    assert sorted(results) == [n * n for n in range(number)]


def test_one_worker_or_one_task_needs_no_process() -> None:
    assert {pid for _, _, pid in run_local(Square(), range(5), 1)} == {os.getpid()}
    assert {pid for _, _, pid in run_local(Square(), [3], 2)} == {os.getpid()}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_workers_share_what_was_loaded_before_they_began() -> None:
    results = list(run_local(Square(), range(10), 2))
    assert all(warmed for _, warmed, _ in results)
    assert os.getpid() not in {pid for _, _, pid in results}


@pytest.mark.parametrize("number", [11, 12, 13])
def test_workers_are_replaced_after_some_tasks(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("kzcorpus.engines.local._LIFE", 2)
    results = list(run_local(Square(), range(number), 2))
    assert sorted(result for result, _, _ in results) == [n * n for n in range(number)]
    # Two workers do four tasks together, in whatever shares; then two others do.
    for first in range(0, number - 4, 4):
        some, others = results[first : first + 4], results[first + 4 : first + 8]
        assert not {pid for _, _, pid in some} & {pid for _, _, pid in others}


def test_a_task_that_kills_its_worker_fails_alone() -> None:
    results = list(run_local(Square(killer=7), range(20), 2))
    failed = [result for result in results if isinstance(result, Failed)]
    assert [(one.task, one.reason) for one in failed] == [
        (7, "its worker process died (out of memory, or never done?)")
    ]
    squares = sorted(result[0] for result in results if not isinstance(result, Failed))
    assert squares == [n * n for n in range(20) if n != 7]


def test_what_a_job_raises_ends_the_work() -> None:
    with pytest.raises(ModelError, match="no such model"):
        list(run_local(Square(fault=3), range(20), 2))


def test_tasks_are_asked_for_as_workers_become_free() -> None:
    asked = 0

    def endless() -> Iterator[int]:
        nonlocal asked
        while True:
            asked += 1
            yield asked

    results = run_local(Square(), endless(), 2)
    for _ in range(10):
        next(results)
    assert asked <= 10 + 2 * 2 + 2
    results.close()  # type: ignore[attr-defined]


ORPHANS = """
import os, sys, time
from tests.engines.test_local import Square
from kzcorpus.engines import run_local
def slowly():
    for number in range(1000):
        time.sleep(0.01)
        yield number
for _, _, pid in run_local(Square(), slowly(), 2):
    print(pid, flush=True)
"""


def test_workers_do_not_outlive_their_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pids = {int(parent.stdout.readline()) for _ in range(20)}
        parent.kill()
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < deadline, "a worker is still there"
        time.sleep(0.1)


def alive(pid: int) -> bool:
    """Whether a process runs; one that nobody waits for any more counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_there_is_a_cpu() -> None:
    assert available_cpus() >= 1
    assert set(ENGINES) == {"local", "ray"}
