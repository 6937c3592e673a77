"""A cap on the time that a piece of work may take, whatever code it is in.

A signal reaches Python code, patterns among it. What does not hear it, since it never comes back
from a library in C, is ended where that costs one worker process only.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import IO

from kzcorpus.errors import TooLongError

#: A document of so many characters may take the seconds of the settings, a longer one more.
_CHARS = 1_000_000
#: Once the time is over, the signal is sent again so often: libraries catch what they can.
_AGAIN = 0.5
#: How much longer a worker process lives that does not hear its signals.
_PATIENCE = 1.1


def seconds_for(chars: int, seconds: float) -> float:
    """What a text of so many characters may take: as much for each million that it begins.

    >>> seconds_for(60_000, 1_800), seconds_for(2_500_000, 1_800)
    (1800, 5400)
    """
    return seconds * -(-max(chars, 1) // _CHARS)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise in here after so many seconds of the clock; 0 for never.

    A worker process that has not left a tenth later is ended. Threads other than the main one, and
    systems without such signals, have that second means alone.

    Raises:
        TooLongError: the time is over.
    """

    if not seconds:
        yield
        return

    def late(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError.after(seconds)

    heard = hasattr(signal, "setitimer") and (threading.current_thread() is threading.main_thread())
    in_worker = multiprocessing.parent_process() is not None
    if in_worker:
        faulthandler.dump_traceback_later(seconds * _PATIENCE, exit=True, file=_nowhere())
    before = signal.signal(signal.SIGALRM, late) if heard else None
    try:
        if heard:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        if heard:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        if in_worker:
            faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> IO[str]:
    return open(os.devnull, "w")  # noqa: PTH123  (for as long as the process lives)
