"""Files: digests, and writing that never leaves half of one."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: Bytes that are read at once.
_PIECE = 1 << 16


def sha256_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    # hashlib.file_digest takes twice as long for the small files that corpora are made of.
    summed = hashlib.sha256()
    with path.open("rb", buffering=0) as handle:
        while piece := handle.read(_PIECE):
            summed.update(piece)
    return summed.hexdigest()


def sync_file(path: Path) -> None:
    """Have the system put a file's bytes on disk now."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` to write to, renamed to it once that has gone well.

    Raises:
        OSError: it cannot be written; what was there before is left as it was.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        yield temporary
        sync_file(temporary)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A new folder beside `path` to fill, which takes its place once that has gone well.

    Whether what is there may be replaced is for the caller to know.

    Raises:
        OSError: it cannot be written; what was there before is left as it was.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    fresh.mkdir()
    try:
        yield fresh
        old = fresh.with_suffix(".old")
        if path.exists():
            os.replace(path, old)
        try:
            os.replace(fresh, path)
        except OSError:
            with suppress(OSError):
                os.replace(old, path)
            raise
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file under a temporary name, then rename it into place."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")
