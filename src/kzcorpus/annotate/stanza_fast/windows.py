"""Which stretches of a text's paragraphs the tokenizer reads at once.

Follows `predict` in stanza.models.tokenization.utils. A paragraph of less than a thousand
characters is read whole, with one padding character behind it, which the backward states see. If a
longer one is among the paragraphs that Stanza reads together, all of them are read in stretches; a
stretch ends behind the last sentence end that was found in it, and from the second on a shorter
paragraph is padded to the longest one's stretch. Both are part of what the model answers, so they
are done here alike; Stanza's groups are the paragraphs of one text, never of several.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from kzcorpus.annotate.stanza_fast.characters import Ints, paragraphs

#: A paragraph of at least so many characters is read in stretches.
WHOLE = 1000

#: What the tokenizer says of a character: inside a token, end of a word, of a sentence, of a
#: multiword token, of a sentence and multiword token.
INSIDE, WORD, SENTENCE, MULTIWORD, MULTIWORD_SENTENCE = range(5)


@dataclass(frozen=True, slots=True)
class Window:
    """`count` characters of a paragraph from `start` on, and the padding behind them."""

    paragraph: int
    start: int
    count: int
    pads: int


def text_longer_than(text: str, limit: int) -> bool:
    """Whether a paragraph of the text has `limit` characters or more, white space squeezed.

    >>> text_longer_than("Astana  büyük.", 14), text_longer_than("Astana büyük.", 13)
    (False, True)
    """
    return len(text) >= limit and any(len(part.text) >= limit for part in paragraphs(text))


def group(lengths: Sequence[int], batch_size: int) -> list[list[int]]:
    """The paragraphs, by number, that Stanza reads together: `batch_size`, longest first."""
    order = sorted(range(len(lengths)), key=lambda number: -lengths[number])
    return [order[at : at + batch_size] for at in range(0, len(order), batch_size)]


def read(lengths: Sequence[int], limit: int) -> Generator[list[Window], list[Ints], list[Ints]]:
    """Yield the windows to read next, take what was predicted for each; return all predictions.

    `lengths` are those of one group; predictions are one number for each character of a window.
    """
    if max(lengths) + 1 <= limit:
        return (yield [Window(number, 0, n, 1) for number, n in enumerate(lengths)])
    found: list[list[Ints]] = [[] for _ in lengths]
    done = [0] * len(lengths)
    first = True
    while any(at < n for at, n in zip(done, lengths, strict=True)):
        counts = [min(n - at, limit) for at, n in zip(done, lengths, strict=True)]
        width = max(counts)
        windows = [
            Window(number, done[number], n, min(1, width - n) if first else width - n)
            for number, n in enumerate(counts)
            if n
        ]
        predictions = yield windows
        for window, predicted in zip(windows, predictions, strict=True):
            number, advance = window.paragraph, window.count
            if lengths[number] - window.start > limit:
                ends = np.flatnonzero((predicted == SENTENCE) | (predicted == MULTIWORD_SENTENCE))
                advance = int(ends[-1]) + 1 if len(ends) else advance
            found[number].append(predicted[:advance])
            done[number] += advance
        first = False
    return [np.concatenate(parts) for parts in found]
