"""Whom a bare surname means: somebody named in full, or somebody prominent."""

from __future__ import annotations

import pytest

from kzcorpus.entities.gazetteer import Entry, Name
from kzcorpus.entities.index import Reference
from kzcorpus.entities.matching import Candidate, Hit
from kzcorpus.entities.resolving import Choice, choose
from kzcorpus.entities.transliteration import skeletons
from tests.entities.hits import Place, document, meaning, said


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
    unknown, sure = said(meaning("a", ambiguous=True), place=(0, 0)), said(meaning("b"))
    surnames = [Hit(1, at, at + 1, (VELI,), "Kasenov", weak=True) for at in (0, 1)]
    hits = [unknown, sure, said(meaning("veli"), place=(0, 1)), *surnames]
    assert [one and one.canonical_id for one in map(choose(document(), hits, {}).get, hits)] == [
        *(None, "b", "veli", "veli", "veli")
    ]
