"""Addresses such as `s3://bucket/corpus`: what is one, and where its copy on this machine is."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

from kzcorpus.errors import UsageError

#: A scheme and the rest. As a Path, an address has lost one of its slashes; a single letter is a
#: drive of Windows.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/(.*)", re.DOTALL)
#: Schemes that name no host or bucket: what follows begins at the root.
_ROOTED = ("file", "local", "memory")


def is_remote(place: str | Path) -> bool:
    """Whether this is the address of a store, not a path of this machine.

    >>> is_remote("s3://bucket/corpus"), is_remote(Path("s3://bucket/corpus"))
    (True, True)
    >>> is_remote("data/processed"), is_remote(r"C:/corpus"), is_remote("")
    (False, False, False)
    """
    match = _ADDRESS.match(str(place))
    return match is not None and not Path(f"{match[1]}:").is_dir()


def full_address(place: str | Path) -> str:
    """An address as it was typed, without slashes at its end, whatever Path has made of it.

    >>> full_address(Path("s3://bucket/corpus/")), full_address(Path("file:///srv/corpus"))
    ('s3://bucket/corpus', 'file:///srv/corpus')

    Raises:
        UsageError: it names a whole store, leads upward, or chains stores.
    """
    match = _ADDRESS.match(str(place))
    if match is None:
        raise UsageError(f"{place}: no address of a store; write it like s3://bucket/folder")
    scheme, rest = match[1].lower(), match[2].strip("/")
    if "::" in str(place) or any(part in (".", "..", "") for part in rest.split("/")):
        raise UsageError(f"{place}: name one folder of one store, like s3://bucket/folder")
    return f"{scheme}://{'/' if scheme in _ROOTED else ''}{rest}"


def shown(place: str | Path) -> str:
    """A path or an address as a user writes it.

    >>> shown(Path("s3://bucket/corpus")), shown(Path("data/processed"))
    ('s3://bucket/corpus', 'data/processed')
    """
    return full_address(place) if is_remote(place) else str(place)


def cache_folder(address: str) -> Path:
    """Where copies of what is at an address live: below KZCORPUS_CACHE, or the user's own cache."""
    named = os.environ.get("KZCORPUS_CACHE")
    if named:
        base = Path(named)
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches" / "kzcorpus"
    elif os.name == "nt":
        local = Path.home() / "AppData" / "Local"
        base = Path(os.environ.get("LOCALAPPDATA", str(local))) / "kzcorpus" / "cache"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))) / "kzcorpus"
    # The last name is for eyes; the digest tells addresses apart.
    shown = re.sub(r"[^\w-]", "_", address.rpartition("/")[2], flags=re.ASCII)[:40]
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return base / "remote" / f"{shown}-{digest}"
