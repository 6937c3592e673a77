"""What only the whole corpus decides: what occurs twice, who is who, what everybody is called.

All of it is computed from the ledger alone, whichever documents were worked on now, so that the
tables depend on the documents and not on how they came together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from kzcorpus.build.contents import Contents, Part, with_column
from kzcorpus.build.ledger import PARTED, PENDING
from kzcorpus.build.memory import lean
from kzcorpus.config import DuplicatesConfig
from kzcorpus.entities import COUNTED, Canon, Gazetteer, NameIds, pending_names, resolve_nil
from kzcorpus.entities import PENDING as PENDING_COLUMNS
from kzcorpus.normalise import DocumentSignature, DuplicateFinder, Marks
from kzcorpus.records import NameKey
from kzcorpus.tables import regrouped


def find_duplicates(contents: Contents, config: DuplicatesConfig) -> dict[str, Marks]:
    """What of each document an earlier one has already; documents without such are left out."""
    if not config.enabled:
        return {}
    found = {}
    finder = DuplicateFinder(config.threshold)
    ids = contents.doc_ids
    stored = _values(contents.signatures())
    signed = zip(ids, map(DocumentSignature.from_bytes, stored), strict=True)
    for doc_id, marks in zip(ids, finder.mark_all(signed), strict=True):
        if marks.document or marks.blocks:
            found[doc_id] = marks
    return found


@dataclass(frozen=True, slots=True)
class Who:
    """Whom the names of the corpus mean: the ids of unknown names, and what entities are called."""

    ids: NameIds
    canon: Canon

    @classmethod
    def of(cls, contents: Contents, parts: Sequence[Part], gazetteer: Gazetteer) -> Who:
        """Args:
        parts: the documents of each part, as half-open ranges of their numbers.
        """
        who = cls(NameIds(resolve_nil(_waiting(contents, parts))), Canon(gazetteer))
        for part in lean(parts):
            rows = gather(contents, "entities", part, _COUNTED)
            who.canon.add(who._known(rows, gather(contents, PENDING, part)))
        # Now, or else beside the rows of the first part.
        who.canon.called()
        return who

    def settled(self, contents: Contents, part: Part) -> Iterator[pa.Table]:
        """The rows of `entities` of a part, with ids and names of what was pending.

        So many at a time, whatever the sources of the documents are.
        """
        pairs = zip(
            regrouped(contents.rows("entities", *part), _AT_ONCE),
            regrouped(contents.rows(PENDING, *part), _AT_ONCE),
            strict=True,
        )
        for rows, pending in pairs:
            known = self._known(rows, pending)
            names = self.canon.names_of(known["canonical_id"])
            yield with_column(known, "canonical_name", names)

    def _known(self, rows: pa.Table, pending: pa.Table) -> pa.Table:
        method = pc.if_else(pending["direct"], "", rows["link_method"])
        rows = with_column(rows, "link_method", method)
        for name in PENDING_COLUMNS:
            rows = rows.append_column(name, pending[name])
        return self.ids.settle(rows)

    def stamp(self, contents: Contents, part: Part) -> str:
        """A digest of all that `settled` enters into the rows of a part."""
        summed = hashlib.sha256()
        for settled in self.settled(contents, part):
            rows = settled.select(_DECIDED)
            for name in _DECIDED:
                # What is behind a null is anything.
                empty = 0.0 if pa.types.is_floating(rows[name].type) else ""
                rows = with_column(rows, name, pc.fill_null(rows[name], empty))
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, rows.schema) as writer:
                writer.write_table(rows.combine_chunks())
            summed.update(sink.getvalue())
        return summed.hexdigest()


#: Rows of `entities` that are settled at once.
_AT_ONCE = 20_000
#: Columns of `entities` that only the whole corpus decides; all but the last are settled by name.
_DECIDED = ("canonical_id", "link_method", "link_score", "link_evidence", "canonical_name")
#: Columns that are read to count what entities are called.
_COUNTED = tuple(dict.fromkeys((*COUNTED, *_DECIDED[:-1])))


def _waiting(contents: Contents, parts: Sequence[Part]) -> set[NameKey]:
    """The names of the corpus that wait for an id."""
    names: set[NameKey] = set()
    for part in lean(parts):
        names |= pending_names(gather(contents, PENDING, part))
    return names


def _values(column: pa.ChunkedArray) -> Iterator[bytes]:
    for value in column:
        yield value.as_py()


def gather(
    contents: Contents, table: str, part: Part, columns: Sequence[str] | None = None
) -> pa.Table:
    """All rows of the documents of a part in a table, or some columns of them."""
    names = columns or PARTED[table].names
    pieces = (rows.select(names) for rows in contents.rows(table, *part))
    return pa.concat_tables([PARTED[table].empty_table().select(names), *pieces])


def marked(rows: pa.Table, table: str, duplicates: Mapping[str, Marks]) -> pa.Table:
    """Rows of `documents` or `blocks` with what is a duplicate of what."""
    ids = rows["doc_id"].to_pylist()
    if table == "documents":
        twins = [marks.document or None if (marks := duplicates.get(i)) else None for i in ids]
    else:
        pairs = zip(ids, rows["block_id"].to_pylist(), strict=True)
        twins = [marks.blocks.get(n) if (marks := duplicates.get(i)) else None for i, n in pairs]
    return with_column(rows, "duplicate_of", twins)
