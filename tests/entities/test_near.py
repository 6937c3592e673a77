"""Near words, and names without endings: quick ways against plain ones, and each condition."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from kzcorpus.entities import alike
from kzcorpus.entities.alike import (
    GIVEN,
    SURNAME,
    WHOLE,
    WORD,
    alike_names,
    alike_people,
    near,
    same_name,
)
from kzcorpus.entities.dividing import Found
from kzcorpus.entities.naming import base_names
from kzcorpus.entities.resolving import Choice
from kzcorpus.records import Mention
from tests.entities.small import document_of

SYLLABLES = ("ka", "ra", "be", "ko", "va", "nur", "sul", "tan", "ov", "m", "i")


def words(number: int) -> list[str]:
    """Different words, many of them alike, some much longer than others."""
    chance = random.Random(number)
    made: set[str] = set()
    while len(made) < number:
        made.add("".join(chance.choices(SYLLABLES, k=chance.randint(1, 7))))
    return sorted(made, key=lambda word: chance.random())


@pytest.mark.parametrize("number", [0, 1, 12, 13, 40, 700])
@pytest.mark.parametrize("points", [WORD, GIVEN, SURNAME, WHOLE])
def test_near_words_are_those_of_a_comparison_one_by_one(number: int, points: int) -> None:
    made = words(number)
    found = [tuple(sorted(pair)) for pair in near(made, points)]
    wanted = {
        tuple(sorted((one, other)))
        for place, one in enumerate(made)
        for other in made[place + 1 :]
        if fuzz.ratio(one, other) >= points
    }
    assert set(found) == wanted
    assert len(found) == len(wanted)
    assert wanted or number < 700


def test_words_are_measured_with_those_of_like_length_and_in_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """80 letters of 120 give 80 points, of 121 less: most of the work of many words is saved."""
    cdist, measured = process.cdist, []

    def spied(rows: list[str], columns: list[str], **options: Any) -> Any:
        found = cdist(rows, columns, **options)
        measured.append((len(rows[-1]), len(columns[-1]), str(found.dtype)))
        return found

    monkeypatch.setattr(process, "cdist", spied)
    many = [f"{number:080d}" for number in range(512)]
    assert list(near(["b" * 121, *many, "a" * 120, "b" * 120], GIVEN))
    assert measured == [(80, 120, "uint8"), (121, 121, "uint8")]


def test_only_what_is_near_is_compared_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def compared(one: object, other: object) -> float:
        raise AssertionError((one, other))

    monkeypatch.setattr(alike, "same_person", compared)
    assert list(alike_people([("ali", "kasenov"), ("ali", "kartbaev")])) == []
    monkeypatch.setattr(alike, "same_name", compared)
    # A letter of each word is another one: 91.3 points.
    names = [("abcdefghijk", "mnopqrstuvw"), ("abcdefghijx", "mnopqrstuvx")]
    assert list(alike_names(names)) == []


def test_a_word_of_a_name_may_be_just_alike_enough() -> None:
    one, other = ("abcdefghij", "m" * 60), ("abcdefgxyz", "m" * 60)
    assert fuzz.ratio(one[0], other[0]) == WORD
    assert same_name(one, other) > WHOLE


def called(
    name: str, type: str = "ORG", lang: str = "tr", *others: str, known: bool = False
) -> str:
    """What a mention is called in a document that also has the other names."""
    document = document_of("Bugün geldi.", lang=lang)
    choice = Choice("org/x", "alias", 1.0, "") if known else None
    found = [
        Found(Mention(0, len(text), type, type, 0, 0, 1, text), choice if text == name else None)
        for text in (name, *others)
    ]
    return base_names(document, found)[0]


@pytest.mark.parametrize(
    ("name", "type", "lang", "others", "want"),
    [
        pytest.param(
            "Dış İşler Bakanlığının", "ORG", "tr", (), "Dış İşler Bakanlığı", id="compound"
        ),
        pytest.param("Dövlət Təşkilatına", "ORG", "az", (), "Dövlət Təşkilatı", id="Azerbaijani"),
        pytest.param("Bakanlığının", "ORG", "tr", (), "Bakanlığının", id="no compound"),
        pytest.param("Ali Çalışkanının", "PERSON", "tr", (), "Ali Çalışkanının", id="a person"),
        pytest.param("Dış Bakanlığının", "ORG", "ru", (), "Dış Bakanlığının", id="no Turkish"),
        pytest.param("Jaksylykovun", "PERSON", "tr", ("Jaksylykov",), "Jaksylykov", id="a witness"),
        pytest.param("Jaksylykovun", "PERSON", "tr", ("Kasenov",), "Jaksylykovun", id="no witness"),
        pytest.param(
            "Ruslan A. Jaksylykovun",
            "PERSON",
            "tr",
            ("Ruslan A. Jaksylykov",),
            "Ruslan A. Jaksylykov",
            id="a witness of several words",
        ),
        pytest.param(
            "JAKSYLYKOVUN", "PERSON", "tr", ("Jaksylykov",), "JAKSYLYKOV", id="in capitals"
        ),
    ],
)
def test_what_a_mention_is_called(
    name: str, type: str, lang: str, others: tuple[str, ...], want: str
) -> None:
    assert called(name, type, lang, *others) == want


def test_what_the_gazetteer_knows_keeps_its_name() -> None:
    assert called("Dış Bakanlığının", known=True) == "Dış Bakanlığının"
