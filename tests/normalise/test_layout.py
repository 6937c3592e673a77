"""Small pages become blocks: which lines belong together, and what each group is."""

from __future__ import annotations

from typing import Any

import pytest

from kzcorpus.normalise import normalise_text
from kzcorpus.normalise.bibliography import BIBLIOGRAPHY_HEADINGS
from kzcorpus.normalise.layout import read_layout
from kzcorpus.normalise.lines import Line, split_lines
from kzcorpus.records import BLOCK_KINDS, NormalisedDocument, RawDocument
from tests.conftest import cases

GROUPS = [
    ("layout_paragraphs.json", "paragraphs"),
    ("layout_paragraphs.json", "addresses"),
    ("layout_headings.json", "headings"),
    ("layout_blocks.json", "notes"),
    ("layout_blocks.json", "furniture"),
    ("layout_blocks.json", "lists"),
    ("layout_blocks.json", "quotations"),
    ("layout_blocks.json", "bibliographies"),
    ("layout_blocks.json", "marks"),
    ("layout_pages.json", "feet"),
    ("layout_pages.json", "heads"),
    ("layout_pages.json", "frames"),
    ("layout_pages.json", "sections"),
]


def page(case: dict[str, Any]) -> NormalisedDocument:
    """The page of a case, normalised."""
    path, text = case.get("path", "page.txt"), "\n".join(case["input"])
    return normalise_text(RawDocument("page", path, "", text, format=case.get("format", "txt")))


@pytest.mark.parametrize("case", [case for group in GROUPS for case in cases(*group)])
def test_layout(case: dict[str, Any]) -> None:
    document = page(case)
    blocks = [[block.kind, document.text[block.start : block.end]] for block in document.blocks]
    assert blocks == case["want"]


@pytest.mark.parametrize(
    "case", [case for group in GROUPS for case in cases(*group) if "notes" in case.values[0]]
)
def test_notes_know_their_marker_and_the_word_it_stood_behind(case: dict[str, Any]) -> None:
    document = page(case)
    notes = [
        [block.marker, None if block.anchor is None else document.text[: block.anchor].split()[-1]]
        for block in document.blocks
        if block.marker
    ]
    assert notes == case["notes"]


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
    text = "GİRİŞ\nBozkır geniştir.\n\n1  Not.\n\f2\n– madde\nsonu\n\n\nKAYNAKÇA\nA."
    lines = split_lines(text)
    grouped = [line for group in read_layout(text, lines).groups for line in group.lines]
    assert sorted(grouped, key=lambda line: line.number) == lines


def test_a_text_without_lines_has_no_groups() -> None:
    assert read_layout("", []).groups == ()


@pytest.mark.parametrize(("lines", "body"), [(10_000, 1), (200_000, 40)])
def test_work_grows_with_the_lines(lines: int, body: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is looked at a few times, whether it makes a paragraph, a note or a header."""
    looked = 0
    ends_clause: Any = vars(Line)["ends_clause"]

    def counted(line: Line) -> bool:
        nonlocal looked
        looked += 1
        return bool(ends_clause.fget(line))

    monkeypatch.setattr(Line, "ends_clause", property(counted))
    page = (
        body * "Bozkırın ortasında kurulan kent kısa sürede büyüdü ve\n"
        + "bir başkent oldu.1 Nehir kenti ikiye böler, köprüler\n\n"
        + "1  Rapor, s. 4.\n\n12\n\fiki yakayı birleştirir.\n"
    )
    text = page * (lines // (body + 4))
    document = normalise_text(RawDocument("long", "long.txt", "", text))
    assert sum(block.anchor is not None for block in document.blocks) == lines // (body + 4)
    assert len(document.order) > lines // (body + 4)
    assert looked < 20 * lines
