"""Words in another language inside a block: what writers mark, and never names alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.normalise import Detector, load_detector
from kzcorpus.normalise.spans import find_spans
from kzcorpus.records import LangSpan
from tests.conftest import cases
from tests.fakes import normalised

CASES = [case.values[0] for case in cases("language_spans.json", "spans")]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector()


def found(case: dict[str, Any], detector: Detector) -> list[list[str]]:
    (block,) = normalised("x", case["input"], lang=case["lang"]).blocks
    spans = find_spans(case["input"], [replace(block, kind=case["kind"])], detector)
    return [[case["input"][span.start : span.end], span.lang] for span in spans]


@pytest.mark.parametrize("case", cases("language_spans.json", "spans"))
def test_spans(detector: Detector, case: dict[str, Any]) -> None:
    assert found(case, detector) == case["want"]


@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_references_are_only_taken_apart_in_notes_and_bibliographies(
    detector: Detector, kind: str
) -> None:
    (case,) = (case for case in CASES if case["label"] == "English book in a Turkish bibliography")
    assert found({**case, "kind": kind}, detector) == []


@given(st.lists(st.sampled_from(CASES), max_size=5))
def test_spans_are_sorted_and_stay_inside_their_blocks(several: list[dict[str, Any]]) -> None:
    document = normalised("x", *(case["input"] for case in several))
    blocks = [
        replace(block, kind=case["kind"], lang=case["lang"])
        for block, case in zip(document.blocks, several, strict=True)
    ]
    spans = find_spans(document.text, blocks, load_detector())
    assert [s.lang for s in spans] == [lang for case in several for _, lang in case["want"]]
    assert all(one.end <= two.start for one, two in pairwise(spans))
    for span in spans:
        (home,) = (block for block in blocks if block.start <= span.start < block.end)
        assert span.start < span.end <= home.end
        assert span.lang != home.lang


def test_a_judge_that_is_not_sure_finds_nothing() -> None:
    def unsure(texts: Sequence[str]) -> list[dict[str, float]]:
        return [{"tr": 0.25, "en": 0.75}] * len(texts)

    for case in CASES:
        assert found(case, unsure) == []


def test_a_span_tells_how_sure_it_is() -> None:
    def sure(texts: Sequence[str]) -> list[dict[str, float]]:
        assert list(texts) == ["Елордада жаңа кітапхана ашылды"]
        return [{"kk": 0.91234, "ru": 0.08766}]

    text = "Gazete “Елордада жаңа кітапхана ашылды” diye yazdı."
    (block,) = normalised("x", text).blocks
    assert find_spans(text, [block], sure) == (LangSpan(8, 38, "kk", 0.9123),)


def test_a_text_of_quotation_marks_takes_no_endless_time(detector: Detector) -> None:
    for text in ("“" * 50_000, "«а" * 30_000, "а b " * 30_000, "a," * 50_000, '"' * 50_000):
        (block,) = normalised("x", text).blocks
        started = time.process_time()
        find_spans(text, [replace(block, kind="footnote")], detector)
        assert time.process_time() - started < 20
