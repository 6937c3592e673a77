"""Ids for what no gazetteer knows, the same for names that are clearly one.

Names are compared with those seen before, in the order of the documents: the first one gives the
id. So ids depend on nothing but the documents and their order, and one pass over a stream does.

Two names are clearly one if they have the same type and

- the same words in the same order, by their skeletons (Kaseinov, Kasseinov, Касеинов);
- for people: surnames that are spelt nearly alike, and given names that are the same, nearly alike,
  or one the initial of the other, at least one of them in common; and nobody else fits as well;
- for all others: as many words, each nearly alike and with the same beginning, the same numbers,
  and 92 of 100 points of similarity in all (Diplomasi Akademisi, Diplomatik Akademisi).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kzcorpus.entities.transliteration import skeletons
from kzcorpus.entities.variants import STYLES
from kzcorpus.errors import MissingPackageError
from kzcorpus.letters import fold, search_key
from kzcorpus.records import Mention

#: rapidfuzz points (0 to 100) from which two surnames, two words, two names are nearly alike.
SURNAME, WORD, WHOLE = 88, 70, 92
#: Words shorter than this must be the same.
_SHORT = 4
#: Letters that nearly equal words must begin with.
_BEGINNING = 3


def nil_id(mention: Mention) -> str:
    """The id of a name that nobody has catalogued: readable, stable, the same in every corpus.

    >>> nil_id(Mention(0, 9, "GPE", "GPE", 0, 0, 1, "NUR-SULTAN"))
    'nil/gpe/nur-sultan'
    """
    return slug(mention.type, mention.name)


def slug(type: str, name: str) -> str:
    letters = (ch if ch.isalnum() else " " for ch in fold(name))
    words = "-".join("".join(letters).split())
    return f"nil/{type.lower().replace('_', '-')}/{words or 'unnamed'}"


@dataclass(frozen=True, slots=True)
class NilMatch:
    """The id of a name, how sure it is, and the name of before that it was taken for."""

    canonical_id: str
    method: str
    score: float
    evidence: str = ""


@dataclass(slots=True)
class NilNames:
    """The names seen so far, by type; give it the documents in a fixed order."""

    _exact: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    _people: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _others: dict[tuple[str, int, str], list[tuple[tuple[str, ...], str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def match(self, type: str, name: str) -> NilMatch:
        """The id for a name; a new one is remembered."""
        words = skeletons(name) if type == "PERSON" else tuple(search_key(name).split())
        key = (type, words)
        if key in self._exact:
            return NilMatch(self._exact[key], "name", 1.0, name)
        found = self._person(words) if type == "PERSON" else self._other(type, words)
        canonical_id = found.canonical_id if found else slug(type, name)
        if words:
            self._exact[key] = canonical_id
        if type == "PERSON" and len(words) > 1:
            self._people[words[-1][:2]].append((words, canonical_id, name))
        elif len(words) > 1:
            self._others[type, len(words), words[0][:2]].append((words, canonical_id, name))
        return found or NilMatch(canonical_id, "name", 1.0, name)

    def _person(self, words: tuple[str, ...]) -> NilMatch | None:
        if len(words) < 2 or words[-1] in STYLES:
            return None
        fits: dict[str, tuple[float, str]] = {}
        for other, canonical_id, name in self._people.get(words[-1][:2], ()):
            points = same_person(words, other)
            if points and points > fits.get(canonical_id, (0.0, ""))[0]:
                fits[canonical_id] = (points, name)
        if not fits:
            return None
        ranked = sorted(fits.items(), key=lambda item: -item[1][0])
        if len(ranked) > 1 and ranked[0][1][0] == ranked[1][1][0]:
            return None
        canonical_id, (points, name) = ranked[0]
        return NilMatch(canonical_id, "similar", round(points / 100, 2), name)

    def _other(self, type: str, words: tuple[str, ...]) -> NilMatch | None:
        if len(words) < 2:
            return None
        best: tuple[float, str, str] | None = None
        for other, canonical_id, name in self._others.get((type, len(words), words[0][:2]), ()):
            points = same_name(words, other)
            if points and (best is None or points > best[0]):
                best = (points, canonical_id, name)
        if best is None:
            return None
        return NilMatch(best[1], "similar", round(best[0] / 100, 2), best[2])


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How sure it is (0 to 100) that two names of at least two skeletons are one person's; 0: no.

    >>> same_person(("n", "kitčen"), ("nikolas", "kitčen"))
    80.0
    >>> same_person(("farhat", "kasenov"), ("yerlan", "kasenov"))
    0.0
    """
    surnames = _ratio(one[-1], other[-1])
    if surnames < SURNAME or (surnames < 100 and one[-1][:2] != other[-1][:2]):
        return 0.0
    given, others = one[:-1], other[:-1]
    firsts = _given(given[0], others[0])
    pairs = [_given(a, b) for a, b in zip(given, others, strict=False)]
    if not firsts or not all(pairs):
        return 0.0
    initials = 80.0 if len(given[0]) == 1 or len(others[0]) == 1 else 100.0
    # A misspelt surname beside a mere initial is too little.
    if initials < 100 and surnames < 100:
        return 0.0
    return round(min(initials, surnames, *pairs), 1)


def _given(one: str, other: str) -> float:
    """Whether two given names may be one: points, 0 for no."""
    if len(one) == 1 or len(other) == 1:
        return 100.0 if one[0] == other[0] else 0.0
    points = _ratio(one, other)
    return points if points >= 80 and one[0] == other[0] else 0.0


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How sure it is (0 to 100) that two names of as many words are one; 0: no."""
    for a, b in zip(one, other, strict=True):
        if a == b:
            continue
        if min(len(a), len(b)) < _SHORT or any(ch.isdigit() for ch in a + b):
            return 0.0
        if a[:_BEGINNING] != b[:_BEGINNING] or _ratio(a, b) < WORD:
            return 0.0
    points = _ratio(" ".join(one), " ".join(other))
    return round(points, 1) if points >= WHOLE else 0.0


def _ratio(one: str, other: str) -> float:
    if one == other:
        return 100.0
    try:
        from rapidfuzz.fuzz import ratio
    except ImportError as error:
        raise MissingPackageError(
            "linking names needs rapidfuzz: pip install 'kzcorpus[nlp]'"
        ) from error
    return float(ratio(one, other))
