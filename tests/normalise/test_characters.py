"""Characters are repaired one place at a time, and the repaired text needs no repair."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.edits import Edit, apply_edits
from kzcorpus.normalise.characters import repair_characters
from kzcorpus.normalise.chardata import COMBINING_MARKS, INVISIBLE, JOINERS, LINE_ENDS, SPACES
from tests.conftest import cases

ODD = "".join((*LINE_ENDS, *SPACES, *INVISIBLE, *JOINERS, *COMBINING_MARKS.replace("-", "")))
#: Marks and half syllables of scripts that are not ours are left as they are.
OTHERS = st.characters(
    exclude_categories=["Mn", "Mc", "Me", "Cs"],
    exclude_characters=[chr(code) for code in range(0x1100, 0x1200)],
)
MESSY = st.text(st.sampled_from(ODD + "\f\0\x1b\u212a\u2126 aeiıİüşğйбقلي.-1") | OTHERS)


def repaired(text: str) -> str:
    return apply_edits(text, list(repair_characters(text)))[0]


@pytest.mark.parametrize("case", cases("characters.json", "characters"))
def test_characters(case: dict[str, str]) -> None:
    assert repaired(case["input"]) == case["want"]


def test_every_repair_is_named() -> None:
    edits = list(repair_characters("Ast\u00adana\r\nş\u0327\u00a0"))
    assert edits == [
        Edit(3, 4, "", "invisible character"),
        Edit(7, 9, "\n", "line end"),
        Edit(9, 11, "ş", "stray combining mark"),
        Edit(11, 12, " ", "space"),
    ]


@pytest.mark.parametrize("end", LINE_ENDS, ids=LINE_ENDS.values())
def test_every_line_end_becomes_a_plain_one(end: str) -> None:
    assert repaired(f"a{end}b{end}{end}") == "a\nb\n\n"


@pytest.mark.parametrize("space", SPACES, ids=[f"U+{ord(space):04X}" for space in SPACES])
def test_every_space_becomes_a_plain_one(space: str) -> None:
    assert repaired(f"a{space}b{space}{space}") == "a b  "


@pytest.mark.parametrize("mark", INVISIBLE, ids=[f"U+{ord(mark):04X}" for mark in INVISIBLE])
def test_everything_invisible_goes(mark: str) -> None:
    assert repaired(f"{mark}a{mark}b{mark}{mark}") == "ab"


@given(MESSY)
def test_any_text_is_composed_afterwards(text: str) -> None:
    clean = repaired(text)
    assert unicodedata.is_normalized("NFC", clean)


@given(MESSY)
def test_a_repaired_text_needs_no_repair(text: str) -> None:
    clean = repaired(text)
    assert repaired(clean) == clean


@given(MESSY)
def test_letters_and_digits_survive(text: str) -> None:
    def content(text: str) -> list[str]:
        return [ch for ch in unicodedata.normalize("NFD", text) if ch.isalnum()]

    assert content(repaired(text)) == content(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=30))
def test_composed_text_without_oddities_is_left_alone(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert list(repair_characters(composed)) == []
