"""Which of several entities a name means: each rule by hits that are made by hand."""

from __future__ import annotations

import functools

import pytest

from kzcorpus.entities.gazetteer import Entry, Name, Relation
from kzcorpus.entities.index import Reference
from kzcorpus.entities.matching import Candidate, Hit
from kzcorpus.entities.resolving import Choice, choose
from kzcorpus.entities.transliteration import skeletons
from kzcorpus.records import AnnotatedDocument
from tests.entities.small import document_of

Place = tuple[int, int]


@functools.cache
def document() -> AnnotatedDocument:
    return document_of("Atlanta şehri büyük. Georgia güzel. Tiflis uzak.")


def meaning(
    id: str,
    kind: str = "alias",
    *,
    text: str = "Georgia",
    lang: str = "",
    ambiguous: bool = False,
    rule: str = "",
    type: str = "GPE",
    context: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    prominent: bool = False,
) -> Candidate:
    """That a name may mean an entity."""
    name = Name(text, lang, ambiguous)
    relations = tuple(Relation("near", target) for target in related)
    entry = Entry(id, type, (name,), context, relations, prominent)
    return Candidate(Reference(entry, name, kind, rule))


def meant(*candidates: Candidate, seen: str = "", also: tuple[Hit, ...] = ()) -> Choice | None:
    """What a name in the second sentence means, with these other names in the document."""
    hit = Hit(1, 0, 1, candidates, "Georgia")
    types = {(1, 0, 1): seen} if seen else {}
    return choose(document(), (*also, hit), types).get(hit)


def said(*candidates: Candidate, place: Place = (2, 0), weak: bool = False) -> Hit:
    """Another name."""
    return Hit(*place, place[1] + 1, candidates, "", weak)


def maybe(id: str, context: tuple[str, ...] = (), *, prominent: bool = False) -> Candidate:
    """That a name may mean this, if something speaks for it."""
    return meaning(id, ambiguous=True, context=context, prominent=prominent)


@pytest.mark.parametrize(
    ("kind", "lang", "rule", "score", "evidence"),
    [
        pytest.param("alias", "", "", 1.0, "Georgia", id="listed"),
        pytest.param("alias", "en", "", 1.0, "Georgia (en)", id="in a language"),
        pytest.param("variant", "en", "initials", 0.95, "Georgia (en): initials", id="by a rule"),
        pytest.param("variant", "", "spelling", 0.95, "Georgia", id="spelling is no news"),
    ],
)
def test_a_name_of_one_means_it(
    kind: str, lang: str, rule: str, score: float, evidence: str
) -> None:
    found = meant(meaning("gpe/georgia", kind, lang=lang, rule=rule))
    assert found == Choice("gpe/georgia", kind, score, evidence)


LISTED, MADE = meaning("x", text="listed"), meaning("x", "variant", text="made")


@pytest.mark.parametrize(
    ("candidates", "evidence"),
    [
        pytest.param((MADE, LISTED), "listed", id="a listed name before one made by rule"),
        pytest.param((LISTED, MADE), "listed", id="whichever comes first"),
        pytest.param((meaning("x", ambiguous=True), MADE), "made", id="a plain one before that"),
        pytest.param((LISTED, meaning("x", text="later")), "listed", id="the first of equals"),
    ],
)
def test_of_several_names_of_one_the_best_counts(
    candidates: tuple[Candidate, ...], evidence: str
) -> None:
    found = meant(*candidates)
    assert found
    assert (found.canonical_id, found.evidence) == ("x", evidence)


def test_a_listed_name_goes_before_what_is_ambiguous() -> None:
    found = meant(maybe("a", ("güzel",)), meaning("b"))
    assert found == Choice("b", "alias", 1.0, "Georgia")


def test_a_variant_beside_what_is_ambiguous_needs_evidence_but_has_no_rival() -> None:
    other = maybe("a", ("güzel",))
    assert meant(other, meaning("b", "variant")) is None
    found = meant(other, meaning("b", "variant", context=("Tiflis", "uzak")))
    assert found == Choice("b", "context", 0.7, "Georgia: with Tiflis, with uzak")


@pytest.mark.parametrize(
    ("candidates", "id", "score", "evidence"),
    [
        pytest.param([maybe("a")], "", 0.0, "", id="nothing"),
        pytest.param([maybe("a", ("Tiflis",))], "", 0.0, "", id="half a point"),
        pytest.param(
            [maybe("a", ("Tiflis", "uzak"))], "a", 0.7, "with Tiflis, with uzak", id="a point"
        ),
        pytest.param([maybe("a", ("güzel",)), maybe("b", ("Georgia",))], "", 0.0, "", id="as much"),
        pytest.param(
            [maybe("a", ("güzel",)), maybe("b", ("Georgia", "Tiflis"))],
            "b",
            0.65,
            "near Georgia, with Tiflis",
            id="half a point more",
        ),
        pytest.param(
            [maybe("a"), maybe("b", prominent=True)], "", 0.0, "", id="prominent, no more"
        ),
        pytest.param(
            [maybe("a"), maybe("b", ("güzel", "Georgia")), maybe("c")],
            "b",
            0.95,
            "near güzel, near Georgia",
            id="never quite sure",
        ),
        pytest.param(
            [maybe("a"), maybe("b", ("güzel", "uzak")), maybe("c", ("güzel",)), maybe("d")],
            "b",
            0.65,
            "near güzel, with uzak",
            id="the second of many counts",
        ),
    ],
)
def test_evidence_decides_if_there_is_enough_of_it(
    candidates: list[Candidate], id: str, score: float, evidence: str
) -> None:
    wanted = Choice(id, "context", score, f"Georgia: {evidence}") if id else None
    assert meant(*candidates) == wanted
    assert meant(*candidates[::-1]) == wanted


def test_what_the_model_saw_is_evidence() -> None:
    person = meaning("a", ambiguous=True, type="PERSON")
    assert meant(maybe("b"), person) is None
    found = meant(maybe("b"), person, seen="PERSON")
    assert found == Choice("a", "context", 0.7, "Georgia: tagged PERSON")


def test_a_score_has_two_places() -> None:
    one = meaning("a", ambiguous=True, related=("x",))
    two = meaning("b", ambiguous=True, related=("x", "y"))
    found = meant(one, two, also=(said(meaning("x")), said(meaning("y"))))
    assert found == Choice("b", "context", 0.62, "Georgia: near:x, near:y")


#: Somebody else, and somebody else again.
OTHER, THIRD = meaning("other"), meaning("third")


@pytest.mark.parametrize(
    ("also", "sure"),
    [
        pytest.param([said(meaning("a"))], True, id="by an unambiguous name"),
        pytest.param([said(maybe("a"))], False, id="by an ambiguous one"),
        pytest.param([said(meaning("a"), weak=True)], False, id="by a surname"),
        pytest.param([said(meaning("a"), OTHER)], False, id="by one that may be another's"),
        pytest.param([said(meaning("a"), meaning("a", "variant"))], True, id="by two of its own"),
        pytest.param([said(meaning("a"), maybe("a"))], True, id="by the first of its own"),
        pytest.param([said(OTHER, THIRD), said(meaning("a"))], True, id="after one unsure"),
        pytest.param([said(OTHER)], False, id="somebody else"),
    ],
)
def test_to_be_named_elsewhere_is_evidence(also: list[Hit], sure: bool) -> None:
    found = meant(maybe("a"), maybe("b"), also=tuple(also))
    assert found == (Choice("a", "context", 0.7, "Georgia: named elsewhere") if sure else None)


def test_to_be_named_elsewhere_adds_to_the_rest() -> None:
    found = meant(maybe("a", ("güzel",)), maybe("b"), also=(said(meaning("a")),))
    assert found == Choice("a", "context", 0.9, "Georgia: near güzel, named elsewhere")


def bearer(
    id: str, full: str = "", alone: str = "Kasenov", *, prominent: bool = False
) -> Candidate:
    """Somebody with this surname."""
    name = Name(full or f"{id} {alone}", alone=alone)
    entry = Entry(id, "PERSON", (name,), prominent=prominent)
    return Candidate(Reference(entry, name, "surname", words=skeletons(alone)))


def surname(
    *candidates: Candidate,
    place: Place = (1, 3),
    called: str = "Kasenov",
    seen: str = "",
    full: dict[str, list[Place]] | None = None,
) -> Choice | None:
    """Whom a bare surname means, with full names of people at these places."""
    hit = Hit(*place, place[1] + 1, candidates, called, weak=True)
    named = [
        said(meaning(name), place=at) for name, places in (full or {}).items() for at in places
    ]
    types = {(hit.sentence, hit.first, hit.last): seen} if seen else {}
    return choose(document(), [*named, hit], types).get(hit)


ALI, VELI = bearer("ali"), bearer("veli")


@pytest.mark.parametrize(
    ("full", "id"),
    [
        pytest.param({}, "", id="nobody named"),
        pytest.param({"marat": [(0, 0)]}, "", id="only somebody else"),
        pytest.param({"veli": [(0, 0)]}, "veli", id="before it"),
        pytest.param({"veli": [(2, 0)]}, "veli", id="after it"),
        pytest.param({"ali": [(0, 0)], "veli": [(0, 4)]}, "veli", id="the nearest before it"),
        pytest.param({"veli": [(1, 0)], "ali": [(1, 1)]}, "ali", id="nearest in its sentence"),
        pytest.param({"ali": [(0, 9)], "veli": [(1, 1)]}, "veli", id="sentences before tokens"),
        pytest.param({"ali": [(0, 0)], "veli": [(1, 4)]}, "ali", id="before rather than after"),
        pytest.param({"ali": [(2, 1)], "veli": [(2, 0)]}, "veli", id="the first after it"),
        pytest.param(
            {"ali": [(0, 0), (0, 1), (1, 1)], "veli": [(1, 0)]}, "ali", id="the last time before"
        ),
        pytest.param({"ali": [(0, 0), (2, 0)], "veli": [(0, 1)]}, "veli", id="not the one after"),
        pytest.param(
            {"ali": [(2, 1), (2, 2)], "veli": [(2, 0), (2, 9)]}, "veli", id="the first time after"
        ),
        pytest.param({"ali": [(1, 3)], "veli": [(1, 2)]}, "ali", id="the same place is before it"),
    ],
)
def test_a_bare_surname_follows_a_full_name(full: dict[str, list[Place]], id: str) -> None:
    wanted = Choice(id, "surname", 0.9, f"after {id} Kasenov") if id else None
    assert surname(ALI, VELI, full=full) == wanted


def test_of_those_who_are_named_in_full_the_prominent_one_is_meant() -> None:
    famous = bearer("famous", prominent=True)
    found = surname(ALI, famous, full={"famous": [(0, 0)], "ali": [(1, 0)]})
    assert found == Choice("famous", "surname", 0.9, "after famous Kasenov")
    found = surname(ALI, famous, full={"ali": [(1, 0)]})
    assert found == Choice("ali", "surname", 0.9, "after ali Kasenov")


@pytest.mark.parametrize(
    ("candidates", "seen", "known"),
    [
        pytest.param([bearer("a", prominent=True)], "", True, id="unseen by the model"),
        pytest.param([bearer("a", prominent=True)], "PERSON", True, id="seen as a person"),
        pytest.param([bearer("a", prominent=True)], "GPE", False, id="seen as a place"),
        pytest.param([bearer("a")], "PERSON", False, id="not prominent"),
        pytest.param([bearer("a", prominent=True), ALI], "", True, id="beside somebody unknown"),
        pytest.param(
            [bearer("a", prominent=True), bearer("b", prominent=True)], "", False, id="two of them"
        ),
    ],
)
def test_a_bare_surname_alone_means_the_only_prominent_person(
    candidates: list[Candidate], seen: str, known: bool
) -> None:
    wanted = Choice("a", "prominent", 0.85, "Kasenov: prominent, a Kasenov") if known else None
    assert surname(*candidates, seen=seen) == wanted


@pytest.mark.parametrize(
    ("alone", "called", "known"),
    [
        pytest.param("Kemal", "Kemal", True, id="as it is listed"),
        pytest.param("Kemal", "KEMAL", True, id="in capitals"),
        pytest.param("Kemal", "Қамал", False, id="in another script, a word too"),
        pytest.param("Tokayev", "Тоқаев", True, id="-aev"),
        pytest.param("Aliyev", "Әлиев", True, id="-iev"),
        pytest.param("Kasenov", "Қасенов", True, id="-ov"),
        pytest.param("Tokayeva", "Тоқаева", True, id="-aeva"),
        pytest.param("Kasenova", "Қасенова", True, id="-ova"),
        pytest.param("Orman", "Орман", False, id="no ending of surnames"),
    ],
)
def test_a_bare_surname_must_be_unmistakable(alone: str, called: str, known: bool) -> None:
    found = surname(bearer("a", alone=alone, prominent=True), called=called)
    assert (found is not None) is known


def test_each_hit_has_its_own_meaning() -> None:
    unknown, sure = said(maybe("a"), place=(0, 0)), said(meaning("b"))
    surnames = [Hit(1, at, at + 1, (VELI,), "Kasenov", weak=True) for at in (0, 1)]
    hits = [unknown, sure, said(meaning("veli"), place=(0, 1)), *surnames]
    assert [one and one.canonical_id for one in map(choose(document(), hits, {}).get, hits)] == [
        *(None, "b", "veli", "veli", "veli")
    ]
