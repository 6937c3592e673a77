"""The explained view shows every edit, and every letter of both texts, over the records alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.edits import Edit, apply_edits
from kzcorpus.explain import explain, explain_edits, side_by_side
from kzcorpus.normalise import normalise_text
from kzcorpus.offsets import OffsetMap
from kzcorpus.records import Block, NormalisedDocument, RawDocument
from tests.conftest import BASKENT, ENERJI


def document(text: str, body_start: int = 0) -> NormalisedDocument:
    raw = RawDocument("a", "a.txt", "0" * 64, text, body_start=body_start)
    return normalise_text(raw)


def columns(lines: list[str]) -> tuple[str, str]:
    """What is left and right of the rule, without the margin."""
    pairs = [line[18:].partition("│")[::2] for line in lines[1:]]
    return " ".join(left for left, _ in pairs), " ".join(right for _, right in pairs)


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def test_each_edit_has_its_place_and_rule() -> None:
    lines = list(explain_edits(document("Uzun bir söz ulus-\nlararası  ve uluslararası.\n")))
    assert [line.split("  ")[0].strip() or line.split()[0] for line in lines]
    assert any(re.match(r" +1:18  line-end hyphen +", line) for line in lines)
    assert any(re.match(r" +2:9  spaces +\S+.*\[  → \]", line) for line in lines)


def test_there_is_a_line_for_every_edit() -> None:
    made = document(BASKENT)
    assert len(list(explain_edits(made))) == len(made.edits) > 0


@pytest.mark.parametrize("width", [10, 60, 80, 133, 200])
def test_both_texts_are_there_whole_and_within_the_width(width: int) -> None:
    made = document(BASKENT)
    lines = list(side_by_side(made, width))
    left, right = columns(lines)
    assert letters(left) == letters(BASKENT)
    assert letters(right) == letters(made.text)
    assert max(map(len, lines)) <= max(width, 60)


def test_kinds_and_lines_are_in_the_margin() -> None:
    margins = [line[:18].split() for line in side_by_side(document(BASKENT)) if line[:18].strip()]
    assert margins == [["heading", "p1", "1"], ["paragraph", "p1", "3"], ["paragraph", "p1", "7"]]


def test_what_is_in_no_block_is_shown_with_a_dash() -> None:
    made = document(ENERJI, ENERJI.index("# Enerji"))
    margins = [line[:18].split() for line in side_by_side(made) if line[:18].strip()]
    assert margins[0] == ["-", "1"]
    left, right = columns(list(side_by_side(made)))
    assert "licence: CC0-1.0" in left
    assert "licence" not in right


def test_what_was_moved_is_shown_in_reading_order() -> None:
    """A note that interrupts a sentence stands behind it in the clean text."""
    text = "Tokayev, Xi\n1 Dipnot.\nJinping ile buluştu.\n"
    spans = ((0, 12), (22, 43), (12, 22))
    edits = (
        Edit(11, 12, " ", "line end"),
        Edit(42, 43, "\n\n", "block break"),
        Edit(21, 22, "", "outer space"),
    )
    parts = []
    for start, end in spans:
        inside = [
            Edit(edit.start - start, edit.end - start, edit.replacement, edit.name)
            for edit in edits
            if start <= edit.start < end
        ]
        parts.append(apply_edits(text[start:end], inside)[0])
    clean = "".join(parts)
    first = clean.index("\n")
    blocks = (
        Block(0, first, "paragraph", 1),
        Block(first + 2, len(clean), "footnote", 1, marker="1"),
    )
    raw = RawDocument("a", "a.txt", "0" * 64, text)
    identity = OffsetMap.identity(len(clean))
    made = NormalisedDocument(raw, clean, identity, blocks, edits, order=spans)
    lines = [line for line in side_by_side(made, 100) if line[18:].strip(" │")][1:]
    assert [re.sub(r"\s+", " ", line) for line in lines] == [
        "paragraph p1 1 Tokayev, Xi │ Tokayev, Xi Jinping ile buluştu.",
        " Jinping ile buluştu. │",
        "footnote p1 2 1 Dipnot. │ 1 Dipnot.",
    ]


def test_nothing_steers_the_terminal() -> None:
    assert not any("\x1b" in line for line in explain(document("Astana\x1b[31m\nkent\n")))


@given(st.text(alphabet="abÇşıқ -\n\f.1", min_size=1, max_size=120))
def test_any_text_can_be_explained(text: str) -> None:
    made = document(text)
    left, right = columns(list(side_by_side(made, 80)))
    assert letters(right) == letters(made.text)
    in_order = [text[start:end] for start, end in made.order] or [text]
    assert letters(left) == letters("".join(in_order))
