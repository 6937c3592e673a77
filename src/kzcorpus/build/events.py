"""What a build tells of its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BuildEvent:
    """How far a build is.

    Of `files` with `n_bytes` in all, `files_read` with `bytes_read` have been looked at, the last
    one being `path`. So many `documents` with so many `tokens` have been done in this build.
    """

    path: str
    files: int
    n_bytes: int
    files_read: int
    bytes_read: int
    documents: int = 0
    tokens: int = 0


Progress = Callable[[BuildEvent], None]


@dataclass(slots=True)
class Ticker:
    """Counts what a build does, and tells it."""

    progress: Progress | None = None
    _sizes: Mapping[str, int] = field(default_factory=dict)
    _numbers: Mapping[str, int] = field(default_factory=dict)
    _bytes_before: list[int] = field(default_factory=list)
    _path: str = ""
    _documents: int = 0
    _tokens: int = 0

    def begin(self, raw: Path, paths: Sequence[str]) -> None:
        """Learn which files there are, in the order in which they are read."""
        if self.progress is None:
            return
        self._sizes = {path: _size(raw / path) for path in paths}
        self._numbers = {path: number for number, path in enumerate(paths, start=1)}
        total = 0
        for size in self._sizes.values():
            total += size
            self._bytes_before.append(total)

    def read(self, path: str) -> None:
        """A document of this file was read."""
        if path != self._path:
            self._path = path
            self._tell()

    def done(self, documents: int, tokens: int) -> None:
        """So many more documents are done."""
        self._documents += documents
        self._tokens += tokens
        self._tell()

    def _tell(self) -> None:
        if self.progress is None:
            return
        number = self._numbers.get(self._path, 0)
        self.progress(
            BuildEvent(
                path=self._path,
                files=len(self._sizes),
                n_bytes=self._bytes_before[-1] if self._bytes_before else 0,
                files_read=number,
                bytes_read=self._bytes_before[number - 1] if number else 0,
                documents=self._documents,
                tokens=self._tokens,
            )
        )


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
