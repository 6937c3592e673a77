"""A folder of a store: its files by names below it. Every fault of the store is one clear line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzcorpus.errors import KzcorpusError, MissingPackageError, RemoteError, UsageError

log = logging.getLogger(__name__)

#: What stores call the version of a file, the surest first.
_VERSIONS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_md5",
    "generation",
    "LastModified",
    "last_modified",
    "mtime",
    "updated",
    "created",
)
#: A name is joined to a folder of this machine: it must stay in it on every system.
_UNSAFE = re.compile(r"^[A-Za-z]:|(?:^|/)\.{0,2}(?:/|$)|[\\\x00-\x1f\x7f]")
#: Faults by which libraries of stores say that they have no key, or the wrong one.
_NO_ACCESS = re.compile(r"Credential|Token|Forbidden|AccessDenied|Auth|SSO|Permission")
#: What S3 answers where a file should be made that is there.
_THERE = re.compile("PreconditionFailed|ConditionalRequestConflict|pre-conditions")
#: What a file is called until it is whole. Hidden, so that no reader takes it for a part.
_ARRIVING = ".arriving-"
_SECRETS = re.compile(r"//[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a store: its bytes, and what changes when its content does."""

    size: int
    version: str


class Store:
    """The files below an address.

    All methods raise RemoteError where the store cannot be reached or refuses; those that read one
    file raise FileNotFoundError where there is none.
    """

    def __init__(self, address: str, filesystem: Any, root: str) -> None:
        self.address = address
        self._fs, self._root = filesystem, root.rstrip("/")

    def __str__(self) -> str:
        return self.address

    def listing(self) -> dict[str, Entry]:
        """All files, hidden ones too, by their names.

        Raises:
            RemoteError: a name leads out of the folder, is no name of a file here, or a link's.
        """
        with self._told("be listed"):
            self._fs.invalidate_cache()
            found: Mapping[str, Any] = {}
            with suppress(FileNotFoundError):  # no such bucket
                found = self._fs.find(self._root, detail=True)
        entries = {}
        for path, info in sorted(found.items()):
            if path == self._root or path.endswith("/") or info.get("type") == "directory":
                continue
            entries[self._name(path, info)] = _entry(info)
        return entries

    def _name(self, path: str, info: Mapping[str, Any]) -> str:
        name = path.removeprefix(f"{self._root}/")
        if name == path or _UNSAFE.search(name):
            raise RemoteError(
                f"{self}: {name!r} cannot be the name of a file below a folder; rename it there"
            )
        if info.get("islink"):
            raise RemoteError(f"{self}: {name!r} is a link; put the file itself there")
        return name

    def entry(self, name: str) -> Entry:
        """What the store says of one file now."""
        with self._told("be read", name):
            self._fs.invalidate_cache()
            return _entry(self._fs.info(self._path(name)))

    def read(self, name: str) -> bytes:
        """The bytes of a small file."""
        with self._told("be read", name):
            self._fs.invalidate_cache()
            return bytes(self._fs.cat_file(self._path(name)))

    def fetch(self, name: str, target: Path) -> None:
        """Write a file's bytes to a file of this machine, piece by piece."""
        with self._told("be read", name):
            self._fs.get_file(self._path(name), str(target))

    def send(self, source: Path, name: str) -> None:
        """Write a file of this machine into the store, piece by piece."""
        with self._told("be written", name):
            self._fs.put_file(str(source), self._path(name))

    def write(self, name: str, data: bytes) -> None:
        """Write a small file as a whole: under another name first, where a store renames."""
        folder, _, last = name.rpartition("/")
        arriving = f"{folder}/{_ARRIVING}{last}" if folder else f"{_ARRIVING}{last}"
        with self._told("be written", name):
            self._fs.pipe_file(self._path(arriving), data)
            self._fs.mv(self._path(arriving), self._path(name))

    def create(self, name: str, data: bytes) -> bool:
        """Write a small file if there is none of this name; whether there was none.

        One step where the store has one for it (S3, Google, Azure, files); elsewhere two.
        """
        with self._told("be written", name):
            try:
                if "file" in _protocols(self._fs):
                    with self._fs.open(self._path(name), "xb") as handle:
                        handle.write(data)
                else:
                    self._fs.invalidate_cache()
                    self._fs.pipe_file(self._path(name), data, mode="create")
            except FileExistsError:
                return False
            except Exception as error:
                if not _THERE.search(f"{type(error).__name__} {error}"):
                    raise
                return False
        return True

    def copy(self, source: str, target: str) -> None:
        """A file under a second name, without its bytes travelling."""
        with self._told("be written", target):
            self._fs.cp_file(self._path(source), self._path(target))

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; those that are gone already are no fault."""
        for name in names:
            with self._told("be removed", name):
                try:
                    self._fs.rm_file(self._path(name))
                except FileNotFoundError:
                    log.info("%s/%s was gone already", self, name)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _told(self, what: str, name: str = "") -> Iterator[None]:
        """Every fault of a store's library as one of ours."""
        place = f"{self}/{name}" if name else self.address
        try:
            yield
        except KzcorpusError:
            raise
        except FileNotFoundError as error:
            if what != "be written":
                raise
            raise RemoteError(f"{place}: cannot {what}; there is no such bucket") from error
        except Exception as error:  # each store has its own kinds
            raise RemoteError(_line(place, what, error)) from error


def open_store(address: str) -> Store:
    """The store of an address, as `full_address` writes it; nothing is asked of it yet.

    Raises:
        MissingPackageError: fsspec, or what this kind of store needs, is not installed.
        UsageError: nobody knows this kind of store.
        RemoteError: the settings for it cannot be used.
    """
    scheme = address.partition("://")[0]
    try:
        import fsspec
    except ImportError as error:
        raise MissingPackageError(
            f"{address} needs fsspec: pip install 'kzcorpus[remote]'"
        ) from error
    # What was listed a minute ago may be another build's by now.
    options: dict[str, Any] = {"use_listings_cache": False}
    if scheme in ("file", "local"):
        options["auto_mkdir"] = True
    try:
        filesystem, root = fsspec.core.url_to_fs(address, **options)
    except ImportError as error:
        what = "s3fs: pip install 'kzcorpus[remote]'" if scheme == "s3" else f"a package: {error}"
        raise MissingPackageError(f"{address} needs {what}") from error
    except ValueError as error:
        raise UsageError(f"{address}: no store is called {scheme}://; s3:// is one") from error
    except Exception as error:
        raise RemoteError(_line(address, "be opened", error)) from error
    return Store(address, filesystem, root)


def _line(place: str, what: str, error: BaseException) -> str:
    name = type(error).__name__
    said = " ".join(str(error).split())[:200]
    reason = _SECRETS.sub("//", f"{name}: {said}" if said else name)
    if isinstance(error, PermissionError) or _NO_ACCESS.search(name):
        return (
            f"{place}: no access ({reason}); give the store's credentials, for S3 "
            "AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        )
    return f"{place}: cannot {what} ({reason}); look at the address, the network, and try again"


def _entry(info: Mapping[str, Any]) -> Entry:
    version = next((info[key] for key in _VERSIONS if info.get(key)), "")
    return Entry(int(info.get("size") or 0), str(version))


def _protocols(filesystem: Any) -> tuple[str, ...]:
    named = filesystem.protocol
    return (named,) if isinstance(named, str) else tuple(named)
