"""The gazetteer compiled for matching: every name under the keys by which texts are searched.

Two ways lead to a name. Listed names are word sequences under `search_key`, matched by spaCy's
PhraseMatcher. People's names have regular variants too, looked up by their skeletons around a
surname. Compiling takes a second or so; a process does it once for each gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kzcorpus.entities.declension import form_keys
from kzcorpus.entities.gazetteer import Entry, Gazetteer, Name
from kzcorpus.entities.transliteration import skeletons
from kzcorpus.entities.variants import STYLES, Words, surname, variants
from kzcorpus.letters import lower_tr, search_key


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """That a sequence of words may mean an entity: by which of its names, and by which rule.

    `kind` is alias (a listed name), variant (made by a rule) or surname (the bare surname). `words`
    are search keys (of a listed name) or skeletons; `letters` the same words in their own letters.
    """

    entry: Entry
    name: Name
    kind: str
    rule: str = ""
    words: Words = ()
    letters: Words = ()


class AliasIndex:
    """All names of a gazetteer by their words.

    Attributes:
        aliases: listed names under their exact words, and under the words in which Russian
            declension has been undone.
        words: every word of a listed name.
        peoples: names of peoples of one word.
        variants: people's names under the skeletons of their words.
        surnames: bare surnames under their skeletons.
        person_words: every word of those two.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.entries = gazetteer.entries
        self.aliases: dict[Words, list[Reference]] = defaultdict(list)
        self.variants: dict[Words, list[Reference]] = defaultdict(list)
        self.surnames: dict[Words, list[Reference]] = defaultdict(list)
        listed = list(_listed(gazetteer.entries.values()))
        self.words = frozenset(word for reference in listed for word in reference.words)
        self.peoples = frozenset(
            r.words[0] for r in listed if r.entry.type == "NORP" and len(r.words) == 1
        )
        self._russian = _russian_classes(
            word
            for reference in listed
            if reference.name.lang != "kk"
            for word in reference.letters
            if cyrillic(word)
        )
        for reference in listed:
            for words in dict.fromkeys((reference.words, self.undeclined(reference.words))):
                self.aliases[words].append(reference)
        for entry in gazetteer.entries.values():
            if entry.type == "PERSON":
                self._add_person(entry)
        self.person_words = frozenset(
            word for table in (self.variants, self.surnames) for words in table for word in words
        )
        self.first_surname_words = frozenset(words[0] for words in self.surnames)

    def undeclined(self, words: Iterable[str]) -> Words:
        """The words with one form for all cases of a Russian word."""
        return tuple(self._russian.get(word, word) for word in words)

    def russian(self, word: str) -> str | None:
        """The form that stands for all cases of a word; None if no name has that word."""
        return self._russian.get(word)

    def _add_person(self, entry: Entry) -> None:
        made: dict[Words, tuple[Name, str]] = {}
        alone: dict[Words, Name] = {}
        for name in entry.names:
            if not name.ambiguous:
                for words, rule in variants(name):
                    made.setdefault(words, (name, rule))
            if last := surname(name):
                alone.setdefault(last, name)
        for words, (name, rule) in made.items():
            self.variants[words].append(Reference(entry, name, "variant", rule, words))
        for words, name in alone.items():
            self.surnames[words].append(Reference(entry, name, "surname", "", words))


def _listed(entries: Iterable[Entry]) -> Iterator[Reference]:
    for entry in entries:
        seen: dict[Words, Reference] = {}
        for name in entry.names:
            words = tuple(search_key(name.text).split())
            if len(words) == 1 and entry.type == "PERSON" and set(skeletons(name.text)) & STYLES:
                continue
            # The same words plainly and with "?": the plain one counts. The same in Kazakh and in
            # Russian: the Russian one, which may be declined. The same with fewer capitals (Aktau
            # Limanı, Aktau limanı): those, since a text in either language may have more of them.
            before = seen[words].name if words in seen else None
            if words and (
                before is None
                or (before.ambiguous and not name.ambiguous)
                or (before.lang == "kk" and before.ambiguous == name.ambiguous)
                or (before.ambiguous == name.ambiguous and _is_smaller(name.text, before.text))
            ):
                seen[words] = Reference(entry, name, "alias", "", words, _letters(name.text, words))
        yield from seen.values()


def _is_smaller(text: str, other: str) -> bool:
    """Whether a name has fewer capitals than another, though both begin with one."""
    small = [sum(word[0].islower() for word in name.split()) for name in (text, other)]
    return text[0].isupper() and other[0].isupper() and small[0] > small[1]


def _letters(text: str, words: Words) -> Words:
    """The words in lower case, with the diacritics that search keys lack."""
    letters = tuple(filter(None, re.split(r"[\W_]+", lower_tr(text))))
    return letters if len(letters) == len(words) else words


def cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return "\u0400" <= word[0] <= "\u04ff"


def _russian_classes(words: Iterable[str]) -> dict[str, str]:
    """Each form of each word, with the one word that stands for all that share a form with it."""
    leader: dict[str, str] = {}

    def find(word: str) -> str:
        while leader[word] != word:
            leader[word] = leader[leader[word]]
            word = leader[word]
        return word

    for word in sorted(set(words)):
        key = search_key(word)
        leader.setdefault(key, key)
        for form in form_keys(word):
            if form in leader:
                first, second = sorted((find(form), find(key)))
                leader[second] = first
            else:
                leader[form] = find(key)
    return {form: find(form) for form in leader}
