"""The model's mentions and the gazetteer's, made one list.

The rule, for each span in turn:

1. Of the gazetteer's hits the longest count; a bare surname or an ambiguous name only if something
   tells whom it means.
2. Same span: the mention has source `both`; its type is the gazetteer's.
3. The gazetteer's span is the longer one: it replaces the model's, unless the model's is a name of
   the same entity ("Orta Asya" in "Orta Asya bölgesi").
4. The model's span is the longer one: it stays, and what is inside it is part of its name
   ("Kazakistan Dışişleri Bakanlığı"), except that
   - people and places that stand side by side in it are told apart ("Tokayevlə Ərdoğan"),
   - what follows a person's surname is no part of the person ("Tokayev Dönemi"),
   - what follows an institution's whole name is none of it.
5. They cross: the longer one stays, and the gazetteer's of two that are equally long.
6. What only the gazetteer has found is added, with source `gazetteer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kzcorpus.entities.commonwords import CommonWords
from kzcorpus.entities.matching import Hit
from kzcorpus.entities.resolving import Choice
from kzcorpus.letters import fold
from kzcorpus.records import AnnotatedDocument, Mention, Sentence

#: Words between two names that stand side by side.
CONNECTORS = frozenset(
    ("ve", "və", "ile", "ilə", "veya", "və ya", "ya", "-", "–", ",", "/", "и", "және", "мен", "and")
)
#: What divides the parts of a bibliographic entry.
_MARKS = frozenset('.,:;()[]–—/"“”«»')
_DIVISIBLE = frozenset(("PERSON", "GPE", "LOC", "NORP"))
#: A compound ends in its possessive: Bakanlığı, Təşkilatının. After that nothing belongs to it.
_COMPOUND_END = ("ı", "i", "u", "ü")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention, and what the gazetteer says that it means, if it does."""

    mention: Mention
    choice: Choice | None = None


def merge(
    document: AnnotatedDocument, hits: Sequence[Hit], choices: Mapping[Hit, Choice]
) -> list[Found]:
    """All mentions of a document in order; they do not overlap."""
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        by_sentence.setdefault(hit.sentence, []).append(hit)
    ours: dict[int, list[Mention]] = {}
    for mention in document.mentions:
        ours.setdefault(mention.sentence, []).append(mention)
    repeated = _named_in_mid_sentence(hits)
    common = CommonWords(document)
    found: list[Found] = []
    for number in sorted({*by_sentence, *ours}):
        sentence = document.sentences[number]
        made = _Sentence(document, sentence, choices, repeated, common)
        found += made.merge(ours.get(number, []), by_sentence.get(number, []))
    return found


def _named_in_mid_sentence(hits: Iterable[Hit]) -> set[str]:
    """Names that the document has where a capital says something."""
    return {fold(hit.name) for hit in hits if not hit.initial}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a document, with what is known about all of it."""

    document: AnnotatedDocument
    sentence: Sentence
    choices: Mapping[Hit, Choice]
    repeated: set[str]
    common: CommonWords

    def merge(self, mentions: Sequence[Mention], hits: Sequence[Hit]) -> list[Found]:
        known = [h for h in hits if h in self.choices]
        same = {(h.first, h.last): h for h in known}
        strong = _longest(known)
        kept: list[Found] = []
        used: set[Hit] = set()
        for mention in mentions:
            over = [h for h in strong if _overlap(h, mention)]
            if not over and self.common.is_common(mention):
                continue
            used_here, results = self._one(mention, over, same)
            used |= used_here
            # A long name of the gazetteer may replace two mentions; it counts once.
            kept += [item for item in results if not any(_clash(item, other) for other in kept)]
        kept += [
            Found(self._mention(hit, "gazetteer"), self.choices[hit])
            for hit in strong
            if hit not in used
            and not any(_overlap(hit, other.mention) for other in kept)
            and self._believable(hit)
        ]
        kept.sort(key=lambda found: found.mention.token_start)
        return kept

    def _one(
        self, mention: Mention, over: Sequence[Hit], same: Mapping[tuple[int, int], Hit]
    ) -> tuple[set[Hit], list[Found]]:
        """What becomes of one mention of the model; and the hits that are settled by it."""
        span = (mention.token_start, mention.token_end)
        for hit in over:
            if (hit.first, hit.last) == span:
                return {hit}, [self._both(hit, mention)]
            short = same.get(span)
            if short and self.choices[short].canonical_id == self.choices[hit].canonical_id:
                return {hit}, [self._both(short, mention)]
            if hit.first <= span[0] and hit.last >= span[1]:
                return {hit}, [self._both(hit, mention)]
        inside = [h for h in over if h.first >= span[0] and h.last <= span[1]]
        crossing = [h for h in over if h not in inside]
        for hit in crossing:
            if hit.last - hit.first >= span[1] - span[0]:
                return set(), []
        if inside:
            parts = self._parts(mention, inside)
            if parts:
                return set(inside) | set(crossing), parts
        return set(over), [Found(mention)]

    def _parts(self, mention: Mention, inside: Sequence[Hit]) -> list[Found]:
        """The hits that a mention falls into; empty where it is one name."""
        covered = {index for hit in inside for index in range(hit.first, hit.last)}
        rest = [
            index
            for index in range(mention.token_start, mention.token_end)
            if index not in covered and fold(self._form(index)) not in CONNECTORS
        ]
        types = {self._entry_type(hit) for hit in inside}
        first, *others = inside
        if others and not rest and all(self._may_be(hit, first) for hit in others):
            # "Kemel Tokayevich Tokayev": a name and the surname of the same person
            whole = replace(mention, source="both")
            return [Found(whole, self.choices[first])]
        apart = len(inside) > 1 and not rest
        if mention.type in _DIVISIBLE and (apart or (not rest and types <= _DIVISIBLE)):
            return [self._both(hit, mention) for hit in inside]
        last = inside[-1]
        behind = [index for index in rest if index >= last.last]
        if mention.type == "PERSON" and types == {"PERSON"} and rest == behind:
            return [self._both(hit, mention) for hit in inside]
        complete = mention.type == "ORG" and types == {"ORG"} and rest == behind
        if complete and len(inside) == 1 and self._is_complete(last, mention.token_end):
            return [self._both(last, mention)]
        return []

    def _may_be(self, surname: Hit, named: Hit) -> bool:
        """Whether a bare surname right behind a name is that person's."""
        ids = {candidate.reference.entry.id for candidate in surname.candidates}
        touching = surname.first == named.last and not named.weak
        return surname.weak and touching and self.choices[named].canonical_id in ids

    def _is_complete(self, hit: Hit, end: int) -> bool:
        """Whether a compound ends with the hit, and what follows it is none of its heads."""
        ending = _COMPOUND_END
        return fold(hit.name).endswith(ending) and not fold(self._form(end - 1)).endswith(ending)

    def _believable(self, hit: Hit) -> bool:
        """Whether a name that the model did not see is one.

        At the beginning of a sentence every word has a capital: there a single word must be a
        proper noun to the tagger, or stand in mid-sentence somewhere else in the document.
        """
        word = self.sentence.tokens[hit.first].words[0]
        single = hit.last - hit.first == 1
        if self.bibliography and not self._stands_alone(hit):
            return False
        if word.upos and self._form(hit.first)[0].islower() and hit.bent and single:
            return False  # where a model knows the language, it knows small words with endings
        if not (hit.initial and single and word.upos):
            return True
        return word.upos == "PROPN" or fold(hit.name) in self.repeated

    def _stands_alone(self, hit: Hit) -> bool:
        """Whether only marks are around a name: a place of publication, not part of a title."""
        text, tokens = self.document.norm.text, self.sentence.tokens
        before = text[: tokens[hit.first].start].rstrip()[-1:]
        after = text[tokens[hit.last - 1].end :].lstrip()[:1]
        return (not before or before in _MARKS) and (not after or after in _MARKS)

    @property
    def bibliography(self) -> bool:
        return self.document.norm.blocks[self.sentence.block].kind == "bibliography"

    def _both(self, hit: Hit, mention: Mention) -> Found:
        made = self._mention(hit, "both", mention.ner_native)
        return Found(made, self.choices[hit])

    def _mention(self, hit: Hit, source: str, native: str = "") -> Mention:
        tokens = self.sentence.tokens
        start, end = tokens[hit.first].start, tokens[hit.last - 1].end
        span = (hit.sentence, hit.first, hit.last)
        return Mention(start, end, self._entry_type(hit), native, *span, hit.name, source)

    def _form(self, index: int) -> str:
        token = self.sentence.tokens[index]
        return self.document.norm.text[token.start : token.end]

    def _entry_type(self, hit: Hit) -> str:
        chosen = self.choices[hit].canonical_id
        return next(
            c.reference.entry.type for c in hit.candidates if c.reference.entry.id == chosen
        )


def _overlap(hit: Hit, mention: Mention) -> bool:
    return hit.first < mention.token_end and mention.token_start < hit.last


def _clash(one: Found, other: Found) -> bool:
    a, b = one.mention, other.mention
    return a.token_start < b.token_end and b.token_start < a.token_end


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap, the longest first; in order."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.weak, hit.first)):
        if taken.isdisjoint(range(hit.first, hit.last)):
            taken.update(range(hit.first, hit.last))
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)
