"""Bytes of a file, however it is packed: bounded, of regular files only, never of a moving one.

A reader never opens a path itself. It asks its `Source`, which refuses what would wait for ever (a
pipe), fill the memory (a bomb), or be half of two versions (a file that somebody is writing).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kzcorpus.errors import IngestError

#: Text packs to a tenth of its size, very repetitive text to a fiftieth; a bomb to a thousandth.
_MAX_RATIO = 200
_CHUNK = 1 << 20
_UNPACKING = (gzip.BadGzipFile, EOFError, zlib.error)


def split_suffix(path: str) -> tuple[str, str, bool]:
    """A path's stem, its suffix in lower case, and whether the file is compressed.

    >>> split_suffix("tr/rapor.son.PDF.gz"), split_suffix("README")
    (('tr/rapor.son', '.pdf', True), ('README', '', False))
    """
    packed = path.lower().endswith(".gz")
    inner = path[:-3] if packed else path
    name = inner.rpartition("/")[2]
    dot = name.rfind(".")
    suffix = name[dot:] if 0 < dot < len(name) - 1 else ""
    return inner[: len(inner) - len(suffix)], suffix.lower(), packed


@dataclass(slots=True)
class Source:
    """One file for a reader. `sha256` is that of the file on the disk, known once it was read."""

    path: str
    full: Path
    max_bytes: int
    sha256: str = ""

    @property
    def packed(self) -> bool:
        return split_suffix(self.path)[2]

    def read(self) -> bytes:
        """The whole content, unpacked.

        Raises:
            IngestError: it cannot be read or unpacked, is no regular file, is too large, or
                changed meanwhile.
        """
        with self._opened() as handle:
            size = os.fstat(handle.fileno()).st_size
            if size > self.max_bytes:
                raise self._too_large()
            # No more than it has: Python sets aside what is asked for.
            data = handle.read(size + 1)
        if len(data) > self.max_bytes:
            raise self._too_large()
        self.sha256 = hashlib.sha256(data).hexdigest()
        if not self.packed:
            return data
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as unpacker:
                data = b"".join(_chunks(unpacker, self.max_bytes))
        except _UNPACKING as error:
            raise _damaged(error) from error
        if len(data) > self.max_bytes:
            raise self._too_large()
        return data

    @contextmanager
    def rows(self) -> Iterator[BinaryIO]:
        """The content as a file to read row by row and to seek in, of any size.

        Compressed and UTF-16 files go through a temporary file, as UTF-8.

        Raises:
            IngestError: as `read`, but for the size.
        """
        with self._opened() as handle:
            digest = hashlib.sha256()
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
            self.sha256 = digest.hexdigest()
            handle.seek(0)
            # Kept open while the rows are read: a file that disappears is read to its end.
            with tempfile.TemporaryFile() as unpacked, tempfile.TemporaryFile() as recoded:
                if self.packed:
                    self._unpack(handle, unpacked)
                plain: BinaryIO = unpacked if self.packed else handle
                start = plain.read(2)
                plain.seek(0)
                if start in (b"\xff\xfe", b"\xfe\xff"):
                    _recode(plain, recoded)
                    plain = recoded
                yield plain

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        try:
            # A pipe opened without O_NONBLOCK would wait for somebody to write.
            descriptor = os.open(
                self.full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            )
            with os.fdopen(descriptor, "rb") as handle:
                before = os.fstat(handle.fileno())
                if not stat.S_ISREG(before.st_mode):
                    raise IngestError("unreadable", "not a regular file")
                yield handle
                after = os.fstat(handle.fileno())
        except OSError as error:
            raise IngestError("unreadable", error.strerror or type(error).__name__) from error
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise IngestError(
                "changed while it was read", "somebody is writing to it; build again afterwards"
            )

    def _unpack(self, handle: BinaryIO, target: BinaryIO) -> None:
        limit = max(self.max_bytes, _MAX_RATIO * os.fstat(handle.fileno()).st_size)
        try:
            with gzip.GzipFile(fileobj=handle) as unpacker:
                while chunk := unpacker.read(_CHUNK):
                    target.write(chunk)
                    if target.tell() > limit:
                        raise IngestError("too large", f"unpacks to more than {limit:,} bytes")
        except _UNPACKING as error:
            raise _damaged(error) from error
        target.seek(0)

    def _too_large(self) -> IngestError:
        unpacked = " unpacked" if self.packed else ""
        return IngestError(
            "too large", f"more than {self.max_bytes:,} bytes{unpacked}; raise [ingest] max_bytes"
        )


def _chunks(unpacker: gzip.GzipFile, most: int) -> Iterator[bytes]:
    """What is in a compressed file, up to the first chunk beyond so many bytes."""
    total = 0
    while total <= most and (chunk := unpacker.read(_CHUNK)):
        total += len(chunk)
        yield chunk


def _damaged(error: Exception) -> IngestError:
    return IngestError("damaged", f"cannot be unpacked: {str(error).rstrip('.').lower()}")


def _recode(handle: BinaryIO, target: BinaryIO) -> None:
    """UTF-16 to UTF-8, chunk by chunk."""
    reader = io.TextIOWrapper(handle, encoding="utf-16", newline="")
    try:
        while chunk := reader.read(_CHUNK):
            target.write(chunk.encode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:
        raise IngestError("wrong encoding", f"begins as UTF-16, but {error.reason}") from error
    finally:
        reader.detach()
    target.seek(0)
