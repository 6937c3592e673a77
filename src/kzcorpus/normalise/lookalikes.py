"""Letters of the wrong script in a word: "Қaзaқстан" with Latin a, "Azәrbaycan" with Cyrillic ә.

A word is repaired only where its other letters decide: at least one of them belongs to one script
alone, and every letter of the other script has a lookalike. "iPhoneдан" and "HBOның" are mixed on
purpose, "СMС" could be either: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kzcorpus.edits import Edit
from kzcorpus.normalise.chardata import (
    CYRILLIC,
    KAZAKH_LETTERS,
    LATIN,
    LOOKALIKES,
    STRAY_CYRILLIC,
)
from kzcorpus.normalise.charscan import character_kinds, seams_of

_TO_LATIN = {cyrillic: latin for latin, cyrillic in LOOKALIKES.items()} | STRAY_CYRILLIC
_IN_LATIN, _IN_CYRILLIC = re.compile(f"[{LATIN}]"), re.compile(f"[{CYRILLIC}]")
_RUN = re.compile(f"[{LATIN}{CYRILLIC}]+")
#: With digits, low lines, @ or a slash beside it, it is a name for machines.
_BEFORE, _AFTER = re.compile(r"[\w@/.]"), re.compile(r"[\w@/]|\.\w")


def repair_lookalikes(text: str, seams: Iterable[int] | None = None) -> Iterator[Edit]:
    """Edits that give the letters of a word one script, one letter for one.

    `seams` are the places where the script changes, if they are known already.

    >>> [(e.replacement, e.name) for e in repair_lookalikes("Azәrbaycan")]
    [('ə', 'Cyrillic letter in Latin word')]
    """
    done = 0
    for start in seams_of(character_kinds(text)) if seams is None else seams:
        if start < done:
            continue
        while start > done and _RUN.match(text[start - 1]):
            start -= 1
        word = _RUN.match(text, start)
        assert word is not None
        done = word.end()
        if not (_BEFORE.match(text[start - 1 : start]) or _AFTER.match(text, done)):
            yield from _one_script(word.group(), start)


def _one_script(word: str, start: int) -> Iterator[Edit]:
    latin = set(_IN_LATIN.findall(word))
    cyrillic = set(_IN_CYRILLIC.findall(word))
    to_cyrillic = LOOKALIKES
    if "Y" in latin and not cyrillic.isdisjoint(KAZAKH_LETTERS):
        to_cyrillic = {**LOOKALIKES, "Y": "Ү"}
    if latin <= to_cyrillic.keys() and not cyrillic <= _TO_LATIN.keys():
        wrong, table, name = latin, to_cyrillic, "Latin letter in Cyrillic word"
    elif cyrillic <= _TO_LATIN.keys() and not latin <= LOOKALIKES.keys():
        wrong, table, name = cyrillic, _TO_LATIN, "Cyrillic letter in Latin word"
    else:
        return
    head = next(
        index for index, letter in enumerate(word) if (letter in wrong) != (word[0] in wrong)
    )
    if word[0] in wrong and head > 1 and word[:head].isupper() and word[head:].islower():
        return  # an abbreviation with a suffix of the other language
    for index, letter in enumerate(word, start):
        if letter in wrong:
            yield Edit(index, index + 1, table[letter], name)
