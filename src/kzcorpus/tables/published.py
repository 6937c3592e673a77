"""A corpus in a store: read by its manifest, published so that no reader meets half of one.

Publishing sends the parts that the store has not, then the manifest, and removes what the manifest
no longer names last. Parts are named by their content, so that those of the old corpus stay what
they are until then. Every file that is read is compared with the digest in the manifest.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock

from kzcorpus.errors import CorpusError
from kzcorpus.files import sha256_file, write_text
from kzcorpus.remote import Store, cache_folder, full_address, open_store
from kzcorpus.tables.store import MANIFEST, Manifest, TableFile, read_manifest

log = logging.getLogger(__name__)

#: Files under way at once.
_AT_ONCE = 4
#: Corpora of one address that are kept here: the newest, and one that may still be open.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Published:
    """A corpus in a store as it was when it was opened, and its copy here, table by table.

    `folder` holds what has been read of it so far, checked; the manifest is always there.
    """

    store: Store
    folder: Path
    manifest: Manifest

    @classmethod
    def open(cls, place: str | Path) -> Published:
        """The corpus at an address; only its manifest is read.

        Raises:
            CorpusError: there is none, or one that this version cannot read.
            RemoteError: the store cannot be reached.
        """
        store = open_store(full_address(place))
        text = read_published(store)
        if text is None:
            raise CorpusError(f"{store}: no corpus here; make one with `kzcorpus build --out`")
        home = cache_folder(store.address) / "read"
        folder = home / hashlib.sha256(text.encode()).hexdigest()[:16]
        with _alone(home):
            if not (folder / MANIFEST).is_file():
                folder.mkdir(parents=True, exist_ok=True)
                write_text(folder / MANIFEST, text)
            os.utime(folder)
            _forget(home)
        try:
            return cls(store, folder, read_manifest(folder))
        except CorpusError as error:
            said = str(error).replace(str(folder), store.address)
            raise CorpusError(said) from error

    def fetch(self, files: Iterable[TableFile]) -> None:
        """Have these files in the folder, each compared with its digest.

        Raises:
            CorpusError: one is damaged, or gone: the corpus was built again meanwhile.
            RemoteError: the store cannot be reached.
        """
        with _alone(self.folder.parent):
            self.folder.mkdir(parents=True, exist_ok=True)
            fetch_files(self.store, files, self.folder, [*self.folder.parent.glob("*/")])


def read_published(store: Store) -> str | None:
    """The text of the manifest in a store; None where there is none."""
    try:
        return store.read(MANIFEST).decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise CorpusError(f"{store}/{MANIFEST}: damaged; build again with --force") from error


def fetch_files(
    store: Store, files: Iterable[TableFile], folder: Path, near: Iterable[Path] = ()
) -> None:
    """Copy files of a corpus to a folder, as far as they are not there.

    A file at its name in `folder` is taken for what it should be: for a folder of one manifest.

    Args:
        near: folders on this disk that may hold the same files, under the same names.

    Raises:
        CorpusError, RemoteError: as `Published.fetch`; what was fetched until then stays.
    """
    missing = [file for file in files if not (folder / file.name).is_file()]
    others = [other for other in near if other != folder]
    with _pool() as pool:
        for done in [pool.submit(_fetch, store, file, folder, others) for file in missing]:
            done.result()


def _fetch(store: Store, file: TableFile, folder: Path, near: list[Path]) -> None:
    target = folder / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    for other in near:
        with suppress(OSError):
            if sha256_file(other / file.name) == file.sha256:
                os.link(other / file.name, target)
                return
    with TemporaryDirectory(prefix=".arriving-", dir=folder) as arrival:
        arriving = Path(arrival, "part.parquet")
        try:
            store.fetch(file.name, arriving)
        except FileNotFoundError as error:
            raise CorpusError(
                f"{store}/{file.name}: is gone; the corpus was built again, open it again"
            ) from error
        if sha256_file(arriving) != file.sha256:
            raise CorpusError(
                f"{store}/{file.name}: is not what the manifest says; open it again, and if that "
                "does not help build it again with --force"
            )
        os.replace(arriving, target)


def publish(
    folder: Path, store: Store, *, afresh: bool = False, check: Callable[[], None] = lambda: None
) -> int:
    """Make the store hold the corpus of a folder; the number of files that were sent.

    What dies half way leaves the corpus that was there, or the new one with files too many; the
    next call ends it.

    Args:
        afresh: send every file, whatever the store seems to have.
        check: called before the manifest is written, and before anything is removed; it raises if
            this process may not.

    Raises:
        RemoteError: the store cannot be written.
    """
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    manifest = read_manifest(folder)
    files = (*manifest.files, *manifest.ledger)
    listed = store.listing()
    there = {} if afresh else _there(store)
    there = {name: digest for name, digest in there.items() if name in listed}
    names = {digest: name for name, digest in there.items()}
    sent = copied = 0
    with _pool() as pool:
        waiting = []
        for file in files:
            size = (folder / file.name).stat().st_size
            if there.get(file.name) == file.sha256 and listed[file.name].size == size:
                continue
            same = names.get(file.sha256)
            if same and same != file.name and listed[same].size == size:
                copied += 1
                waiting.append(pool.submit(store.copy, same, file.name))
            else:
                sent += 1
                waiting.append(pool.submit(store.send, folder / file.name, file.name))
        for done in waiting:
            done.result()
    check()
    if afresh or read_published(store) != text:
        store.write(MANIFEST, text.encode())
    check()
    wanted, tables = {file.name for file in files}, {file.table for file in files}
    store.remove(
        name
        for name in listed
        if name.endswith(".parquet") and name.rpartition("/")[0] in tables and name not in wanted
    )
    log.info("%s: %d files sent, %d copied there", store, sent, copied)
    return sent


def _there(store: Store) -> dict[str, str]:
    """The digests of the files that the manifest in the store names; none if it is no manifest."""
    with suppress(CorpusError, ValueError, KeyError, TypeError, AttributeError):
        manifest = Manifest.from_json(read_published(store) or "")
        return {file.name: file.sha256 for file in (*manifest.files, *manifest.ledger)}
    return {}


def _forget(home: Path) -> None:
    """Remove the copies of all corpora of this address but the newest."""
    copies = sorted(home.glob("*/"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in copies[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process at a time changes the copies of an address; the others wait."""
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / ".lock"):
        yield


@contextmanager
def _pool() -> Iterator[ThreadPoolExecutor]:
    """Threads for files under way; a fault of one leaves those alone that have not begun."""
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="kzcorpus-parts")
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
