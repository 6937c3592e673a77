"""Where exports go: files and folders that are complete as soon as they have their name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kzcorpus.errors import KzcorpusError, UsageError
from kzcorpus.files import replacing, replacing_folder

#: Stands in a folder that an export made: only such a one is replaced.
MARK = ".kzcorpus-export"


@contextmanager
def write_file(path: Path) -> Iterator[Path]:
    """A temporary name to write to; it gets the name `path` once all has gone well.

    Folders above it are made.

    Raises:
        UsageError: `path` is a folder.
        KzcorpusError: it cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; -o names a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            yield temporary
    except OSError as error:
        raise KzcorpusError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def write_text(target: Path | TextIO) -> Iterator[TextIO]:
    """An open text file for a path, with the same care; an open one is taken as it is."""
    if not isinstance(target, Path):
        yield target
        return
    with (
        write_file(target) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as handle,
    ):
        yield handle


@contextmanager
def write_folder(path: Path) -> Iterator[Path]:
    """A temporary folder to fill; it takes the place of `path` once all has gone well.

    Folders above it are made.

    Raises:
        UsageError: something is at `path` that no export made.
        KzcorpusError: it cannot be written.
    """
    path = Path(os.path.normpath(path))
    if (path.exists() or path.is_symlink()) and not _replaceable(path):
        raise UsageError(
            f"{path}: is not empty, and no earlier export; give a folder that is not there yet"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing_folder(path) as fresh:
            (fresh / MARK).write_text("Made by kzcorpus export, which may replace this folder.\n")
            yield fresh
    except OSError as error:
        raise KzcorpusError(f"{path}: cannot be written: {error.strerror or error}") from error


def _replaceable(path: Path) -> bool:
    """Whether a folder is empty or was made by an export."""
    return path.is_dir() and ((path / MARK).is_file() or not any(path.iterdir()))
