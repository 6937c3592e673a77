"""Hits that are made by hand: what a name may mean, without a gazetteer and a matcher."""

from __future__ import annotations

import functools

from kzcorpus.entities.gazetteer import Entry, Name, Relation
from kzcorpus.entities.index import Reference
from kzcorpus.entities.matching import Candidate, Hit
from kzcorpus.records import AnnotatedDocument
from tests.entities.small import document_of

Place = tuple[int, int]


@functools.cache
def document() -> AnnotatedDocument:
    return document_of("Atlanta şehri büyük. Georgia güzel. Tiflis uzak.")


def meaning(
    id: str,
    kind: str = "alias",
    *,
    text: str = "Georgia",
    lang: str = "",
    ambiguous: bool = False,
    rule: str = "",
    type: str = "GPE",
    context: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    prominent: bool = False,
) -> Candidate:
    """That a name may mean an entity."""
    name = Name(text, lang, ambiguous)
    relations = tuple(Relation("near", target) for target in related)
    entry = Entry(id, type, (name,), context, relations, prominent)
    return Candidate(Reference(entry, name, kind, rule))


def said(*candidates: Candidate, place: Place = (2, 0), weak: bool = False) -> Hit:
    """Another name."""
    return Hit(*place, place[1] + 1, candidates, "", weak)
