"""Where a build reads and writes: folders of this machine, or copies of folders in stores.

Documents in a store are mirrored first, and only what changed there travels. A corpus in a store is
built in a folder here, with all that a build needs to go on where it was, and published from there.
The folder is a copy: where it is missing, or another machine has built since, the published corpus
takes its place first, so that what has not changed is kept.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kzcorpus.build.lock import locked
from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.files import write_text
from kzcorpus.remote import Store, cache_folder, full_address, is_remote, mirror, open_store
from kzcorpus.remote import locked as locked_there
from kzcorpus.tables import Manifest, fetch_files, publish, read_manifest, read_published, recover
from kzcorpus.tables.store import MANIFEST, STAGING

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of a build on this machine, and what makes its corpus seen where it belongs."""

    raw: Path
    out: Path
    publish: Callable[[], None]


@contextmanager
def on_disk(raw: str | Path, out: str | Path, *, force: bool = False) -> Iterator[Places]:
    """The folders for a build; a corpus in a store is held for this process meanwhile.

    Args:
        force: nothing of the published corpus is used, and all of it is sent again.

    Raises:
        UsageError: no documents at the address, or `out` among them.
        CorpusError: another build is writing to `out`.
        RemoteError, MissingPackageError: a store cannot be used.
    """
    if not is_remote(raw) and not is_remote(out):
        yield Places(Path(raw), Path(out), lambda: None)
        return
    if is_remote(raw) and is_remote(out):
        within, documents = full_address(out), full_address(raw)
        if f"{within}/".startswith(f"{documents}/"):
            raise UsageError(
                f"{within} is inside {documents}; a build never writes among the documents"
            )
    with _documents(raw) as folder:
        if not is_remote(out):
            yield Places(folder, Path(out), lambda: None)
            return
        store = open_store(full_address(out))
        with locked_there(store) as check, _held(store.address) as home:
            built, synced = home / "built", home / "synced"
            sound = force or _take_over(store, built, synced)

            def publish_it() -> None:
                publish(built, store, afresh=force or not sound, check=check)
                write_text(synced, _digest(built))

            yield Places(folder, built, publish_it)


@contextmanager
def _documents(raw: str | Path) -> Iterator[Path]:
    """The folder of documents; nobody else changes it meanwhile."""
    if not is_remote(raw):
        yield Path(raw)
        return
    address = full_address(raw)
    with _held(address) as home:
        mirror(open_store(address), home / "raw")
        if not any((home / "raw").iterdir()):
            raise UsageError(f"{address}: no files in it; put texts there")
        yield home / "raw"


@contextmanager
def _held(address: str) -> Iterator[Path]:
    """The folder of copies of an address, for this process alone."""
    home = cache_folder(address)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{home}: no copy of {address} can be made there ({error.strerror}); set KZCORPUS_CACHE"
        ) from error
    with locked(home):
        yield home


def _take_over(store: Store, built: Path, synced: Path) -> bool:
    """Begin from the published corpus, if it is not what is here; False if it is damaged.

    What was committed here and not published yet is newer than what is there, and stays.
    """
    try:
        text = read_published(store)
        if text is None:
            return True
        here, there = _digest(built), hashlib.sha256(text.encode()).hexdigest()
        known = synced.read_text(encoding="utf-8") if synced.is_file() else ""
        if here == there or (here and here != known):
            return True
        manifest = Manifest.from_json(text)
        staging = built / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        fetch_files(store, (*manifest.files, *manifest.ledger), staging, [built])
        write_text(staging / MANIFEST, text)
        recover(built)
        read_manifest(built)
        write_text(synced, there)
    except (CorpusError, ValueError, KeyError, TypeError, AttributeError) as error:
        shutil.rmtree(built / STAGING, ignore_errors=True)
        log.warning("%s: the corpus there cannot be used: %s", store, error)
        return False
    return True


def _digest(folder: Path) -> str:
    """The digest of a corpus's manifest; empty if there is no corpus."""
    try:
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
