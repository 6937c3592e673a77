"""A rule tokeniser in the manner of UD_Turkish-BOUN, for training text only.

Word vectors and NER training need tokens as the trained tokenizer will cut them, long before that
tokenizer exists, and over thirty million words. So the rules are few: a suffix after an apostrophe
stays with its word, a hyphen and the per-cent sign stand alone, a number keeps its inner marks, an
initial or a known abbreviation keeps its stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Abbreviations that keep their stop, without it.
ABBREVIATIONS = (
    "Dr",
    "Prof",
    "Doç",
    "Yrd",
    "Öğr",
    "Gör",
    "Av",
    "Op",
    "Gen",
    "Alb",
    "Yzb",
    "Sn",
    "Hz",
    "St",
    "Mr",
    "Mrs",
    "vb",
    "vs",
    "vd",
    "bkz",
    "Bkz",
    "yy",
    "M",
    "S",
    "s",
    "ss",
    "çev",
    "Çev",
    "ed",
    "Ed",
    "der",
    "haz",
    "Haz",
    "C",
    "c",
    "No",
    "no",
    "Nu",
    "cilt",
    "age",
    "agm",
    "Cad",
    "Sok",
    "Mah",
    "Apt",
    "Ltd",
    "Şti",
    "Inc",
    "Corp",
    "Co",
    "Jr",
    "Sr",
    "İng",
    "Alm",
    "Fr",
    "Ar",
    "krş",
    "örn",
    "Örn",
    "Yay",
    "yay",
    "Ünv",
    "Üniv",
    "Fak",
    "Böl",
    "Md",
    "md",
    "bak",
    "dk",
    "sn",
)

_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
_SUFFIX = rf"(?:’{_WORD})*"

TOKEN = re.compile(
    r"(?:https?://|www\.)\S*[\w/]"
    r"|[\w.+-]+@\w+(?:\.\w+)+"
    # T.C., A.B.D.’nin, a.g.e.
    rf"|(?:[^\W\d_]\.){{2,}}{_SUFFIX}"
    # Dr., vb.; and the initial in "Kasım C. Tokayev"
    rf"|\b(?:{'|'.join(ABBREVIATIONS)})\.(?!\w)"
    r"|\b[A-ZÇĞİÖŞÜƏ]\.(?=\s*\S)"
    # 17.05.1953, 70,96, 5/10, 1990’ların; 18. before a lower-case word is an ordinal
    rf"|\d+(?:[.,/]\d+)*{_SUFFIX}(?:(?<=\d)\.(?=\s+[a-zçğıöşüə]))?"
    rf"|{_WORD}{_SUFFIX}"
    r"|\.{2,}"
    r"|[^\w\s]|_"
)


def token_spans(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the tokens of `text`, in code points; apostrophes must be plain (’).

    >>> [text[a:b] for text in ["Türkiye-Kazakistan’ın %70,96’sı (C. Tokayev)"] for a, b in token_spans(text)]
    ['Türkiye', '-', 'Kazakistan’ın', '%', '70,96’sı', '(', 'C.', 'Tokayev', ')']
    """  # noqa: E501
    for match in TOKEN.finditer(text):
        yield match.span()


def tokens(text: str) -> list[str]:
    """The tokens of `text` as strings.

    >>> tokens("Dr. Ali’nin 18. yüzyıl kitabı, 2003: 45.")
    ['Dr.', 'Ali’nin', '18.', 'yüzyıl', 'kitabı', ',', '2003', ':', '45', '.']
    """
    return [match.group() for match in TOKEN.finditer(text)]


def split_suffix(token: str) -> tuple[str, str]:
    """A token cut at its first apostrophe: the bare name and the suffix with its apostrophe.

    >>> split_suffix("Kazakistan’ın"), split_suffix("ve"), split_suffix("’")
    (('Kazakistan', '’ın'), ('ve', ''), ('’', ''))
    """
    at = token.find("’", 1)
    return (token[:at], token[at:]) if at > 0 else (token, "")
