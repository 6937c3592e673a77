"""Which names are clearly one: two at a time, and all pairs of many at once.

All pairs of 200,000 names are twenty thousand million. So names are put into blocks first, outside
of which nothing can be alike by the rules of `same_person` and `same_name`; blocks lose no pair.
What is left in a block is measured by rapidfuzz in one call.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import ModuleType
from typing import Any

from kzcorpus.entities.variants import STYLES, Words
from kzcorpus.errors import MissingPackageError

#: rapidfuzz points (0 to 100) from which two surnames, given names, words, names are nearly alike.
SURNAME, GIVEN, WORD, WHOLE = 88, 80, 70, 92
#: Words shorter than this must be the same.
_SHORT = 4
#: Letters that nearly equal words must begin with.
_BEGINNING = 3
#: So many words are compared one by one in less time than a call for all of them takes.
_FEW = 12
#: Rows of a block that are measured at once, to bound the memory of its matrix of points.
_ROWS = 512

#: Two names by their numbers, and how sure it is (0 to 100) that they are one.
Pair = tuple[int, int, float]


def same_person(one: Words, other: Words) -> float:
    """How sure it is (0 to 100) that two names of at least two skeletons are one person's; 0: no.

    >>> same_person(("n", "kitčen"), ("nikolas", "kitčen"))
    80.0
    >>> same_person(("farhat", "kasenov"), ("yerlan", "kasenov"))
    0.0
    """
    if one[0][0] != other[0][0]:
        return 0.0
    surnames = _ratio(one[-1], other[-1])
    if surnames < SURNAME or one[-1][:2] != other[-1][:2]:
        return 0.0
    initial = len(one[0]) == 1 or len(other[0]) == 1
    # A misspelt surname beside a mere initial is too little.
    if initial and surnames < 100:
        return 0.0
    least = 80.0 if initial else surnames
    for a, b in zip(one[:-1], other[:-1], strict=False):
        points = _given(a, b)
        if not points:
            return 0.0
        least = min(least, points)
    return round(least, 1)


def _given(one: str, other: str) -> float:
    """Whether two given names may be one: points, 0 for no."""
    if one[0] != other[0]:
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 100.0
    points = _ratio(one, other)
    return points if points >= GIVEN else 0.0


def same_name(one: Words, other: Words) -> float:
    """How sure it is (0 to 100) that two names of as many words are one; 0: no."""
    for a, b in zip(one, other, strict=True):
        if a != b and (_beginning(a) != _beginning(b) or _ratio(a, b) < WORD):
            return 0.0
    points = _ratio(" ".join(one), " ".join(other))
    return round(points, 1) if points >= WHOLE else 0.0


@functools.lru_cache(maxsize=10_000)
def _beginning(word: str) -> str:
    """What two words must have in common to be nearly alike: a short one or a number, all of it."""
    whole = len(word) < _SHORT or any(ch.isdigit() for ch in word)
    return f"{word}." if whole else word[:_BEGINNING]


def alike_people(names: Sequence[Words]) -> Iterator[Pair]:
    """Every two of the names that `same_person` takes for one, each pair once.

    Names of one word, or with a title in place of a surname, are like nobody else's.
    """
    # By the first two letters of the surname, the surname, the first given name.
    blocks: dict[str, dict[str, _People]] = defaultdict(dict)
    given: dict[str, set[str]] = defaultdict(set)
    for number, words in enumerate(names):
        if len(words) > 1 and words[-1] not in STYLES:
            people = blocks[words[-1][:2]].setdefault(words[-1], defaultdict(list))
            people[words[0]].append(number)
            given[words[0][0]].add(words[0])
    alike = _alike_given(given)
    for block in blocks.values():
        for one, other in (*((s, s) for s in block), *near(list(block), SURNAME)):
            for first, second in _candidates(block[one], block[other], alike):
                if (one != other or first < second) and (
                    points := same_person(names[first], names[second])
                ):
                    yield first, second, points


#: The numbers of people of one surname by their first given name.
_People = dict[str, list[int]]


def _alike_given(by_letter: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """For each given name those that may stand for it: nearly the same, or its initial."""
    alike: dict[str, set[str]] = {}
    for letter, words in by_letter.items():
        alike |= {word: {word, letter} for word in words}
        for one, other in near(list(words), GIVEN):
            alike[one].add(other)
            alike[other].add(one)
        alike[letter] = words
    return alike


def _candidates(
    one: _People, other: _People, alike: Mapping[str, set[str]]
) -> Iterator[tuple[int, int]]:
    """People of two surnames, or twice of one, whose first given names may be the same."""
    for given, people in one.items():
        for same in alike[given] & other.keys():
            yield from product(people, other[same])


def alike_names(names: Sequence[Words]) -> Iterator[Pair]:
    """Every two of the names that `same_name` takes for one, each pair once.

    They must have as many words; names of one word are like no other.
    """
    blocks: dict[Words, dict[str, int]] = defaultdict(dict)
    for number, words in enumerate(names):
        if len(words) > 1:
            blocks[tuple(map(_beginning, words))][" ".join(words)] = number
    for block in blocks.values():
        for one, other in near(list(block), WHOLE):
            first, second = block[one], block[other]
            if points := same_name(names[first], names[second]):
                yield first, second, points


def near(words: Sequence[str], points: int) -> Iterator[tuple[str, str]]:
    """Every two of some different words whose ratio reaches the points, each pair once."""
    if len(words) <= _FEW:
        for place, one in enumerate(words):
            for other in words[place + 1 :]:
                if _ratio(one, other) >= points:
                    yield one, other
        return
    # A word of n letters can have that ratio with one of n * longest letters at most.
    longest = (200 - points) / points
    ordered = sorted(words, key=lambda word: (len(word), word))
    lengths = [len(word) for word in ordered]
    cdist, fuzz = _rapidfuzz().process.cdist, _rapidfuzz().fuzz
    for first in range(0, len(ordered), _ROWS):
        rows = ordered[first : first + _ROWS]
        end = bisect_right(lengths, len(rows[-1]) * longest)
        columns = ordered[first:end]
        found: Any = cdist(rows, columns, scorer=fuzz.ratio, score_cutoff=points, dtype="uint8")
        for row, column in zip(*(axis.tolist() for axis in found.nonzero()), strict=True):
            if column > row:
                yield rows[row], columns[column]


def _ratio(one: str, other: str) -> float:
    return 100.0 if one == other else float(_rapidfuzz().fuzz.ratio(one, other))


@functools.cache
def _rapidfuzz() -> ModuleType:
    try:
        import rapidfuzz
        import rapidfuzz.fuzz
        import rapidfuzz.process
    except ImportError as error:
        raise MissingPackageError(
            "linking names needs rapidfuzz: pip install 'kzcorpus[nlp]'"
        ) from error
    return rapidfuzz
