"""A document with the names that the model saw and those that the gazetteer knows."""

from __future__ import annotations

from dataclasses import replace

from kzcorpus.entities.datespans import with_dates
from kzcorpus.entities.gazetteer import Gazetteer
from kzcorpus.entities.index import AliasIndex
from kzcorpus.entities.matching import Matcher
from kzcorpus.entities.merge import Found, merge
from kzcorpus.entities.naming import base_names
from kzcorpus.entities.resolving import choose
from kzcorpus.entities.values import VALUE_TYPES, sum_type, value_of
from kzcorpus.records import AnnotatedDocument, Mention


class Recogniser:
    """Finds the mentions of a document. What it finds depends on that document alone.

    Make one for all documents: what it reads of the gazetteer for a document is there for the next.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._matcher = Matcher(AliasIndex(gazetteer))

    def recognise(self, document: AnnotatedDocument) -> list[Found]:
        """All mentions in order, with normalised names and values; they do not overlap."""
        hits = self._matcher.find(document)
        types = {(m.sentence, m.token_start, m.token_end): m.type for m in document.mentions}
        found = with_dates(document, merge(document, hits, choose(document, hits, types)))
        names = base_names(document, found)
        return [
            Found(_finished(document, item.mention, name), item.choice)
            for item, name in zip(found, names, strict=True)
        ]


def _finished(document: AnnotatedDocument, mention: Mention, name: str) -> Mention:
    if mention.type not in VALUE_TYPES:
        return mention if mention.name == name else replace(mention, name=name)
    text = document.norm.text[mention.start : mention.end]
    lang = document.sentences[mention.sentence].lang
    if mention.type == "MONEY":
        # "2,7 milyon tonu": a measure, whatever the model says.
        mention = replace(mention, type=sum_type(text))
    return replace(mention, value=value_of(text, mention.type, lang))
