"""Finding the gazetteer's names in a document.

spaCy's PhraseMatcher goes over a document twice: over a `Doc` of the tokens' search keys, and over
one of the same without case endings. People's variants are then looked for around every surname.
Words that no name has are one and the same word in a Doc, so that spaCy's vocabulary does not grow
with the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from kzcorpus.entities.declension import form_keys, forms
from kzcorpus.entities.index import AliasIndex, Reference, cyrillic
from kzcorpus.entities.reading import NOTHING, Reader, Reading
from kzcorpus.entities.suffixes import stems
from kzcorpus.entities.variants import COMMA
from kzcorpus.errors import MissingPackageError
from kzcorpus.letters import lower_tr, search_key
from kzcorpus.records import AnnotatedDocument, Sentence

#: Peoples and languages are written lower case in these.
LOWER_CASE_PEOPLES = frozenset(("az", "kk", "ru"))
#: Names whose words are all capitals-begun: "büyük oyun" is a big game.
_TITLE_CASE = frozenset(("EVENT", "LAW", "WORK_OF_ART", "ORG", "PRODUCT", "FAC"))
#: Words beside a surname that may belong to a person's name.
_WINDOW = 4


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the Doc: the token it is in, and the token's reading.

    `shouted` words stand in a sentence that is set in capitals, such as a heading.
    """

    sentence: int
    token: int
    form: str
    key: str
    stem: str
    people: tuple[str, ...]
    reading: Reading
    lang: str
    shouted: bool = False


class Matcher:
    """The compiled names of an index.

    Raises:
        MissingPackageError: spaCy is not installed.
    """

    def __init__(self, index: AliasIndex) -> None:
        try:
            from spacy.matcher import PhraseMatcher
            from spacy.tokens import Doc
            from spacy.vocab import Vocab
        except ImportError as error:
            raise MissingPackageError(
                "recognising names needs spaCy: pip install 'kzcorpus[nlp]'"
            ) from error
        self._index = index
        self._reader = Reader(index)
        self._vocab: Any = Vocab()
        self._doc: Any = Doc
        self._phrases: Any = PhraseMatcher(self._vocab, attr="ORTH")
        if index.aliases:
            self._phrases.add(
                "name", [Doc(self._vocab, words=list(words)) for words in index.aliases]
            )

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

    def _words(self, document: AnnotatedDocument) -> Iterator[_Word]:
        text, read = document.norm.text, self._reader.read
        for number, sentence in enumerate(document.sentences):
            initial = False
            shouted = _in_capitals(text[sentence.start : sentence.end])
            for index, token in enumerate(sentence.tokens):
                form = text[token.start : token.end]
                if initial and form == ".":
                    continue
                reading = read(form, sentence.lang)
                initial = reading.upper and token.end - token.start <= 2
                if reading.skipped:
                    continue
                keys = reading.keys or reading.words
                people = reading.people or ((),) * len(keys)
                for word in zip(keys, reading.words, reading.stems, people, strict=True):
                    yield _Word(number, index, *word, reading, sentence.lang, shouted)
            yield _Word(number, 0, "", NOTHING, NOTHING, (), _END, "")

    def _listed(self, words: Sequence[_Word]) -> Iterator[tuple[int, int, Candidate]]:
        """Listed names: as they are listed, and with case endings."""
        spans: set[tuple[int, int]] = set()
        for keys in ([word.key for word in words], [word.stem for word in words]):
            doc = self._doc(self._vocab, words=keys)
            spans |= {(start, end) for _, start, end in self._phrases(doc)}
        for start, end in sorted(spans):
            inside = words[start:end]
            if any(_in_mid_token(words, at) for at in (start, end)):
                continue
            exact = tuple(word.key for word in inside)
            found: dict[int, Candidate] = {}
            for key in dict.fromkeys((exact, tuple(word.stem for word in inside))):
                for reference in self._index.aliases.get(key, ()):
                    bent = reference.words != tuple(word.form for word in inside)
                    fits = not bent or _may_be(inside, reference)
                    if fits and _cased(inside, reference, self._index.peoples):
                        found.setdefault(id(reference), Candidate(reference, bent))
            # A name as it is listed goes before one that needs an ending taken off.
            # And one that is written with a capital before one that is not: Xəzər, xəzər.
            upper = {k: c for k, c in found.items() if c.reference.name.text[0].isupper()}
            if upper and inside[0].reading.capital:
                found = upper
            plain = [candidate for candidate in found.values() if not candidate.bent]
            for candidate in plain or found.values():
                yield start, end, candidate

    def _people(self, words: Sequence[_Word]) -> Iterator[tuple[int, int, Candidate]]:
        """Variants of people's names around every surname, and the bare surname."""
        surnames = self._index.first_surname_words
        for at, word in enumerate(words):
            if not any(person in surnames for person in word.people):
                continue
            for start, end in _windows(words, at):
                for candidate in self._lookup(words[start:end], self._index.variants):
                    yield start, end, candidate
            for end in (at + 2, at + 1):
                for candidate in self._lookup(words[at:end], self._index.surnames):
                    reference = candidate.reference
                    if len(reference.words[0]) > 3 or _is_spelt(word, reference):
                        yield at, end, candidate

    def _lookup(
        self, words: Sequence[_Word], table: Mapping[tuple[str, ...], list[Reference]]
    ) -> Iterator[Candidate]:
        choices = [word.people or (word.key,) for word in words]
        found: dict[str, Candidate] = {}
        # The first choice of each word is the word as it stands.
        for choice in product(*choices):
            bent = choice[-1] != choices[-1][0] or words[-1].reading.people_bent
            for reference in table.get(tuple(" ".join(choice).split()), ()):
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
        end = last + _hyphenated_ending(document, sentence, last)
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
        if listed and cyrillic(reading.stems[-1]) and sentence.lang == "ru":
            return listed[0].name.text
        return before + reading.core[: reading.base if listed else reading.people_base]


#: What stands between two sentences.
_END = Reading((NOTHING,), (NOTHING,))


def _in_capitals(text: str) -> bool:
    return sum(ch.isupper() for ch in text) > sum(ch.islower() for ch in text)


def _hyphenated_ending(document: AnnotatedDocument, sentence: Sentence, last: int) -> int:
    """How many tokens behind an acronym are its case ending: KTMT-nin, БҰҰ-ның."""
    tokens, text = sentence.tokens, document.norm.text
    if sentence.lang not in ("az", "kk") or last + 1 >= len(tokens):
        return 0
    acronym, hyphen, ending = (text[t.start : t.end] for t in tokens[last - 1 : last + 2])
    joined = (
        tokens[last - 1].end == tokens[last].start and tokens[last].end == tokens[last + 1].start
    )
    fits = acronym.isupper() and hyphen == "-" and ending.islower() and len(ending) <= 6
    return 2 if joined and fits else 0


def _in_mid_token(words: Sequence[_Word], at: int) -> bool:
    """Whether the boundary in front of this word is inside a token."""
    if not 0 < at < len(words):
        return False
    left, right = words[at - 1], words[at]
    return (left.sentence, left.token) == (right.sentence, right.token) and right.lang != ""


def _windows(words: Sequence[_Word], at: int) -> Iterator[tuple[int, int]]:
    """Spans that may be a person's name with its surname at a position, longest first."""
    for size in range(_WINDOW, 1, -1):
        for start, end in ((at - size + 1, at + 1), (at, at + size)):
            if start >= 0 and end <= len(words) and _name_like(words[start:end], at - start):
                yield start, end
    end = at + _WINDOW + 1
    while end > at + 2 and at + 1 < len(words) and words[at + 1].key == COMMA:
        inside = [*words[at : at + 1], *words[at + 2 : end]]
        if end <= len(words) and _name_like(inside, 0):
            yield at, end
        end -= 1


def _name_like(words: Sequence[_Word], surname: int) -> bool:
    """Whether all these words stand in one sentence and are words of people's names."""
    sentence = words[surname].sentence
    return all(word.people and word.sentence == sentence for word in words)


def _may_be(words: Sequence[_Word], reference: Reference) -> bool:
    """Whether the words are the name's own but for endings that its language allows.

    In Russian every word may be declined; elsewhere only the last one takes an ending, and the
    plural belongs to peoples alone.
    """
    pairs = zip(words, reference.words, reference.letters, strict=True)
    declined = reference.name.lang != "kk" and cyrillic(reference.words[0])
    for index, (word, own, letters) in enumerate(pairs):
        last = index == len(words) - 1
        if word.form == own or (declined and word.form in form_keys(letters)):
            continue
        people = reference.entry.type == "NORP"
        ends = (search_key(stem) for stem in stems(word.reading.core, word.lang, plural=people))
        if not last or all(own != end.rsplit(" ", 1)[-1] for end in ends):
            return False
    return True


def _is_spelt(word: _Word, reference: Reference) -> bool:
    """Whether a word is a bare surname as the gazetteer spells it, but for a case ending."""
    spellings = {search_key(n.alone) for n in reference.entry.names if n.alone}
    return any(form in spellings for form in (word.form, word.stem))


def _cased(words: Sequence[_Word], reference: Reference, peoples: frozenset[str]) -> bool:
    """Whether the capitals are those that a name needs."""
    name, entry = reference.name.text, reference.entry
    first, last = words[0].reading, words[-1].reading
    lang = words[0].lang
    if len(words) == 1 and name.isupper() and 1 < len(name) <= 6:
        return first.upper
    if len(words) == 1 and first.upper and not words[0].shouted and entry.type != "PERSON":
        return False  # АЛЖИР in a sentence of small letters is an acronym, not Algeria
    if name[0].islower() and reference.name.lang.split("_")[0] not in ("", lang):
        return False  # Kazakh ğün is a Hun; Turkish gün is a day
    if not first.capital and lang in LOWER_CASE_PEOPLES:
        if entry.type in ("NORP", "LANGUAGE"):
            return _exactly_spelt(words[-1], reference)
        # türk dünyası: the name of a people keeps its small letter in a longer name.
        return name[0].islower() or (len(words) > 1 and words[0].key in peoples)
    if not first.capital and name[0].isupper():
        return False
    # xəzər is one of the Khazars; the Xəzər in mid-sentence is the sea.
    if entry.type == "NORP" and name[0].islower() and first.capital and words[0].token > 0:
        return first.upper
    needs_last = entry.type in _TITLE_CASE and name.split()[-1][0].isupper()
    return last.capital or not needs_last


def _exactly_spelt(word: _Word, reference: Reference) -> bool:
    """Whether a small word is the name to the letter: gün is a day, ğun a Hun.

    Short endings are no proof either: сауда is trade, and no Saudi.
    """
    core, own = lower_tr(word.reading.core), reference.letters[-1]
    ends = stems(core, word.lang, plural=True)
    declined = word.lang == "ru" and core in forms(own)
    return core == own or declined or any(e == own and len(core) - len(e) > 1 for e in ends)
