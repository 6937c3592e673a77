"""The gazetteer compiled for matching: every name under the keys by which texts are searched.

Two ways lead to a name. Listed names are sequences of words under `search_key`. People's names have
regular variants too, under their skeletons, which are looked for around a surname; which words such
variants have is known here, the variants themselves are made when a text asks for them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kzcorpus.entities.gazetteer import Entry, Gazetteer, Name, NameTable
from kzcorpus.entities.transliteration import search_words, skeletons
from kzcorpus.entities.variants import STYLES, Words, surname, variant_words
from kzcorpus.letters import lower_tr

#: So many letters of a Russian word are the same in all its forms.
PREFIX = 2
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def compile_names(gazetteer: Gazetteer) -> NameTable:
    """The names of all entities by their words, as plain data."""
    entries = list(gazetteer.entries.values())
    listed: list[tuple[int, int]] = []
    aliases: dict[str, list[int]] = defaultdict(list)
    longest: dict[str, int] = {}
    peoples: set[str] = set()
    declined: dict[str, list[int]] = defaultdict(list)
    russian: dict[str, set[str]] = defaultdict(set)
    for number, entry in enumerate(entries):
        for words, name in _listed(entry):
            at = len(listed)
            listed.append((number, name))
            aliases[" ".join(words)].append(at)
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
            if entry.type == "NORP" and len(words) == 1:
                peoples.add(words[0])
            if first := next(filter(cyrillic, words), ""):
                declined[first[:PREFIX]].append(at)
                if entry.names[name].lang != "kk":
                    for key, word in _russian_words(words, entry.names[name]):
                        russian[key[:PREFIX]].add(word)
    surnames: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bearers: dict[str, list[int]] = defaultdict(list)
    people: dict[str, list[tuple[str, str]]] = defaultdict(list)
    person_words: set[str] = set()
    for number, entry in enumerate(entries):
        if entry.type != "PERSON":
            continue
        alone = _surnames(entry)
        for last, name in alone.items():
            surnames[" ".join(last)].append((number, name))
        own = {word for last in alone for word in last}
        for word in own:
            bearers[word].append(number)
        person_words |= own | _words_of_variants(entry.names)
        for full in sorted({skeletons(n.text) for n in entry.names if n.given and not n.ambiguous}):
            if len(full) > 1:
                people[full[-1][:2]].append((" ".join(full), entry.id))
    return NameTable(
        listed,
        aliases,
        longest,
        sorted({word for words in aliases for word in words.split(" ")}),
        sorted(peoples),
        declined,
        {prefix: sorted(words) for prefix, words in russian.items()},
        surnames,
        bearers,
        sorted(person_words),
        people,
    )


def _listed(entry: Entry) -> Iterator[tuple[Words, int]]:
    """The listed names of an entity: each sequence of words once, with the name that counts."""
    seen: dict[Words, int] = {}
    for number, name in enumerate(entry.names):
        words = search_words(name.text)
        if len(words) == 1 and entry.type == "PERSON" and set(skeletons(name.text)) & STYLES:
            continue
        # The same words plainly and with "?": the plain one counts. The same in Kazakh and in
        # Russian: the Russian one, which may be declined. The same with fewer capitals (Aktau
        # Limanı, Aktau limanı): those, since a text in either language may have more of them.
        before = entry.names[seen[words]] if words in seen else None
        if words and (
            before is None
            or (before.ambiguous and not name.ambiguous)
            or (before.lang == "kk" and before.ambiguous == name.ambiguous)
            or (before.ambiguous == name.ambiguous and _is_smaller(name.text, before.text))
        ):
            seen[words] = number
    yield from seen.items()


def _is_smaller(text: str, other: str) -> bool:
    """Whether a name has fewer capitals than another, though both begin with one."""
    small = [sum(word[0].islower() for word in name.split()) for name in (text, other)]
    return text[0].isupper() and other[0].isupper() and small[0] > small[1]


def cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return "\u0400" <= word[0] <= "\u04ff"


def letters_of(name: Name, words: Words) -> Words:
    """A listed name's words in lower case, with the diacritics that its search keys lack."""
    letters = tuple(filter(None, _BETWEEN_WORDS.split(lower_tr(name.text))))
    return letters if len(letters) == len(words) else words


def _russian_words(words: Words, name: Name) -> Iterator[tuple[str, str]]:
    for key, word in zip(words, letters_of(name, words), strict=True):
        if cyrillic(word):
            yield key, word


def _surnames(entry: Entry) -> dict[Words, int]:
    """The bare surnames of a person, with the first name that has each."""
    alone: dict[Words, int] = {}
    for number, name in enumerate(entry.names):
        if last := surname(name):
            alone.setdefault(last, number)
    return alone


def _words_of_variants(names: Sequence[Name]) -> set[str]:
    words: set[str] = set()
    for name in names:
        if not name.ambiguous and (last := surname(name)):
            words |= variant_words(name, last)
    return words
