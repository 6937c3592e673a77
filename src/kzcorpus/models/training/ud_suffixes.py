"""Openings that a word's letters alone tell: before -ki and before the copula -DIr.

They need no analysis, so they also serve text without gold tokens. Of what is opened here, BOUN
opens 33 of 48 -ki and 64 of 80 -DIr.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kzcorpus.letters import lower_tr
from kzcorpus.models.training.conllu import Token, Word

#: Locative + -ki, without an apostrophe; `öteki` is a word of its own.
_KI = re.compile(
    r"^(?!öteki|beriki)(?P<stem>[^\W\d_]{2,}[dt][ae])"
    r"(?P<suffix>ki(?:(?:ler)?(?:in|i|e|de|den)?|ni|ne|nin|nde|nden))$"
)
_DIR = re.compile(r"^(?P<stem>[^\W\d_]+?)(?P<suffix>[dt](?P<vowel>[ıiuü])r(?:l[ae]r)?)$")
#: Two letters and yet a word; other stems have three.
_SHORT = frozenset({"bu", "şu", "ne"})
#: BOUN leaves `değildir` whole, and time spans: `iki yıldır`.
_WHOLE = re.compile(
    r"^(?:değil(?:ler)?|(?:yıl|gün|ay|hafta|saat|sene|asır|yüzyıl|dakika)(?:l[ae]r)?"
    r"|süre|zaman|çoktan|beri"
    r"|\w*m[ae]kt[ae]|\w*m[ae]l[ıi]"  # -mAktAdIr and -mAlIdIr are finite verbs
    r"|baha|manas)$"  # a name and a monastery
)
_HARMONY = {
    v: new for old, new in (("aıâ", "ı"), ("eiî", "i"), ("ouû", "u"), ("öü", "ü")) for v in old
}
_VOICELESS = frozenset("fstkçşhp")
_PERSONS = {"m": ("Sing", "1"), "n": ("Sing", "2"), "k": ("Plur", "1"), "z": ("Plur", "2")}


def open_suffix(token: Token) -> Token:
    """Open a token before a -ki behind the locative or before a -DIr, whatever its analysis.

    -DIr only in small letters: `Bayındır` is a name.

    >>> [word.form for word in open_suffix(Token("evdekiler", (Word("evdekiler"),))).words]
    ['evde', 'kiler']
    >>> [word.form for word in open_suffix(Token("ülkedir", (Word("ülkedir"),))).words]
    ['ülke', 'dir']
    >>> [word.form for word in open_suffix(Token("anlatır", (Word("anlatır"),))).words]
    ['anlatır']
    """
    if len(token.words) > 1:
        return token
    lowered = lower_tr(token.form)
    if match := _KI.match(lowered):
        suffix = Word("", "ki", "PART", "Attr")
    elif token.form[:1].islower() and (match := _DIR.match(lowered)) and _is_copula(match):
        suffix = Word("", "_", "AUX", "Zero", person(match["suffix"]))
    else:
        return token
    cut = match.end("stem")
    stem = replace(token.words[0], form=token.form[:cut])
    return replace(token, words=(stem, replace(suffix, form=token.form[cut:])))


def _is_copula(match: re.Match[str]) -> bool:
    """Whether -DIr has the vowel and the consonant that its stem asks for, and is no part of it.

    `anlatır` and `kültür` would have d, `takdir` would have ı.
    """
    stem = match["stem"]
    vowels = [_HARMONY[letter] for letter in stem if letter in _HARMONY]
    return (
        (len(stem) > 2 or stem in _SHORT)
        and vowels[-1:] == [match["vowel"]]
        and (match["suffix"][0] == "t") == (stem[-1] in _VOICELESS)
        and not _WHOLE.match(stem)
    )


def person(copula: str) -> str:
    """Number and person of a copula, by its last letters, which are small."""
    if copula.endswith("ken"):
        number, third = "Sing", "3"
    elif copula.endswith(("lar", "ler")):
        number, third = "Plur", "3"
    else:
        number, third = _PERSONS.get(copula[-1], ("Sing", "3"))
    return f"Number={number}|Person={third}"
