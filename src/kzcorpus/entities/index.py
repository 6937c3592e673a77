"""What a text's words may mean: the compiled gazetteer, and what is made of it as texts need it.

Most is looked up as `compiling.py` left it. What only some texts need is made when a text has a
word for it: the variants of people of a surname, the names that a Russian word in any of its cases
may begin, and the references themselves. So a corpus costs no more than its own words.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kzcorpus.entities.compiling import PREFIX, compile_names, cyrillic, letters_of
from kzcorpus.entities.declension import form_keys
from kzcorpus.entities.gazetteer import Entry, Gazetteer, Name
from kzcorpus.entities.transliteration import search_words
from kzcorpus.entities.variants import Words, variants
from kzcorpus.letters import search_key


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
        return letters_of(self.name, self.words)

    @property
    def spellings(self) -> frozenset[str]:
        """The last word, in lower case, of all names of the entity that are looked up alike."""
        alike = (name for name in self.entry.names if search_words(name.text) == self.words)
        return frozenset((self.letters[-1], *(letters_of(name, self.words)[-1] for name in alike)))


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
        self._ids = list(gazetteer.entries)
        names = gazetteer.names or compile_names(gazetteer)
        self._listed = names.listed
        #: Numbers of listed names by their words, and the references that were asked for.
        self._aliases: dict[str, Sequence[int]] = dict(names.aliases)
        self._references: dict[int, Reference] = {}
        self.longest = dict(names.longest)
        self.words = frozenset(names.words)
        self.peoples = frozenset(names.peoples)
        self._russian: dict[str, str] = {}
        #: By the first letters of Russian words: those that wait for a text which has them.
        self._declined = dict(names.declined)
        self._unclassed = dict(names.russian)
        self._variants: dict[Words, list[Reference]] = {}
        self._bare = names.surnames
        self._surnames: dict[str, list[Reference]] = {}
        #: People whose variants nobody has needed yet, by each word of their surnames.
        self._unvaried = dict(names.bearers)
        self._varied: set[int] = set()
        self.person_words = frozenset(names.person_words)
        self.first_surname_words = frozenset(words.partition(" ")[0] for words in self._bare)

    def aliases(self, words: Words) -> list[Reference]:
        """The listed names with these words, or with these but for Russian declension."""
        return [self._reference(number) for number in self._aliases.get(" ".join(words), ())]

    def variants(self, words: Words) -> list[Reference]:
        """The people of whose names this is a variant, if `prepare` has seen the words."""
        return self._variants.get(words, [])

    def surnames(self, words: Words) -> list[Reference]:
        """The people who have this surname."""
        key = " ".join(words)
        if key in self._bare and key not in self._surnames:
            found = [(self._entry(number), name) for number, name in self._bare[key]]
            self._surnames[key] = [
                Reference(entry, entry.names[name], "surname", "", words) for entry, name in found
            ]
        return self._surnames.get(key, [])

    def russian(self, word: str) -> str | None:
        """The form that stands for all cases of a word; None if no name has that word."""
        if not cyrillic(word):
            return None
        found = self._class(word)
        for number in self._declined.pop(word[:PREFIX], ()):
            listed = self._reference(number).words
            words = [self._class(word) or word for word in listed]
            if words != [*listed]:
                self._add(number, words)
        return found

    def prepare(self, words: Iterable[str]) -> None:
        """Make the variants of all people who have one of these words in a surname."""
        for word in words:
            for number in self._unvaried.pop(word, ()):
                if number in self._varied:
                    continue
                self._varied.add(number)
                entry = self._entry(number)
                made: dict[Words, tuple[Name, str]] = {}
                for name in entry.names:
                    if not name.ambiguous:
                        for one, rule in variants(name):
                            made.setdefault(one, (name, rule))
                for one, (name, rule) in made.items():
                    reference = Reference(entry, name, "variant", rule, one)
                    # In the order of the gazetteer, whichever text came first.
                    insort(self._variants.setdefault(one, []), reference, key=_entry_id)

    def _entry(self, number: int) -> Entry:
        return self.entries[self._ids[number]]

    def _reference(self, number: int) -> Reference:
        """A listed name; the same object whenever it is asked for."""
        if number not in self._references:
            at, name = self._listed[number]
            entry = self._entry(at)
            words = search_words(entry.names[name].text)
            self._references[number] = Reference(entry, entry.names[name], "alias", "", words)
        return self._references[number]

    def _add(self, number: int, words: Sequence[str]) -> None:
        """In the order of the gazetteer, whichever text came first."""
        key = " ".join(words)
        self._aliases[key] = sorted([*self._aliases.get(key, ()), number])
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def _class(self, word: str) -> str | None:
        if words := self._unclassed.pop(word[:PREFIX], None):
            self._russian |= _russian_classes(words)
        return self._russian.get(word)


def _entry_id(reference: Reference) -> str:
    return reference.entry.id


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
