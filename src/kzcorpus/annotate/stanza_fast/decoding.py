"""From what the tokenizer says of each character to tokens and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kzcorpus.annotate.stanza_fast.characters import Ints, Paragraph
from kzcorpus.annotate.stanza_fast.windows import (
    INSIDE,
    MULTIWORD,
    MULTIWORD_SENTENCE,
    SENTENCE,
    WORD,
)

#: Stanza shows its later models "<UNK>" for a token that is longer than the model's `max_seqlen`.
TOO_LONG = "<UNK>"

#: One of these is in whatever Stanza's expression for addresses matches.
ADDRESS_SIGNS = ("@", "://", "www.", ".gov.", ".org.", ".edu.", ".net.", ".com.", ".co.")


class FoundToken(NamedTuple):
    """A token as the tokenizer gives it; offsets in the text, `multi`: to be expanded."""

    start: int
    end: int
    form: str
    multi: bool


def sentences(paragraph: Paragraph, predicted: Ints, longest: int) -> Iterator[list[FoundToken]]:
    """Tokens and sentences from predictions, as Stanza's `decode_predictions` makes them."""
    predicted = predicted.copy()
    predicted[-1] = SENTENCE if predicted[-1] <= SENTENCE else MULTIWORD_SENTENCE
    _keep_addresses_whole(paragraph.text, predicted)
    ends = np.flatnonzero(predicted != INSIDE)
    text, positions = paragraph.text, paragraph.positions
    sentence: list[FoundToken] = []
    start = 0
    kinds = predicted[ends].tolist()
    lasts = positions[ends].tolist()
    for end, kind, last in zip((ends + 1).tolist(), kinds, lasts, strict=True):
        form = text[start:end].lstrip()
        if form:
            first = int(positions[end - len(form)])
            shown = form if len(form) <= longest else TOO_LONG
            sentence.append(FoundToken(first, last + 1, shown, kind >= MULTIWORD))
            if kind in (SENTENCE, MULTIWORD_SENTENCE):
                yield sentence
                sentence = []
        start = end
    if sentence:
        yield sentence


def _keep_addresses_whole(text: str, predicted: Ints) -> None:
    """No token ends inside an address of the web or of mail; `update_pred_regex` in Stanza."""
    from stanza.models.tokenization.utils import MASK_RE

    # What every match holds: the expression alone would cost more than the rest of this file.
    if not any(sign in text for sign in ADDRESS_SIGNS):
        return
    for match in MASK_RE.finditer(text):
        predicted[match.start() : match.end() - 1] = INSIDE
        if predicted[match.end() - 1] == INSIDE:
            predicted[match.end() - 1] = WORD
