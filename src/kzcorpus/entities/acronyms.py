"""Acronyms that a document explains: "Kolektif Güvenlik Antlaşması Örgütü (KGAÖ)"."""

from __future__ import annotations

from collections.abc import Sequence

from kzcorpus.entities.dividing import Found
from kzcorpus.letters import fold, search_key
from kzcorpus.records import AnnotatedDocument

#: Types that go by acronyms.
_TYPES = frozenset(("ORG", "GPE", "EVENT", "LAW", "LOC", "PRODUCT", "FAC"))
#: Letters of an acronym.
_LEAST, _MOST = 2, 10


def explained(document: AnnotatedDocument, found: Sequence[Found]) -> dict[int, int]:
    """Mentions of acronyms that the document explains, with the mention that explains each."""
    text = document.norm.text
    meaning: dict[str, int] = {}
    for index, item in enumerate(found):
        mention = item.mention
        if mention.type in _TYPES and " " in mention.name:
            acronym = _in_brackets(text, mention.end)
            if acronym and stands_for(acronym, mention.name):
                meaning.setdefault(fold(acronym), index)
    return {
        index: meaning[fold(item.mention.name)]
        for index, item in enumerate(found)
        if item.mention.type in _TYPES
        and item.mention.name.isupper()
        and fold(item.mention.name) in meaning
    }


def _in_brackets(text: str, position: int) -> str:
    """The capitals in brackets that follow a position; empty if something else does."""
    rest = text[position : position + _MOST + 4].lstrip()
    if not rest.startswith("("):
        return ""
    inside, closing, _ = rest[1:].partition(")")
    letters = inside.strip()
    fits = closing and letters.isupper() and letters.isalpha() and _LEAST <= len(letters) <= _MOST
    return letters if fits else ""


def stands_for(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym stand in a name in this order, the first one first.

    >>> stands_for("KGAÖ", "Kolektif Güvenlik Antlaşması Örgütü")
    True
    >>> stands_for("NATO", "Avrasya Ekonomik Birliği")
    False
    """
    letters, words = search_key(acronym), search_key(name).split()
    if not letters or not words or words[0][0] != letters[0]:
        return False
    initials = "".join(word[0] for word in words)
    if _inside(letters, initials):
        return True
    return sum(letter in initials for letter in letters) >= len(letters) - 1 and _inside(
        letters, "".join(words)
    )


def _inside(letters: str, text: str) -> bool:
    position = 0
    for letter in letters:
        position = text.find(letter, position) + 1
        if not position:
            return False
    return True
