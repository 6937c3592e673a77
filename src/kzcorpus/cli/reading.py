"""Reading files for a command as a build would: each within its time, at nobody else's cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from kzcorpus.errors import IngestError, TooLongError

if TYPE_CHECKING:
    from kzcorpus.config import IngestConfig

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What an `IngestError` says; the error itself does not come out of a process whole."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Reading(Generic[T]):
    """The job of the process that reads."""

    read: Callable[[Path], T]

    def warm(self) -> None:
        """There is nothing to load before it is needed."""

    def __call__(self, file: Path) -> T | _Refusal:
        try:
            return self.read(file)
        except IngestError as error:
            return _Refusal(error.reason, error.detail)


@contextmanager
def read_apart(read: Callable[[Path], T], config: IngestConfig) -> Iterator[Callable[[Path], T]]:
    """The same function for files that come from anywhere, in a process that is ended when late.

    A file may take `[ingest] max_seconds`; one that holds many documents, as much for each million
    of its bytes that it begins.

    Args:
        read: reads a file; it and its result can be pickled. Its calls raise as it does itself,
            and `IngestError` where the time is over or the file kills its reader.
    """
    from kzcorpus.deadlines import seconds_for
    from kzcorpus.engines import Apart, Failed
    from kzcorpus.ingest.readers import CONTAINERS
    from kzcorpus.ingest.sources import split_suffix

    job = _Reading(read)
    with Apart(job, config.max_seconds) as apart:

        def found(file: Path) -> T | _Refusal | Failed:
            if split_suffix(file.name)[1] not in CONTAINERS or not file.is_file():
                return apart(file)  # type: ignore[no-any-return]
            seconds = seconds_for(file.stat().st_size, config.max_seconds)
            with Apart(job, seconds) as longer:
                return longer(file)  # type: ignore[no-any-return]

        def bounded(file: Path) -> T:
            try:
                result = found(file)
            except TooLongError as error:
                raise IngestError.late(error) from error
            if isinstance(result, Failed):
                raise IngestError.died(result.reason)
            if isinstance(result, _Refusal):
                raise IngestError(result.reason, result.detail)
            return result

        yield bounded
