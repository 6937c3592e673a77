"""A hyphen at a line's end goes or stays as the rest of the document says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.normalise.hyphens import HyphenJudge
from tests.conftest import cases

WORDS = st.text("abcçdefgğhıijklmnoöprsştuüvyz", min_size=1, max_size=12)


def joined(elsewhere: str, broken: str) -> str:
    """The broken text on one line; what stands elsewhere in its document is evidence."""
    judge = HyphenJudge(f"{elsewhere}\n\n{broken}")
    lines = broken.split("\n")
    text = lines[0]
    for left, right in pairwise(lines):
        verdict = judge.verdict(left, right)
        text = f"{text} {right}" if verdict is None else f"{text[:-1]}{verdict}{right}"
    return text


@pytest.mark.parametrize("case", cases("hyphens.json", "hyphens"))
def test_hyphens(case: dict[str, str]) -> None:
    assert joined(*case["input"]) == case["want"]


def test_a_broken_word_is_no_witness_for_itself() -> None:
    once = "ulus-\nlararası düzen kuruldu"
    assert joined(once, once) == "uluslararası düzen kuruldu"


@given(WORDS, WORDS)
def test_a_word_that_stands_elsewhere_is_joined(left: str, right: str) -> None:
    if len(left + right) > 5:
        assert joined(left + right, f"{left}-\n{right}") == left + right


@given(WORDS, WORDS)
def test_a_hyphen_that_stands_elsewhere_is_kept(left: str, right: str) -> None:
    if len(left + right) > 5:
        assert joined(f"{left}-{right}", f"{left}-\n{right}") == f"{left}-{right}"
