"""What a model takes for names is repaired, and nothing is invented."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate.repair import Piece, repair
from kzcorpus.records import ENTITY_TYPES
from tests.conftest import cases

WORDS = ("Tokayev", "ve", "-", ",", "Cumhurbaşkanı", "Rusya’nın", "limanı", "önce", "**", "Dr", ".")


def unbroken(index: int) -> bool:
    return False


@pytest.mark.parametrize("case", cases("mentions.json", "repair"))
def test_repairs(case: dict[str, Any]) -> None:
    forms = case["input"]
    pieces = [Piece(first, last, kind, kind) for first, last, kind in case["spans"]]
    found = repair(pieces, forms, case["lang"], unbroken)
    assert [[" ".join(forms[p.first : p.last]), p.type] for p in found] == case["want"]


def test_halves_over_a_line_break_are_joined() -> None:
    forms = ["Nursultan", "Nazarbayev", "geldi"]
    halves = [Piece(0, 1, "PERSON", "PER"), Piece(1, 2, "PERSON", "PER")]
    joined = repair(halves, forms, "tr", lambda index: index == 0)
    assert [(p.first, p.last) for p in joined] == [(0, 2)]
    assert len(repair(halves, forms, "tr", unbroken)) == 2


def test_a_suffix_ends_the_first_half() -> None:
    halves = [Piece(0, 1, "GPE", "LOC"), Piece(1, 2, "GPE", "LOC")]
    assert len(repair(halves, ["Rusya’nın", "Ankara"], "tr", lambda index: True)) == 2


@st.composite
def tagged(draw: Any) -> tuple[list[str], list[Piece]]:
    forms = draw(st.lists(st.sampled_from(WORDS), max_size=9))
    pieces, position = [], 0
    while position < len(forms):
        first = position + draw(st.integers(0, 2))
        last = min(first + draw(st.integers(1, 4)), len(forms))
        if first < last:
            kind = draw(st.sampled_from(ENTITY_TYPES))
            pieces.append(Piece(first, last, kind, kind))
        position = max(last, first + 1)
    return forms, pieces


@given(tagged(), st.sampled_from(["tr", "az", "ru"]), st.booleans())
def test_spans_stay_in_order_and_apart(
    sentence: tuple[list[str], list[Piece]], lang: str, broken: bool
) -> None:
    forms, pieces = sentence
    found = repair(pieces, forms, lang, lambda index: broken)
    position = 0
    for piece in found:
        assert position <= piece.first < piece.last <= len(forms)
        position = piece.last
