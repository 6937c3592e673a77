"""Repair of single characters: line ends, spaces, invisible marks, composition, wrong letters.

Quotation marks and apostrophes stay as the author wrote them, and so do all signs that mean
something (², ½, №, ™).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from kzcorpus.edits import Edit, apply_edits, compose_edits
from kzcorpus.normalise.chardata import (
    ARABIC,
    COMBINING_MARKS,
    CONTROLS,
    DOT_ABOVE,
    HIDING_FORMS,
    INVISIBLE,
    JOINERS,
    KEPT_FORMS,
    LINE_ENDS,
    SPACES,
    SUSPECTS,
    TATWEEL,
)
from kzcorpus.normalise.charscan import character_kinds, seams_of, suspects_of
from kzcorpus.normalise.lookalikes import repair_lookalikes

_ARABIC = "\u0600-\u063f\u0641-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC_LETTERS = rf"{ARABIC}\u064b-\u065f\ufb50-\ufdff\ufe70-\ufefc"
_FORMS = "".join(HIDING_FORMS)

_REPAIR = re.compile(
    "|".join(
        (
            # A soft hyphen at a line's end goes with the break: the word continues below.
            r"(?P<soft>(?<=\w)\u00ad[ ]*(?:\r\n|[\r\n])[ ]*(?=\w))",
            f"(?P<line>{'|'.join(LINE_ENDS)})",
            rf"(?P<space>[{''.join(SPACES)}])",
            rf"(?P<invisible>[{''.join(INVISIBLE)}])",
            rf"(?P<joiner>(?<![{_ARABIC}])[{JOINERS}]|[{JOINERS}](?![{_ARABIC}]))",
            rf"(?P<control>[{CONTROLS}])",
            # Inside a word it stretches a line; at a word's end it means something ("هـ", "بـ").
            rf"(?P<tatweel>(?<=[{_ARABIC_LETTERS}]){TATWEEL}+(?=[{_ARABIC_LETTERS}]))",
            rf"(?P<form>(?![{KEPT_FORMS}])[{_FORMS}])",
            rf"(?P<marks>[{COMBINING_MARKS}]+)",
        )
    )
)
_NAMES = {
    "soft": "soft hyphen at line end",
    "line": "line end",
    "space": "space",
    "invisible": "invisible character",
    "joiner": "zero-width joiner",
    "control": "control character",
    "tatweel": "tatweel",
}
_REPLACEMENTS = {"line": "\n", "space": " "}
_SUSPECT = re.compile(f"[{SUSPECTS}]")
_FORM_NAMES = [(re.compile(f"[{forms}]"), name) for forms, (name, _) in HIDING_FORMS.items()]


def repair_characters(text: str) -> Iterator[Edit]:
    """Edits that make a text NFC, with plain line ends, spaces and letters and nothing invisible.

    Form feeds are kept: they are page breaks, which layout needs. What one repair brings to light
    (an accent behind an invisible mark) the next round repairs, until nothing is left to do.

    >>> [edit.replacement for edit in repair_characters("Birleşmiş\\u0327 Milletler")]
    ['ş']
    """
    edits: tuple[Edit, ...] = tuple(_round(text))
    if edits:
        clean, offsets = apply_edits(text, edits)
        while more := tuple(_round(clean)):
            clean, later = apply_edits(clean, more)
            edits = compose_edits(clean, edits, offsets, more)
            offsets = offsets.then(later)
    yield from edits


def _round(text: str) -> Iterator[Edit]:
    """One round of repairs; they do not overlap. Letters wait until all else is in order."""
    kinds = character_kinds(text)
    edits = [*_repairs(text, suspects_of(kinds)), *_singletons(text)]
    yield from edits or repair_lookalikes(text, seams_of(kinds))


def _repairs(text: str, places: Iterable[int]) -> Iterator[Edit]:
    done = 0
    for start in places:
        match = _REPAIR.match(text, start) if start >= done else None
        if match is None:
            continue
        done = match.end()
        kind = match.lastgroup
        assert kind is not None
        if kind == "marks":
            yield from _marks(text, start, done)
        elif kind == "form":
            yield _form(match.group(), start)
        else:
            yield Edit(start, done, _REPLACEMENTS.get(kind, ""), _NAMES[kind])


def _form(sign: str, start: int) -> Edit:
    name = next(name for forms, name in _FORM_NAMES if forms.match(sign))
    # The isolated vowel marks of Arabic stand on a space in their compatibility form.
    plain = unicodedata.normalize("NFKC", sign)
    return Edit(start, start + 1, plain.strip() or plain, name)


def _marks(text: str, start: int, end: int) -> Iterator[Edit]:
    base = text[start - 1 : start]
    if base and _SUSPECT.match(base):
        return  # it goes, or becomes another character: then the next round sees
    if not base.isspace():
        start -= len(base)
    found = text[start:end]
    repaired, name = _compose(found)
    if repaired != found:
        yield Edit(start, end, repaired, name)


def _compose(cluster: str) -> tuple[str, str]:
    """A base letter with its marks in composed form, and the name of what was done to it."""
    composed = unicodedata.normalize("NFC", cluster)
    base, marks = composed[0], composed[1:]
    if unicodedata.combining(base):
        return "", "stray combining mark"
    if base == "ı" and DOT_ABOVE in marks:
        return _compose("i" + marks.replace(DOT_ABOVE, ""))[0], "dot of an i"
    if not base.isalpha() and marks:
        # A mark over a space or a full stop belongs to nothing.
        return base, "stray combining mark"
    owned = set(unicodedata.normalize("NFD", base)[1:])
    if base == "i":
        owned.add(DOT_ABOVE)  # "i̇" is what lower-casing "İ" without Turkish rules leaves behind
    kept = "".join(mark for mark in marks if mark not in owned)
    if kept != marks:
        return _compose(base + kept)[0], "dot of an i" if base == "i" else "stray combining mark"
    return composed, "unicode composition"


def _singletons(text: str) -> Iterator[Edit]:
    """Single characters that NFC replaces, such as the Kelvin sign for K."""
    if unicodedata.is_normalized("NFC", text):
        return
    odd = {ch: nfc for ch in set(text) if (nfc := unicodedata.normalize("NFC", ch)) != ch}
    odd = {ch: nfc for ch, nfc in odd.items() if not _SUSPECT.match(ch)}
    if odd:
        for match in re.finditer(f"[{re.escape(''.join(odd))}](?![{COMBINING_MARKS}])", text):
            yield Edit(match.start(), match.end(), odd[match.group()], "unicode composition")
