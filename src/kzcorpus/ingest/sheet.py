"""Writing the metadata sheet: rows are added, and what is there stays as it is, byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from pathlib import Path

from kzcorpus.errors import UsageError
from kzcorpus.files import write_text
from kzcorpus.ingest.metadata import FIELDS
from kzcorpus.records import DocumentMeta

_COLUMNS = ("doc_id", *FIELDS)


def add_rows(path: Path, rows: Mapping[str, DocumentMeta]) -> None:
    """Add rows to a sheet, which is made where there is none; the file is replaced as a whole.

    Rows that are there keep their cells, their order and their quoting. A column that the sheet
    lacks is added behind the others only if a new row has something to say in it.

    Raises:
        UsageError: the sheet is no table with a column doc_id, or has one of the rows already and
            it says something else.
    """
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ",".join(_COLUMNS) + "\n"
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a UTF-8 CSV file; save it as one") from error
    records = _records(path, text)
    columns = [cell.strip() for cell in records[0][1]] if records else []
    if "doc_id" not in columns:
        raise UsageError(f"{path}: no column doc_id in its first line; add one")
    new = dict(rows)
    for _, cells in records[1:]:
        known = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        if (meta := new.pop(known.get("doc_id", ""), None)) is not None:
            _refuse_other(path, known, meta)
    if not new:
        return
    missing = [
        name
        for name in FIELDS
        if name not in columns and any(getattr(meta, name) for meta in new.values())
    ]
    end = "\r\n" if "\r\n" in text else "\n"
    lines = [line for line, _ in records]
    if missing:
        lines = [_widened(line, [""] * len(missing)) for line in lines]
        lines[0] = _widened(records[0][0], missing)
        columns += missing
    if not lines[-1].endswith("\n"):
        lines[-1] += end
    for doc_id, meta in new.items():
        values = {"doc_id": doc_id, **asdict(meta)}
        lines.append(_line([values.get(column, "") for column in columns]) + end)
    write_text(path, "".join(lines))


def _records(path: Path, text: str) -> list[tuple[str, list[str]]]:
    """The records of a CSV text, each as it stands and as its cells; empty lines too."""
    # Not `splitlines`, which also parts at form feeds and other marks inside cells.
    lines = list(io.StringIO(text, newline=""))
    used = 0
    records = []
    # The mark of UTF-8 belongs to the file, not to the name of its first column.
    reader = csv.reader([lines[0].removeprefix("\ufeff"), *lines[1:]] if lines else [], strict=True)
    try:
        for cells in reader:
            records.append(("".join(lines[used : reader.line_num]), cells))
            used = reader.line_num
    except csv.Error as error:
        raise UsageError(f"{path}: line {reader.line_num}: {error}; repair it first") from error
    return records


def _widened(line: str, cells: Sequence[str]) -> str:
    """A record with cells more; an empty line stays empty."""
    body = line.rstrip("\r\n")
    return f"{body},{_line(cells)}{line[len(body) :]}" if body else line


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    # Python before 3.13 leaves a line end in a cell unquoted unless it is the one of rows.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    # A row of one empty cell is written as quotation marks; here it is the end of a longer row.
    return "" if list(cells) == [""] else buffer.getvalue().removesuffix("\r\n")


def _refuse_other(path: Path, known: Mapping[str, str], meta: DocumentMeta) -> None:
    for name, value in zip(FIELDS, astuple(meta), strict=True):
        if value and known.get(name, "") != value:
            raise UsageError(
                f"{path}: has a row for {known['doc_id']!r} already, with another {name}; "
                "change it there"
            )
