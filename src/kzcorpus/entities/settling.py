"""Tables of mentions whose names are still pending: which names they wait for, and their ids.

Between linking and the end of a build, a table of mentions has two more columns, `PENDING`: type
and name of `EntityLink.pending`, null where the entity is known or there is none.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from kzcorpus.entities.nil import NilMatch
from kzcorpus.records import NameKey

#: The columns that hold `EntityLink.pending`.
PENDING = ("pending_type", "pending_name")
#: What divides type and name where both are one key; no type has it.
_MARK = "\x1f"


def pending_names(mentions: pa.Table) -> set[NameKey]:
    """The distinct names that the mentions of a table wait for: what `resolve_nil` takes."""
    keys = mentions.select(PENDING).group_by(list(PENDING)).aggregate([])
    kinds, names = (keys[column].to_pylist() for column in PENDING)
    return {(kind, name) for kind, name in zip(kinds, names, strict=True) if name is not None}


class NameIds:
    """The ids that `resolve_nil` found, as Arrow columns: a fifth of the memory of the objects.

    Args:
        matches: they are read once, and not kept.
    """

    def __init__(self, matches: Mapping[NameKey, NilMatch]) -> None:
        found = matches.values()
        self._keys = pa.array([f"{kind}{_MARK}{name}" for kind, name in matches], pa.string())
        self._columns = {
            "canonical_id": pa.array([match.canonical_id for match in found], pa.string()),
            "link_method": pa.array([match.method for match in found], pa.string()),
            "link_score": pa.array([match.score for match in found], pa.float32()),
            "link_evidence": pa.array([match.evidence for match in found], pa.string()),
        }

    def settle(self, mentions: pa.Table) -> pa.Table:
        """As `nil.settled`, for a whole table: ids filled in, the columns `PENDING` dropped.

        The table has, as that of a corpus, `canonical_id`, `link_method` (empty where it is to be
        that of the name), `link_score` and `link_evidence`.

        Raises:
            KeyError: a name has no id.
        """
        keys = pc.binary_join_element_wise(*(mentions[column] for column in PENDING), _MARK)
        place = pc.index_in(keys, self._keys)
        unknown = keys.filter(pc.and_(keys.is_valid(), place.is_null()))
        if len(unknown):
            raise KeyError(unknown[0].as_py().partition(_MARK)[2])
        direct = pc.and_(place.is_valid(), pc.equal(mentions["link_method"], ""))
        for column, values in self._columns.items():
            at = mentions.schema.get_field_index(column)
            where = place.is_valid() if column == "canonical_id" else direct
            filled = pc.if_else(where, values.take(place), mentions[column])
            mentions = mentions.set_column(at, mentions.schema.field(at), filled)
        return mentions.drop_columns(list(PENDING))
