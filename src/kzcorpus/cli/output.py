"""How every command prints a table: the options, and the formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from unicodedata import category, east_asian_width

import typer

from kzcorpus.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

    from kzcorpus.query.stream import Stream


class Format(StrEnum):
    """Ways to write a table."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"


CorpusOption = Annotated[
    Path, typer.Option("--corpus", "-c", help="The corpus folder; or s3://…", show_default=True)
]
FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="How to write the result.", show_default=True)
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file, not to the screen.")
]
LimitOption = Annotated[int, typer.Option("--limit", "-n", help="At most so many rows; 0 for all.")]

DEFAULT_CORPUS = Path("data/processed")
#: Text that ends at the next column.
_RIGHT = ("pre",)


#: What the ending of a file says about its format, where no --format does.
_ENDINGS = {f".{one}": one for one in Format if one is not Format.table}


def show(
    answer: pa.Table | Stream, format: Format, output: Path | None, *, shown: Sequence[str] = ()
) -> None:
    """Print a table, or write it to a file under a temporary name that is then renamed.

    Rows are written as they come, so an answer may be longer than the memory. A file whose ending
    names a format, such as .csv, gets that one if no other was asked for.

    Args:
        shown: the columns for eyes, if the table has them; other formats get all of them.

    Raises:
        UsageError: Parquet to a screen.
        KzcorpusError: the file cannot be written.
    """
    from kzcorpus.query.stream import Stream

    rows = answer if isinstance(answer, Stream) else Stream.of(answer)
    if format is Format.parquet and output is None:
        raise UsageError("--format parquet needs a file: add -o FILE")
    if format is Format.table and output is not None and output.suffix.lower() in _ENDINGS:
        return show(rows, _ENDINGS[output.suffix.lower()], output)
    if format is Format.table and shown and set(shown) <= {*rows.schema.names}:
        rows = rows.select(list(shown))
    if output is None:
        if format is Format.table:
            _print_table(rows)
        else:
            sys.stdout.writelines(texts(rows, format))
        return None
    from kzcorpus.export.targets import write_file

    with write_file(output) as temporary:
        if format is Format.parquet:
            import pyarrow.parquet as pq

            with pq.ParquetWriter(temporary, rows.schema, compression="zstd") as writer:
                for piece in rows.pieces:
                    writer.write_table(piece)
        else:
            with temporary.open("w", encoding="utf-8", newline="") as handle:
                handle.writelines(texts(rows, format))
    return None


def as_text(table: pa.Table, format: Format) -> str:
    """A table in one of the text formats; `table` gives plain aligned columns."""
    from kzcorpus.query.stream import Stream

    return "".join(texts(Stream.of(table), format))


def texts(rows: Stream, format: Format) -> Iterator[str]:
    """The same for rows that come in pieces, as soon as they come."""
    if format is Format.table:
        yield from _aligned(rows)
    elif format is Format.json:
        yield from _json_list(rows)
    elif format is Format.jsonl:
        from kzcorpus.cells import json_rows

        for piece in rows.pieces:
            yield from (f"{row}\n" for row in json_rows(piece))
    else:
        from kzcorpus.cells import csv_head, csv_rows

        separator = "\t" if format is Format.tsv else ","
        for number, piece in enumerate(_one_at_least(rows)):
            # Only now: a question that fails prints no head.
            if not number:
                yield csv_head(rows.schema.names, separator) + "\n"
            yield from (f"{row}\n" for row in csv_rows(piece, separator))


def _json_list(rows: Stream) -> Iterator[str]:
    from kzcorpus.cells import json_rows

    before = "[\n "
    for piece in rows.pieces:
        for row in json_rows(piece):
            yield before + row
            before = ",\n "
    yield "[]\n" if before == "[\n " else "\n]\n"


def _one_at_least(rows: Stream) -> Iterator[pa.Table]:
    """The pieces, of which an empty answer has one too."""
    first = next(rows.pieces, None)
    yield replace(rows, pieces=iter(())).table() if first is None else first
    yield from rows.pieces


def _print_table(rows: Stream) -> None:
    """A table for eyes: with rules and folded cells on a screen, plain columns in a pipe.

    What is too long to be looked at as a whole is plain on a screen too, and comes at once.
    """
    pieces = list(islice(rows.pieces, 2))
    whole = replace(rows, pieces=chain(pieces, rows.pieces))
    if not sys.stdout.isatty() or len(pieces) > 1:
        sys.stdout.writelines(_aligned(whole))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kzcorpus.cells import python_rows

    table = whole.table()
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, highlight=False)
    for field in table.schema:
        right, number = _is_right(field), field.name not in _RIGHT
        shown.add_column(
            field.name,
            justify="right" if right else "left",
            no_wrap=right and number,
            overflow="fold",
        )
    for row in python_rows(table):
        # Text, not markup: a corpus may well contain "[bold]".
        shown.add_row(*(Text(_shown(value)) for value in row))
    console = Console()
    console.print(shown)
    if not table.num_rows:
        console.print("nothing found")


def _is_right(field: pa.Field) -> bool:
    """Whether a column is set to the right: numbers, and what stands before a key word."""
    return field.name in _RIGHT or str(field.type).startswith(("int", "float", "double"))


def _aligned(rows: Stream) -> Iterator[str]:
    """Lines of aligned columns; a later piece may make columns wider, never narrower."""
    from kzcorpus.cells import python_rows

    numbers = [_is_right(field) for field in rows.schema]
    widths = [cell_width(name) for name in rows.schema.names]
    cells = [list(rows.schema.names)]
    for piece in _one_at_least(rows):
        cells += [[_shown(value) for value in row] for row in python_rows(piece)]
        widths = [
            max(width, *(cell_width(row[at]) for row in cells)) if cells else width
            for at, width in enumerate(widths)
        ]
        for row in cells:
            yield "  ".join(map(_padded, row, widths, numbers)).rstrip() + "\n"
        cells = []


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - cell_width(cell))
    return space + cell if right else cell + space


def cell_width(text: str) -> int:
    """Columns that a text takes on a screen: none for a combining mark, two for a wide sign.

    >>> cell_width("Қазақстан"), cell_width("cafe\u0301"), cell_width("哈萨克")
    (9, 4, 6)
    """
    if text.isascii():
        return len(text)
    return sum(map(_sign_width, text))


@cache
def _sign_width(sign: str) -> int:
    if category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1e4 else f"{value:.0f}"
    return printable(str(value))


def printable(text: str) -> str:
    """Text for the screen: one line, and no control character that could steer the terminal."""
    return "".join(ch if ch.isprintable() else " " for ch in text)
