"""Mentions that are called the same are one thing; values are none."""

from typing import Any

import pytest

from kzcorpus.entities import Canon, CanonEntry, link_mentions
from kzcorpus.entities.linking import VALUE_TYPES, nil_id
from kzcorpus.records import ENTITY_TYPES, EntityLink, Mention
from tests.conftest import cases
from tests.fakes import annotated


def mention(name: str, kind: str = "GPE") -> Mention:
    return Mention(0, len(name), kind, kind, 0, 0, 1, name)


def link(name: str, kind: str = "GPE") -> EntityLink:
    found = mention(name, kind)
    return EntityLink(found, nil_id(found), "name", 1.0)


def counted(*mentions: tuple[str, str, str]) -> list[CanonEntry]:
    """The entries after counting (document, language, name)."""
    canon = Canon()
    for doc_id, lang, name in mentions:
        canon.add(doc_id, lang, link(name))
    return list(canon.entries())


@pytest.mark.parametrize("case", cases("nil_ids.json", "ids"))
def test_ids(case: dict[str, Any]) -> None:
    kind, name = case["input"]
    assert nil_id(mention(name, kind)) == case["want"]


def test_mentions_are_linked_one_for_one_and_values_are_not() -> None:
    document = annotated("d", "Tokayev 30 Ağustos 1995 günü Astana’daydı.")
    links = list(link_mentions(document))
    assert [one.canonical_id if one else None for one in links] == [
        "nil/person/tokayev",
        None,
        "nil/gpe/astana",
    ]
    assert [one.mention for one in links if one] == [document.mentions[0], document.mentions[2]]


def test_a_link_says_how_it_was_found() -> None:
    (found,) = link_mentions(annotated("d", "Astana büyük."))
    assert found is not None
    assert (found.method, found.score) == ("name", 1.0)


def test_value_types_are_types_of_ours() -> None:
    assert set(ENTITY_TYPES) >= VALUE_TYPES
    assert not VALUE_TYPES & {"PERSON", "GPE", "LOC", "ORG", "NORP", "FAC", "EVENT"}


def test_canon_counts_mentions_and_documents() -> None:
    (entry,) = counted(("a", "tr", "Astana"), ("a", "tr", "Astana"), ("b", "tr", "ASTANA"))
    assert (entry.canonical_id, entry.type) == ("nil/gpe/astana", "GPE")
    assert (entry.n_mentions, entry.n_documents) == (3, 2)


def test_an_entity_goes_by_its_most_frequent_name() -> None:
    (entry,) = counted(("a", "tr", "Astana"), ("a", "tr", "ASTANA"), ("b", "tr", "ASTANA"))
    assert entry.name == "ASTANA"


def test_a_tie_goes_to_the_name_not_in_capitals() -> None:
    (entry,) = counted(("a", "tr", "ASTANA"), ("a", "tr", "Astana"))
    assert entry.name == "Astana"


def test_a_tie_of_equals_goes_by_the_alphabet_in_any_order_of_documents() -> None:
    names = ["Nur-Sultan", "Nur Sultan"]
    for order in (names, names[::-1]):
        (entry,) = counted(*(("a", "tr", name) for name in order))
        assert entry.name == "Nur Sultan"


def test_labels_are_the_most_frequent_names_by_language() -> None:
    (entry,) = counted(
        ("a", "tr", "ASTANA"), ("b", "az", "Astana"), ("b", "az", "Astana"), ("b", "az", "ASTANA")
    )
    assert entry.labels == {"az": "Astana", "tr": "ASTANA"}


def test_entries_come_by_id() -> None:
    entries = counted(("a", "tr", "Semey"), ("a", "tr", "Almatı"), ("a", "tr", "Kostanay"))
    assert [entry.name for entry in entries] == ["Almatı", "Kostanay", "Semey"]


def test_a_name_can_be_asked_for_by_id() -> None:
    canon = Canon()
    canon.add("a", "tr", link("Astana"))
    assert canon.name("nil/gpe/astana") == "Astana"
