"""The best tag sequences of many sentences at once.

Gives what `viterbi_decode` in stanza.models.common.crf gives for each of them: the same sums of the
same single-precision numbers, and of equal scores the first.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from kzcorpus.annotate.stanza_fast.characters import Ints

Floats = npt.NDArray[Any]


def best_tags(scores: Floats, sizes: Ints, transitions: Floats) -> Ints:
    """The best tags of packed sentences.

    Args:
        scores: packed words x tags.
        sizes: how many sentences have a first, second, ... word; they fall.
        transitions: from tag x to tag.

    Returns:
        A tag for each packed word.
    """
    starts = np.cumsum(sizes) - sizes
    # The last axis is the tag that a step comes from, so that the maximum is over neighbours.
    arriving = np.ascontiguousarray(transitions.T)[None]
    trellis = scores[: sizes[0]].copy()
    came_from = np.zeros(scores.shape, dtype=np.int32)
    for start, n in zip(starts[1:].tolist(), sizes[1:].tolist(), strict=True):
        reached = trellis[:n, None, :] + arriving
        best = reached.argmax(2)
        highest = np.take_along_axis(reached, best[:, :, None], 2)[:, :, 0]
        trellis[:n] = scores[start : start + n] + highest
        came_from[start : start + n] = best
    tags = np.empty(len(scores), dtype=np.int64)
    current = trellis.argmax(1)
    for start, n in zip(starts[::-1].tolist(), sizes[::-1].tolist(), strict=True):
        tags[start : start + n] = current[:n]
        current[:n] = came_from[np.arange(start, start + n), current[:n]]
    return tags
