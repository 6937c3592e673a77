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


def settle(mentions: pa.Table, matches: Mapping[NameKey, NilMatch]) -> pa.Table:
    """The same as `nil.settled` for a whole table: ids filled in, the columns `PENDING` dropped.

    The table has, as that of a corpus, `canonical_id`, `link_method` (empty where it is to be that
    of the name), `link_score` and `link_evidence`.

    Raises:
        KeyError: a name is none of `matches`.
    """
    keys = pc.binary_join_element_wise(*(mentions[column] for column in PENDING), _MARK)
    pending = keys.unique().drop_null()
    found = [matches[kind, name] for kind, _, name in map(_parted, pending.to_pylist())]
    place = pc.index_in(keys, pending)
    direct = pc.and_(place.is_valid(), pc.equal(mentions["link_method"], ""))
    filled = {
        "canonical_id": (place.is_valid(), [match.canonical_id for match in found]),
        "link_method": (direct, [match.method for match in found]),
        "link_score": (direct, [match.score for match in found]),
        "link_evidence": (direct, [match.evidence for match in found]),
    }
    for column, (where, values) in filled.items():
        at = mentions.schema.get_field_index(column)
        field = mentions.schema.field(at)
        known = pa.array(values, field.type).take(place)
        mentions = mentions.set_column(at, field, pc.if_else(where, known, mentions[column]))
    return mentions.drop_columns(list(PENDING))


def _parted(key: str) -> tuple[str, str, str]:
    return key.partition(_MARK)
