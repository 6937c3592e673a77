"""The regular variants of a person's name: initials, left-out names, order.

A gazetteer lists Kasım Cömert Tokayev once; K. C. Tokayev, Kasım Tokayev, Tokayev K. C. and
Tokayev, Kasım-Cömert follow by rule. All words are skeletons (see `transliteration.py`), so that a
spelling that nobody listed is found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from kzcorpus.entities.gazetteer import Name
from kzcorpus.entities.transliteration import skeletons

Words = tuple[str, ...]

#: Words behind a given name that are titles: alone, or beside an initial, they name nobody.
STYLES = frozenset(
    (
        *("khan", "han", "hani", "hanim", "batir", "sultan", "bi", "biy", "bey", "begim", "mirza"),
        *("paša", "padišah", "šah", "ata", "ana", "baba", "hatun", "ii", "iii", "iv", "i", "v"),
        *("efendi", "hoja", "hojan", "ulu", "uli", "oglu", "ogli", "kizi"),
    )
)
#: Names after the father; they may be left out.
_PATRONYMIC = re.compile(r".+(vič|vna|ična|uli|kizi|oglu|ogli|oglou)")
#: Given names beyond these are not combined: too many combinations, and nobody has them.
_MOST = 3
#: Between a surname and what follows it in a bibliography.
COMMA = ","


def surname(name: Name) -> Words:
    """The part that may stand alone, as skeletons; empty where it would name nobody."""
    words = skeletons(name.alone)
    usable = bool(name.given) and words and words[-1] not in STYLES and max(map(len, words)) > 1
    return words if usable else ()


def variants(name: Name) -> Iterator[tuple[Words, str]]:
    """The words of each variant of a person's name, with the rule that made it.

    >>> made = dict(variants(Name("Kasım-Jomart Tokayev", alone="Tokayev")))
    >>> made["kasim", "j", "tokaev"], made["tokaev", ",", "k", "j"], made["kasimjomart", "tokaev"]
    ('initials', 'surname first, initials', 'joined')
    """
    last = surname(name)
    given = skeletons(name.given)
    if not last or not given:
        return
    if name.text.startswith(name.alone):
        # Xi Jinping, Abay Kunanbayulı: what comes second is no given name to shorten.
        yield (*last, *given), "spelling"
        return
    seen: set[Words] = set()
    for words, rule in _given_forms(given):
        for ordered, order in (
            ((*words, *last), ""),
            ((*last, *words), "surname first"),
            ((*last, COMMA, *words), "surname first"),
        ):
            if ordered not in seen:
                seen.add(ordered)
                yield ordered, ", ".join(filter(None, (order, rule))) or "spelling"


def variant_words(name: Name, last: Words) -> set[str]:
    """Every word that a variant of a name has, by its surname, without making the variants.

    >>> sorted(variant_words(Name("Xi Jinping", alone="Xi"), ("si",)))
    ['jinping', 'si']
    """
    given = skeletons(name.given)
    words = {*last, *given}
    if not given:
        return set()
    if name.text.startswith(name.alone):
        return words
    first = _first(given)
    joined = "".join(first) if len(first) == 2 else initial(given[0])
    return words | {COMMA, joined, *map(initial, given[:_MOST])}


def _given_forms(given: Sequence[str]) -> Iterator[tuple[Words, str]]:
    """What may stand for the given names: all, fewer, initials, two in one word."""
    yield tuple(given), ""
    first = _first(given)
    if len(first) == 2:
        yield ("".join(first),), "joined"
    kept = given[:_MOST]
    for choice in product(("word", "initial", ""), repeat=len(kept)):
        if choice[0] == "" and "word" not in choice:
            continue  # "C. Tokayev" for Kasım C. Tokayev: nobody writes so
        words = tuple(
            word if how == "word" else initial(word)
            for word, how in zip(kept, choice, strict=True)
            if how
        )
        rule = "initials" if "initial" in choice else "shorter"
        if words:
            yield words, rule


def _first(given: Sequence[str]) -> Sequence[str]:
    """Given names without those after the father."""
    return [word for word in given if not _PATRONYMIC.fullmatch(word)] or given


def initial(word: str) -> str:
    """The initial of a skeleton.

    >>> initial("jomart"), initial("yuri")
    ('j', 'y')
    """
    return word[:1]
