"""What is known about documents: the metadata sheet, and front matter of Markdown files."""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kzcorpus.errors import MissingPackageError
from kzcorpus.records import DocumentMeta, Reject

FIELDS = tuple(field.name for field in fields(DocumentMeta))
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LANG = re.compile(r"[a-z]{2,3}")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
#: Front matter is a few lines; more than this is a document that happens to begin with a rule.
_MAX_FRONT_MATTER = 20_000


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

    def orphans(self, doc_ids: set[str], path: str) -> Iterator[Reject]:
        """A reject for each row that names no document."""
        for doc_id in sorted(set(self.rows) - doc_ids):
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
    """Metadata with wrong values left empty, and one line about each of them."""
    problems = []
    good = {name: values.get(name, "") for name in FIELDS}
    for name, value in good.items():
        # YAML can write half of a surrogate pair, which no table can hold.
        if any("\ud800" <= ch <= "\udfff" for ch in value):
            problems.append(f"{name} {value!a} holds half a character")
            good[name] = ""
    if good["date"] and not is_date(good["date"]):
        problems.append(f"date {good['date']!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        good["date"] = ""
    if good["lang"] and not _LANG.fullmatch(good["lang"]):
        problems.append(f"lang {good['lang']!r} is not an ISO 639 code such as tr")
        good["lang"] = ""
    return DocumentMeta(**good), problems


def is_date(text: str) -> bool:
    """Whether a text is a calendar date in ISO 8601, as exact as it may be.

    >>> is_date("2023"), is_date("2023-11"), is_date("2023-11-31"), is_date("3.11.2023")
    (True, True, False, False)
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    """The scalar values of a Markdown file's front matter, and where the text begins after it.

    What stands between the rules but is no YAML mapping is text, not front matter.
    """
    match = _FRONT_MATTER.match(text)
    if match is None or match.end() > _MAX_FRONT_MATTER:
        return {}, 0
    try:
        import yaml
    except ImportError as error:
        raise MissingPackageError(
            "Markdown front matter needs PyYAML: pip install 'kzcorpus[nlp]'"
        ) from error
    try:
        # The base loader leaves every scalar a string: dates and "no" stay what they look like.
        values = yaml.load(match.group(1), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        values = _plain_pairs(match.group(1))
    if not isinstance(values, dict):
        return {}, 0
    plain = {str(k): v.strip() for k, v in values.items() if isinstance(v, str)}
    return plain, match.end()


def _plain_pairs(text: str) -> dict[str, str] | None:
    """Front matter as people write it, without YAML's quoting (`title: Astana: başkent`).

    None unless every line is a known key with a value.
    """
    pairs = [line.partition(":") for line in text.splitlines() if line.strip()]
    if any(key.strip() not in FIELDS or not colon for key, colon, _ in pairs):
        return None
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
