"""The words of a document for the matcher, and the spans of them that may be people's names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kzcorpus.entities.reading import Reading
from kzcorpus.entities.suffixes import is_ending
from kzcorpus.entities.variants import COMMA
from kzcorpus.records import AnnotatedDocument, Sentence

#: Words beside a surname that may belong to a person's name.
WINDOW = 4


class Word(NamedTuple):
    """A word of a document: the token it is in, and the token's reading.

    `shouted` words stand in a sentence that is set in capitals, such as a heading.
    """

    sentence: int
    token: int
    form: str
    key: str
    stem: str
    people: tuple[str, ...]
    reading: Reading
    lang: str
    shouted: bool = False


def in_capitals(text: str) -> bool:
    """Whether most letters of a text are capitals."""
    return sum(map(str.isupper, text)) > sum(map(str.islower, text))


def hyphenated_ending(document: AnnotatedDocument, sentence: Sentence, last: int) -> int:
    """How many tokens behind a name are its case ending: KTMT-nin, БҰҰ-ның, Pyongyang-ın.

    The hyphen may be a token, or the end of the name's.
    """
    tokens, text = sentence.tokens, document.norm.text
    if sentence.lang not in ("az", "kk"):
        return 0
    size = 1 if text[tokens[last - 1].end - 1] == "-" else 2
    inside = tokens[last - 1 : last + size]
    joined = all(left.end == right.start for left, right in pairwise(inside))
    if len(inside) <= size or not joined:
        return 0
    name, hyphen, ending = text[inside[0].start : inside[-1].end].rpartition("-")
    if not (name and hyphen and name[0].isupper() and ending.islower()):
        return 0
    return size if is_ending(ending, sentence.lang) or (name.isupper() and len(ending) <= 6) else 0


def in_mid_token(words: Sequence[Word], at: int) -> bool:
    """Whether the boundary in front of this word is inside a token."""
    if not 0 < at < len(words):
        return False
    left, right = words[at - 1], words[at]
    return (left.sentence, left.token) == (right.sentence, right.token) and right.lang != ""


def windows(words: Sequence[Word], at: int) -> Iterator[tuple[int, int]]:
    """Spans that may be a person's name with its surname at a position, longest first."""
    for size in range(WINDOW, 1, -1):
        for start, end in ((at - size + 1, at + 1), (at, at + size)):
            if start >= 0 and end <= len(words) and _name_like(words[start:end], at - start):
                yield start, end
    end = at + WINDOW + 1
    while end > at + 2 and at + 1 < len(words) and words[at + 1].key == COMMA:
        inside = [*words[at : at + 1], *words[at + 2 : end]]
        if end <= len(words) and _name_like(inside, 0):
            yield at, end
        end -= 1


def _name_like(words: Sequence[Word], surname: int) -> bool:
    """Whether all these words stand in one sentence and are words of people's names."""
    sentence = words[surname].sentence
    return all(word.people and word.sentence == sentence for word in words)
