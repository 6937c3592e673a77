"""Tags to spans and back."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate.bioes import Span, decode, encode
from tests.conftest import cases

LABELS = ("PERSON", "GPE", "ORG")
TAGS = ["O", *(f"{prefix}-{label}" for prefix in "BIES" for label in LABELS)]


@st.composite
def tagged(draw: Callable[..., Any]) -> tuple[int, list[Span]]:
    """A sentence's length and spans that do not overlap."""
    spans: list[Span] = []
    position = 0
    for _ in range(draw(st.integers(0, 5))):
        start = position + draw(st.integers(0, 2))
        position = start + draw(st.integers(1, 4))
        spans.append((start, position, draw(st.sampled_from(LABELS))))
    return position + draw(st.integers(0, 2)), spans


@given(tagged())
def test_spans_survive_tagging(sentence: tuple[int, list[Span]]) -> None:
    length, spans = sentence
    assert decode(encode(length, spans)) == spans


@given(st.lists(st.sampled_from(TAGS), max_size=12))
def test_any_tags_give_ordered_spans_over_just_the_tagged_tokens(tags: list[str]) -> None:
    spans = decode(tags)
    covered = [index for start, end, _ in spans for index in range(start, end)]
    assert covered == [index for index, tag in enumerate(tags) if tag != "O"]
    assert all(
        tags[index].endswith(label) for start, end, label in spans for index in (start, end - 1)
    )


@given(st.lists(st.sampled_from(TAGS), max_size=12))
def test_decoding_mends_broken_tags_once_and_for_all(tags: list[str]) -> None:
    spans = decode(tags)
    assert decode(encode(len(tags), spans)) == spans


@pytest.mark.parametrize("case", cases("bioes.json", "broken"))
def test_broken_sequences(case: dict[str, Any]) -> None:
    assert decode(case["input"]) == [tuple(span) for span in case["want"]]
