"""Finding the gazetteer's names in a document.

A document is gone over twice: by the search keys of its words, and by the same without case
endings. A name begins where its first word stands and ends at the latest at a word that no name
has; most words are such, so that hardly anything is looked up. People's variants are then looked
for around every surname.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kzcorpus.entities.compiling import cyrillic
from kzcorpus.entities.docwords import (
    WINDOW,
    Word,
    hyphenated_ending,
    in_capitals,
    in_mid_token,
    windows,
)
from kzcorpus.entities.index import AliasIndex, Reference
from kzcorpus.entities.reading import END, NOTHING, Reader
from kzcorpus.entities.spelling import cased, is_spelt, may_be
from kzcorpus.records import AnnotatedDocument, Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a hit may mean. `bent` says that a case ending had to be taken off."""

    reference: Reference
    bent: bool = False

    @property
    def kind(self) -> str:
        return self.reference.kind

    @property
    def ambiguous(self) -> bool:
        return self.reference.name.ambiguous


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A span of tokens that is called like entities of the gazetteer.

    `name` is the text without case ending. A `weak` hit is a bare surname, which names somebody
    only where the document or the model says so. `initial` says that a sentence begins with it.
    """

    sentence: int
    first: int
    last: int
    candidates: tuple[Candidate, ...]
    name: str
    weak: bool = False
    initial: bool = False

    @property
    def bent(self) -> bool:
        """Whether a case ending had to be taken off."""
        return all(candidate.bent for candidate in self.candidates)


class Matcher:
    """Finds the names of an index."""

    def __init__(self, index: AliasIndex) -> None:
        self._index = index
        self._reader = Reader(index)

    def find(self, document: AnnotatedDocument) -> list[Hit]:
        """All hits, in order; they may overlap, and a span has one hit only."""
        words = list(self._words(document))
        spans: dict[tuple[int, int, int], list[Candidate]] = {}
        for start, end, candidate in (*self._listed(words), *self._people(words)):
            first, last = words[start], words[end - 1]
            found = spans.setdefault((first.sentence, first.token, last.token + 1), [])
            if all(candidate.reference != other.reference for other in found):
                found.append(candidate)
        return [self._hit(document, *span, spans[span]) for span in sorted(spans)]

    def _words(self, document: AnnotatedDocument) -> Iterator[Word]:
        text, read = document.norm.text, self._reader.read
        for number, sentence in enumerate(document.sentences):
            initial = False
            shouted = in_capitals(text[sentence.start : sentence.end])
            for index, token in enumerate(sentence.tokens):
                form = text[token.start : token.end]
                if initial and form == ".":
                    continue
                reading = read(form, sentence.lang)
                initial = reading.upper and token.end - token.start <= 2
                for part in reading.parts:
                    yield Word(number, index, *part, reading, sentence.lang, shouted)
            yield Word(number, 0, "", NOTHING, NOTHING, (), END, "")

    def _listed(self, words: Sequence[Word]) -> Iterator[tuple[int, int, Candidate]]:
        """Listed names: as they are listed, and with case endings."""
        spans: set[tuple[int, int]] = set()
        keys, stems = [word.key for word in words], [word.stem for word in words]
        # As it stands, every word declined, the last word alone with an ending.
        for lead, last in ((keys, keys), (stems, stems), (keys, stems)):
            spans.update(self._spans(lead, last))
        for start, end in sorted(spans):
            inside = words[start:end]
            if any(in_mid_token(words, at) for at in (start, end)):
                continue
            exact, ended = tuple(keys[start:end]), tuple(stems[start:end])
            found: dict[int, Candidate] = {}
            for key in dict.fromkeys((exact, ended, (*exact[:-1], ended[-1]))):
                for reference in self._index.aliases(key):
                    bent = reference.words != tuple(word.form for word in inside)
                    fits = not bent or may_be(inside, reference)
                    if fits and cased(inside, reference, self._index.peoples):
                        found.setdefault(id(reference), Candidate(reference, bent))
            # A name as it is listed goes before one that needs an ending taken off.
            # And one that is written with a capital before one that is not: Xəzər, xəzər.
            upper = {k: c for k, c in found.items() if c.reference.name.text[0].isupper()}
            if upper and inside[0].reading.capital:
                found = upper
            plain = [candidate for candidate in found.values() if not candidate.bent]
            for candidate in plain or found.values():
                yield start, end, candidate

    def _spans(self, lead: Sequence[str], last: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where words follow one another as in a listed name; the last is looked up by `last`."""
        aliases, longest = self._index.aliases, self._index.longest
        for start in [place for place, key in enumerate(lead) if key in longest]:
            for end in range(start + 1, min(start + longest[lead[start]], len(lead)) + 1):
                if last[end - 1] != NOTHING and aliases((*lead[start : end - 1], last[end - 1])):
                    yield start, end
                if lead[end - 1] == NOTHING:
                    break

    def _people(self, words: Sequence[Word]) -> Iterator[tuple[int, int, Candidate]]:
        """Variants of people's names around every surname, and the bare surname."""
        surnames = self._index.first_surname_words
        for at, word in enumerate(words):
            if surnames.isdisjoint(word.people):
                continue
            for near in words[max(0, at - WINDOW) : at + WINDOW + 1]:
                self._index.prepare(near.people)
            for start, end in windows(words, at):
                for candidate in self._lookup(words[start:end], self._index.variants):
                    yield start, end, candidate
            for end in (at + 2, at + 1):
                for candidate in self._lookup(words[at:end], self._index.surnames):
                    reference = candidate.reference
                    if len(reference.words[0]) > 3 or is_spelt(word, reference):
                        yield at, end, candidate

    def _lookup(
        self, words: Sequence[Word], table: Callable[[tuple[str, ...]], list[Reference]]
    ) -> Iterator[Candidate]:
        choices = [word.people or (word.key,) for word in words]
        found: dict[str, Candidate] = {}
        # The first choice of each word is the word as it stands.
        for choice in product(*choices):
            bent = choice[-1] != choices[-1][0] or words[-1].reading.people_bent
            for reference in table(tuple(" ".join(choice).split())):
                found.setdefault(reference.entry.id, Candidate(reference, bent))
        yield from found.values()

    def _hit(
        self,
        document: AnnotatedDocument,
        number: int,
        first: int,
        last: int,
        candidates: Iterable[Candidate],
    ) -> Hit:
        sentence = document.sentences[number]
        kinds = {candidate.kind for candidate in candidates}
        # Whoever is called so in full goes before those whose surname it is.
        kept = tuple(c for c in candidates if c.kind != "surname" or kinds == {"surname"})
        name = self._name(document, sentence, first, last, kept)
        end = last + hyphenated_ending(document, sentence, last)
        return Hit(number, first, end, kept, name, kinds == {"surname"}, first == 0)

    def _name(
        self,
        document: AnnotatedDocument,
        sentence: Sentence,
        first: int,
        last: int,
        candidates: Sequence[Candidate],
    ) -> str:
        """The text of a hit without case ending, in Russian the name in the nominative."""
        text, end = document.norm.text, sentence.tokens[last - 1]
        form = text[end.start : end.end]
        before = text[sentence.tokens[first].start : end.start]
        reading = self._reader.read(form, sentence.lang)
        if not all(candidate.bent for candidate in candidates):
            return before + (reading.core or form)
        listed = [c.reference for c in candidates if c.kind == "alias"]
        if listed and cyrillic(reading.parts[-1].stem) and sentence.lang == "ru":
            return listed[0].name.text
        return before + reading.core[: reading.base if listed else reading.people_base]
