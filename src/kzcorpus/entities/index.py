"""The gazetteer compiled for matching: every name under the keys by which texts are searched.

Two ways lead to a name. Listed names are sequences of words under `search_key`. People's names have
regular variants too, under their skeletons, which are looked for around a surname. What only some
texts need is made when a text has a word for it: the variants of people of a surname, and the names
that a Russian word in any of its cases may begin. So compiling takes a fraction of a second, and a
corpus costs no more than its own words.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kzcorpus.entities.declension import form_keys
from kzcorpus.entities.gazetteer import Entry, Gazetteer, Name
from kzcorpus.entities.transliteration import search_words, skeletons
from kzcorpus.entities.variants import STYLES, Words, surname, variant_words, variants
from kzcorpus.letters import lower_tr, search_key

#: So many letters of a Russian word are the same in all its forms.
_PREFIX = 2


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """That a sequence of words may mean an entity: by which of its names, and by which rule.

    `kind` is alias (a listed name), variant (made by a rule) or surname (the bare surname). `words`
    are search keys (of a listed name) or skeletons.
    """

    entry: Entry
    name: Name
    kind: str
    rule: str = ""
    words: Words = ()

    @property
    def letters(self) -> Words:
        """The words of a listed name in lower case, with the diacritics that search keys lack."""
        letters = _letters(self.name)
        return letters if len(letters) == len(self.words) else self.words

    @property
    def spellings(self) -> frozenset[str]:
        """The last word, in lower case, of all names of the entity that are looked up alike."""
        alike = (name for name in self.entry.names if search_words(name.text) == self.words)
        return frozenset((self.letters[-1], *(_letters(name)[-1] for name in alike)))


class AliasIndex:
    """All names of a gazetteer by their words. It grows by what texts need, and by nothing else.

    Attributes:
        words: every word of a listed name.
        longest: how many words the longest listed name has, by the first word.
        peoples: names of peoples of one word.
        person_words: every word of people's names and their variants.
        first_surname_words: the first words of bare surnames.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.entries = gazetteer.entries
        self.longest: dict[str, int] = {}
        self._aliases: dict[Words, list[Reference]] = {}
        self._order: dict[Reference, int] = {}
        self._russian: dict[str, str] = {}
        #: By the first letters of Russian words: those that wait for a text which has them.
        self._declined: dict[str, list[Reference]] = defaultdict(list)
        self._unclassed: dict[str, set[str]] = defaultdict(set)
        for reference in _listed(gazetteer.entries.values()):
            self._order[reference] = len(self._order)
            self._add(reference, reference.words)
            if first := next(filter(cyrillic, reference.words), ""):
                self._declined[first[:_PREFIX]].append(reference)
                self._add_russian(reference)
        self.words = frozenset(word for words in self._aliases for word in words)
        self.peoples = frozenset(
            words[0]
            for words, references in self._aliases.items()
            if len(words) == 1 and any(r.entry.type == "NORP" for r in references)
        )
        self._variants: dict[Words, list[Reference]] = {}
        self._surnames: dict[Words, list[Reference]] = defaultdict(list)
        #: People whose variants nobody has needed yet, by each word of their surnames.
        self._unvaried: dict[str, list[Entry]] = defaultdict(list)
        self._varied: set[str] = set()
        person_words: set[str] = set()
        for entry in gazetteer.entries.values():
            if entry.type == "PERSON":
                person_words |= self._add_person(entry)
        self.person_words = frozenset(person_words)
        self.first_surname_words = frozenset(words[0] for words in self._surnames)

    def aliases(self, words: Words) -> list[Reference]:
        """The listed names with these words, or with these but for Russian declension."""
        return self._aliases.get(words, [])

    def variants(self, words: Words) -> list[Reference]:
        """The people of whose names this is a variant, if `prepare` has seen the words."""
        return self._variants.get(words, [])

    def surnames(self, words: Words) -> list[Reference]:
        """The people who have this surname."""
        return self._surnames.get(words, [])

    def russian(self, word: str) -> str | None:
        """The form that stands for all cases of a word; None if no name has that word."""
        if not cyrillic(word):
            return None
        found = self._class(word)
        for reference in self._declined.pop(word[:_PREFIX], ()):
            words = tuple([self._class(word) or word for word in reference.words])
            if words != reference.words:
                self._add(reference, words)
        return found

    def prepare(self, words: Iterable[str]) -> None:
        """Make the variants of all people who have one of these words in a surname."""
        for word in words:
            for entry in self._unvaried.pop(word, ()):
                if entry.id in self._varied:
                    continue
                self._varied.add(entry.id)
                made: dict[Words, tuple[Name, str]] = {}
                for name in entry.names:
                    if not name.ambiguous:
                        for one, rule in variants(name):
                            made.setdefault(one, (name, rule))
                for one, (name, rule) in made.items():
                    reference = Reference(entry, name, "variant", rule, one)
                    # In the order of the gazetteer, whichever text came first.
                    insort(self._variants.setdefault(one, []), reference, key=_entry_id)

    def _add(self, reference: Reference, words: Words) -> None:
        """In the order of the gazetteer, whichever text came first."""
        insort(self._aliases.setdefault(words, []), reference, key=self._order.__getitem__)
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def _add_russian(self, reference: Reference) -> None:
        if reference.name.lang != "kk":
            for key, word in zip(reference.words, reference.letters, strict=True):
                if cyrillic(word):
                    self._unclassed[key[:_PREFIX]].add(word)

    def _class(self, word: str) -> str | None:
        if words := self._unclassed.pop(word[:_PREFIX], None):
            self._russian |= _russian_classes(words)
        return self._russian.get(word)

    def _add_person(self, entry: Entry) -> set[str]:
        """Index the surnames of a person; every word of the name and its variants."""
        alone: dict[Words, Name] = {}
        words: set[str] = set()
        for name in entry.names:
            last = surname(name)
            if last:
                alone.setdefault(last, name)
            if last and not name.ambiguous:
                words |= variant_words(name, last)
        for last, name in alone.items():
            self._surnames[last].append(Reference(entry, name, "surname", "", last))
        surnames = {word for last in alone for word in last}
        for word in surnames:
            self._unvaried[word].append(entry)
        return words | surnames


def _letters(name: Name) -> Words:
    return tuple(filter(None, re.split(r"[\W_]+", lower_tr(name.text))))


def _listed(entries: Iterable[Entry]) -> Iterator[Reference]:
    for entry in entries:
        seen: dict[Words, Reference] = {}
        for name in entry.names:
            words = search_words(name.text)
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
                seen[words] = Reference(entry, name, "alias", "", words)
        yield from seen.values()


def _entry_id(reference: Reference) -> str:
    return reference.entry.id


def _is_smaller(text: str, other: str) -> bool:
    """Whether a name has fewer capitals than another, though both begin with one."""
    small = [sum(word[0].islower() for word in name.split()) for name in (text, other)]
    return text[0].isupper() and other[0].isupper() and small[0] > small[1]


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
