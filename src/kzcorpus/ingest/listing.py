"""The raw folder as files: which there are, and what they contain, as digests."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kzcorpus.config import IngestConfig
from kzcorpus.errors import UsageError
from kzcorpus.files import sha256_file
from kzcorpus.ingest.readers import CONTAINERS
from kzcorpus.ingest.sources import split_suffix


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of the raw folder. `path` is relative to it, with slashes on every system.

    Attributes:
        doc_id: the path without its suffix, in composed Unicode: the same on every system.
        suffix: the end of the name that tells the format, in lower case, without ".gz".
    """

    path: str
    full: Path
    doc_id: str = field(init=False)
    suffix: str = field(init=False)

    def __post_init__(self) -> None:
        stem, suffix, _ = split_suffix(self.path)
        object.__setattr__(self, "doc_id", unicodedata.normalize("NFC", stem))
        object.__setattr__(self, "suffix", suffix)

    @property
    def order(self) -> str:
        """Where its documents stand in the order of doc_id: rows are below the file's own."""
        return f"{self.doc_id}/" if self.suffix in CONTAINERS else self.doc_id


def list_files(folder: Path, config: IngestConfig) -> list[RawFile]:
    """All files under a folder in the order of their documents, without hidden ones and the sheet.

    A link to a folder is listed too, so that it can be refused where everybody sees it.

    Raises:
        UsageError: there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; put your texts there or name another one")
    found = []
    # Strings, not paths: there may be hundreds of thousands.
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(root, name).is_symlink()]
        under = os.path.relpath(root, folder).replace(os.sep, "/")
        for name in [*names, *links]:
            path = name if under == "." else f"{under}/{name}"
            if not name.startswith(".") and path != config.metadata:
                found.append(RawFile(path, Path(root, name)))
    return sorted(found, key=lambda file: (file.order, file.path))


def folder_digests(folder: Path, config: IngestConfig) -> dict[str, str]:
    """SHA-256 of every file's bytes by path, with the metadata sheet: what a build depends on."""
    files = [(file.path, file.full) for file in list_files(folder, config)]
    if config.metadata and (folder / config.metadata).is_file():
        files.append((config.metadata, folder / config.metadata))
    return {path: _file_digest(full) for path, full in files}


def folder_fingerprint(digests: Mapping[str, str]) -> str:
    """SHA-256 over the names and the contents of all files."""
    summed = hashlib.sha256()
    for path, digest in digests.items():
        summed.update(f"{path}\0{digest}\n".encode("utf-8", "surrogateescape"))
    return summed.hexdigest()


def _file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, or a word for why it has none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "not a regular file"
        return sha256_file(path)
    except OSError as error:
        return f"unreadable {error.errno}"
