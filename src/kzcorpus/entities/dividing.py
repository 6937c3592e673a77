"""What one mention of the model falls into, where the gazetteer knows names inside it.

Most are one name, and stay so ("Kazakistan Dışişleri Bakanlığı"). But people and places that stand
side by side are told apart ("Tokayevlə Ərdoğan"), and so is what merely stands next to a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kzcorpus.entities.matching import Hit
from kzcorpus.entities.resolving import Choice
from kzcorpus.letters import fold, name_part
from kzcorpus.records import AnnotatedDocument, Mention, Sentence

#: Words between two names that stand side by side.
CONNECTORS = frozenset(
    ("ve", "və", "ile", "ilə", "veya", "və ya", "ya", "-", "–", ",", "/", "и", "және", "мен", "and")
)
_DIVISIBLE = frozenset(("PERSON", "GPE", "LOC", "NORP"))
#: A compound ends in its possessive: Bakanlığı, Təşkilatının. After that nothing belongs to it.
_COMPOUND_END = ("ı", "i", "u", "ü")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention, and what the gazetteer says that it means, if it does."""

    mention: Mention
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """A sentence of a document, and what the gazetteer's names in it mean."""

    document: AnnotatedDocument
    sentence: Sentence
    choices: Mapping[Hit, Choice]

    def divided(self, mention: Mention, inside: Sequence[Hit]) -> list[Found]:
        """The hits that a mention falls into; empty where it is one name."""
        covered = {index for hit in inside for index in range(hit.first, hit.last)}
        rest = [
            index
            for index in range(mention.token_start, mention.token_end)
            if index not in covered and fold(self.form(index)) not in CONNECTORS
        ]
        types = {self.type_of(hit) for hit in inside}
        first, *others = inside
        if others and not rest and all(self._may_be(hit, first) for hit in others):
            # "Kemel Tokayevich Tokayev": a name and the surname of the same person
            whole = replace(mention, source="both")
            return [Found(whole, self.choices[first])]
        apart = len(inside) > 1 and not rest
        if mention.type in _DIVISIBLE and (apart or (not rest and types <= _DIVISIBLE)):
            return [self.both(hit, mention) for hit in inside]
        last = inside[-1]
        if mention.type == "ORG" and apart and self._is_phrase(inside):
            return [self.both(hit, mention) for hit in inside]
        if mention.type in ("PERSON", "ORG") and not others and self._follows(last, mention, rest):
            return [Found(self._until(mention, last.first)), self.both(last, mention)]
        behind = [index for index in rest if index >= last.last]
        if mention.type == "PERSON" and types == {"PERSON"} and rest == behind:
            return [self.both(hit, mention) for hit in inside]
        complete = mention.type == "ORG" and types == {"ORG"} and rest == behind
        if complete and len(inside) == 1 and self._is_complete(last, mention.token_end):
            return [self.both(last, mention)]
        return []

    def _is_phrase(self, inside: Sequence[Hit]) -> bool:
        """Whether known names make no institution's name: they have endings, or marks between them.

        "Rusiyanın Donbasa KTMT", "Pol Qobl Moskvanın", "Avrupa-Batı Dünyası".
        """
        if any(hit.bent for hit in inside[:-1]) or self._is_ended_place(inside[-1]):
            return True
        return all(left.last < right.first for left, right in pairwise(inside))

    def _follows(self, hit: Hit, mention: Mention, rest: Sequence[int]) -> bool:
        """Whether a place with a case ending merely follows a name: "Pol Qobl Moskvanın"."""
        behind = hit.last == mention.token_end and bool(rest) and rest[-1] < hit.first
        return behind and self._is_ended_place(hit)

    def _is_ended_place(self, hit: Hit) -> bool:
        return hit.bent and self.type_of(hit) in ("GPE", "LOC")

    def _until(self, mention: Mention, last: int) -> Mention:
        """A mention that ends earlier."""
        end = self.sentence.tokens[last - 1].end
        name = name_part(self.document.norm.text[mention.start : end])
        return replace(mention, end=end, token_end=last, name=name)

    def _may_be(self, surname: Hit, named: Hit) -> bool:
        """Whether a bare surname right behind a name is that person's."""
        ids = {candidate.reference.entry.id for candidate in surname.candidates}
        touching = surname.first == named.last and not named.weak
        return surname.weak and touching and self.choices[named].canonical_id in ids

    def _is_complete(self, hit: Hit, end: int) -> bool:
        """Whether a compound ends with the hit, and what follows it is none of its heads."""
        ending = _COMPOUND_END
        return fold(hit.name).endswith(ending) and not fold(self.form(end - 1)).endswith(ending)

    def both(self, hit: Hit, mention: Mention) -> Found:
        """A name that the gazetteer and the model both saw."""
        made = self.mention(hit, "both", mention.ner_native)
        return Found(made, self.choices[hit])

    def mention(self, hit: Hit, source: str, native: str = "") -> Mention:
        """The mention that a hit makes."""
        tokens = self.sentence.tokens
        start, end = tokens[hit.first].start, tokens[hit.last - 1].end
        span = (hit.sentence, hit.first, hit.last)
        return Mention(start, end, self.type_of(hit), native, *span, hit.name, source)

    def form(self, index: int) -> str:
        """The text of a token of the sentence."""
        token = self.sentence.tokens[index]
        return self.document.norm.text[token.start : token.end]

    def type_of(self, hit: Hit) -> str:
        """The type of the entity that a hit means."""
        chosen = self.choices[hit].canonical_id
        return next(
            c.reference.entry.type for c in hit.candidates if c.reference.entry.id == chosen
        )
