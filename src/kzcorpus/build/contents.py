"""The documents of the corpus to be, in order, and their rows wherever these are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from kzcorpus.build.ledger import DONE, PARTED
from kzcorpus.build.plan import Identity
from kzcorpus.build.sources import Slot, Sources

#: Columns of `documents` that are a document's identity and metadata.
_META = ("title", "author", "date", "source_url", "licence")

_SIGNATURE = "signature"

#: Documents that stand in one part: a half-open range of their numbers.
Part = tuple[int, int]


class Contents:
    """Documents sorted by doc_id; they are numbered from 0.

    Attributes:
        done: their rows of `done`, but for the signatures, which are most of it.
    """

    def __init__(self, slots: Mapping[str, tuple[Slot, Identity | None]], sources: Sources) -> None:
        self._sources = sources
        self.doc_ids = sorted(slots)
        self._slots = [slots[doc_id] for doc_id in self.doc_ids]
        self.done = self._done([name for name in PARTED[DONE].names if name != _SIGNATURE])

    def __len__(self) -> int:
        return len(self.doc_ids)

    def rows(self, table: str, start: int, stop: int) -> Iterator[pa.Table]:
        """The rows of the documents `start` to `stop`, in order, some documents at a time."""
        at = start
        while at < stop:
            slot, identity = self._slots[at]
            end = at + 1
            if identity is None:
                while end < stop and self._follows(end):
                    end += 1
            last = slot.index + end - at
            rows = self._sources.rows(slot.source, table, slot.index, last)
            yield rows if identity is None else identified(rows, table, identity)
            at = end

    def _follows(self, number: int) -> bool:
        """Whether a document stands behind the one before it in the same source, as it is."""
        before, (slot, identity) = self._slots[number - 1][0], self._slots[number]
        return identity is None and slot.source == before.source and slot.index == before.index + 1

    def signatures(self) -> pa.ChunkedArray:
        """Their signatures for finding duplicates, as stored."""
        return self._done([_SIGNATURE])[_SIGNATURE]

    def _done(self, columns: list[str]) -> pa.Table:
        """Columns of `done`; source by source, so that no source stays in memory for a few rows."""
        pieces, order = [PARTED[DONE].empty_table().select(columns)], []
        by_source: dict[str, list[int]] = defaultdict(list)
        for number, (slot, identity) in enumerate(self._slots):
            if identity is None:
                by_source[slot.source].append(number)
            else:
                row = identified(self._sources.one(slot, DONE), DONE, identity)
                pieces.append(row.select(columns).take([0]))
                order.append(number)
        for source, numbers in by_source.items():
            rows = self._sources.table(source, DONE).select(columns)
            pieces.append(rows.take([self._slots[number][0].index for number in numbers]))
            order += numbers
        return pa.concat_tables(pieces).take(np.argsort(order)).combine_chunks()

    def numbers(self, column: str) -> Any:
        """A column of counts, as an array with one value a document."""
        return self.done[column].to_numpy()


def identified(rows: pa.Table, table: str, identity: Identity) -> pa.Table:
    """The rows of one document under its name, and in `documents` with its metadata."""
    raw = identity.raw
    values: dict[str, str | None] = {"doc_id": raw.doc_id}
    if table == "documents":
        values |= {"path": raw.path, "sha256": raw.sha256, "encoding": raw.encoding}
        values |= {name: getattr(raw.meta, name) or None for name in _META}
    elif table == DONE:
        values |= {"path": raw.path, "sha256": raw.sha256}
        values |= {"sheet": identity.sheet, "row_key": identity.row_key}
    for name, value in values.items():
        rows = with_column(rows, name, [value] * rows.num_rows)
    if table == "entities":
        ids = [f"{raw.doc_id}#{number}" for number in range(1, rows.num_rows + 1)]
        rows = with_column(rows, "mention_id", ids)
    return rows


def with_column(rows: pa.Table, name: str, values: Any) -> pa.Table:
    """The table with other values in a column of the same type."""
    index = rows.schema.get_field_index(name)
    field = rows.schema.field(index)
    made = values if isinstance(values, pa.ChunkedArray) else pa.array(values, field.type)
    return rows.set_column(index, field, made)
