"""A table of mentions is settled as each of its links would be."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.entities import PENDING, NameIds, pending_names, resolve_nil, settled
from kzcorpus.records import EntityLink, Mention

MENTION = Mention(0, 7, "PERSON", "PER", 0, 0, 1, "Kitchen")
KEYS = [
    ("PERSON", "Nicholas Kitchen"),
    ("PERSON", "N. Kitchen"),
    ("ORG", "Diplomasi Akademisi"),
    ("ORG", "Diplomatik Akademisi"),
    ("ORG", "DİPLOMASİ AKADEMİSİ"),
]
LINKS = st.one_of(
    st.none(),
    st.just(EntityLink(MENTION, "person/x", "alias", 1.0, "X")),
    st.sampled_from(KEYS).map(lambda key: EntityLink(MENTION, "", "", 0.0, "", key)),
    st.sampled_from(KEYS).map(lambda key: EntityLink(MENTION, "", "surname", 0.5, "after", key)),
)


def columns(links: list[EntityLink | None]) -> pa.Table:
    """The columns of a corpus that links are written to; empty evidence is null there."""
    return pa.table(
        {
            "canonical_id": pa.array([x and x.canonical_id for x in links], pa.string()),
            "link_method": pa.array([x and x.method for x in links], pa.string()),
            "link_score": pa.array([x and x.score for x in links], pa.float32()),
            "link_evidence": pa.array([(x and x.evidence) or None for x in links], pa.string()),
        }
    )


def with_pending(mentions: pa.Table, links: list[EntityLink | None]) -> pa.Table:
    """The mentions with the columns `PENDING`, from the links of the same mentions."""
    keys = [link.pending if link else None for link in links]
    for place, column in enumerate(PENDING):
        values = [key[place] if key else None for key in keys]
        mentions = mentions.append_column(column, pa.array(values, pa.string()))
    return mentions


@given(st.lists(LINKS))
def test_a_table_is_settled_link_by_link(links: list[EntityLink | None]) -> None:
    names = resolve_nil(KEYS)
    waiting = with_pending(columns(links), links)
    assert waiting.column_names[-2:] == list(PENDING)
    assert pending_names(waiting) == {link.pending for link in links if link and link.pending}
    assert NameIds(names).settle(waiting) == columns(
        [link and settled(link, names) for link in links]
    )


def test_names_of_a_table_in_chunks() -> None:
    links: list[EntityLink | None] = [EntityLink(MENTION, "", "", 0.0, "", key) for key in KEYS]
    waiting = with_pending(columns(links), links)
    table = pa.concat_tables([waiting, waiting.slice(2)])
    settled_table = NameIds(resolve_nil(KEYS)).settle(table)
    assert settled_table["canonical_id"].to_pylist()[:2] == ["nil/person/nicholas-kitchen"] * 2
    assert len(settled_table) == len(KEYS) + 3


def test_a_name_that_nobody_resolved() -> None:
    links: list[EntityLink | None] = [EntityLink(MENTION, "", "", 0.0, "", KEYS[0])]
    with pytest.raises(KeyError, match="Nicholas Kitchen"):
        NameIds(resolve_nil(KEYS[1:])).settle(with_pending(columns(links), links))
