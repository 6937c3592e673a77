"""Rows as text: JSON objects, and CSV in which no text of an author can run as a formula.

DuckDB writes them: a million mentions take seconds, where Python's own modules take half a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import duckdb

#: What a spreadsheet takes for the beginning of a formula; the wide forms where it is set up for
#: Japanese or Chinese.
_FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"
#: What a cell may hold only between quotation marks. Readers take a lone "\r" for the end of a row.
_SPECIAL = r'["\n\r{separator}]'


def json_rows(rows: pa.Table) -> list[str]:
    """Each row as a JSON object on one line; what JSON cannot say (NaN, infinity) is null.

    >>> json_rows(pa.table({"name": ["Тоқаев"], "n": [None]}))
    ['{"name":"Тоқаев","n":null}']
    """
    members = []
    for name, (source, column) in zip(_unique(rows.column_names), _columns(rows), strict=True):
        number = pa.types.is_floating(column.type)
        value = f"case when isfinite({source}) then {source} end" if number else source
        members.append(f"{_identifier(name)} := {value}")
    return _lines(rows, f"to_json(struct_pack({', '.join(members)}))::varchar")


def csv_rows(rows: pa.Table, separator: str = ",") -> list[str]:
    """Each row as a line of CSV: null is empty, lists and maps are JSON.

    Text that a spreadsheet would run gets an apostrophe in front. Line ends inside a cell stay.

    >>> csv_rows(pa.table({"a": ["=2+3", "Astana, Almatı"], "b": [-2, None]}))
    ["'=2+3,-2", '"Astana, Almatı",']
    """
    special = _SPECIAL.format(separator=separator)
    cells = []
    for source, column in _columns(rows):
        nested = pa.types.is_nested(column.type)
        cell = f"to_json({source})::varchar" if nested else source
        if nested or (pa.types.is_string(column.type) and _any(column, f"{_FORMULA}|{special}")):
            if not nested:
                cell = f"if(regexp_matches({cell}, '{_FORMULA}'), concat('''', {cell}), {cell})"
            quoted = f"""concat('"', replace({cell}, '"', '""'), '"')"""
            cell = f"if(regexp_matches({cell}, '{special}'), {quoted}, {cell})"
        cells.append(cell)
    # To concat(), null is as good as empty.
    commas = f", '{separator}', "
    return _lines(rows, f"concat({commas.join(cells)})")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a cell with this text.

    >>> is_formula("=2+3"), is_formula("Astana = kent")
    (True, False)
    """
    return re.match(_FORMULA, text) is not None


def csv_head(names: Iterable[str], separator: str = ",") -> str:
    """The line of column names, made safe as cells are.

    >>> csv_head(["n", "=a;b"], ";")
    'n;"\\'=a;b"'
    """
    cells = [f"'{name}" if is_formula(name) else name for name in names]
    special = re.compile(_SPECIAL.format(separator=separator))
    return separator.join(
        '"' + cell.replace('"', '""') + '"' if special.search(cell) else cell for cell in cells
    )


def python_rows(rows: pa.Table) -> list[list[object]]:
    """Each row as values of Python; dates and times as text, since not all of DuckDB's fit."""
    columns = [
        _lines(rows, f"{source}::varchar")
        if pa.types.is_temporal(column.type)
        else column.to_pylist()
        for source, column in _columns(rows)
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _any(column: pa.ChunkedArray, pattern: str) -> bool:
    """Whether a pattern is found in a column of text: mostly not, which saves much work."""
    import pyarrow.compute as pc

    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())


def _columns(rows: pa.Table) -> list[tuple[str, pa.ChunkedArray]]:
    """Each column with its name in `_lines`."""
    return [(f"c{at}", column) for at, column in enumerate(rows.columns)]


def _lines(rows: pa.Table, expression: str) -> list[str]:
    """An expression over the columns c0, c1, … of a table, row by row."""
    if not rows.num_rows:
        return []
    named = rows.rename_columns([f"c{at}" for at in range(rows.num_columns)])
    with _connection().cursor() as cursor:
        found = cursor.from_arrow(named).project(f"{expression} as line").to_arrow_table()
    lines: list[str] = found.column(0).to_pylist()
    return lines


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect(":memory:")


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _unique(names: list[str]) -> list[str]:
    """Names of which no two are alike, whatever their case: a second `n` becomes `n_2`."""
    seen: set[str] = set()
    unique = []
    for name in names:
        fresh, number = name, 2
        while fresh.lower() in seen:
            fresh, number = f"{name}_{number}", number + 1
        seen.add(fresh.lower())
        unique.append(fresh)
    return unique
