"""Text that was decoded wrongly is found; text of our languages is not taken for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.ingest.mojibake import find_mojibake
from tests.conftest import cases

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.mark.parametrize("case", cases("mojibake.json", "mojibake"))
def test_a_wrong_reading_is_found(case: dict[str, Any]) -> None:
    found = find_mojibake(case["input"])
    assert found is not None
    assert found.name == case["want"]


@pytest.mark.parametrize("case", cases("mojibake.json", "sound"))
def test_sound_text_is_left_in_peace(case: dict[str, Any]) -> None:
    assert find_mojibake(case["input"]) is None


def test_the_samples_are_sound() -> None:
    paths = [path for path in RAW.glob("*/*") if path.suffix in (".txt", ".md")]
    assert len(paths) >= 10
    assert [path.name for path in paths if find_mojibake(path.read_text(encoding="utf-8"))] == []


@given(st.text(alphabet="çğıöşüəİәғқңөұүһіабвгдежзийлмн abcdefg.,’“”", max_size=200))
def test_letters_of_our_languages_are_never_a_wrong_reading(text: str) -> None:
    assert find_mojibake(text) is None


@given(st.text(min_size=1, max_size=100))
def test_the_place_is_in_the_text(text: str) -> None:
    found = find_mojibake(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
