"""Mentions become entities: by the gazetteer, by the document; of the rest the names are kept."""

import pytest

from kzcorpus.entities import Found, Gazetteer, Linker, settled
from kzcorpus.entities.acronyms import stands_for
from kzcorpus.entities.nil import NilMatch
from kzcorpus.entities.resolving import THRESHOLD
from kzcorpus.entities.values import VALUE_TYPES
from kzcorpus.records import ENTITY_TYPES, EntityLink, Mention
from tests.entities.small import Names, document_of, linked, pending

OTS = ("türk", "devletleri", "birliği")


def ids(*texts: str, names: Names) -> list[list[str | None]]:
    """The entities of the mentions of several documents."""
    documents = [document_of(t, names=names, doc_id=f"d{n}") for n, t in enumerate(texts)]
    return [[one.canonical_id if one else None for one in links] for links in linked(documents)]


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


def test_an_empty_gazetteer_links_by_name_alone() -> None:
    document = document_of("Dün Astana büyüktü.", names={("astana",): "GPE"})
    mentions = [Found(mention) for mention in document.mentions]
    (found,) = Linker(Gazetteer()).link(document, mentions)
    assert found is not None
    assert (found.canonical_id, found.pending) == ("", ("GPE", "Astana"))


def test_a_document_is_linked_by_itself() -> None:
    """Whatever was linked before: no name of another document is remembered."""
    names = {("ruslan", "jaksılıkov"): "PER", ("ruslan", "jaksylykov"): "PER"}
    one, other = (
        document_of(f"Dün Ruslan {n}.", names=names) for n in ("Jaksılıkov", "Jaksylykov")
    )
    (found,) = pending(other)
    pending(one)
    assert pending(other) == [found]
    assert found is not None
    assert (found.canonical_id, found.method) == ("", "")
    assert found.pending == ("PERSON", "Ruslan Jaksylykov")


def test_a_name_waits_under_the_fullest_one_of_its_document() -> None:
    names = {("n", "kitchen"): "PER", ("nicholas", "kitchen"): "PER", ("kitchen",): "PER"}
    links = pending(document_of("Dün N Kitchen. Sonra Nicholas Kitchen. Kitchen.", names=names))
    assert [(one.pending, one.method) for one in links if one] == [
        (("PERSON", "Nicholas Kitchen"), "similar"),
        (("PERSON", "Nicholas Kitchen"), ""),
        (("PERSON", "Nicholas Kitchen"), "surname"),
    ]


def test_an_initial_is_nobody_s_where_it_may_be_two_people_s() -> None:
    names = {("n", "kitchen"): "PER", ("nicholas", "kitchen"): "PER", ("nora", "kitchen"): "PER"}
    text = "Dün N Kitchen. Sonra Nicholas Kitchen, Nora Kitchen."
    assert ids(text, names=names) == [
        [f"nil/person/{name}-kitchen" for name in ("n", "nicholas", "nora")]
    ]


def test_a_surname_in_two_scripts_follows_one_person() -> None:
    names = {("ali", "kaseinov"): "PER", ("али", "касеинов"): "PER", ("kaseinov",): "PER"}
    (found,) = ids("Kaseinov sustu. Ali Kaseinov, Али Касеинов.", names=names)
    assert found == ["nil/person/ali-kaseinov"] * 3


def test_a_settled_link_keeps_a_method_of_its_own() -> None:
    kitchen = Mention(0, 7, "PERSON", "PER", 0, 0, 1, "Kitchen")
    key = ("PERSON", "Nicholas Kitchen")
    names = {key: NilMatch("nil/person/nicholas-kitchen", "name", 1.0, "Nicholas Kitchen", key)}
    own = EntityLink(kitchen, "", "surname", 0.9, "after Nicholas Kitchen", key)
    assert settled(own, names) == EntityLink(
        kitchen, "nil/person/nicholas-kitchen", "surname", 0.9, "after Nicholas Kitchen"
    )
    assert settled(EntityLink(kitchen, "", "", 0.0, "", key), names) == EntityLink(
        kitchen, "nil/person/nicholas-kitchen", "name", 1.0, "Nicholas Kitchen"
    )
    known = EntityLink(kitchen, "person/x", "alias", 1.0)
    assert settled(known, {}) == known
