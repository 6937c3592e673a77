"""Putting a report where the user wants it, without ever taking what is not a report."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kzcorpus import files
from kzcorpus.errors import KzcorpusError, UsageError

#: The file by which a folder is known to be a report.
MARKER = "kzcorpus-report.json"


@contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """A new folder beside `target` to write to, renamed to it once that has gone well.

    A report that was there is replaced; if anything goes wrong before that, it stays.

    Raises:
        UsageError: `target` holds something that is not a report.
        KzcorpusError: it cannot be written.
    """
    check_target(target)
    target = target.absolute().resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with files.replacing_folder(target) as staging:
            yield staging
    except OSError as error:
        raise KzcorpusError(f"{target}: cannot be written: {error.strerror or error}") from error


def check_target(target: Path) -> None:
    """Whether a report may be written there.

    Raises:
        UsageError: a file, or a folder with something else in it.
    """
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise UsageError(f"{target}: is a file; -o names a folder")
    if any(target.iterdir()) and not (target / MARKER).is_file():
        raise UsageError(f"{target}: holds something that is no report; name another folder")
