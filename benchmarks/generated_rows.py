"""What generated tables are made of: names, languages, and rows that fit a schema."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa

from kzcorpus.tables import SCHEMA_VERSION, TABLES, Manifest, TableFile, TableWriter

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


class Generated:
    """A corpus in the making: each call of `write` makes one more part of a table."""

    def __init__(self, folder: Path) -> None:
        self._writer = TableWriter(folder)
        self._files: list[TableFile] = []

    def write(self, table: str, rows: int, **columns: object) -> None:
        """Rows of a table; unnamed columns are null, or nought where they must not be."""
        schema = TABLES[table]
        arrays = []
        for field in schema:
            values = columns.get(field.name)
            if values is None:
                values = [_nought(field)] * rows
            arrays.append(values if isinstance(values, pa.Array) else pa.array(values, field.type))
        number = sum(file.name.startswith(f"{table}/") for file in self._files)
        key = sha256(f"{table} {number}".encode()).hexdigest()
        groups = [pa.Table.from_arrays(arrays, schema=schema)]
        self._files.append(self._writer.write(table, key, number, schema, groups))

    def commit(self) -> None:
        """Make the parts a corpus; a table that has none gets an empty one."""
        for table in TABLES:
            if not any(file.name.startswith(f"{table}/") for file in self._files):
                self.write(table, 0)
        manifest = Manifest(
            schema_version=SCHEMA_VERSION,
            code_version="generated",
            code_fingerprint="",
            config={},
            config_fingerprint="",
            input_fingerprint="",
            models={},
            annotators=("generated",),
            files=tuple(self._files),
        )
        self._writer.commit(manifest)


def _nought(field: pa.Field) -> object:
    if field.nullable:
        return None
    return "" if pa.types.is_string(field.type) else [] if pa.types.is_list(field.type) else 0
