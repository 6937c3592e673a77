"""What an earlier document has already is marked, and only that."""

from __future__ import annotations

import pickle
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.normalise import DocumentSignature, DuplicateFinder, Marks, signature
from kzcorpus.normalise.minhash import (
    BYTES_PER_TEXT,
    Keyed,
    SignatureIndex,
    compact,
    signatures_of,
    similarity,
)
from kzcorpus.records import NormalisedDocument
from tests.conftest import cases
from tests.fakes import normalised

PARAGRAPHS = [case.values[0] for case in cases("duplicates.json", "paragraphs")]
FIRST, OTHER = PARAGRAPHS[0]["first"], PARAGRAPHS[5]["second"]
THIRD = PARAGRAPHS[4]["first"]
#: The first values for one sentence: if they change, corpora built before do not compare.
PINNED = [54329, 57297, 12242, 64847, 21242, 30122]
WORDS = [f"söz{number}" for number in range(400)]


class Finder:
    """Documents signed and marked, one after another."""

    def __init__(self, threshold: float = 0.7, min_words: int = 20) -> None:
        self._finder, self._min_words = DuplicateFinder(threshold), min_words

    def mark(self, document: NormalisedDocument) -> Marks:
        return self._finder.mark(document.doc_id, signature(document, self._min_words))


def values(text: str) -> Any:
    return compact(signatures_of(text, [(0, len(text))])[1])


def jaccard(one: list[str], other: list[str]) -> float:
    a, b = (set(zip(words, words[1:], words[2:], strict=False)) for words in (one, other))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize("case", cases("duplicates.json", "paragraphs"))
def test_paragraphs(case: dict[str, Any]) -> None:
    finder = Finder()
    finder.mark(normalised("news/a", "Başlık", case["first"]))
    marks = finder.mark(normalised("news/b", "Manşet", case["second"]))
    assert marks.blocks == ({2: "news/a#2"} if case["duplicate"] else {})


def test_a_document_that_occurs_twice_is_marked_as_a_whole() -> None:
    finder = Finder()
    first = finder.mark(normalised("a", "Başlık", FIRST, OTHER))
    second = finder.mark(normalised("b", FIRST, OTHER, "Kaynak: Ajans"))
    assert (first, second) == (Marks(), Marks("a", {1: "a#2", 2: "a#3"}))


def test_a_shared_paragraph_does_not_make_documents_equal() -> None:
    finder = Finder()
    finder.mark(normalised("a", FIRST, OTHER))
    marks = finder.mark(normalised("b", FIRST, THIRD, " ".join(WORDS)))
    assert marks == Marks(blocks={1: "a#1"})


def test_a_paragraph_may_repeat_one_of_its_own_document() -> None:
    assert Finder().mark(normalised("a", FIRST, OTHER, FIRST)) == Marks(blocks={3: "a#1"})


def test_duplicates_name_the_original() -> None:
    finder = Finder()
    names = [finder.mark(normalised(name, FIRST)).blocks.get(1) for name in "abcd"]
    assert names == [None, "a#1", "a#1", "a#1"]


def test_one_copy_of_every_text_is_left() -> None:
    """The blocks of a document that goes as a whole are no originals for others."""
    finder = Finder()
    long = [" ".join(WORDS[start : start + 60]) for start in range(0, 240, 60)]
    finder.mark(normalised("a", *long))
    twin = finder.mark(normalised("b", *long, FIRST))
    assert twin == Marks("a", {number: f"a#{number}" for number in range(1, 5)})
    assert finder.mark(normalised("c", FIRST, OTHER)) == Marks()


@pytest.mark.parametrize("texts", [(), ("Kısa.",), ("…", "1991"), ("一" * 30,)])
def test_documents_with_little_text(texts: tuple[str, ...]) -> None:
    finder = Finder()
    for _ in range(2):
        assert finder.mark(normalised("a", *texts)) == Marks()


def test_threshold_and_least_number_of_words() -> None:
    changed = FIRST.replace("dün", "bugün")
    for finder, found in (
        (Finder(threshold=0.99), False),
        (Finder(threshold=0.5), True),
        (Finder(min_words=100), False),
    ):
        finder.mark(normalised("a", FIRST))
        assert bool(finder.mark(normalised("b", changed)).blocks) is found


def test_signatures_are_the_same_on_every_machine() -> None:
    assert values("Астана 1997 жылдан бері елорда.")[0, :6].tolist() == PINNED


def test_capitals_and_marks_between_words_do_not_count() -> None:
    assert (values("Bir iki, üç dört!") == values("bir İKİ üç – dört".replace("İKİ", "iki"))).all()


@given(st.integers(0, 10_000), st.integers(0, 40))
def test_the_estimate_is_near_the_similarity(seed: int, changes: int) -> None:
    rng = random.Random(seed)
    one = rng.choices(WORDS, k=300)
    other = list(one)
    for place in rng.sample(range(300), changes):
        other[place] = "başka"
    estimate = similarity(values(" ".join(one)), values(" ".join(other)))[0]
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
        index.add(Keyed(chunk), range(len(chunk)))
    everything = np.concatenate(chunks)
    assert len(index) == len(everything)
    wanted = {row: (row, 1.0) for row in range(len(everything))}
    assert index.nearest(Keyed(everything), 0.7) == wanted
    others = rng.integers(0, 1 << 16, (5, 64)).astype(np.uint16)
    assert index.nearest(Keyed(others), 0.7) == {}


def test_long_runs_are_not_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kzcorpus.normalise.minhash._RUN", 1_000)
    rng = np.random.default_rng(7)
    values = rng.integers(0, 1 << 16, (300, 64)).astype(np.uint16)
    index = SignatureIndex()
    for first in range(0, 300, 20):
        index.add(Keyed(values[first : first + 20]), range(20))
    assert max(len(keys) for keys, _ in index._runs) <= 1_000
    assert sum(len(keys) for keys, _ in index._runs) == 16 * 300
    assert index.nearest(Keyed(values), 0.7) == {row: (row, 1.0) for row in range(300)}


def test_memory_of_the_index_is_what_is_said() -> None:
    index = SignatureIndex()
    for seed in range(40):
        values = np.random.default_rng(seed).integers(0, 1 << 16, (500, 64)).astype(np.uint16)
        index.add(Keyed(values), range(500))
    keys = sum(run.nbytes for pair in index._runs for run in pair)
    # The array of signatures grows by doubling.
    assert keys + 128 * len(index) == BYTES_PER_TEXT * len(index)
    assert index._signatures.nbytes <= 2 * 128 * len(index) + 64 * 128
    assert len(index._runs) <= 12


SHORT = [" ".join(WORDS[start : start + 24]) for start in range(0, 240, 24)]
#: Variants of a few paragraphs, so that much is alike, nearly alike or repeated.
BLOCKS = [*SHORT, *(text.replace("söz", "sözü", 1) for text in SHORT), "Kısa."]


@given(st.lists(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5), max_size=12))
def test_marks_do_not_depend_on_how_many_come_at_once(documents: list[list[str]]) -> None:
    signed = [
        (f"d{number}", signature(normalised(f"d{number}", *texts)))
        for number, texts in enumerate(documents)
    ]
    one, all_at_once, halves = (DuplicateFinder() for _ in range(3))
    wanted = [one.mark(*item) for item in signed]
    assert list(all_at_once.mark_all(signed)) == wanted
    half = len(signed) // 2
    assert [*halves.mark_all(signed[:half]), *halves.mark_all(signed[half:])] == wanted


@given(st.lists(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5), max_size=12))
def test_marks_name_originals(documents: list[list[str]]) -> None:
    finder, seen = DuplicateFinder(), dict[str, Marks]()
    for number, texts in enumerate(documents):
        marks = finder.mark(f"d{number}", signature(normalised(f"d{number}", *texts)))
        assert not marks.document or not seen[marks.document].document
        seen[f"d{number}"] = marks
        for name in marks.blocks.values():
            doc_id, _, block = name.partition("#")
            assert int(block) not in seen[doc_id].blocks


@given(st.lists(st.sampled_from(BLOCKS), max_size=5))
def test_a_signature_may_be_stored(texts: list[str]) -> None:
    made = signature(normalised("a", *texts))
    again = DocumentSignature.from_bytes(made.to_bytes())
    assert again.to_bytes() == made.to_bytes()
    assert again.blocks.tolist() == made.blocks.tolist()
    assert again.values.tolist() == made.values.tolist()
    assert pickle.loads(pickle.dumps(made)).to_bytes() == made.to_bytes()


@pytest.mark.parametrize("size", [1, 127, 129, 128 + 131, 128 + 133])
def test_what_is_no_signature_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"{size} bytes are no signature"):
        DocumentSignature.from_bytes(b"x" * size)
