"""A copy of a store's folder on this machine: only what has changed there travels."""

from __future__ import annotations

import json
import logging
import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from kzcorpus.errors import RemoteError
from kzcorpus.files import write_text
from kzcorpus.remote.store import Entry, Store

log = logging.getLogger(__name__)

#: Files under way at once: what takes time is asking, not the bytes.
AT_ONCE = 8
#: How often a file is fetched that changes meanwhile.
_TRIES = 3

#: What is known of a file here: its size and version there, and its time here.
Known = dict[str, tuple[int, str, int]]


def mirror(store: Store, folder: Path) -> int:
    """Make `folder` hold what the store holds, hidden files aside; the number of files fetched.

    A file is fetched if its size or version is not the one that was fetched last, or its copy was
    changed. What is interrupted goes on where it was.

    Raises:
        RemoteError: the store cannot be read, or has names that cannot be files of one folder.
    """
    wanted = {
        name: entry
        for name, entry in store.listing().items()
        if not any(part.startswith(".") for part in name.split("/"))
    }
    _refuse_file_and_folder(store, wanted)
    record = folder.with_name(f"{folder.name}.fetched.json")
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder, wanted)
    known = _read(record)
    kept: Known = {
        name: known[name]
        for name, entry in wanted.items()
        if name in known and known[name] == _known(folder / name, entry)
    }
    missing = sorted(wanted.keys() - kept.keys())
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="kzcorpus-mirror")
    waiting = {pool.submit(_fetch, store, n, wanted[n], folder / n): n for n in missing}
    try:
        for future in as_completed(waiting):
            future.result()
    finally:
        pool.shutdown(cancel_futures=True)
        for future, name in waiting.items():
            if not future.cancelled() and future.exception() is None:
                kept[name] = future.result()
        write_text(record, json.dumps(kept, ensure_ascii=True, sort_keys=True))
    log.info("%s: %d files, %d of them fetched", store, len(wanted), len(missing))
    return len(missing)


def _fetch(store: Store, name: str, entry: Entry, target: Path) -> tuple[int, str, int]:
    """Fetch one file; who writes to it meanwhile has it fetched again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".arriving-", dir=target.parent) as arrival:
        arriving = Path(arrival, "file")
        for _ in range(_TRIES):
            try:
                store.fetch(name, arriving)
                if arriving.stat().st_size == entry.size:
                    os.replace(arriving, target)
                    return entry.size, entry.version, target.stat().st_mtime_ns
                entry = store.entry(name)
            except FileNotFoundError as error:
                raise RemoteError(f"{store}/{name}: was removed meanwhile; try again") from error
    raise RemoteError(f"{store}/{name}: somebody is writing to it; try again when it is whole")


def _known(path: Path, entry: Entry) -> tuple[int, str, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    if status.st_size != entry.size:
        return None
    return entry.size, entry.version, status.st_mtime_ns


def _refuse_file_and_folder(store: Store, names: dict[str, Entry]) -> None:
    """In an object store `a` and `a/b` may both be files; in a folder they cannot."""
    for name in names:
        parts = name.split("/")
        for end in range(1, len(parts)):
            if (above := "/".join(parts[:end])) in names:
                raise RemoteError(f"{store}: {above!r} is a file and a folder; rename it there")


def _clear(folder: Path, wanted: dict[str, Entry]) -> None:
    """Remove what the store has no longer, and folders that stand where a file belongs."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):  # not empty
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in wanted:
            path.unlink(missing_ok=True)


def _read(record: Path) -> Known:
    try:
        values = json.loads(record.read_text(encoding="utf-8"))
        return {name: (int(s), str(v), int(t)) for name, (s, v, t) in values.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
