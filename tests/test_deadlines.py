"""What takes too long ends, whatever code it is in; nothing else notices."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from kzcorpus.deadlines import deadline, seconds_for
from kzcorpus.engines import Failed, run_local
from kzcorpus.errors import TooLongError

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signals here")


def endless() -> None:
    while True:
        pass


def endless_pattern() -> None:
    re.fullmatch(r"(a|aa)+b", "a" * 100)


def deaf() -> None:
    """As a library that catches what it can and goes on."""
    with suppress(Exception):
        endless()
    endless()


@pytest.mark.parametrize("work", [endless, endless_pattern, deaf])
def test_what_takes_too_long_ends(work: Callable[[], None]) -> None:
    began = time.monotonic()
    with pytest.raises(TooLongError) as caught, deadline(0.2):
        work()
    assert time.monotonic() - began < 60
    assert str(caught.value) == (
        "took longer than 0.2 seconds; cut it up, or raise [ingest] max_seconds"
    )


def test_what_is_done_in_time_leaves_no_alarm() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline(0.05):
        pass
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    time.sleep(0.1)


def test_an_error_in_time_is_that_error() -> None:
    with pytest.raises(KeyError), deadline(60):
        raise KeyError
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_no_seconds_are_no_deadline() -> None:
    with deadline(0):
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_thread_has_no_signals_and_works_all_the_same() -> None:
    done = []

    def work() -> None:
        with deadline(0.01):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


@pytest.mark.parametrize(
    ("chars", "seconds"),
    [(0, 7), (1, 7), (1_000_000, 7), (1_000_001, 14), (50_000_000, 350)],
)
def test_long_texts_have_more_time(chars: int, seconds: int) -> None:
    assert seconds_for(chars, 7) == seconds
    assert seconds_for(chars, 0) == 0


class Deaf:
    """Goes through numbers for ever in C, where no signal is heard, at the number 3."""

    def warm(self) -> None:
        pass

    def __call__(self, task: int) -> int:
        with deadline(0.3):
            return sum(range(10**15)) if task == 3 else task


def test_a_worker_that_hears_nothing_is_ended_and_the_others_go_on() -> None:
    results = list(run_local(Deaf(), range(6), 2))
    assert [r for r in results if isinstance(r, Failed)] == [
        Failed(3, "its worker process died (out of memory, or never done?)")
    ]
    assert sorted(r for r in results if not isinstance(r, Failed)) == [0, 1, 2, 4, 5]
