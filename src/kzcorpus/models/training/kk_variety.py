"""What news sentences lack and documents have: headings in capitals, semicolons, initials."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ner_augment import mentions
from kzcorpus.models.training.ner_data import Tagged


@dataclass(frozen=True)
class Shares:
    """Probabilities: of a sentence in capitals, of a comma that becomes a semicolon or a colon,
    of a person's first name that becomes an initial."""

    capitals: float
    semicolons: float
    colons: float
    initials: float


def initial(name: str) -> str:
    """A first name as an initial, a double one as two.

    >>> initial("Мұхтар"), initial("Қасым-Жомарт")
    ('М.', 'Қ.-Ж.')
    """
    return "-".join(f"{part[0]}." for part in name.split("-") if part)


def with_initials(row: Tagged, share: float, rng: random.Random) -> Tagged:
    """First names of persons as initials, in half of the cases after the surname.

    >>> row = Tagged(("Мұхтар", "Әуезов", "жазды"), ("B-PERSON", "I-PERSON", "O"), "kz", "kk")
    >>> with_initials(row, 1.0, random.Random(1)).words
    ('Әуезов', 'М.', 'жазды')
    """
    words = list(row.words)
    for start, end, kind in mentions(row):
        first, last = words[start], words[end - 1]
        named = kind == "PERSON" and end - start == 2 and last[:1].isupper()
        if named and first.replace("-", "").isalpha() and rng.random() < share:
            pair = (initial(first), last)
            words[start:end] = pair if rng.random() < 0.5 else pair[::-1]
    return replace(row, words=tuple(words))


def varied(sentences: Iterable[Sentence], shares: Shares, rng: random.Random) -> Iterator[Sentence]:
    """Sentences for the tokenizer, some in capitals, some with other marks for their commas."""
    for sentence in sentences:
        tokens = []
        for token in sentence.tokens:
            form = token.form
            if form == ",":
                drawn = rng.random()
                if drawn < shares.semicolons + shares.colons:
                    form = ";" if drawn < shares.semicolons else ":"
            tokens.append(form)
        if rng.random() < shares.capitals:
            tokens = [form.upper() for form in tokens]
        made = (
            Token(form, (Word(form),), token.space_after)
            for form, token in zip(tokens, sentence.tokens, strict=True)
        )
        yield replace(sentence, tokens=tuple(made))
