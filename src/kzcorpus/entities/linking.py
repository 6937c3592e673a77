"""From mentions to entities: what the gazetteer says, and what the document says.

In this order: the gazetteer's name; a name nearly like one of the gazetteer's people; a bare
surname after a full name of the document; an acronym that the document itself explains. What is
left has no entity yet but a name, which gets an id when all names of the corpus are known
(`nil.py`). Documents are linked each by itself, in any order and in any process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kzcorpus.entities.acronyms import explained
from kzcorpus.entities.alike import same_person
from kzcorpus.entities.compiling import compile_names
from kzcorpus.entities.dividing import Found
from kzcorpus.entities.gazetteer import Gazetteer
from kzcorpus.entities.nil import NilMatch, resolve_nil
from kzcorpus.entities.resolving import SCORES, Choice
from kzcorpus.entities.transliteration import skeletons
from kzcorpus.entities.values import VALUE_TYPES
from kzcorpus.entities.variants import STYLES, Words
from kzcorpus.records import AnnotatedDocument, EntityLink, NameKey

#: Points (0 to 100) from which a full name is taken for one of the gazetteer's.
_PERSON = 90.0


class Linker:
    """Links the mentions of a document. It keeps nothing from one document to the next."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._people = (gazetteer.names or compile_names(gazetteer)).people

    def link(self, document: AnnotatedDocument, found: Sequence[Found]) -> list[EntityLink | None]:
        """A link for each mention, in order; None for values, which are no things.

        The link of a name that no gazetteer knows is pending: see `EntityLink`.
        """
        choices = [item.choice for item in found]
        words = {
            index: skeletons(item.mention.name)
            for index, item in enumerate(found)
            if item.mention.type == "PERSON"
        }
        for index, own in words.items():
            if choices[index] is None and len(own) > 1:
                choices[index] = self._nearly(own)
        unknown = {_key(item) for item, choice in zip(found, choices, strict=True) if not choice}
        names = resolve_nil(key for key in unknown if key[0] not in VALUE_TYPES)
        _link_surnames(found, choices, words, names)
        _link_acronyms(document, found, choices, names)
        return [
            None
            if item.mention.type in VALUE_TYPES
            else _link(item, choice or _by_name(names, item))
            for item, choice in zip(found, choices, strict=True)
        ]

    def _nearly(self, words: Words) -> Choice | None:
        """The only one of the gazetteer's people with nearly this full name."""
        if any(len(word) == 1 for word in words[:-1]):
            return None
        fits: dict[str, tuple[float, Words]] = {}
        for name, canonical_id in self._people.get(words[-1][:2], ()):
            other = tuple(name.split(" "))
            points = same_person(words, other)
            if points >= max(_PERSON, fits.get(canonical_id, (0.0, ()))[0]):
                fits[canonical_id] = (points, other)
        if len(fits) != 1:
            return None
        ((canonical_id, (points, other)),) = fits.items()
        return Choice(canonical_id, "similar", round(points / 100, 2), " ".join(other))


def _key(item: Found) -> NameKey:
    return (item.mention.type, item.mention.name)


def _link(item: Found, choice: Choice) -> EntityLink:
    why = (choice.method, choice.score, choice.evidence)
    return EntityLink(item.mention, choice.canonical_id, *why, choice.pending)


def _by_name(names: dict[NameKey, NilMatch], item: Found) -> Choice:
    """Nothing but its name, or that of the document which it is nearly like."""
    match = names[_key(item)]
    if match.method == "similar":
        return Choice("", match.method, match.score, match.evidence, match.key)
    return Choice("", "", 0.0, "", match.key)


def _link_surnames(
    found: Sequence[Found],
    choices: list[Choice | None],
    words: dict[int, Words],
    names: dict[NameKey, NilMatch],
) -> None:
    """Unknown full names of people by these; then bare surnames that one of the full names has."""
    full = [index for index, own in words.items() if len(own) > 1]
    for index in full:
        choices[index] = choices[index] or _by_name(names, found[index])
    for index, own in words.items():
        if choices[index] is None and len(own) == 1 and own[0] not in STYLES:
            named = [i for i in full if words[i][-1] == own[0]]
            choices[index] = _after_full_name(index, named, found, choices)


def _after_full_name(
    index: int, named: Sequence[int], found: Sequence[Found], choices: Sequence[Choice | None]
) -> Choice | None:
    """The person of the nearest full name before a bare surname, or of the only one after it.

    A given name alone is taken for nobody: too many share it.
    """
    before = [i for i in named if i < index]
    people = {(choice.canonical_id, choice.pending) for i in named if (choice := choices[i])}
    if not before and len(people) != 1:
        return None
    at = before[-1] if before else named[0]
    return _as(choices[at], "surname", f"after {found[at].mention.name}")


def _link_acronyms(
    document: AnnotatedDocument,
    found: Sequence[Found],
    choices: list[Choice | None],
    names: dict[NameKey, NilMatch],
) -> None:
    """An acronym and the name that explains it share the entity that either is known by."""
    for index, at in explained(document, found).items():
        known, name = choices[at] or choices[index], found[at].mention.name
        if known is None:
            known = choices[at] = _by_name(names, found[at])
        shared = _as(known, "acronym", f"{name} ({found[index].mention.name})")
        choices[at] = choices[at] or shared
        choices[index] = choices[index] or shared


def _as(choice: Choice | None, method: str, evidence: str) -> Choice | None:
    """The same entity by another method."""
    return choice and replace(choice, method=method, score=SCORES[method], evidence=evidence)
