"""Repairing what a model takes for names: titles off, neighbours told apart, halves joined.

A repair needs a reason that is in the words themselves (`titledata.py`) or in their letters. It
never invents a mention out of text that the model left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kzcorpus.annotate.mentions import trim
from kzcorpus.annotate.titledata import (
    AND,
    BARE_OFFICES,
    DEGREES,
    FACILITIES,
    LEADING,
    LINES,
    OFFICE_MODIFIERS,
    OFFICES,
    THESES,
    TITLES,
    UNDIVIDED,
)
from kzcorpus.letters import fold, name_part

#: Types whose names do not hold two of their kind.
_SINGLE = frozenset(("PERSON", "GPE", "LOC", "NORP"))
#: Types whose names end where a suffix follows an apostrophe. A title or a law may go on after it
#: ("Kazakistan’ın Dış Politikası").
_ENDING = frozenset(("PERSON", "GPE", "LOC", "ORG", "FAC"))
#: Types that languages write with a capital; Azerbaijani writes peoples and languages without.
_CAPITALISED = {
    "tr": frozenset(("PERSON", "GPE", "LOC", "ORG", "FAC", "EVENT", "PRODUCT", "NORP", "LANGUAGE")),
    "az": frozenset(("PERSON", "GPE", "LOC", "ORG", "FAC", "EVENT", "PRODUCT")),
}
_GENITIVE = re.compile("n?[ıiuü]n")
#: The end of a compound, and of an institution's name: Enstitüsü, Bakanlığı.
_COMPOUND_END = ("ı", "i", "u", "ü")

#: Words that, without a name, are the title of a person.
_TITLE_WORDS = TITLES | OFFICE_MODIFIERS | DEGREES


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of tokens with our type and the model's label."""

    first: int
    last: int
    type: str
    native: str


#: Whether the text between a token and the next one was a line break in the file.
LineBreak = Callable[[int], bool]


def repair(
    pieces: Sequence[Piece], forms: Sequence[str], lang: str, broken: LineBreak
) -> list[Piece]:
    """The mentions of a sentence with their boundaries repaired, in order.

    >>> forms = ["Cumhurbaşkanı", "Tokayev", "Aktav", "ve", "Janaözen"]
    >>> pieces = [Piece(0, 2, "PERSON", "PER"), Piece(2, 5, "GPE", "LOC")]
    >>> [(p.first, p.last) for p in repair(pieces, forms, "tr", lambda index: False)]
    [(1, 2), (2, 3), (4, 5)]
    """
    repaired = []
    for piece in _joined(pieces, forms, broken):
        for part in _divided(piece, forms):
            for kept in _without_titles(part, forms):
                first, last = trim(forms, kept.first, kept.last)
                if first < last and _has_capital(forms[first:last], kept.type, lang):
                    kind = _type_by_head(kept.type, forms[first:last])
                    repaired.append(replace(kept, first=first, last=last, type=kind))
    return _with_heads(repaired, forms)


def _joined(pieces: Sequence[Piece], forms: Sequence[str], broken: LineBreak) -> Iterator[Piece]:
    """Two halves of a name that a line break came between."""
    open_piece: Piece | None = None
    for piece in pieces:
        if (
            open_piece is not None
            and open_piece.type == piece.type
            and open_piece.last == piece.first
            and broken(open_piece.last - 1)
            and name_part(forms[piece.first - 1]) == forms[piece.first - 1]
            and forms[piece.first - 1][:1].isupper()
            and forms[piece.first][:1].isupper()
        ):
            open_piece = replace(open_piece, last=piece.last)
            continue
        if open_piece is not None:
            yield open_piece
        open_piece = piece
    if open_piece is not None:
        yield open_piece


def _divided(piece: Piece, forms: Sequence[str]) -> Iterator[Piece]:
    """The names that stand side by side in one span."""
    start = piece.first
    for index in range(piece.first + 1, piece.last - 1):
        if index < start:
            continue
        left, right = forms[index - 1], forms[index + 1]
        if _divides(piece, forms, start, index) and right[:1].isupper():
            yield replace(piece, first=start, last=index)
            start = index + 1
        elif _ends(piece, left) and forms[index][:1].isupper():
            yield replace(piece, first=start, last=index)
            start = index
    if start == piece.last - 1 or start == piece.first:
        yield replace(piece, first=start)
    elif _ends(piece, forms[piece.last - 2]) and forms[piece.last - 1][:1].isupper():
        yield replace(piece, first=start, last=piece.last - 1)
        yield replace(piece, first=piece.last - 1)
    else:
        yield replace(piece, first=start)


def _ends(piece: Piece, form: str) -> bool:
    """Whether a name ends with this token, because of the suffix after its apostrophe.

    Institutions have places and topics in other cases in their names ("Asya’da İşbirliği").
    """
    stem = name_part(form)
    if piece.type not in _ENDING or stem == form:
        return False
    return piece.type in _SINGLE or _GENITIVE.fullmatch(fold(form[len(stem) + 1 :])) is not None


def _divides(piece: Piece, forms: Sequence[str], start: int, index: int) -> bool:
    """Whether the token at an index stands between two names."""
    word = fold(forms[index])
    left = forms[index - 1]
    if word.strip("*") == "":
        return True  # emphasis that a web page left behind
    if piece.type in _SINGLE and word in AND:
        pair = (fold(left), fold(name_part(forms[index + 1])))
        return pair not in UNDIVIDED
    if word == ",":
        if piece.type in ("GPE", "LOC", "NORP"):
            return True
        return piece.type == "ORG" and (left.isupper() or left.endswith(_COMPOUND_END))
    # Two authors with their given names: "Seyfettin Erol-Yavuz Gürler".
    whole = index - start >= 2 and piece.last - index - 1 >= 2
    return piece.type == "PERSON" and word in ("-", "–") and whole


def _without_titles(piece: Piece, forms: Sequence[str]) -> Iterator[Piece]:
    """The name without titles around it; a title alone is a TITLE, a kind of thesis nothing."""
    words = [fold(name_part(form)).strip(".") for form in forms[piece.first : piece.last]]
    lead = 0
    while lead < len(words) - 1 and _leads(words[lead], piece.type):
        lead += 1
    if piece.type == "PERSON":
        if all(word in _TITLE_WORDS or not word for word in words):
            yield replace(piece, type="TITLE")
            return
        yield replace(piece, first=piece.first + lead)
        return
    if piece.type in ("ORG", "WORK_OF_ART", "LAW") and all(word in THESES for word in words):
        return
    if piece.type == "ORG":
        tail = len(words) - _office(words)
        if tail <= lead or " ".join(words) in BARE_OFFICES:
            yield replace(piece, type="TITLE")
            return
        yield replace(piece, first=piece.first + lead, last=piece.first + tail)
        if tail < len(words):
            yield replace(piece, first=piece.first + tail, type="TITLE")
        return
    yield replace(piece, first=piece.first + lead)


def _leads(word: str, type: str) -> bool:
    """Whether a word in front of a name is none of it."""
    if type == "PERSON":
        return word in TITLES or word in OFFICE_MODIFIERS or word in LEADING or not word
    return type in ("GPE", "LOC") and word in LEADING


def _office(words: Sequence[str]) -> int:
    """How many words at the end of an institution's name are an office that somebody has there."""
    if words[-1] in DEGREES:
        return len(words)
    if words[-1] not in OFFICES:
        return 0
    length = 1
    while length < len(words) and words[-length - 1] in OFFICE_MODIFIERS:
        length += 1
    # "Güvenlik Konseyi Sekreteri" has an institution in front; a bare "Sekreterlik" is one.
    return length if length > 1 or not words[-1].endswith(("liği", "lığı", "lik")) else 0


def _type_by_head(type: str, forms: Sequence[str]) -> str:
    """A place or an institution that is called a port, an airport, a square is a facility.

    And what two people own is a company: "Simon & Schuster".
    """
    if type == "PERSON" and "&" in forms:
        return "ORG"
    if type in ("GPE", "LOC", "ORG") and len(forms) > 1:
        head = fold(name_part(forms[-1]))
        if any(head.startswith(word) and len(head) - len(word) <= 5 for word in FACILITIES):
            return "FAC"
    return type


def _with_heads(pieces: Sequence[Piece], forms: Sequence[str]) -> list[Piece]:
    """Places followed by what makes them a facility: "Kuryk limanına", "Bakı-Qars dəmir yolu"."""
    made: list[Piece] = []
    for piece in pieces:
        length = _head(forms, piece.last) if piece.type == "GPE" else 0
        line = length == 2 or (piece.type == "FAC" and _head(forms, piece.last - 2) == 2)
        first = piece.first
        while line and made and made[-1].type == "GPE" and made[-1].last == first - 1:
            if forms[first - 1] not in ("-", "–", "—"):
                break
            first = made.pop().first
        # A line joins places: Gürcüstanın dəmir yolu is no name.
        if length == 1 or (line and first < piece.first):
            piece = replace(piece, first=first, last=piece.last + length, type="FAC")
        made.append(piece)
    return made


def _head(forms: Sequence[str], index: int) -> int:
    """How many tokens from an index on are the head of a facility's name: 0, 1, or 2 for a line."""
    if not 0 <= index < len(forms):
        return 0
    word = fold(forms[index])
    if index + 1 < len(forms) and word in LINES and fold(forms[index + 1]).startswith(LINES[word]):
        return 2
    return int(forms[index][0].islower() and word.startswith(FACILITIES) and len(word) <= 16)


def _has_capital(forms: Sequence[str], type: str, lang: str) -> bool:
    """Whether a name is written as its language writes names of its type."""
    if type not in _CAPITALISED.get(lang, frozenset()):
        return True
    firsts = [next((ch for ch in form if ch.isalnum()), "") for form in forms]
    ended = len(forms) > 1 and forms[-2].endswith("-")  # Kavanaugh-a
    if type == "PERSON" and firsts[-1].islower() and not ended:
        return False
    return not any(ch.islower() for ch in firsts) or any(not ch.islower() for ch in firsts if ch)
