"""One build at a time on an output folder."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kzcorpus.errors import CorpusError

#: Seconds that a build waits: the workers of one that was killed need a moment to notice.
PATIENCE = 3.0
_LOCK, _OWNER = ".lock", ".lock-owner"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the folder for this process.

    Raises:
        CorpusError: another build holds it; the message names it.
    """
    owner = out / _OWNER
    try:
        with FileLock(out / _LOCK, timeout=PATIENCE):
            owner.write_text(f"process {os.getpid()} on {socket.gethostname()}", encoding="utf-8")
            try:
                yield
            finally:
                # A note that stays names nobody who holds the lock; the corpus is none the worse.
                with suppress(OSError):
                    owner.unlink(missing_ok=True)
    except Timeout:
        name = "another build"
        with suppress(OSError, UnicodeDecodeError):
            name += f" ({owner.read_text(encoding='utf-8')[:200]})"
        raise CorpusError(
            f"{out}: {name} is writing there; wait for it, or name another --out"
        ) from None
