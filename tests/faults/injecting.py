"""Faults at the calls by which a build reads, writes and renames: a full disk, and worse."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

#: What a disk, a file system or a machine may answer.
FAULTS: tuple[tuple[str, Callable[[], BaseException]], ...] = (
    ("no space", lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
    ("I/O error", lambda: OSError(errno.EIO, os.strerror(errno.EIO))),
    ("permission", lambda: PermissionError(errno.EACCES, os.strerror(errno.EACCES))),
    ("no memory", lambda: MemoryError()),
)


class Injector:
    """Counts the calls that touch the disk, and lets one of them fail.

    Attributes:
        calls: the calls so far, by name and file.
    """

    def __init__(self, folder: Path, at: int = -1, fault: BaseException | None = None) -> None:
        self._folder, self._at, self._fault = folder, at, fault
        self.calls: list[str] = []

    def touch(self, call: str, path: object) -> bool:
        """Whether this call is the one that fails half way; or it fails at once."""
        name = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
        if str(self._folder) not in str(name):
            return False
        self.calls.append(f"{call} {Path(str(name)).relative_to(self._folder)}")
        return len(self.calls) - 1 == self._at and self._fault is not None

    def check(self, call: str, path: object) -> None:
        if self.touch(call, path):
            assert self._fault is not None
            raise self._fault

    @contextmanager
    def armed(self) -> Iterator[Injector]:
        """In here, every call under the folder is counted, and the chosen one fails."""
        with pytest.MonkeyPatch.context() as patch:
            self._wrap(patch, os, "replace")
            self._wrap(patch, os, "unlink")
            self._wrap(patch, os, "mkdir")
            self._wrap(patch, Path, "open")
            self._wrap(patch, Path, "read_bytes")
            self._wrap(patch, Path, "read_text")
            self._wrap(patch, pq, "read_table")
            self._wrap(patch, pq, "read_metadata")
            self._write_bytes(patch)
            self._parquet(patch)
            yield self

    def _wrap(self, patch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def wrapped(path: Any, *args: Any, **options: Any) -> Any:
            self.check(name, path)
            return original(path, *args, **options)

        patch.setattr(owner, name, wrapped)

    def _write_bytes(self, patch: pytest.MonkeyPatch) -> None:
        """Writing may stop in the middle."""
        original = Path.write_bytes

        def short(path: Path, data: bytes) -> int:
            if self.touch("write_bytes", path):
                original(path, data[: len(data) // 2])
                assert self._fault is not None
                raise self._fault
            return original(path, data)

        patch.setattr(Path, "write_bytes", short)

    def _parquet(self, patch: pytest.MonkeyPatch) -> None:
        """So may the writing of a table: when a group of rows is written, or at the end."""
        injector = self
        writer = pq.ParquetWriter

        class Writer(writer):  # type: ignore[misc,valid-type]
            def __init__(self, where: Any, *args: Any, **options: Any) -> None:
                injector.check("create", where)
                self._where = where
                super().__init__(where, *args, **options)

            def write_table(self, table: pa.Table, *args: Any, **options: Any) -> None:
                super().write_table(table, *args, **options)
                injector.check("write", self._where)

            def close(self) -> None:
                super().close()
                injector.check("close", self._where)

        patch.setattr(pq, "ParquetWriter", Writer)
