"""A document with the names that the model saw and those that the gazetteer knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kzcorpus.entities.datespans import with_dates
from kzcorpus.entities.dividing import Found
from kzcorpus.entities.gazetteer import Gazetteer
from kzcorpus.entities.index import AliasIndex
from kzcorpus.entities.matching import Matcher
from kzcorpus.entities.merge import merge
from kzcorpus.entities.naming import base_names
from kzcorpus.entities.numbers import is_currency
from kzcorpus.entities.resolving import choose
from kzcorpus.entities.values import VALUE_TYPES, sum_type, value_of
from kzcorpus.letters import name_part
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
        found = _with_currencies(document, found)
        names = base_names(document, found)
        return [
            Found(_finished(document, item.mention, name), item.choice)
            for item, name in zip(found, names, strict=True)
        ]


def _with_currencies(document: AnnotatedDocument, found: Sequence[Found]) -> list[Found]:
    """Sums with the currency that a model left out: "1,3 milyard ABŞ" and "dollarından"."""
    text, taken = document.norm.text, {item.mention.start for item in found}
    made = []
    for item in found:
        mention = item.mention
        behind = document.sentences[mention.sentence].tokens[mention.token_end :][:1]
        if mention.type == "MONEY" and behind and behind[0].start not in taken:
            end = behind[0].end
            if is_currency(text[behind[0].start : end]):
                name = name_part(text[mention.start : end])
                mention = replace(mention, end=end, token_end=mention.token_end + 1, name=name)
        made.append(replace(item, mention=mention))
    return made


def _finished(document: AnnotatedDocument, mention: Mention, name: str) -> Mention:
    if mention.type not in VALUE_TYPES:
        return mention if mention.name == name else replace(mention, name=name)
    text = document.norm.text[mention.start : mention.end]
    lang = document.sentences[mention.sentence].lang
    if mention.type == "MONEY":
        # "2,7 milyon tonu": a measure, whatever the model says.
        mention = replace(mention, type=sum_type(text))
    return replace(mention, value=value_of(text, mention.type, lang))
