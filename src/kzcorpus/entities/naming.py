"""What a mention is called without its case ending, where no gazetteer tells.

An ending without an apostrophe comes off only with a witness: another mention of the document that
is called just so (Jaksylykovun beside Jaksylykov), or the grammar of compounds, whose last word
ends in a possessive before the case (Bakanlığının, Təşkilatına).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzcorpus.entities.dividing import Found
from kzcorpus.entities.suffixes import stems
from kzcorpus.letters import fold, lower_tr
from kzcorpus.records import AnnotatedDocument

#: Case endings behind the possessive of a compound, which they follow with an n (or y: ile).
_AFTER_POSSESSIVE = re.compile(
    r"(?<=[ıiuü])(?:n[ıiuü]n|n[aeə]|n[ıiuü]|nd[aeə](?:n|ki|kı)?|yl[aeə])$"
)
_COMPOUNDS = frozenset(("ORG", "EVENT", "LAW", "FAC", "LOC", "GPE"))
_LANGUAGES = frozenset(("tr", "az"))


def base_names(document: AnnotatedDocument, found: Sequence[Found]) -> list[str]:
    """The name of each mention, one for one."""
    called = {fold(item.mention.name) for item in found}
    return [
        item.mention.name
        if item.choice
        else _base(item, document.sentences[item.mention.sentence].lang, called)
        for item in found
    ]


def _base(item: Found, lang: str, called: set[str]) -> str:
    name = item.mention.name
    before, space, last = name.rpartition(" ")
    for stem in stems(last, lang):
        base = before + space + last[: len(stem)]
        if fold(base) in called:
            return base
    if space and lang in _LANGUAGES and item.mention.type in _COMPOUNDS:
        return (
            name[: len(name) - len(last)] + last[: len(_AFTER_POSSESSIVE.sub("", lower_tr(last)))]
        )
    return name
