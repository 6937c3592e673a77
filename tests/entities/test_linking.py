"""Mentions become entities: by the gazetteer, by the document, by what was seen before."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.entities import Canon, CanonEntry, Found, Gazetteer, Linker
from kzcorpus.entities.acronyms import stands_for
from kzcorpus.entities.nil import NilNames, nil_id, same_name, same_person
from kzcorpus.entities.resolving import THRESHOLD
from kzcorpus.entities.transliteration import skeletons
from kzcorpus.entities.values import VALUE_TYPES
from kzcorpus.letters import search_key
from kzcorpus.records import ENTITY_TYPES, EntityLink, Mention
from tests.conftest import cases
from tests.entities.small import Names, document_of, linked, small_gazetteer

OTS = ("türk", "devletleri", "birliği")


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


def ids(*texts: str, names: Names) -> list[list[str | None]]:
    """The entities of the mentions of several documents."""
    documents = [document_of(t, names=names, doc_id=f"d{n}") for n, t in enumerate(texts)]
    return [[one.canonical_id if one else None for one in links] for links in linked(documents)]


@pytest.mark.parametrize("case", cases("nil_ids.json", "ids"))
def test_ids(case: dict[str, Any]) -> None:
    kind, name = case["input"]
    assert nil_id(mention(name, kind)) == case["want"]


@pytest.mark.parametrize("case", cases("names_nil.json", "same"))
def test_people_who_are_clearly_one(case: dict[str, Any]) -> None:
    one, other = (skeletons(name) for name in case["input"])
    assert (same_person(one, other) > 0) is case["want"]
    assert same_person(one, other) == same_person(other, one)


@pytest.mark.parametrize("case", cases("names_nil.json", "others"))
def test_names_that_are_clearly_one(case: dict[str, Any]) -> None:
    names = NilNames()
    one, other = (names.match("ORG", name).canonical_id for name in case["input"])
    assert (one == other) is case["want"]


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_names_may_be_compared(one: str, other: str) -> None:
    a, b = search_key(one).split(), search_key(other).split()
    if len(a) == len(b):
        assert same_name(tuple(a), tuple(b)) == same_name(tuple(b), tuple(a))


def test_values_are_not_linked() -> None:
    names = {("30", "ağustos", "1995"): "DATE", ("tokayev",): "PER"}
    assert ids("Dün Tokayev 30 Ağustos 1995 günü geldi.", names=names) == [
        ["person/kassym-jomart-tokayev", None]
    ]


def test_value_types_are_types_of_ours() -> None:
    assert set(ENTITY_TYPES) >= VALUE_TYPES
    assert not VALUE_TYPES & {"PERSON", "GPE", "LOC", "ORG", "NORP", "FAC", "EVENT"}


def test_a_link_says_how_it_was_found_and_why() -> None:
    ((found,),) = linked([document_of("Dün K. C. Tokayev geldi.")])
    assert found is not None
    assert (found.method, found.score) == ("variant", 0.95)
    assert found.evidence == "Kassym-Jomart Tokayev (en): initials"


def test_an_unknown_surname_follows_the_full_name() -> None:
    names = {("gabriel", "almond"): "PER", ("almond",): "PER"}
    assert ids("Dün Gabriel Almond yazdı. Sonra Almond sustu.", names=names) == [
        ["nil/person/gabriel-almond"] * 2
    ]


def test_an_unknown_surname_may_come_before_the_only_full_name() -> None:
    names = {("walter", "carlsnaes"): "PER", ("carlsnaes",): "PER"}
    assert ids("Sonra Carlsnaes yazdı. Kaynak: Walter Carlsnaes.", names=names) == [
        ["nil/person/walter-carlsnaes"] * 2
    ]


def test_the_fullest_name_of_a_document_gives_the_id() -> None:
    names = {("n", "kitchen"): "PER", ("nicholas", "kitchen"): "PER"}
    assert ids("Dün N Kitchen geldi. Sonra Nicholas Kitchen.", names=names) == [
        ["nil/person/nicholas-kitchen"] * 2
    ]


def test_one_unknown_name_has_one_id_across_documents() -> None:
    names = {("ruslan", "jaksılıkov"): "PER", ("ruslan", "jaksylykov"): "PER"}
    one, other = ids("Dün Ruslan Jaksılıkov.", "Dün Ruslan Jaksylykov.", names=names)
    assert one == other == ["nil/person/ruslan-jaksılıkov"]


def test_an_acronym_means_what_the_document_says() -> None:
    names = {OTS: "ORG", ("tdb",): "ORG"}
    assert ids("Dün Türk Devletleri Birliği (TDB) kuruldu. TDB büyük.", names=names) == [
        ["nil/org/türk-devletleri-birliği"] * 3
    ]


def test_a_known_acronym_tells_what_its_long_name_means() -> None:
    names = {("kolektif", "güvenlik", "örgütü"): "ORG"}
    text = "Dün Kolektif Güvenlik Örgütü (KGÖ) toplandı."
    assert ids(text, names=names) == [["org/csto"] * 2]


@pytest.mark.parametrize(
    ("acronym", "name", "wanted"),
    [
        ("KTMT", "Kollektiv Təhlükəsizlik Müqaviləsi Təşkilatı", True),
        ("BM", "Birleşmiş Milletler", True),
        ("ЕАЭС", "Евразийский экономический союз", True),
        ("ABD", "Birleşmiş Milletler", False),
        ("TV", "Kazakistan Televizyonu", False),
    ],
)
def test_acronyms(acronym: str, name: str, wanted: bool) -> None:
    assert stands_for(acronym, name) is wanted


def test_a_misspelt_full_name_is_linked_with_a_lower_score() -> None:
    names = {("muhtar", "tileuberdin"): "PER"}
    ((found,),) = linked([document_of("Dün Muhtar Tileuberdin geldi.", names=names)])
    assert found is not None
    assert (found.canonical_id, found.method) == ("person/mukhtar-tleuberdi", "similar")
    assert THRESHOLD < found.score < 1


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


def test_a_known_entity_goes_by_the_gazetteer() -> None:
    canon = Canon(small_gazetteer())
    found = EntityLink(mention("Қазақстан"), "gpe/kazakhstan", "alias", 1.0)
    canon.add("d", "kk", found)
    (entry,) = canon.entries()
    assert (entry.name, canon.name("gpe/kazakhstan")) == ("Kazakhstan", "Kazakhstan")
    assert entry.labels["az"] == "Qazaxıstan"
    assert {"Kazakistan", "Казахстан"} <= set(entry.aliases)
    assert {"kazakistan", "қазақстан"} <= set(entry.name_keys)


def test_an_empty_gazetteer_links_by_name_alone() -> None:
    document = document_of("Dün Astana büyüktü.", names={("astana",): "GPE"})
    mentions = [Found(mention) for mention in document.mentions]
    (found,) = Linker(Gazetteer()).link(document, mentions)
    assert found is not None
    assert (found.canonical_id, found.method) == ("nil/gpe/astana", "name")
