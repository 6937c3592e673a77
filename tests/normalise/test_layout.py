"""Small pages become blocks: which lines belong together, and what each group is."""

from __future__ import annotations

from typing import Any

import pytest

from kzcorpus.normalise import normalise_text
from kzcorpus.normalise.bibliography import BIBLIOGRAPHY_HEADINGS
from kzcorpus.normalise.layout import read_layout
from kzcorpus.normalise.lines import split_lines
from kzcorpus.records import BLOCK_KINDS, RawDocument
from tests.conftest import cases

GROUPS = [
    ("layout_paragraphs.json", "paragraphs"),
    ("layout_headings.json", "headings"),
    ("layout_blocks.json", "notes"),
    ("layout_blocks.json", "furniture"),
    ("layout_blocks.json", "lists"),
    ("layout_blocks.json", "quotations"),
    ("layout_blocks.json", "bibliographies"),
]


def blocks(text: str) -> list[list[str]]:
    """Kind and text of every block of a page."""
    document = normalise_text(RawDocument("page", "page.txt", "", text))
    return [[block.kind, document.text[block.start : block.end]] for block in document.blocks]


@pytest.mark.parametrize("case", [case for group in GROUPS for case in cases(*group)])
def test_layout(case: dict[str, Any]) -> None:
    assert blocks("\n".join(case["input"])) == case["want"]


def test_the_cases_show_every_kind_of_block() -> None:
    shown = {
        kind
        for group in GROUPS
        for case in cases(*group)
        if not case.marks
        for kind, _ in case.values[0]["want"]
    }
    assert shown == set(BLOCK_KINDS)


def test_headings_of_bibliographies_are_known_by_their_search_key() -> None:
    assert {"kaynakca", "литература", "references"} <= BIBLIOGRAPHY_HEADINGS


def test_every_line_is_in_exactly_one_group() -> None:
    lines = split_lines("GİRİŞ\nBozkır geniştir.\n\n1  Not.\n\f2\n– madde\nsonu\n\n\nKAYNAKÇA\nA.")
    assert [line for group in group_lines(lines) for line in group.lines] == lines


def test_a_text_without_lines_has_no_groups() -> None:
    assert group_lines([]) == []
