"""The model's mentions and the gazetteer's, made one list.

The rule, for each span in turn:

1. Of the gazetteer's hits the longest count; a bare surname or an ambiguous name only if something
   tells whom it means.
2. Same span: the mention has source `both`; its type is the gazetteer's.
3. The gazetteer's span is the longer one: it replaces the model's, unless the model's is a name of
   the same entity and what is more has a small letter ("Orta Asya" in "Orta Asya bölgesi").
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
from dataclasses import dataclass

from kzcorpus.entities.commonwords import CommonWords
from kzcorpus.entities.dividing import Found, Names
from kzcorpus.entities.matching import Hit
from kzcorpus.entities.resolving import Choice
from kzcorpus.letters import fold
from kzcorpus.records import AnnotatedDocument, Mention

#: What divides the parts of a bibliographic entry.
_MARKS = frozenset('.,:;()[]–—/"“”«»')


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
class _Sentence(Names):
    """One sentence of a document, with what is known about all of it."""

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
            Found(self.mention(hit, "gazetteer"), self.choices[hit])
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
                return {hit}, [self.both(hit, mention)]
            short = same.get(span)
            if short and self._is_enough(short, hit):
                return {hit}, [self.both(short, mention)]
            if hit.first <= span[0] and hit.last >= span[1]:
                return {hit}, [self.both(hit, mention)]
        inside = [h for h in over if h.first >= span[0] and h.last <= span[1]]
        crossing = [h for h in over if h not in inside]
        for hit in crossing:
            if hit.last - hit.first >= span[1] - span[0]:
                return set(), []
        if inside:
            parts = self.divided(mention, inside)
            if parts:
                return set(inside) | set(crossing), parts
        return set(over), [Found(mention)]

    def _is_enough(self, short: Hit, long: Hit) -> bool:
        """Whether a name needs no more words: "Orta Asya bölgesi", not "Kazakistan Cumhuriyeti"."""
        if self.choices[short].canonical_id != self.choices[long].canonical_id:
            return False
        more = [*range(long.first, short.first), *range(short.last, long.last)]
        small = any(not self.form(index)[0].isupper() for index in more)
        return small or self.type_of(short) == "PERSON"

    def _believable(self, hit: Hit) -> bool:
        """Whether a name that the model did not see is one.

        At the beginning of a sentence every word has a capital: there a single word must be a
        proper noun to the tagger, or stand in mid-sentence somewhere else in the document.
        """
        word = self.sentence.tokens[hit.first].words[0]
        single = hit.last - hit.first == 1
        if self.bibliography and not self._stands_alone(hit):
            return False
        if word.upos and self.form(hit.first)[0].islower() and hit.bent and single:
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
