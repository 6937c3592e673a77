"""Small, seeded changes to training sentences, so that the model meets what real files hold.

Headings in capitals, apostrophes that a careless author left out, names that the training part
never mentions, lines joined into one sentence. Each pass over the data draws anew; development and
test parts are never changed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kzcorpus.letters import upper_tr
from kzcorpus.models.training.ner_data import Tagged

#: Types whose mentions may stand in for each other; a date or a law carries its context inside.
SWAPPED = frozenset({"PERSON", "GPE", "ORG", "LOC", "FAC", "PRODUCT", "EVENT"})


@dataclass(frozen=True)
class Rates:
    """Probabilities: of a sentence in capitals, of joining it to the next one, of leaving out its
    final stop, of leaving out its apostrophes, of cutting its abbreviations from their stops; of
    swapping each mention."""

    capitals: float
    join: float
    stop: float
    apostrophes: float
    abbreviations: float
    swap: float


def mentions(sentence: Tagged) -> Iterator[tuple[int, int, str]]:
    """Half-open token ranges of a sentence's mentions, with their types."""
    start, kind = -1, ""
    for i, tag in enumerate((*sentence.tags, "O")):
        if start >= 0 and not tag.startswith("I-"):
            yield start, i, kind
            start = -1
        if tag.startswith("B-"):
            start, kind = i, tag[2:]


def mention_pool(sentences: Iterable[Tagged]) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """Distinct mentions by language and type, sorted; the stock that `swap_mentions` draws from.

    The wiki lends its full names of persons only: on the other types the two guides differ.
    """
    found: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for sentence in sentences:
        for start, end, kind in mentions(sentence):
            words = sentence.words[start:end]
            if sentence.scheme == "kz":
                usable = kind in SWAPPED and len(words) <= 6
            else:
                usable = kind == "PERSON" and 2 <= len(words) <= 3
                usable = usable and all(word[0].isupper() for word in words)
            if usable:
                found[sentence.lang, kind].add(words)
    return {key: sorted(values) for key, values in found.items()}


def swap_mentions(
    sentence: Tagged,
    pool: Mapping[tuple[str, str], Sequence[tuple[str, ...]]],
    rate: float,
    rng: random.Random,
) -> Tagged:
    """Each mention replaced, with probability `rate`, by another of its language and type."""
    words, tags, last = [], [], 0
    for start, end, kind in mentions(sentence):
        stock = pool.get((sentence.lang, kind), ())
        if not stock or rng.random() >= rate:
            continue
        other = rng.choice(stock)
        words += [*sentence.words[last:start], *other]
        tags += [*sentence.tags[last:start], "B-" + kind, *["I-" + kind] * (len(other) - 1)]
        last = end
    words += sentence.words[last:]
    tags += sentence.tags[last:]
    return replace(sentence, words=tuple(words), tags=tuple(tags))


def in_capitals(sentence: Tagged) -> Tagged:
    """The sentence in capitals, by Turkish rules where it is no Kazakh.

    >>> in_capitals(Tagged(("Kazakistan’ın", "ilişkileri"), ("B-GPE", "O"), "kz", "tr")).words
    ('KAZAKİSTAN’IN', 'İLİŞKİLERİ')
    """
    upper = str.upper if sentence.lang == "kk" else upper_tr
    return replace(sentence, words=tuple(upper(word) for word in sentence.words))


def without_apostrophes(sentence: Tagged) -> Tagged:
    """Suffixes written on without their apostrophe.

    >>> without_apostrophes(Tagged(("Tokayev’in",), ("B-PERSON",), "kz", "tr")).words
    ('Tokayevin',)
    """
    words = tuple(word.replace("’", "") if len(word) > 1 else word for word in sentence.words)
    return replace(sentence, words=words)


def cut_abbreviations(sentence: Tagged) -> Tagged:
    """Initials and abbreviations cut from their stops, as tokenizers sometimes do.

    >>> row = cut_abbreviations(Tagged(("K.", "Tokayev"), ("B-PERSON", "I-PERSON"), "kz", "tr"))
    >>> row.words, row.tags
    (('K', '.', 'Tokayev'), ('B-PERSON', 'I-PERSON', 'I-PERSON'))
    """
    words, tags = [], []
    for word, tag in zip(sentence.words, sentence.tags, strict=True):
        if len(word) > 1 and word.endswith(".") and word[:-1].isalpha():
            words += [word[:-1], "."]
            tags += [tag, "I" + tag[1:] if tag != "O" else "O"]
        else:
            words.append(word)
            tags.append(tag)
    return replace(sentence, words=tuple(words), tags=tuple(tags))


def without_stop(sentence: Tagged) -> Tagged:
    """The sentence without its final stop, as a heading or list item ends."""
    if len(sentence.words) > 1 and sentence.words[-1] in {".", "…", ":"}:
        return replace(sentence, words=sentence.words[:-1], tags=sentence.tags[:-1])
    return sentence


def augment(
    sentences: Sequence[Tagged],
    pool: Mapping[tuple[str, str], Sequence[tuple[str, ...]]],
    rates: Rates,
    rng: random.Random,
) -> Iterator[Tagged]:
    """One pass over `sentences`, each changed by chance; neighbours of one scheme may be joined."""
    i = 0
    while i < len(sentences):
        sentence = sentences[i]
        i += 1
        if sentence.scheme == "kz":
            sentence = swap_mentions(sentence, pool, rates.swap, rng)
        if rng.random() < rates.stop:
            sentence = without_stop(sentence)
        following = sentences[i] if i < len(sentences) else None
        if (
            following is not None
            and rng.random() < rates.join
            and (following.scheme, following.lang) == (sentence.scheme, sentence.lang)
            and len(sentence.words) + len(following.words) < 90
        ):
            i += 1
            sentence = replace(
                sentence,
                words=sentence.words + following.words,
                tags=sentence.tags + following.tags,
            )
        if rng.random() < rates.abbreviations:
            sentence = cut_abbreviations(sentence)
        if rng.random() < rates.apostrophes:
            sentence = without_apostrophes(sentence)
        if rng.random() < rates.capitals:
            sentence = in_capitals(sentence)
        yield sentence
