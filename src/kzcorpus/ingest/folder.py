"""The raw folder as documents: their text, or why a file is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError
from kzcorpus.ingest.drafts import Draft, Problem
from kzcorpus.ingest.listing import RawFile, list_files
from kzcorpus.ingest.metadata import FIELDS, MetadataSheet, checked_meta
from kzcorpus.ingest.mojibake import find_mojibake
from kzcorpus.ingest.readers import CONTAINERS, READERS, format_of
from kzcorpus.ingest.sources import Source
from kzcorpus.records import RawDocument, Reject

#: What a text may hold and still be empty.
_BLANK = " \t\r\n\f\v\ufeff\u00a0\u200b"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was not read, since its documents are known."""

    path: str
    doc_ids: Sequence[str]


#: How the documents of a file are read, and what is wrong in it; raises as `read_documents`.
ReadFile = Callable[[RawFile], Iterable[RawDocument | Reject]]


def nothing_known(_: RawFile) -> Sequence[str]:
    """For `ingest_folder`: every file is to be read."""
    return ()


@overload
def ingest_folder(
    folder: Path, config: IngestConfig, sheet: MetadataSheet
) -> Iterator[RawDocument | Reject]: ...


@overload
def ingest_folder(
    folder: Path,
    config: IngestConfig,
    sheet: MetadataSheet,
    known: Callable[[RawFile], Sequence[str]],
    read: ReadFile | None = None,
) -> Iterator[RawDocument | Reject | KnownFile]: ...


def ingest_folder(
    folder: Path,
    config: IngestConfig,
    sheet: MetadataSheet,
    known: Callable[[RawFile], Sequence[str]] = nothing_known,
    read: ReadFile | None = None,
) -> Iterator[RawDocument | Reject | KnownFile]:
    """Every document of a folder, or why a file is none, one at a time in order of doc_id.

    Args:
        known: the ids of a file's documents if they need not be read again, else nothing.
        read: what reads a file; None for `read_documents`, here and now.
    """
    yield from sheet.rejects
    root = folder.resolve()
    files = list_files(folder, config)
    folders = _folders(files)
    taken: dict[str, str] = {}
    wanted = set(sheet.rows)
    for file in files:
        try:
            _refuse_unreadable_name(file)
            _refuse_outside(file, root)
            if file.order in taken:
                raise IngestError(
                    "duplicate doc_id",
                    f"{file.doc_id!r} is {taken[file.order]} already; rename",
                )
            if file.suffix in CONTAINERS and file.doc_id in folders:
                raise IngestError(
                    "duplicate doc_id", f"there is a folder {file.order} for such names; rename"
                )
            if doc_ids := known(file):
                taken[file.order] = file.path
                wanted.difference_update(doc_ids)
                yield KnownFile(file.path, doc_ids)
                continue
            for item in read(file) if read else read_documents(file, config, sheet):
                if isinstance(item, RawDocument):
                    taken[file.order] = file.path
                    wanted.discard(item.doc_id)
                yield item
        except IngestError as error:
            yield Reject(file.path, "ingest", error.reason, error.detail)
    yield from sheet.orphans(wanted, config.metadata)


def _folders(files: Iterable[RawFile]) -> set[str]:
    """The folders of the documents, as their ids name them, and all folders above."""
    found: set[str] = set()
    for file in files:
        folder = file.doc_id.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _refuse_unreadable_name(file: RawFile) -> None:
    try:
        file.path.encode("utf-8")
    except UnicodeEncodeError:
        raise IngestError("undecodable name", "the file's name is not UTF-8; rename it") from None


def _refuse_outside(file: RawFile, root: Path) -> None:
    if not file.full.is_symlink():
        return  # its folders are none either: links to folders are not followed
    try:
        inside = file.full.resolve().is_relative_to(root)
    except (OSError, RuntimeError) as error:  # RuntimeError is a loop of links, before Python 3.13
        raise IngestError("unreadable", "a link that leads nowhere") from error
    if not inside:
        raise IngestError("link out of the folder", f"points to a file outside {root.name}")
    if file.full.is_dir():
        raise IngestError("link to a folder", "not followed; move the folder itself here")


def read_documents(
    file: RawFile, config: IngestConfig, sheet: MetadataSheet
) -> Iterator[RawDocument | Reject]:
    """The documents of one file in order of doc_id, and what is wrong in it.

    Raises:
        IngestError: the file cannot be read. It may come after some documents, where somebody
            writes to a file of many rows.
        MissingPackageError: the library for its format is not installed.
    """
    if file.suffix not in config.suffixes or file.suffix not in READERS:
        raise IngestError(
            "unsupported format",
            f"{file.suffix or 'no suffix'}; supported: {' '.join(config.suffixes)}",
        )
    source = Source(file.path, file.full, config.max_bytes)
    for item in READERS[file.suffix](source, config):
        if isinstance(item, Problem):
            yield Reject(file.path, "ingest", item.reason, item.detail)
        else:
            yield from _document(file, source, item, sheet)


def _document(
    file: RawFile, source: Source, draft: Draft, sheet: MetadataSheet
) -> Iterator[RawDocument | Reject]:
    place = f"{draft.place}: " if draft.place else ""

    def refusal(reason: str, detail: str) -> Reject:
        return Reject(file.path, "ingest", reason, f"{place}{detail}")

    if "\0" in draft.text:
        yield refusal("binary", "a NUL character in the text")
        return
    if not draft.text[draft.body_start :].strip(_BLANK):
        if not draft.row_id:
            raise IngestError("empty", "no text in it")
        yield refusal("empty", "no text in it")
        return
    meta, problems = checked_meta({name: draft.values.get(name, "") for name in FIELDS})
    for problem in problems:
        yield refusal("wrong metadata", problem)
    if found := find_mojibake(draft.text):
        line = draft.text.count("\n", 0, found.start) + 1
        start = max(found.start - 10, draft.text.rfind("\n", 0, found.start) + 1)
        sample = draft.text[start : found.end + 10].split("\n")[0]
        yield refusal(
            "mojibake",
            f"text line {line}: {sample[:60]!r} looks like {found.name}, {found.count} times; "
            "built as it is; find a better copy",
        )
    doc_id = f"{file.doc_id}/{draft.row_id}" if draft.row_id else file.doc_id
    yield RawDocument(
        doc_id=doc_id,
        path=file.path,
        sha256=source.sha256,
        text=draft.text,
        meta=sheet.merged(doc_id, meta),
        body_start=draft.body_start,
        format=format_of(file.suffix),
        encoding=draft.encoding,
        places=draft.places,
    )
