"""Dates in five languages become ISO 8601; what can be read in two ways is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.errors import UsageError
from kzcorpus.ingest import parse_date
from kzcorpus.ingest.dates import _MONTHS, is_date
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("dates.json", "dates"))
def test_a_date_is_read(case: dict[str, Any]) -> None:
    assert parse_date(case["input"]) == case["want"]


@pytest.mark.parametrize("case", cases("dates.json", "refused"))
def test_what_is_no_date_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=case["want"]):
        parse_date(case["input"])


@pytest.mark.parametrize("lang", sorted(_MONTHS))
def test_every_name_of_every_month_is_read(lang: str) -> None:
    for number, names in enumerate(_MONTHS[lang], start=1):
        for name in names.split():
            assert parse_date(f"3 {name} 2023") == f"2023-{number:02}-03"


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(sorted(_MONTHS)))
def test_a_date_comes_back(day: date, lang: str) -> None:
    name = _MONTHS[lang][day.month - 1].split()[0]
    assert parse_date(f"{day.day} {name} {day.year}") == day.isoformat()
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == day.isoformat()
    assert parse_date(day.isoformat()) == day.isoformat()


@given(st.text())
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except UsageError:
        return
    assert is_date(found)


@pytest.mark.parametrize("text", ["1991", "1991-12", "1991-12-16", "2024-02-29"])
def test_iso_dates_are_as_exact_as_they_may_be(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "91", "16.12.1991", "1991-13", "1991-02-29", "1991-12-16T10:00", "١٩٩١", "0000"]
)
def test_others_are_not_in_iso_8601(text: str) -> None:
    assert not is_date(text)
