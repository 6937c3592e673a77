"""Answers that are too long to hold: the rows of a table some at a time, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

#: Rows of the first piece, which is soon there, and of the others.
FIRST, BATCH = 1_000, 50_000


@dataclass(frozen=True, slots=True)
class Stream:
    """The schema of an answer, and its rows in pieces; each can be asked for once, in order.

    Nothing is looked up before the first piece is asked for. Errors come with the pieces: those of
    the question itself have been raised before there was a stream.
    """

    schema: pa.Schema
    pieces: Iterator[pa.Table]

    @classmethod
    def of(cls, table: pa.Table) -> Stream:
        """A table that is there already."""
        return cls(table.schema, _sliced(table))

    def select(self, names: list[str]) -> Stream:
        """Some of the columns."""
        schema = pa.schema([self.schema.field(name) for name in names])
        return Stream(schema, (piece.select(names) for piece in self.pieces))

    def table(self) -> pa.Table:
        """All rows at once."""
        return pa.concat_tables([pa.Table.from_batches([], schema=self.schema), *self.pieces])


def _sliced(table: pa.Table) -> Iterator[pa.Table]:
    at = 0
    while at < table.num_rows:
        size = BATCH if at else FIRST
        yield table.slice(at, size)
        at += size


def ordered(stream: Stream, key: Callable[[pa.Table], pa.ChunkedArray], limit: int) -> Stream:
    """The rows in the order of their keys, equal ones as they came; at most `limit`, 0 for all.

    With a limit only so many rows are ever held, and those of one piece.
    """
    return replace(stream, pieces=_ordered(stream, key, limit))


def _ordered(
    stream: Stream, key: Callable[[pa.Table], pa.ChunkedArray], limit: int
) -> Iterator[pa.Table]:
    column = "key"
    held = pa.Table.from_batches([], schema=stream.schema.append(pa.field(column, pa.string())))
    pieces: list[pa.Table] = []
    for piece in stream.pieces:
        pieces.append(piece.append_column(column, key(piece)))
        if limit:
            held = _sorted(pa.concat_tables([held, *pieces]), column).slice(0, limit)
            pieces = []
    if not limit:
        held = _sorted(pa.concat_tables([held, *pieces]), column)
    yield from _sliced(held.drop_columns([column]))


def _sorted(table: pa.Table, column: str) -> pa.Table:
    import pyarrow.compute as pc

    # Arrow's order is that of code points, and stable.
    return table.take(pc.sort_indices(table, sort_keys=[(column, "ascending")]))
