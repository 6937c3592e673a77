"""A job in one process beside this one, which is ended and replaced where a task takes too long."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any

from kzcorpus.engines.local import _pool, _stop, _work
from kzcorpus.engines.protocol import Failed, Job
from kzcorpus.errors import TooLongError


class Apart:
    """Does one task at a time in another process, whose crash or delay costs that task alone.

    The process begins with the first task.

    Args:
        seconds: what a task may take; then the process is killed, whatever code it is in.
    """

    def __init__(self, job: Job, seconds: float) -> None:
        self._job, self._seconds = job, seconds
        fork = "fork" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(fork)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def __call__(self, task: Any) -> Any:
        """The task's result, or `Failed` where the process died of it twice.

        Raises:
            TooLongError: the time is over; and whatever the job raises.
        """
        for _ in range(2):
            self._pool = self._pool or _pool(self._job, 1, self._context)
            try:
                return self._pool.submit(_work, task).result(self._seconds)
            except TimeoutError:
                self._end()
                raise TooLongError.after(self._seconds) from None
            except BrokenProcessPool:
                self._end()
        return Failed(task, "its process died (out of memory?)")

    def _end(self) -> None:
        if self._pool:
            _stop(self._pool)
            self._pool = None
