"""Ids for what no gazetteer knows, the same for names that are clearly one.

Two names are clearly one if they have the same type and

- the same words in the same order, by their skeletons (Kaseinov, Kasseinov, Касеинов);
- for people: surnames that are spelt nearly alike, and given names that are the same, nearly alike,
  or one the initial of the other, at least one of them in common; and nobody else fits as well;
- for all others: as many words, each nearly alike and with the same beginning, the same numbers,
  and 92 of 100 points of similarity in all (Diplomasi Akademisi, Diplomatik Akademisi).

A document is linked by itself; what its unknown names have to do with those of other documents is
settled once for all names of a corpus, here. Each name is compared with those before it, and the
first one gives the id. The order is that of the names alone, people's fullest and other things'
shortest first, and not that of the documents: so no order of work and no number of workers changes
an id, N. Kitchen never takes the id that Nicholas Kitchen's name should give, and an institution's
is not that of an inflected name. Nor do counts decide, which change with every document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kzcorpus.entities.alike import Pair, alike_names, alike_people
from kzcorpus.entities.transliteration import search_words, skeletons
from kzcorpus.entities.variants import Words
from kzcorpus.letters import fold
from kzcorpus.records import EntityLink, Mention, NameKey

_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[A-Za-z]")


def nil_id(mention: Mention) -> str:
    """The id of a name that nobody has catalogued: readable, stable, the same in every corpus.

    >>> nil_id(Mention(0, 9, "GPE", "GPE", 0, 0, 1, "NUR-SULTAN"))
    'nil/gpe/nur-sultan'
    """
    return slug(mention.type, mention.name)


def slug(type: str, name: str) -> str:
    words = "-".join(_WORD.findall(fold(name)))
    return f"nil/{type.lower().replace('_', '-')}/{words or 'unnamed'}"


@dataclass(frozen=True, slots=True)
class NilMatch:
    """The id of an unknown name, and why.

    `key` is the (type, name) that gives the id; `evidence` the name that this one was taken for,
    by `method` "name" (its words are the same) or "similar", with a `score` up to 1.
    """

    canonical_id: str
    method: str
    score: float
    evidence: str
    key: NameKey


def resolve_nil(names: Iterable[NameKey]) -> dict[NameKey, NilMatch]:
    """The ids of unknown names, given as (type, name); in any order, doubles count once.

    >>> found = resolve_nil([("PERSON", "N. Kitchen"), ("PERSON", "Nicholas Kitchen")])
    >>> found["PERSON", "N. Kitchen"].canonical_id
    'nil/person/nicholas-kitchen'
    """
    kinds: dict[str, list[NameKey]] = defaultdict(list)
    for key in set(names):
        kinds[key[0]].append(key)
    matches: dict[NameKey, NilMatch] = {}
    for kind, keys in kinds.items():
        matches |= _of_one_type(keys, people=kind == "PERSON")
    return matches


def _of_one_type(keys: Iterable[NameKey], *, people: bool) -> dict[NameKey, NilMatch]:
    """The matches of distinct names of one type."""
    rows = _in_order(keys, people)
    numbers: dict[Words, int] = {}
    leaders: list[NameKey] = []
    for words, key in rows:
        if numbers.setdefault(words, len(leaders)) == len(leaders):
            leaders.append(key)
    pairs = (alike_people if people else alike_names)(list(numbers))
    first = _first_alike(people, len(leaders), pairs)
    made: list[NilMatch] = []
    for number, key in enumerate(leaders):
        if number in first:
            other, points = first[number]
            why = ("similar", round(points / 100, 2), leaders[other][1])
            made.append(NilMatch(made[other].canonical_id, *why, made[other].key))
        else:
            made.append(NilMatch(slug(*key), "name", 1.0, key[1], key))
    return {key: made[numbers[words]] for words, key in rows}


def settled(link: EntityLink, matches: Mapping[NameKey, NilMatch]) -> EntityLink:
    """A link whose entity is known: a pending one gets the id of its name.

    One without a method of its own also gets that of its name, with score and evidence.
    """
    if link.pending is None:
        return link
    match = matches[link.pending]
    known = replace(link, canonical_id=match.canonical_id, pending=None)
    if link.method:
        return known
    return replace(known, method=match.method, score=match.score, evidence=match.evidence)


def _in_order(keys: Iterable[NameKey], people: bool) -> list[tuple[Words, NameKey]]:
    """Names of one type with their words, in the order that decides."""

    def order(row: tuple[Words, NameKey]) -> tuple[object, ...]:
        words, (_, name) = row
        say = _fullness(words) if people else _length(words)
        return *say, *_preference(name)

    return sorted(((_words(*key), key) for key in keys), key=order)


def _words(type: str, name: str) -> Words:
    """By which a name is compared; a name without letters is like itself alone."""
    words = skeletons(name) if type == "PERSON" else search_words(name)
    return words or (name,)


def _fullness(words: Words) -> tuple[int, int]:
    """Names of people that say more come first: more words that are no initials, more words."""
    return len([word for word in words if len(word) == 1]) - len(words), -len(words)


def _length(words: Words) -> tuple[int, int]:
    """Names of things that are no people: the shortest first, since endings make them longer."""
    return len(words), sum(map(len, words))


def _preference(name: str) -> tuple[bool, bool, int, str]:
    """Of names with the same words the first one gives the id.

    That is the one not in capitals, in Latin letters, with most letters that a keyboard may lack
    (Kurultayı before Kurultayi), by the alphabet.
    """
    # In UTF-8 every letter that is not ASCII takes more than a byte.
    marked = len(name.encode("utf-8", "surrogatepass")) - len(name)
    return name.isupper(), not _LATIN.search(name), -marked, name


def _first_alike(people: bool, size: int, pairs: Iterable[Pair]) -> dict[int, tuple[int, float]]:
    """For each name that is like one before it: which one, and with how many points.

    That is the one with most points, the first of several; but of people nobody, if several that
    are not one person have as many.
    """
    before: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other, points in pairs:
        before[max(one, other)].append((-points, min(one, other)))
    leaders = list(range(size))
    first: dict[int, tuple[int, float]] = {}
    for number in sorted(before):
        ranked = sorted(before[number])
        most, other = ranked[0]
        if people and _several(leaders, ranked, most):
            continue
        leaders[number] = leaders[other]
        first[number] = (other, -most)
    return first


def _several(leaders: Sequence[int], ranked: Sequence[tuple[float, int]], most: float) -> bool:
    return len({leaders[other] for points, other in ranked if points == most}) > 1
