"""The rules by which names are one, at their edges: every number and every comparison counts."""

from __future__ import annotations

import pytest

from kzcorpus.entities.alike import Pair, same_name, same_person
from kzcorpus.entities.gazetteer import Entry, Relation
from kzcorpus.entities.matching import Hit
from kzcorpus.entities.nil import _first_alike, _fullness, _length, _preference, resolve_nil
from kzcorpus.entities.resolving import _Evidence
from kzcorpus.records import AnnotatedDocument
from tests.entities.small import document_of

LONG = ("kasenovaliev", "kasenovalyev")


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        pytest.param("ali kasenov", "ali kasenov", 100.0, id="the same"),
        pytest.param("a kasenov", "ali kasenov", 80.0, id="an initial"),
        pytest.param("ali kasenov", "a kasenov", 80.0, id="an initial of the other"),
        pytest.param("ali kasenov", "veli kasenov", 0.0, id="another first letter"),
        pytest.param("marat kasenov", "maras kasenov", 80.0, id="given names just alike enough"),
        pytest.param("marat kasenov", "mases kasenov", 0.0, id="given names too different"),
        pytest.param("ali bek kasenov", "ali dos kasenov", 0.0, id="another second given name"),
        pytest.param("ali bek kasenov", "ali b kasenov", 100.0, id="a second given name's initial"),
        pytest.param(
            "ali abcdefghijkl", "ali abcdefghijkmn", 88.0, id="surnames just alike enough"
        ),
        pytest.param("ali abcdefghijk", "ali abcdefghimn", 0.0, id="surnames too different"),
        pytest.param(f"ali bek {LONG[0]}", f"ali bek {LONG[1]}", 91.7, id="a misspelt surname"),
        pytest.param(f"ali bek {LONG[0]}", f"ali bek x{LONG[0][1:]}", 0.0, id="its beginning"),
        pytest.param(f"a {LONG[0]}", f"ali {LONG[1]}", 0.0, id="misspelt, beside an initial"),
        pytest.param(f"marat {LONG[0]}", f"maras {LONG[1]}", 80.0, id="the least of both counts"),
    ],
)
def test_people_are_one_with_so_many_points(one: str, other: str, points: float) -> None:
    names = tuple(one.split()), tuple(other.split())
    assert same_person(*names) == points
    assert same_person(*names[::-1]) == points


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        pytest.param("diplomasi akademisi", "diplomasi akademisi", 100.0, id="the same"),
        pytest.param("birlik vakfi 12", "birlik vakfi 13", 0.0, id="another number"),
        pytest.param("orta yol", "orta yok", 0.0, id="a short word"),
        pytest.param("kalkınma ajansı", "zalkınma ajansı", 0.0, id="another beginning"),
        pytest.param("abcdefghijkl mnopqrstuvw", "abcdefghijkl mnopqrstuvx", 95.8, id="a letter"),
        pytest.param("abcdexx mnopqrs", "abcdeyy mnopqrs", 0.0, id="too many letters"),
        pytest.param("abcdefghijkl mnopqrstuvwx", "abcdefghijkx mnopqrstuvwl", 92.0, id="just so"),
    ],
)
def test_things_are_one_with_so_many_points(one: str, other: str, points: float) -> None:
    assert same_name(tuple(one.split()), tuple(other.split())) == points


def test_things_of_more_words_are_not_for_comparison() -> None:
    # Blocks keep them apart; a word too many that went unseen would make two things one.
    with pytest.raises(ValueError, match="zip"):
        same_name(("diplomasi", "akademisi"), ("diplomasi", "akademisi", "vakfi"))


@pytest.mark.parametrize(
    ("people", "pairs", "first"),
    [
        pytest.param(True, [(0, 2, 90.0), (1, 2, 95.0)], {2: (1, 95.0)}, id="most points"),
        pytest.param(True, [(1, 2, 95.0), (2, 0, 90.0)], {2: (1, 95.0)}, id="in any order"),
        pytest.param(True, [(0, 2, 90.0), (1, 2, 90.0)], {}, id="two who fit as well"),
        pytest.param(False, [(0, 2, 90.0), (1, 2, 90.0)], {2: (0, 90.0)}, id="things: the first"),
        pytest.param(
            True,
            [(0, 1, 99.0), (0, 2, 90.0), (1, 2, 90.0)],
            {1: (0, 99.0), 2: (0, 90.0)},
            id="two who are one themselves",
        ),
        pytest.param(
            True,
            [(0, 2, 90.0), (1, 2, 90.0), (1, 3, 85.0)],
            {3: (1, 85.0)},
            id="one who stays alone ends nothing",
        ),
    ],
)
def test_a_name_is_that_of_the_one_before_it_that_is_most_alike(
    people: bool, pairs: list[Pair], first: dict[int, tuple[int, float]]
) -> None:
    assert _first_alike(people, 4, pairs) == first


def test_an_unknown_name_says_why_it_has_its_id() -> None:
    found = resolve_nil([("PERSON", "Marat Kasenov"), ("PERSON", "Maras Kasenov")])
    leader, other = found["PERSON", "Maras Kasenov"], found["PERSON", "Marat Kasenov"]
    assert (leader.method, leader.score, leader.evidence) == ("name", 1.0, "Maras Kasenov")
    assert (other.method, other.score, other.evidence) == ("similar", 0.8, "Maras Kasenov")
    assert leader.canonical_id == other.canonical_id == "nil/person/maras-kasenov"
    assert leader.key == other.key == ("PERSON", "Maras Kasenov")
    things = resolve_nil([("ORG", "Diplomasi Akademisi"), ("ORG", "Diplomatik Akademisi")])
    assert sorted((match.method, match.score) for match in things.values()) == [
        ("name", 1.0),
        ("similar", 0.92),
    ]


def test_things_are_not_compared_as_people_are() -> None:
    # As people, M. Vakfı would be Marat Vakfı.
    found = resolve_nil([("ORG", "M. Vakfı"), ("ORG", "Marat Vakfı")])
    assert len({match.canonical_id for match in found.values()}) == 2


def test_what_names_are_sorted_by() -> None:
    assert _fullness(("n", "kitchen")) == (-1, -2)
    assert _fullness(("nicholas", "a", "kitchen")) == (-2, -3)
    assert _fullness(("nicholas", "kitchen")) == (-2, -2)
    assert _length(("orta", "asya")) == (2, 8)
    assert _preference("Kurultayı") == (False, False, -1, "Kurultayı")
    assert _preference("KURULTAY") == (True, False, 0, "KURULTAY")
    assert _preference("Құрылтай") == (False, True, -8, "Құрылтай")


TEXT = "Atlanta şehri büyük. Georgia güzel. Tiflis uzak."


def hit(sentence: int) -> Hit:
    return Hit(sentence, 0, 1, (), "Georgia")


def evidence(*sure: str) -> _Evidence:
    document = document_of(TEXT)
    assert isinstance(document, AnnotatedDocument)
    assert len(document.sentences) == 3
    told = _Evidence(document, ())
    told.sure = {entity: [(0, 0)] for entity in sure}
    return told


def entry(*context: str, relations: tuple[str, ...] = (), prominent: bool = False) -> Entry:
    related = tuple(Relation("near", target, "2019-") for target in relations)
    return Entry("gpe/georgia", "GPE", (), context, related, prominent)


@pytest.mark.parametrize(
    ("context", "sentence", "points", "reasons"),
    [
        pytest.param((), 1, 0.0, [], id="nothing"),
        pytest.param(("güzel",), 1, 2.0, ["near güzel"], id="in the same sentence"),
        pytest.param(("güz",), 1, 2.0, ["near güz"], id="the beginning of a word"),
        pytest.param(("zel",), 1, 0.0, [], id="not its end"),
        pytest.param(("Tiflis",), 1, 0.5, ["with Tiflis"], id="elsewhere"),
        pytest.param(("Bakü",), 1, 0.0, [], id="nowhere"),
        pytest.param(("Georgia güzel",), 1, 2.0, ["near Georgia güzel"], id="two words"),
        pytest.param(("büyük georgia",), 1, 0.0, [], id="not over the end of a sentence"),
        pytest.param(
            ("güzel", "Georgia"), 1, 4.0, ["near güzel", "near Georgia"], id="two of them"
        ),
        pytest.param(
            ("Atlanta", "Tiflis", "uzak", "büyük", "güzel"),
            1,
            3.5,
            ["with Atlanta", "with Tiflis", "with uzak", "near güzel"],
            id="far ones count three times",
        ),
        pytest.param(
            ("Tiflis", "Tiflis"), 1, 1.0, ["with Tiflis", "with Tiflis"], id="asked again"
        ),
        pytest.param(("Bakü", "Bakü"), 0, 0.0, [], id="nowhere, asked again"),
        pytest.param(("şehri",), 0, 2.0, ["near şehri"], id="the first sentence"),
    ],
)
def test_context_is_worth_so_many_points(
    context: tuple[str, ...], sentence: int, points: float, reasons: list[str]
) -> None:
    assert evidence().score(entry(*context), hit(sentence), "") == (points, reasons)


@pytest.mark.parametrize(
    ("known", "points"),
    [((), 0.0), (("a",), 1.0), (("a", "b"), 1.25), (("a", "b", "c"), 1.5), (tuple("abcd"), 1.5)],
)
def test_related_entities_are_worth_so_many_points(known: tuple[str, ...], points: float) -> None:
    told = evidence(*known).score(entry(relations=("a", "b", "c", "d")), hit(1), "")
    assert told == (points, [f"near:{target}:2019-" for target in known[:3]])


@pytest.mark.parametrize(
    ("seen", "prominent", "points", "reasons"),
    [
        ("GPE", False, 1.0, ["tagged GPE"]),
        ("ORG", False, 0.0, []),
        ("", True, 0.5, ["prominent"]),
        ("GPE", True, 1.5, ["tagged GPE", "prominent"]),
    ],
)
def test_type_and_prominence_are_worth_so_many_points(
    seen: str, prominent: bool, points: float, reasons: list[str]
) -> None:
    assert evidence().score(entry(prominent=prominent), hit(1), seen) == (points, reasons)


def test_all_evidence_adds_up() -> None:
    told = evidence("a", "b").score(
        entry("güzel", "Tiflis", relations=("a", "b"), prominent=True), hit(1), "GPE"
    )
    assert told == (
        2.0 + 0.5 + 1.25 + 1.0 + 0.5,
        [
            *("near güzel", "with Tiflis", "near:a:2019-", "near:b:2019-"),
            *("tagged GPE", "prominent"),
        ],
    )
