"""What an engine is: a job and tasks in, results out, in any order.

Engines know nothing of documents. A job must not depend on what it did before, so that it does not
matter which worker does which task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol


class Job(Protocol):
    """Work on one task; it can be pickled, and `warm` may be called before several share it."""

    def __call__(self, task: Any, /) -> Any: ...

    def warm(self) -> None:
        """Load what all tasks need."""
        ...


@dataclass(frozen=True, slots=True)
class Failed:
    """A task whose worker died, every time that it was tried."""

    task: Any
    reason: str


class Engine(Protocol):
    def __call__(self, job: Job, tasks: Iterable[Any], workers: int) -> Iterator[Any]:
        """Results and failures, as they come.

        Tasks are asked for as workers become free, so that an endless stream needs no memory.
        Whatever a job raises is raised here, and ends the work.
        """
        ...
