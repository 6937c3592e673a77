"""From mentions to entities: what the gazetteer says, what the document says, what was seen before.

In this order: the gazetteer's name; an acronym that the document itself explains; a name nearly
like one of the gazetteer's people; a bare surname after a full name of the document; and at last
an id of our own under `nil/`, shared by names that are clearly one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kzcorpus.entities.acronyms import explained
from kzcorpus.entities.gazetteer import Entry, Gazetteer
from kzcorpus.entities.merge import Found
from kzcorpus.entities.nil import NilNames, same_person
from kzcorpus.entities.resolving import SCORES, Choice
from kzcorpus.entities.transliteration import skeletons
from kzcorpus.entities.values import VALUE_TYPES
from kzcorpus.entities.variants import STYLES, Words
from kzcorpus.records import AnnotatedDocument, EntityLink, Mention

#: Points (0 to 100) from which a full name is taken for one of the gazetteer's.
_PERSON = 90.0


class Linker:
    """Links documents one after another; their order decides the ids of unknown names alone."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._nil = NilNames()
        self._people: dict[str, list[tuple[Words, Entry]]] = defaultdict(list)
        for entry in gazetteer.entries.values():
            if entry.type == "PERSON":
                seen = {skeletons(n.text) for n in entry.names if n.given and not n.ambiguous}
                for words in sorted(seen):
                    if len(words) > 1:
                        self._people[words[-1][:2]].append((words, entry))

    def link(self, document: AnnotatedDocument, found: Sequence[Found]) -> list[EntityLink | None]:
        """A link for each mention, in order; None for values, which are no things."""
        choices: list[Choice | None] = [item.choice for item in found]
        self._link_people(found, choices)
        self._link_acronyms(document, found, choices)
        links: list[EntityLink | None] = []
        for item, choice in zip(found, choices, strict=True):
            mention = item.mention
            if mention.type in VALUE_TYPES:
                links.append(None)
                continue
            made = choice or self._unknown(mention)
            links.append(
                EntityLink(mention, made.canonical_id, made.method, made.score, made.evidence)
            )
        return links

    def _unknown(self, mention: Mention) -> Choice:
        match = self._nil.match(mention.type, mention.name)
        return Choice(match.canonical_id, match.method, match.score, match.evidence)

    def _link_acronyms(
        self, document: AnnotatedDocument, found: Sequence[Found], choices: list[Choice | None]
    ) -> None:
        """An acronym and the name that explains it share the entity that either is known by."""
        for index, at in explained(document, found).items():
            known, name = choices[at] or choices[index], found[at].mention.name
            if known is None:
                known = choices[at] = self._unknown(found[at].mention)
            evidence = f"{name} ({found[index].mention.name})"
            shared = Choice(known.canonical_id, "acronym", SCORES["acronym"], evidence)
            choices[at] = choices[at] or shared
            choices[index] = choices[index] or shared

    def _link_people(self, found: Sequence[Found], choices: list[Choice | None]) -> None:
        """Full names of people first, the fullest before the others; then bare surnames."""
        words = {
            index: skeletons(item.mention.name)
            for index, item in enumerate(found)
            if item.mention.type == "PERSON"
        }
        full = [index for index, own in words.items() if len(own) > 1]
        for index in sorted(full, key=lambda index: _fullness(words[index], index)):
            if choices[index] is None:
                choices[index] = self._full_name(words[index], found[index].mention)
        for index, own in words.items():
            if choices[index] is None and len(own) == 1 and own[0] not in STYLES:
                choices[index] = _after_full_name(index, own[0], full, words, found, choices)

    def _full_name(self, words: Words, mention: Mention) -> Choice:
        fits: dict[str, tuple[float, Words]] = {}
        initials = any(len(word) == 1 for word in words[:-1])
        for other, entry in () if initials else self._people.get(words[-1][:2], ()):
            points = same_person(words, other)
            if points >= max(_PERSON, fits.get(entry.id, (0.0, ()))[0]):
                fits[entry.id] = (points, other)
        if len(fits) == 1:
            ((canonical_id, (points, other)),) = fits.items()
            return Choice(canonical_id, "similar", round(points / 100, 2), " ".join(other))
        return self._unknown(mention)


def _fullness(words: Words, index: int) -> tuple[int, int, int]:
    """Names that say more come first; else the order of the text."""
    return (-sum(len(word) > 1 for word in words), -len(words), index)


def _after_full_name(
    index: int,
    surname: str,
    full: Sequence[int],
    words: dict[int, Words],
    found: Sequence[Found],
    choices: Sequence[Choice | None],
) -> Choice | None:
    """The person of the nearest full name before a bare surname, or of the only one after it.

    A given name alone is taken for nobody: too many share it.
    """
    named = [i for i in full if words[i][-1] == surname]
    before = [i for i in named if i < index]
    after = {choice.canonical_id for i in named if (choice := choices[i])}
    if not before and len(after) != 1:
        return None
    at = before[-1] if before else named[0]
    choice = choices[at]
    if choice is None:
        return None
    return Choice(
        choice.canonical_id, "surname", SCORES["surname"], f"after {found[at].mention.name}"
    )
