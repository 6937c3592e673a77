"""Many documents in one file: JSON Lines and CSV, with an id, a text and metadata in each row.

The tables of a corpus are sorted by doc_id, and rows come in any order. So a file is read twice:
once for the ids and the places of its rows, which is all that stays in memory, then row by row in
the order of the ids.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError
from kzcorpus.ingest.drafts import Draft, Problem
from kzcorpus.ingest.encodings import decode
from kzcorpus.ingest.front_matter import joined
from kzcorpus.ingest.metadata import FIELDS
from kzcorpus.ingest.sources import Source

#: Bytes of the beginning of a CSV file by which its encoding and separator are judged.
_HEAD = 1_000_000
_SEPARATORS = ",;\t|"
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and where it stands: byte offset, line from 1."""

    offset: int
    line: int
    values: Mapping[str, object]


Rows = Callable[[BinaryIO, int, int], Iterator["_Row | Problem"]]


def read_jsonl(source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
    """JSON Lines: one object a line, in UTF-8."""
    with source.rows() as handle:

        def rows(handle: BinaryIO, offset: int, line: int) -> Iterator[_Row | Problem]:
            return _json_rows(_Lines(handle, offset, line, "utf-8", config.max_bytes))

        yield from _read(handle, rows, "utf-8")


def read_csv(source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
    """CSV with a header row; commas, semicolons, tabs or bars between cells, in any encoding."""
    with source.rows() as handle:
        head = handle.read(_HEAD)
        if len(head) == _HEAD:
            head = head[: head.rfind(b"\n") + 1] or head
        _, encoding = decode(head, config.encodings)
        first = head.split(b"\n", 1)[0].decode(encoding, errors="replace")
        separator = max(_SEPARATORS, key=first.count)
        names = _header(first, separator)
        # The limit is the module's own and holds for all readers; the default is 128 KiB a cell.
        csv.field_size_limit(max(csv.field_size_limit(), config.max_bytes))

        def rows(handle: BinaryIO, offset: int, line: int) -> Iterator[_Row | Problem]:
            lines = _Lines(handle, offset, line, encoding, config.max_bytes)
            return _csv_rows(lines, names, separator)

        yield from _read(handle, rows, encoding)


def _read(handle: BinaryIO, rows: Rows, encoding: str) -> Iterator[Draft | Problem]:
    places: dict[str, tuple[int, int]] = {}
    found = False
    for row in rows(handle, 0, 1):
        found = True
        if isinstance(row, Problem):
            yield row
            continue
        draft = _draft(row, encoding)
        if isinstance(draft, Problem):
            yield draft
        elif draft.row_id in places:
            yield Problem(
                "duplicate doc_id",
                f"line {row.line}: id {draft.row_id!r} is that of line {places[draft.row_id][1]}",
            )
        else:
            places[draft.row_id] = row.offset, row.line
    if not found:
        raise IngestError("empty", "no row in it")
    for row_id in sorted(places):
        row = next(rows(handle, *places[row_id]), Problem("", ""))
        again = _draft(row, encoding) if isinstance(row, _Row) else row
        if isinstance(again, Problem) or again.row_id != row_id:
            raise IngestError("changed while it was read", "build again when nobody writes to it")
        yield again


def _draft(row: _Row, encoding: str) -> Draft | Problem:
    """A row as a document, or what is wrong with it."""
    place = f"line {row.line}"
    number, text = row.values.get("id"), row.values.get("text")
    if isinstance(number, int) and not isinstance(number, bool):
        number = str(number)
    if not isinstance(number, str) or not number.strip():
        return Problem("no id", f"{place}: a row needs an id, a word or a number")
    row_id = unicodedata.normalize("NFC", number.strip())
    if len(row_id) > _LONGEST_ID or not row_id.isprintable() or _leaves(row_id):
        return Problem("wrong id", f"{place}: {row_id[:60]!a} cannot be part of a doc_id")
    if not isinstance(text, str):
        return Problem("no text", f"{place}: id {row_id!r} has no text")
    with suppress(UnicodeEncodeError):
        text.encode("utf-8")
        values = {name: joined(row.values.get(name)) for name in FIELDS}
        known = {name: value for name, value in values.items() if value}
        return Draft(text, encoding, known, row_id=row_id, place=place)
    return Problem("damaged", f"{place}: the text of {row_id!r} holds half a character")


def _leaves(row_id: str) -> bool:
    """Whether an id, as a path, would lead out of its folder or have empty parts."""
    return any(part in ("", ".", "..") for part in row_id.split("/"))


def _json_rows(lines: _Lines) -> Iterator[_Row | Problem]:
    while True:
        lines.begin()
        text = next(lines, None)
        if text is None:
            return
        if lines.problem:
            yield lines.problem
            continue
        if not text.strip():
            continue
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            what = getattr(error, "msg", "nested too deeply")
            yield Problem("no JSON", f"line {lines.line}: {what}")
            continue
        if not isinstance(values, dict):
            yield Problem("no JSON", f"line {lines.line}: not an object")
            continue
        yield _Row(lines.offset, lines.line, values)


def _header(line: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([line.removeprefix("\ufeff").rstrip("\r")], delimiter=separator))
    except (csv.Error, StopIteration):
        cells = []
    names = [cell.strip().lower() for cell in cells]
    if not {"id", "text"} <= set(names):
        raise IngestError(
            "no documents", "a table without the columns id and text; documents need both"
        )
    return names


def _csv_rows(lines: _Lines, names: list[str], separator: str) -> Iterator[_Row | Problem]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # An open quotation mark takes the rows behind it along, up to the limit of a cell.
            yield Problem("no CSV", f"line {lines.first_line}: {error}; is a quotation mark open?")
            reader = csv.reader(lines, delimiter=separator, strict=True)
            continue
        if cells is None:
            return
        if lines.problem:
            yield lines.problem
        elif lines.first_offset == 0 or not cells:
            continue  # the header, an empty line
        elif len(cells) > len(names):
            # A separator in a text without quotation marks: later cells are in wrong columns.
            yield Problem("no CSV", f"line {lines.first_line}: more cells than columns")
        else:
            values = dict(zip(names, cells, strict=False))
            yield _Row(lines.first_offset, lines.first_line, values)


class _Lines:
    """Lines of a file from a byte offset on, decoded, with their places; none is read without end.

    A line that is too long or wrongly encoded comes as a mark of itself, and `problem` says why.
    """

    def __init__(self, handle: BinaryIO, offset: int, line: int, encoding: str, most: int) -> None:
        self._handle = handle
        self._encoding = encoding
        self._most = most
        self._next_offset = offset
        self._next_line = line
        self.offset, self.line = offset, line
        self.first_offset, self.first_line = offset, line
        self.problem: Problem | None = None
        handle.seek(offset)

    def begin(self) -> None:
        """A row begins with the next line."""
        self.first_offset, self.first_line = self._next_offset, self._next_line
        self.problem = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        data = self._handle.readline(self._most + 1)
        if not data:
            raise StopIteration
        self.offset, self.line = self._next_offset, self._next_line
        self._next_offset += len(data)
        self._next_line += 1
        if len(data) > self._most:
            while data and not data.endswith(b"\n"):
                data = self._handle.readline(self._most)
                self._next_offset += len(data)
            self.problem = Problem(
                "too large",
                f"line {self.line}: more than {self._most:,} bytes; raise [ingest] max_bytes",
            )
            return "-"
        try:
            text = data.decode(self._encoding)
        except UnicodeDecodeError as error:
            self.problem = Problem(
                "wrong encoding", f"line {self.line}: {error.reason} at byte {error.start}"
            )
            return "-"
        return text.removeprefix("\ufeff") if self.offset == 0 else text
