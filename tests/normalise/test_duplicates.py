"""What an earlier document has already is marked, and only that."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.normalise.duplicates import DuplicateFinder
from kzcorpus.normalise.minhash import (
    BYTES_PER_TEXT,
    SignatureIndex,
    compact,
    signatures_of,
    similarity,
)
from tests.conftest import cases
from tests.fakes import normalised

PARAGRAPHS = [case.values[0] for case in cases("duplicates.json", "paragraphs")]
FIRST, OTHER = PARAGRAPHS[0]["first"], PARAGRAPHS[5]["second"]
THIRD = PARAGRAPHS[4]["first"]
#: The first values for one sentence: if they change, corpora built before do not compare.
PINNED = [54329, 57297, 12242, 64847, 21242, 30122]
WORDS = [f"söz{number}" for number in range(400)]


def signature(text: str) -> Any:
    return compact(signatures_of(text, [(0, len(text))])[1])


def jaccard(one: list[str], other: list[str]) -> float:
    a, b = (set(zip(words, words[1:], words[2:], strict=False)) for words in (one, other))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize("case", cases("duplicates.json", "paragraphs"))
def test_paragraphs(case: dict[str, Any]) -> None:
    finder = DuplicateFinder()
    finder.mark(normalised("news/a", "Başlık", case["first"]))
    (_, block) = finder.mark(normalised("news/b", "Manşet", case["second"])).blocks
    assert block.duplicate_of == ("news/a#2" if case["duplicate"] else "")


def test_a_document_that_occurs_twice_is_marked_as_a_whole() -> None:
    finder = DuplicateFinder()
    first = finder.mark(normalised("a", "Başlık", FIRST, OTHER))
    second = finder.mark(normalised("b", FIRST, OTHER, "Kaynak: Ajans"))
    assert (first.duplicate_of, [b.duplicate_of for b in first.blocks]) == ("", ["", "", ""])
    assert second.duplicate_of == "a"
    assert [b.duplicate_of for b in second.blocks] == ["a#2", "a#3", ""]


def test_a_shared_paragraph_does_not_make_documents_equal() -> None:
    finder = DuplicateFinder()
    finder.mark(normalised("a", FIRST, OTHER))
    document = finder.mark(normalised("b", FIRST, THIRD, " ".join(WORDS)))
    assert document.duplicate_of == ""
    assert [b.duplicate_of for b in document.blocks] == ["a#1", "", ""]


def test_a_paragraph_may_repeat_one_of_its_own_document() -> None:
    (one, two, three) = DuplicateFinder().mark(normalised("a", FIRST, OTHER, FIRST)).blocks
    assert (one.duplicate_of, two.duplicate_of, three.duplicate_of) == ("", "", "a#1")


def test_duplicates_name_the_original() -> None:
    finder = DuplicateFinder()
    names = [finder.mark(normalised(name, FIRST)).blocks[0].duplicate_of for name in "abcd"]
    assert names == ["", "a#1", "a#1", "a#1"]


def test_one_copy_of_every_text_is_left() -> None:
    """The blocks of a document that goes as a whole are no originals for others."""
    finder = DuplicateFinder()
    long = [" ".join(WORDS[start : start + 60]) for start in range(0, 240, 60)]
    finder.mark(normalised("a", *long))
    twin = finder.mark(normalised("b", *long, FIRST))
    assert twin.duplicate_of == "a"
    assert twin.blocks[-1].duplicate_of == ""
    assert finder.mark(normalised("c", FIRST, OTHER)).blocks[0].duplicate_of == ""


def test_nothing_else_changes() -> None:
    before = normalised("b", FIRST, OTHER)
    finder = DuplicateFinder()
    finder.mark(normalised("a", FIRST, OTHER))
    after = finder.mark(before)
    plain = tuple(replace(block, duplicate_of="") for block in after.blocks)
    assert replace(after, duplicate_of="", blocks=plain) == before


@pytest.mark.parametrize("texts", [(), ("Kısa.",), ("…", "1991"), ("一" * 30,)])
def test_documents_with_little_text(texts: tuple[str, ...]) -> None:
    finder = DuplicateFinder()
    for _ in range(2):
        document = normalised("a", *texts)
        assert finder.mark(document) == document


def test_threshold_and_least_number_of_words() -> None:
    changed = FIRST.replace("dün", "bugün")
    for finder, found in (
        (DuplicateFinder(threshold=0.99), False),
        (DuplicateFinder(threshold=0.5), True),
        (DuplicateFinder(min_words=100), False),
    ):
        finder.mark(normalised("a", FIRST))
        assert bool(finder.mark(normalised("b", changed)).blocks[0].duplicate_of) is found


def test_signatures_are_the_same_on_every_machine() -> None:
    assert signature("Астана 1997 жылдан бері елорда.")[0, :6].tolist() == PINNED


def test_capitals_and_marks_between_words_do_not_count() -> None:
    assert (
        signature("Bir iki, üç dört!") == signature("bir İKİ üç – dört".replace("İKİ", "iki"))
    ).all()


@given(st.integers(0, 10_000), st.integers(0, 40))
def test_the_estimate_is_near_the_similarity(seed: int, changes: int) -> None:
    rng = random.Random(seed)
    one = rng.choices(WORDS, k=300)
    other = list(one)
    for place in rng.sample(range(300), changes):
        other[place] = "başka"
    estimate = similarity(signature(" ".join(one)), signature(" ".join(other)))[0]
    # Five standard deviations.
    assert abs(estimate - jaccard(one, other)) < 0.32


@given(st.lists(st.lists(st.sampled_from(WORDS[:6]), max_size=30), max_size=6))
def test_spans_are_signed_each_for_itself(texts: list[list[str]]) -> None:
    parts = [" ".join(words) for words in texts]
    text, spans = "", []
    for part in parts:
        spans.append((len(text), len(text) + len(part)))
        text += part + "\n\n"
    n_words, together = signatures_of(text, spans)
    assert n_words.tolist() == [len(words) for words in texts]
    for part, row in zip(parts, together, strict=True):
        assert (signatures_of(part, [(0, len(part))])[1][0] == row).all()


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(0, 99))
def test_the_index_finds_whatever_is_in_it(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    index = SignatureIndex()
    chunks = [rng.integers(0, 1 << 16, (size, 64)).astype(np.uint16) for size in sizes]
    for chunk in chunks:
        index.add(chunk)
    everything = np.concatenate(chunks)
    assert len(index) == len(everything)
    assert index.nearest(everything, 0.7) == list(range(len(everything)))
    assert index.nearest(rng.integers(0, 1 << 16, (5, 64)).astype(np.uint16), 0.7) == [None] * 5


def test_memory_of_the_index_is_what_is_said() -> None:
    index = SignatureIndex()
    for seed in range(40):
        index.add(np.random.default_rng(seed).integers(0, 1 << 16, (500, 64)).astype(np.uint16))
    keys = sum(run.nbytes for pair in index._runs for run in pair)
    # The array of signatures grows by doubling.
    assert keys + 128 * len(index) == BYTES_PER_TEXT * len(index)
    assert index._signatures.nbytes <= 2 * 128 * len(index) + 64 * 128
    assert len(index._runs) <= 12
