"""What is known about documents: the metadata sheet, and the check of every value."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kzcorpus.errors import UsageError
from kzcorpus.ingest.dates import parse_date
from kzcorpus.records import DocumentMeta, Reject

FIELDS = tuple(field.name for field in fields(DocumentMeta))
_LANG = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class MetadataSheet:
    """The rows of the sheet by doc_id, and what in it was refused."""

    rows: Mapping[str, DocumentMeta]
    rejects: tuple[Reject, ...] = ()

    def merged(self, doc_id: str, own: DocumentMeta) -> DocumentMeta:
        """A document's own metadata, with the cells of the sheet that are filled in over it."""
        row = self.rows.get(doc_id)
        if row is None:
            return own
        return replace(own, **{name: value for name in FIELDS if (value := getattr(row, name))})

    def orphans(self, doc_ids: Iterable[str], path: str) -> Iterator[Reject]:
        """A reject for each of these rows, which name no document."""
        for doc_id in sorted(doc_ids):
            detail = f"row {doc_id!r} names no document; doc_id is the path without its suffix"
            yield Reject(path, "ingest", "metadata without document", detail)


def read_sheet(folder: Path, name: str) -> MetadataSheet:
    """The metadata sheet of a folder: CSV, UTF-8, a header row with `doc_id`; empty without one.

    A wrong cell is refused and left empty; it never costs the document.
    """
    path = folder / name
    if not name or not path.is_file():
        return MetadataSheet({})
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return _parse_sheet(csv.DictReader(handle, strict=True), name)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reject = Reject(name, "ingest", "unreadable metadata", f"not a UTF-8 CSV file: {error}")
        return MetadataSheet({}, (reject,))


def _parse_sheet(reader: csv.DictReader[str], name: str) -> MetadataSheet:
    columns = [column.strip() for column in reader.fieldnames or []]
    reader.fieldnames = columns
    rejects: list[Reject] = []

    def refuse(reason: str, detail: str) -> None:
        rejects.append(Reject(name, "ingest", reason, detail))

    if "doc_id" not in columns:
        refuse("unreadable metadata", f"no column doc_id in the header {','.join(columns)!r}")
        return MetadataSheet({}, tuple(rejects))
    for column in columns:
        if column and column not in ("doc_id", *FIELDS):
            refuse("unknown metadata column", f"{column!r}; known: doc_id, {', '.join(FIELDS)}")
    rows: dict[str, DocumentMeta] = {}
    for row in reader:
        doc_id = unicodedata.normalize("NFC", (row["doc_id"] or "").strip())
        if not doc_id:
            continue
        if None in row:
            # A comma without quotation marks around its cell: every later cell is in the wrong
            # column.
            refuse("wrong metadata", f"line {reader.line_num}, {doc_id}: more cells than columns")
            continue
        if doc_id in rows:
            refuse("duplicate metadata", f"line {reader.line_num}: {doc_id!r} again; first kept")
            continue
        values = {field: (row.get(field) or "").strip() for field in FIELDS}
        meta, problems = checked_meta(values)
        rows[doc_id] = meta
        for problem in problems:
            refuse("wrong metadata", f"line {reader.line_num}, {doc_id}: {problem}")
    return MetadataSheet(rows, tuple(rejects))


def checked_meta(values: Mapping[str, str]) -> tuple[DocumentMeta, list[str]]:
    """Metadata with dates in ISO 8601, wrong values left empty, and one line about each of them."""
    problems = []
    good = {name: values.get(name, "") for name in FIELDS}
    for name, value in good.items():
        # YAML can write half of a surrogate pair, which no table can hold.
        if any("\ud800" <= ch <= "\udfff" for ch in value):
            problems.append(f"{name} {value!a} holds half a character")
            good[name] = ""
    if good["date"]:
        try:
            good["date"] = parse_date(good["date"])
        except UsageError as error:
            problems.append(str(error))
            good["date"] = ""
    if good["lang"] and not _LANG.fullmatch(good["lang"]):
        problems.append(f"lang {good['lang']!r} is not an ISO 639 code such as tr")
        good["lang"] = ""
    return DocumentMeta(**good), problems
