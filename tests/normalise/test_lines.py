"""What a single line looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.normalise.lines import (
    Line,
    is_wrapped,
    split_lines,
    typical_width,
)


def line(text: str) -> Line:
    (found,) = split_lines(text)
    return found


def test_blank_lines_are_counted_and_left_out() -> None:
    lines = split_lines("Astana\nAlmatı\n\n  \nAktau\n")
    assert [(item.text, item.blank_before) for item in lines] == [
        ("Astana", True),
        ("Almatı", False),
        ("Aktau", True),
    ]


def test_outer_spaces_are_not_part_of_a_line() -> None:
    found = line("  Astana  ")
    assert (found.start, found.end, found.text) == (2, 8, "Astana")


def test_form_feeds_count_the_pages() -> None:
    lines = split_lines("Astana\nAlmatı\fAktau\n\f\f\nÇimkent")
    assert [(item.text, item.page, item.page_start) for item in lines] == [
        ("Astana", 1, False),
        ("Almatı", 1, False),
        ("Aktau", 2, True),
        ("Çimkent", 4, True),
    ]


def test_a_rare_indent_of_one_space_hints_at_a_page() -> None:
    page = "Astana\n" * 12
    lines = split_lines(f"{page} Almatı\n{page}")
    assert [item.text for item in lines if item.page_hint] == ["Almatı"]
    assert not any(item.page_hint for item in split_lines(" Almatı\n" * 12))


@given(st.text("aA1 .-\n\f"))
def test_a_line_is_a_slice_of_the_text(text: str) -> None:
    lines = split_lines(text)
    assert [text[item.start : item.end] for item in lines] == [item.text for item in lines]
    assert [word for item in lines for word in item.text.split()] == text.split()


@pytest.mark.parametrize(
    ("text", "sentence", "clause"),
    [
        ("Başkent Astana’dır.", True, True),
        ("Başkent neresidir?", True, True),
        ("Başkent Astana’dır.”", True, True),
        ("Başkent Astana’dır.12", True, True),
        ("Başkent Astana’dır.”³", True, True),
        ("(Başkent Astana’dır.)", True, True),
        ("şunlardır:", False, True),
        ("petrol;", False, True),
        ("petrol,", False, False),
        ("Başkent Astana", False, False),
        ("yaklaşık 7.500", False, False),
        ("şunlardır:3", False, True),
        ("Başkent Astana’dır [4]", False, False),
        ("yıl 1991", False, False),
    ],
)
def test_where_a_sentence_or_clause_ends(text: str, sentence: bool, clause: bool) -> None:
    assert (line(text).ends_sentence, line(text).ends_clause) == (sentence, clause)


@pytest.mark.parametrize(
    "text", ["1. petrol", "(2) petrol", "12) petrol", "a) petrol", "ç) Petrol"]
)
def test_numbered_items(text: str) -> None:
    assert line(text).is_numbered


@pytest.mark.parametrize(
    "text", ["1991. yıl", "1.5 milyon", "1. 5 milyon", "A) petrol", "1 petrol"]
)
def test_no_numbered_items(text: str) -> None:
    assert not line(text).is_numbered


@pytest.mark.parametrize("text", ["- petrol", "– petrol", "• petrol", "* petrol", "·  petrol"])
def test_bulleted_items(text: str) -> None:
    assert line(text).is_bullet


@pytest.mark.parametrize("text", ["-petrol", "–", "**petrol**", "— petrol"])
def test_no_bulleted_items(text: str) -> None:
    assert not line(text).is_bullet


def test_the_width_is_that_of_nine_lines_of_ten() -> None:
    lines = split_lines("\n".join(["x" * 40] * 9 + ["x" * 90]))
    assert typical_width(lines) == 40
    assert typical_width([]) == 0


def test_a_page_is_wrapped_and_a_web_text_is_not() -> None:
    assert is_wrapped(split_lines("Bozkır geniştir ve\nher yanı ottur, bir de\n" * 4))
    assert not is_wrapped(split_lines("Bozkır geniştir.\n\n" * 8))
    assert not is_wrapped(split_lines(f"{'Bozkır geniştir. ' * 20}\n" * 8))


def test_lines_that_are_all_sentences_are_paragraphs() -> None:
    assert not is_wrapped(split_lines("Bozkır geniştir.\n" * 8))
    assert is_wrapped(split_lines("Bozkır geniştir.\n" * 8 + "ve düzdür.\n"))
