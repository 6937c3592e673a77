"""What generated tables are made of: names, languages, and rows that fit a schema."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kzcorpus.tables import TABLES, TableWriter

LANGS = np.array(["tr", "az", "kk", "ru", "en"])
SYLLABLES = (
    "ka",
    "za",
    "kis",
    "tan",
    "to",
    "ma",
    "yev",
    "nur",
    "sul",
    "as",
    "ta",
    "na",
    "be",
    "ral",
)


def name(number: int) -> str:
    """A name for a number, by its digits."""
    digits = []
    while True:
        number, digit = divmod(number, len(SYLLABLES))
        digits.append(SYLLABLES[digit])
        if not number:
            return "".join(digits)


def write_rows(writer: TableWriter, table: str, rows: int, **columns: object) -> None:
    """Rows of a table; columns that are not named are null, or nought where they must not be."""
    schema = TABLES[table]
    arrays = []
    for field in schema:
        values = columns.get(field.name)
        if values is None:
            values = [_nought(field)] * rows
        arrays.append(values if isinstance(values, pa.Array) else pa.array(values, field.type))
    writer.write(table, pa.Table.from_arrays(arrays, schema=schema))


def _nought(field: pa.Field) -> object:
    if field.nullable:
        return None
    return "" if pa.types.is_string(field.type) else [] if pa.types.is_list(field.type) else 0
