"""What each entity of a corpus is called, and how often.

Counting is left to Arrow: the tables of mentions come part by part and in any order, and what is
kept of them is a row for each name of an entity, however often it is mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kzcorpus.entities.gazetteer import Gazetteer
from kzcorpus.letters import search_key

#: What is counted: the columns of `entities` that a part must have.
COUNTED = ("canonical_id", "type", "lang", "name", "doc_id")

_ID, _COUNT = "canonical_id", "count"
_NAMES = pa.schema(
    [*((name, pa.string()) for name in (_ID, "type", "lang", "name")), (_COUNT, pa.int64())]
)
_CALLED = pa.schema([(_ID, pa.string()), ("name", pa.string())])
_DOCUMENTS = pa.schema([(_ID, pa.string()), (_COUNT, pa.int64())])


@dataclass(frozen=True, slots=True)
class CanonEntry:
    """An entity of the corpus: a row of `canon`.

    `labels` are the gazetteer's labels, or else its most frequent name in each language; `aliases`
    are all names that the gazetteer lists, and `name_keys` these and those that the corpus has, as
    searching folds them.
    """

    canonical_id: str
    name: str
    type: str
    labels: Mapping[str, str]
    n_mentions: int
    n_documents: int
    qid: str = ""
    qid_source: str = ""
    aliases: tuple[str, ...] = ()
    name_keys: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()


class Canon:
    """Counts what each entity is called and how often; the order of the parts makes no difference.

    An entity goes by the gazetteer's first label, or else by its most frequent name; of several
    names that are, by the one not in capitals, then by the alphabet. So it is with its type, and
    with its label in each language.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._known = gazetteer.entries if gazetteer else {}
        self._names = _Counts(_NAMES)
        self._documents = _Counts(_DOCUMENTS)
        #: What entities go by, until more is counted: it is asked for part by part.
        self._called: pa.Table | None = None

    def add(self, mentions: pa.Table) -> None:
        """Count the mentions of some documents: rows with the columns `COUNTED`, of each all.

        Mentions without a `canonical_id` count for nothing.
        """
        linked = mentions.select(COUNTED).filter(pc.field(_ID).is_valid())
        seen = linked.group_by([_ID, "doc_id"]).aggregate([])
        self._called = None
        self._names.add(_counted(linked, _NAMES))
        self._documents.add(_counted(seen, _DOCUMENTS))

    def merge(self, other: Canon) -> None:
        """Add the counts of other documents."""
        self._called = None
        self._names.add(other._names.total())
        self._documents.add(other._documents.total())

    def called(self) -> pa.Table:
        """What entities go by, by id; of an id that is there twice the first row counts."""
        if self._called is None:
            listed = [entry.names[0].text for entry in self._known.values()]
            known = pa.table([list(self._known), listed], _CALLED)
            self._called = pa.concat_tables([known, self._most_frequent("name")]).combine_chunks()
        return self._called

    def names_of(self, ids: pa.ChunkedArray) -> pa.ChunkedArray:
        """What entities go by, for a column of their ids; null for null.

        Raises:
            KeyError: none of them was counted, nor is in the gazetteer.
        """
        called = self.called()
        place = pc.index_in(ids, called[_ID])
        unknown = ids.filter(pc.and_(ids.is_valid(), place.is_null()))
        if len(unknown):
            raise KeyError(unknown[0].as_py())
        return called["name"].take(place)

    def entries(self) -> Iterator[CanonEntry]:
        """All entities, by id."""
        names, types = self._most_frequent("name"), self._most_frequent("type")
        labels = groupby(_rows(self._most_frequent("name", "lang")), itemgetter(_ID))
        every = self._names.total().select([_ID, "name", _COUNT]).sort_by(_ID)
        mentions = groupby(_rows(every), itemgetter(_ID))
        documents = self._documents.total().sort_by(_ID)
        tables = (_rows(names), _rows(types), labels, mentions, _rows(documents))
        for name, kind, (_, by_lang), (canonical_id, rows), document in zip(*tables, strict=True):
            counted = [(row["name"], row[_COUNT]) for row in rows]
            entry = self._known.get(canonical_id)
            listed = sorted({known.text for known in entry.names}) if entry else []
            keys = {search_key(text) for text in {*listed, *(text for text, _ in counted)}}
            yield CanonEntry(
                canonical_id,
                entry.names[0].text if entry else name["name"],
                entry.type if entry else kind["type"],
                entry.labels if entry else {row["lang"]: row["name"] for row in by_lang},
                sum(count for _, count in counted),
                document[_COUNT],
                aliases=tuple(listed),
                name_keys=tuple(sorted(keys)),
                qid=entry.qid if entry else "",
                qid_source=entry.qid_source if entry else "",
                relations=tuple(map(str, entry.relations)) if entry else (),
            )

    def _most_frequent(self, column: str, *by: str) -> pa.Table:
        """The most frequent value of a column for each entity, or each by another column too.

        In the order of these keys: what Arrow groups comes in no order that could be relied on.
        """
        keys = [_ID, *by]
        counts = _summed(self._names.total(), [*keys, column])
        capitals = pc.utf8_is_upper(counts[column])
        order = [*((key, "ascending") for key in keys), (_COUNT, "descending")]
        ranked = counts.append_column("capitals", capitals).sort_by(
            [*order, ("capitals", "ascending"), (column, "ascending")]
        )
        values = [ranked[key].combine_chunks() for key in keys]
        firsts = [pc.not_equal(value[1:], value[:-1]).to_numpy(False) for value in values]
        first = np.insert(np.logical_or.reduce(firsts), 0, True)[: len(ranked)]
        return ranked.filter(pa.array(first)).select([*keys, column])


class _Counts:
    """Tables of counts, summed up whenever they have grown to twice of what they were."""

    def __init__(self, schema: pa.Schema) -> None:
        self._parts = [schema.empty_table()]

    def add(self, counts: pa.Table) -> None:
        self._parts.append(counts)
        if sum(map(len, self._parts)) > 2 * len(self._parts[0]) + 10_000:
            self.total()

    def total(self) -> pa.Table:
        """A row for each key."""
        if len(self._parts) > 1:
            table = pa.concat_tables(self._parts)
            self._parts = [_summed(table, [name for name in table.column_names if name != _COUNT])]
        return self._parts[0]


def _counted(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """How often each combination of the schema's columns occurs."""
    keys = schema.names[:-1]
    counts = rows.group_by(keys).aggregate([([], "count_all")])
    return counts.rename_columns([*keys, _COUNT]).cast(schema)


def _summed(counts: pa.Table, keys: list[str]) -> pa.Table:
    table = counts.group_by(keys).aggregate([(_COUNT, "sum")])
    return table.rename_columns([*keys, _COUNT])


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, made into Python objects few at a time."""
    for batch in table.to_batches(max_chunksize=1_000):
        yield from batch.to_pylist()
