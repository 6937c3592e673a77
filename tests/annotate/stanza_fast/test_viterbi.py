"""Batches of sentences decoded like each by itself, ties included."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate.stanza_fast.packing import packings
from kzcorpus.annotate.stanza_fast.viterbi import best_tags


@given(
    lengths=st.lists(st.integers(1, 9), min_size=1, max_size=12),
    n_tags=st.integers(1, 6),
    seed=st.integers(0, 1000),
    whole=st.booleans(),
)
def test_each_sentence_is_tagged_as_by_stanza(
    lengths: list[int], n_tags: int, seed: int, whole: bool
) -> None:
    from stanza.models.common.crf import viterbi_decode

    numbers = np.random.default_rng(seed)
    shape = (sum(lengths), n_tags)
    # Whole numbers of small range make ties, which must go to the same tag.
    scores = numbers.normal(size=shape).astype(np.float32)
    if whole:
        scores = np.round(scores)
    transitions = numbers.integers(-1, 2, (n_tags, n_tags)).astype(np.float32)
    found = np.empty(len(scores), np.int64)
    for packing in packings(lengths, max_words=20):
        at = packing.positions
        found[at] = best_tags(scores[at], packing.sizes, transitions)
    start = 0
    for length in lengths:
        wanted, _ = viterbi_decode(scores[start : start + length], transitions)
        assert found[start : start + length].tolist() == [int(tag) for tag in wanted]
        start += length
