"""The raw folder: which files are documents, and their text."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError, UsageError
from kzcorpus.files import sha256_file
from kzcorpus.ingest.metadata import FIELDS, MetadataSheet, checked_meta, split_front_matter
from kzcorpus.records import DocumentMeta, RawDocument, Reject


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of the raw folder. `path` is relative to it, with slashes on every system."""

    path: str
    full: Path

    @property
    def doc_id(self) -> str:
        """The path without its suffix, in composed Unicode: the same on every system."""
        stem = self.path[: -len(suffix)] if (suffix := Path(self.path).suffix) else self.path
        return unicodedata.normalize("NFC", stem)


def list_files(folder: Path, config: IngestConfig) -> list[RawFile]:
    """All files under a folder in the order of their doc_id, without hidden ones and the sheet.

    Raises:
        UsageError: there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; put your texts there or name another one")
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            full = Path(root, name)
            path = full.relative_to(folder).as_posix()
            if not name.startswith(".") and path != config.metadata:
                found.append(RawFile(path, full))
    return sorted(found, key=lambda file: (file.doc_id, file.path))


def ingest_folder(
    folder: Path, config: IngestConfig, sheet: MetadataSheet
) -> Iterator[RawDocument | Reject]:
    """Every document of a folder, or why a file is none, one at a time in order of doc_id."""
    yield from sheet.rejects
    root = folder.resolve()
    seen: dict[str, str] = {}
    for file in list_files(folder, config):
        try:
            _refuse_unreadable_name(file)
            _refuse_outside(file, root)
            if file.doc_id in seen:
                raise IngestError(
                    "duplicate doc_id", f"{file.doc_id!r} is {seen[file.doc_id]} already; rename"
                )
            document, problems = read_document(file, config, sheet)
        except IngestError as error:
            yield Reject(file.path, "ingest", error.reason, error.detail)
            continue
        seen[file.doc_id] = file.path
        for problem in problems:
            yield Reject(file.path, "ingest", "wrong metadata", f"front matter: {problem}")
        yield document
    yield from sheet.orphans(set(seen), config.metadata)


def _refuse_unreadable_name(file: RawFile) -> None:
    try:
        file.path.encode("utf-8")
    except UnicodeEncodeError:
        raise IngestError("undecodable name", "the file's name is not UTF-8; rename it") from None


def _refuse_outside(file: RawFile, root: Path) -> None:
    try:
        inside = file.full.resolve().is_relative_to(root)
    except (OSError, RuntimeError) as error:  # RuntimeError is a loop of links, before Python 3.13
        raise IngestError("unreadable", "a link that leads nowhere") from error
    if not inside:
        raise IngestError("link out of the folder", f"points to a file outside {root.name}")


def read_document(
    file: RawFile, config: IngestConfig, sheet: MetadataSheet
) -> tuple[RawDocument, list[str]]:
    """A file as a document, and what is wrong in its own metadata.

    Raises:
        IngestError: the file is no text that can be read.
    """
    suffix = Path(file.path).suffix.lower()
    if suffix not in config.suffixes:
        raise IngestError(
            "unsupported format", f"{suffix or 'no suffix'}; supported: {' '.join(config.suffixes)}"
        )
    data = read_bytes(file.full, config.max_bytes)
    text = decode(data)
    meta, body_start = DocumentMeta(), 0
    problems: list[str] = []
    if suffix == ".md":
        values, body_start = split_front_matter(text)
        meta, problems = checked_meta({name: values.get(name, "") for name in FIELDS})
    if not text[body_start:].strip(" \t\r\n\f\v\ufeff\u00a0\u200b"):
        raise IngestError("empty", "no text in it")
    raw = RawDocument(
        doc_id=file.doc_id,
        path=file.path,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        meta=sheet.merged(file.doc_id, meta),
        body_start=body_start,
    )
    return raw, problems


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file of at most `max_bytes`.

    Raises:
        IngestError: it cannot be read, is a pipe or a device, or is too large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe would wait for ever for somebody to write.
            raise IngestError("unreadable", "not a regular file")
        with path.open("rb") as handle:
            data = handle.read(max_bytes + 1)
    except OSError as error:
        raise IngestError("unreadable", error.strerror or type(error).__name__) from error
    if len(data) > max_bytes:
        raise IngestError("too large", f"more than {max_bytes:,} bytes; raise [ingest] max_bytes")
    return data


def decode(data: bytes) -> str:
    """UTF-8 text, with or without a byte order mark, which is not part of it.

    Raises:
        IngestError: binary data, or another encoding.
    """
    if b"\0" in data:
        raise IngestError("binary", f"a NUL byte at byte {data.index(0)}; not a text file")
    try:
        # Not "utf-8-sig": its errors count from behind the mark.
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise IngestError(
            "not UTF-8",
            f"byte 0x{data[error.start]:02x} at byte {error.start}; save the file as UTF-8",
        ) from error


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, or a word for why it has none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "not a regular file"
        return sha256_file(path)
    except OSError as error:
        return f"unreadable {error.errno}"


def folder_fingerprint(folder: Path, config: IngestConfig) -> str:
    """SHA-256 over the names and contents of all files and the sheet: what a build depends on."""
    digest = hashlib.sha256()
    files = [(file.path, file.full) for file in list_files(folder, config)]
    if config.metadata and (folder / config.metadata).is_file():
        files.append((config.metadata, folder / config.metadata))
    for path, full in files:
        digest.update(f"{path}\0{file_digest(full)}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
