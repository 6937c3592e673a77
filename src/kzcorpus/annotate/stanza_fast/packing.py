"""Sentences of unlike length, packed for an LSTM without padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kzcorpus.annotate.stanza_fast.characters import Ints

#: Words that go through an LSTM at once: enough for its matrices, and a bound for memory. Eight
#: times as many are at most 2 % faster, and a batch then takes 40 MB more at its peak.
MAX_WORDS = 2048


@dataclass(frozen=True, slots=True)
class Packing:
    """Sentences in the order of torch's PackedSequence: all first words, all second words, ...

    `positions` are the packed words' numbers among all words, and `sizes` how many sentences have a
    first, second, ... word.
    """

    positions: Ints
    sizes: Ints

    def turned(self) -> Ints:
        """For each packed word the place of the one that is read in its stead from the end.

        >>> (packing,) = packings([1, 3, 2])
        >>> packing.turned().tolist()
        [5, 4, 2, 3, 1, 0]
        """
        starts = np.cumsum(self.sizes) - self.sizes
        sentences = np.arange(len(self.positions)) - np.repeat(starts, self.sizes)
        lengths = np.searchsorted(-self.sizes, -np.arange(self.sizes[0]), side="left")
        steps = np.repeat(np.arange(len(self.sizes)), self.sizes)
        places: Ints = starts[lengths[sentences] - 1 - steps] + sentences
        return places


def packings(lengths: Sequence[int], max_words: int = MAX_WORDS) -> Iterator[Packing]:
    """Pack sentences of these lengths, like lengths together.

    >>> [(p.positions.tolist(), p.sizes.tolist()) for p in packings([1, 3, 2])]
    [([1, 4, 0, 2, 5, 3], [3, 2, 1])]
    """
    sizes = np.asarray(lengths, dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    order = np.argsort(-sizes, kind="stable")
    first = 0
    while first < len(order):
        words = np.cumsum(sizes[order[first:]])
        last = first + max(1, int(np.searchsorted(words, max_words, side="right")))
        chosen = order[first:last]
        steps = np.arange(sizes[chosen[0]])[:, None]
        inside = steps < sizes[chosen]
        yield Packing((starts[chosen] + steps)[inside], inside.sum(1))
        first = last
