"""Rows in tables of one size, however they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa


def regrouped(pieces: Iterable[pa.Table], size: int) -> Iterator[pa.Table]:
    """The same rows, `size` at a time; only the last table may have fewer, and none is empty."""
    held: list[pa.Table] = []
    n_rows = 0
    for piece in pieces:
        held.append(piece)
        n_rows += piece.num_rows
        if n_rows < size:
            continue
        table = pa.concat_tables(held)
        whole = n_rows - n_rows % size
        for first in range(0, whole, size):
            yield table.slice(first, size)
        held, n_rows = [table.slice(whole)], n_rows - whole
    if n_rows:
        yield pa.concat_tables(held)
