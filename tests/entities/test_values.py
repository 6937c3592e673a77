"""Dates, numbers and sums mean something, and what is not stated is not guessed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.entities.dates import date
from kzcorpus.entities.datespans import date_spans
from kzcorpus.entities.numbers import number, roman
from kzcorpus.entities.values import value_of
from kzcorpus.records import ENTITY_TYPES
from tests.conftest import cases

LANGUAGES = st.sampled_from(["tr", "az", "kk", "ru", "en", "ar"])
DATE_PARTS = st.sampled_from(
    ["2019", "16", "Aralık", "yanvarın", "-", "5", "жылғы", "года", "XX", "yüzyıl", "’da", "99"]
)


@pytest.mark.parametrize("case", cases("values.json", "dates"))
def test_dates(case: dict[str, Any]) -> None:
    assert value_of(case["input"], "DATE", case["lang"]) == case["want"]


@pytest.mark.parametrize("case", cases("values.json", "amounts"))
def test_amounts(case: dict[str, Any]) -> None:
    assert value_of(case["input"], case["type"], case["lang"]) == case["want"]


@given(st.text(), st.sampled_from(ENTITY_TYPES), LANGUAGES)
def test_any_text_has_a_value_or_none(text: str, kind: str, lang: str) -> None:
    assert isinstance(value_of(text, kind, lang), str)


@given(st.lists(DATE_PARTS, max_size=7), LANGUAGES)
def test_a_date_is_edtf(parts: list[str], lang: str) -> None:
    found = date(" ".join(parts), lang)
    for end in found.split("/") if found else []:
        year, *rest = end.split("-")
        assert len(year) == 4
        assert all(ch.isdigit() or ch == "X" for ch in year)
        assert all(len(part) == 2 and part.isdigit() for part in rest)


@given(st.integers(0, 10**12))
def test_figures_are_read_as_they_stand(value: int) -> None:
    assert number(str(value), "tr") == value
    assert number(f"{value:,}", "en") == value


def test_roman_numbers() -> None:
    assert [roman(text) for text in ("XIV", "IX", "ХVIII", "", "K")] == [14, 9, 18, 0, 0]


@given(st.lists(DATE_PARTS, max_size=9).map(" ".join), LANGUAGES)
def test_spans_of_dates_are_in_order_and_apart(text: str, lang: str) -> None:
    position = 0
    for start, end in date_spans(text, lang):
        assert position <= start < end <= len(text)
        position = end
