"""Adding documents to the raw folder: only what can be read, nothing twice, metadata with it."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from kzcorpus.config import IngestConfig
from kzcorpus.errors import KzcorpusError, UsageError
from kzcorpus.files import sha256_file, sync_file
from kzcorpus.ingest.folder import read_documents
from kzcorpus.ingest.listing import RawFile, list_files
from kzcorpus.ingest.metadata import MetadataSheet
from kzcorpus.ingest.readers import CONTAINERS
from kzcorpus.ingest.sheet import add_rows
from kzcorpus.ingest.sources import split_suffix
from kzcorpus.records import DocumentMeta, RawDocument, Reject

#: Two programs that add at once would lose rows of the sheet. It stays: whoever waits, waits on it.
_LOCK = ".ingest.lock"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that can be added: where it will be, what it says about itself, what is odd in it.

    `documents` counts what was read of it (a table of documents holds many, or none).
    """

    file: Path
    path: str
    doc_id: str
    sha256: str
    documents: int
    found: DocumentMeta
    warnings: tuple[Reject, ...]

    @property
    def is_container(self) -> bool:
        """Whether it holds many documents, whose metadata is in its rows."""
        return split_suffix(self.path)[1] in CONTAINERS


def check_file(file: Path, raw: Path, config: IngestConfig, doc_id: str = "") -> Candidate:
    """Read a file as a build would, and find its place; nothing is written.

    Raises:
        IngestError: it cannot be read as a document.
        UsageError: its content or its name is in the folder already, or `doc_id` is no name.
    """
    stem, _, _ = split_suffix(file.name)
    doc_id = unicodedata.normalize("NFC", doc_id or stem)
    _refuse_name(doc_id)
    path = doc_id + file.name[len(stem) :]
    documents, found, warnings = 0, DocumentMeta(), []
    for item in read_documents(RawFile(file.name, file), config, MetadataSheet({})):
        if isinstance(item, Reject):
            warnings.append(item)
        else:
            documents += 1
            found = item.meta
    if not documents:
        detail = warnings[0].detail if warnings else "no rows"
        raise UsageError(f"{file}: no document in it: {detail}")
    digest = sha256_file(file)
    if raw.is_dir():
        _refuse_known(file, digest, doc_id, path, raw, config)
    return Candidate(file, path, doc_id, digest, documents, found, tuple(warnings))


def add_file(candidate: Candidate, raw: Path, config: IngestConfig, meta: DocumentMeta) -> Path:
    """Copy a candidate into the folder under a temporary name, rename it, add its row to the sheet.

    Returns:
        The new file.

    Raises:
        UsageError: it is there by now, the sheet cannot take the row, or somebody else is adding.
        KzcorpusError: the file changed after it was checked.
    """
    if candidate.is_container and meta != DocumentMeta():
        raise UsageError(f"{candidate.file}: holds many documents; metadata goes into its rows")
    if not config.metadata and meta != DocumentMeta():
        raise UsageError(
            "the settings name no metadata sheet ([ingest] metadata): nowhere to put it"
        )
    target = raw / candidate.path
    with _locked(raw):
        _refuse_known(
            candidate.file, candidate.sha256, candidate.doc_id, candidate.path, raw, config
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.tmp")
        try:
            shutil.copyfile(candidate.file, temporary)
            if sha256_file(temporary) != candidate.sha256:
                raise KzcorpusError(f"{candidate.file}: changed while it was read; add it again")
            sync_file(temporary)
            # The sheet first: a row without a document is told by the next build, a document
            # without its row would be silent.
            if not candidate.is_container and config.metadata:
                add_rows(raw / config.metadata, {candidate.doc_id: meta})
            os.replace(temporary, target)
        finally:
            with suppress(OSError):
                temporary.unlink()
    return target


def explainable(file: Path, config: IngestConfig, most: int) -> list[RawDocument]:
    """The first documents of a file that lies anywhere, as a build would read them.

    Raises:
        IngestError: it cannot be read as a document.
    """
    items = read_documents(RawFile(file.name, file), config, MetadataSheet({}))
    return list(islice((item for item in items if isinstance(item, RawDocument)), most))


def _refuse_name(doc_id: str) -> None:
    parts = PurePosixPath(doc_id).parts
    hidden = any(part.startswith(".") for part in parts)
    if not parts or hidden or doc_id.startswith("/") or "\\" in doc_id or not doc_id.isprintable():
        raise UsageError(
            f"{doc_id!r} cannot be a document's name; write a path such as tr/report, or --as NAME"
        )


def _refuse_known(
    file: Path, digest: str, doc_id: str, path: str, raw: Path, config: IngestConfig
) -> None:
    """Refuse what the folder has already, by name or by content."""
    if (raw / path).exists():
        raise UsageError(f"{file}: {path} is there already; add it --as another name")
    size = file.stat().st_size
    for other in list_files(raw, config):
        if other.doc_id == doc_id:
            raise UsageError(
                f"{file}: {doc_id!r} is {other.path} already; add it --as another name"
            )
        with suppress(OSError):
            same_size = other.full.is_file() and other.full.stat().st_size == size
            if same_size and sha256_file(other.full) == digest:
                raise UsageError(f"{file}: its content is there already, as {other.path}")


@contextmanager
def _locked(raw: Path) -> Iterator[None]:
    try:
        raw.mkdir(parents=True, exist_ok=True)
        with FileLock(raw / _LOCK, timeout=10):
            yield
    except Timeout:
        raise UsageError(f"{raw}: somebody else is adding documents; try again") from None
