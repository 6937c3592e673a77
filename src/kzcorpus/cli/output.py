"""How every command prints a table: the options, and the formats."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzcorpus.errors import KzcorpusError, UsageError
from kzcorpus.files import replacing

if TYPE_CHECKING:
    import pyarrow as pa


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
    table: pa.Table, format: Format, output: Path | None, *, shown: Sequence[str] = ()
) -> None:
    """Print a table, or write it to a file under a temporary name that is then renamed.

    A file whose ending names a format, such as .csv, gets that one if no other was asked for.

    Args:
        shown: the columns for eyes, if the table has them; other formats get all of them.

    Raises:
        UsageError: Parquet to a screen.
        KzcorpusError: the file cannot be written.
    """
    if format is Format.parquet and output is None:
        raise UsageError("--format parquet needs a file: add -o FILE")
    if format is Format.table and output is not None and output.suffix.lower() in _ENDINGS:
        return show(table, _ENDINGS[output.suffix.lower()], output)
    if format is Format.table and shown and set(shown) <= {*table.column_names}:
        table = table.select(list(shown))
    if output is None:
        if format is Format.table:
            _print_table(table)
        else:
            sys.stdout.write(as_text(table, format))
        return None
    if output.is_dir():
        raise UsageError(f"{output}: is a folder; -o names a file")
    try:
        with replacing(output) as temporary:
            if format is Format.parquet:
                import pyarrow.parquet as pq

                pq.write_table(table, temporary, compression="zstd")
            else:
                temporary.write_text(as_text(table, format), encoding="utf-8", newline="")
    except OSError as error:
        raise KzcorpusError(f"{output}: cannot be written: {error.strerror or error}") from error


def as_text(table: pa.Table, format: Format) -> str:
    """A table in one of the text formats; `table` gives plain aligned columns."""
    if format is Format.table:
        return _aligned(table)
    if format in (Format.json, Format.jsonl):
        from kzcorpus.cells import json_rows

        rows = json_rows(table)
        if format is Format.json:
            return "[\n " + ",\n ".join(rows) + "\n]\n" if rows else "[]\n"
        return "".join(f"{row}\n" for row in rows)
    from kzcorpus.cells import csv_head, csv_rows

    separator = "\t" if format is Format.tsv else ","
    rows = [csv_head(table.column_names, separator), *csv_rows(table, separator)]
    return "".join(f"{row}\n" for row in rows)


def _print_table(table: pa.Table) -> None:
    """A table for eyes: with rules and folded cells on a screen, plain columns in a pipe."""
    if not sys.stdout.isatty():
        sys.stdout.write(_aligned(table))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kzcorpus.cells import python_rows

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


def _aligned(table: pa.Table) -> str:
    from kzcorpus.cells import python_rows

    cells = [table.column_names, *([_shown(v) for v in row] for row in python_rows(table))]
    widths = [max(len(row[i]) for row in cells) for i in range(table.num_columns)]
    numbers = [_is_right(field) for field in table.schema]
    lines = []
    for row in cells:
        padded = (
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, numbers, strict=True)
        )
        lines.append("  ".join(padded).rstrip() + "\n")
    return "".join(lines)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1e4 else f"{value:.0f}"
    return printable(str(value))


def printable(text: str) -> str:
    """Text for the screen: one line, and no control character that could steer the terminal."""
    return "".join(ch if ch.isprintable() else " " for ch in text)
