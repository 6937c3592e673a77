"""Characters are repaired one place at a time, and the repaired text needs no repair."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kzcorpus.edits import Edit, apply_edits
from kzcorpus.normalise.characters import repair_characters
from kzcorpus.normalise.chardata import (
    COMBINING_MARKS,
    CYRILLIC,
    INVISIBLE,
    JOINERS,
    LATIN,
    LINE_ENDS,
    LOOKALIKES,
    SPACES,
    SUSPECTS,
)
from kzcorpus.normalise.charscan import character_kinds, suspects_of
from tests.conftest import cases

ODD = "".join((*LINE_ENDS, *SPACES, *INVISIBLE, *JOINERS, *COMBINING_MARKS.replace("-", "")))
#: Marks and half syllables of scripts that are not ours are left as they are.
OTHERS = st.characters(
    exclude_categories=["Mn", "Mc", "Me", "Cs"],
    exclude_characters=[chr(code) for code in range(0x1100, 0x1200)],
)
MESSY = st.text(st.sampled_from(ODD + "\f\0\x1b\u212a\u2126 aeiıİüşğйбقلي.-1") | OTHERS)


#: Letters that look alike, and some that do not, of both scripts.
MIXED = st.sampled_from("aсeоxрiіhһYbдқzжTВ")


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
    """Up to their looks: a lookalike or a ligature is the same letter in another dress."""

    def content(text: str) -> list[str]:
        decomposed = unicodedata.normalize("NFKD", text).replace("ı\u0307", "i")
        return [LOOKALIKES.get(ch, ch) for ch in decomposed if ch.isalnum()]

    assert content(repaired(text)) == content(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]) | MIXED, max_size=30))
def test_text_of_one_script_without_oddities_is_left_alone(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assume(not re.search(f"[{SUSPECTS}]", composed))
    assume(not re.search(f"[{LATIN}]", composed) or not re.search(f"[{CYRILLIC}]", composed))
    assert list(repair_characters(composed)) == []


@given(st.text(MIXED, max_size=12))
def test_a_word_gets_one_script_or_stays(word: str) -> None:
    clean = repaired(word)
    one = bool(re.search(f"[{LATIN}]", clean)) != bool(re.search(f"[{CYRILLIC}]", clean))
    assert one or clean == word


@given(MESSY)
def test_scripts_are_looked_up_alike_by_table_and_by_expression(text: str) -> None:
    suspects = [match.start() for match in re.finditer(f"[{SUSPECTS}]", text)]
    assert suspects_of(character_kinds(text)) == suspects


@pytest.mark.parametrize("text", ["aб" * 50_000 + "@", "\u0301" * 50_000, "\u00ad" * 50_000])
def test_endless_oddities_take_no_endless_time(text: str) -> None:
    started = time.process_time()
    repaired(text)
    assert time.process_time() - started < 5
