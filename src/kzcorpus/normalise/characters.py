"""Repair of single characters: line ends, spaces, invisible marks, Unicode composition.

Quotation marks and apostrophes stay as the author wrote them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kzcorpus.edits import Edit
from kzcorpus.normalise.chardata import (
    COMBINING_MARKS,
    DOT_ABOVE,
    INVISIBLE,
    JOINERS,
    LINE_ENDS,
    SPACES,
)

_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_SPECIAL = re.compile(
    "|".join(
        (
            # A soft hyphen at a line's end goes with the break: the word continues below.
            r"(?P<soft>(?<=\w)\u00ad[ ]*(?:\r\n|[\r\n])[ ]*(?=\w))",
            f"(?P<line>{'|'.join(LINE_ENDS)})",
            rf"(?P<space>[{''.join(SPACES)}])",
            rf"(?P<invisible>[{''.join(INVISIBLE)}])",
            rf"(?P<joiner>(?<![{_ARABIC}])[{JOINERS}]|[{JOINERS}](?![{_ARABIC}]))",
            r"(?P<control>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f])",
            rf"(?P<marks>[^{COMBINING_MARKS}\s]?[{COMBINING_MARKS}]+)",
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
}
_REPLACEMENTS = {"line": "\n", "space": " "}


def repair_characters(text: str) -> Iterator[Edit]:
    """Edits that make a text NFC, with plain line ends and spaces and nothing invisible.

    Form feeds are kept: they are page breaks, which layout needs.

    >>> [edit.replacement for edit in repair_characters("Birleşmiş\\u0327 Milletler")]
    ['ş']
    """
    for match in _SPECIAL.finditer(text):
        kind = match.lastgroup
        assert kind is not None
        found = match.group()
        if kind == "marks":
            repaired, name = _compose(found)
            if repaired != found:
                yield Edit(match.start(), match.end(), repaired, name)
        else:
            yield Edit(match.start(), match.end(), _REPLACEMENTS.get(kind, ""), _NAMES[kind])
    yield from _singletons(text)


def _compose(cluster: str) -> tuple[str, str]:
    """A base letter with its marks in composed form, and the name of what was done to it."""
    composed = unicodedata.normalize("NFC", cluster)
    base, marks = composed[0], composed[1:]
    if unicodedata.combining(base):
        return "", "stray combining mark"
    if not base.isalpha() and marks:
        # A mark over a space or a full stop belongs to nothing; neither does a joiner under one.
        return "" if base in JOINERS else base, "stray combining mark"
    owned = set(unicodedata.normalize("NFD", base)[1:])
    if base == "i":
        owned.add(DOT_ABOVE)  # "i̇" is what lower-casing "İ" without Turkish rules leaves behind
    kept = "".join(mark for mark in marks if mark not in owned)
    if kept != marks:
        return _compose(base + kept)[0], "stray combining mark"
    return composed, "unicode composition"


def _singletons(text: str) -> Iterator[Edit]:
    """Single characters that NFC replaces, such as the Kelvin sign for K."""
    odd = {ch: nfc for ch in set(text) if (nfc := unicodedata.normalize("NFC", ch)) != ch}
    # Two of the wide spaces are singletons as well; they have become plain spaces already.
    odd = {ch: nfc for ch, nfc in odd.items() if not unicodedata.combining(ch) and ch not in SPACES}
    if odd:
        for match in re.finditer(f"[{re.escape(''.join(odd))}](?![{COMBINING_MARKS}])", text):
            yield Edit(match.start(), match.end(), odd[match.group()], "unicode composition")
