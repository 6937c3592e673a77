"""Which of several entities a name means: each rule by hits that are made by hand."""

from __future__ import annotations

import pytest

from kzcorpus.entities.matching import Candidate, Hit
from kzcorpus.entities.resolving import Choice, choose
from tests.entities.hits import document, meaning, said


def meant(*candidates: Candidate, seen: str = "", also: tuple[Hit, ...] = ()) -> Choice | None:
    """What a name in the second sentence means, with these other names in the document."""
    hit = Hit(1, 0, 1, candidates, "Georgia")
    types = {(1, 0, 1): seen} if seen else {}
    return choose(document(), (*also, hit), types).get(hit)


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
