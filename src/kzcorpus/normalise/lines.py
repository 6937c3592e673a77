"""A text as lines, and what a single line looks like: the evidence that layout works from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kzcorpus.letters import lower_tr

_CLOSERS = "”\"’'»)]*_"
_MARKER = re.compile(r"(?<=[.!?…”\"»)])(?:\d{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$")
_FOOTNOTE = re.compile(r"(?:\d{1,3}[ ]{2,}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}[ ]?|\[\d{1,3}\][ ]+)\S")
_BULLET = re.compile(r"[-–•*▪●○·][ ]+\S")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-zçğıöşüə]\))[ ]+[\"“‘«(]?[^\W\d_]")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ ]+\S")
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)[ ]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")

#: Words that a title may leave in lower case, by language.
_FUNCTION_WORDS = {
    "tr": ("ve", "ile", "için", "ya", "da", "de", "veya", "ki", "bir", "olarak"),
    "az": ("və", "ilə", "üçün", "bu"),
    "kk": ("мен", "және", "пен", "бен"),
    "ru": ("и", "в", "на", "о", "об", "с", "к", "по", "для"),
    "en": ("of", "the", "and", "in", "on", "for", "to", "a", "an", "at", "by", "from", "with"),
}
FUNCTION_WORDS = frozenset(word for words in _FUNCTION_WORDS.values() for word in words)


@dataclass(frozen=True)
class Line:
    """A line with something on it; `start` and `end` leave its outer spaces aside.

    The first line of all counts as `blank_before`. `page_start` is certain (a form feed),
    `page_hint` only likely (see `split_lines`).
    """

    start: int
    end: int
    text: str
    page: int
    blank_before: bool
    page_start: bool
    page_hint: bool

    @cached_property
    def bare(self) -> str:
        """The line without closing quotation marks and a footnote marker at its end."""
        return _MARKER.sub("", self.text).rstrip(_CLOSERS)

    @property
    def ends_sentence(self) -> bool:
        return self.bare.endswith((".", "!", "?", "…"))

    @property
    def ends_clause(self) -> bool:
        """Whether the line may be the last of its block, though no sentence ends here."""
        return self.ends_sentence or self.bare.endswith((":", ";"))

    @property
    def starts_lower(self) -> bool:
        first = next((ch for ch in self.text if ch.isalnum()), "")
        return first.islower() and self.text[:1] not in "-–•*▪"

    @property
    def is_footnote(self) -> bool:
        return _FOOTNOTE.match(self.text) is not None

    @property
    def is_bullet(self) -> bool:
        return _BULLET.match(self.text) is not None

    @property
    def is_numbered(self) -> bool:
        return _NUMBERED.match(self.text) is not None

    @property
    def is_markdown_heading(self) -> bool:
        return _MARKDOWN_HEADING.match(self.text) is not None

    @property
    def first_word_length(self) -> int:
        return len(self.text.split(maxsplit=1)[0])


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank; form feeds count the pages from 1.

    Some extractors leave one space where a page began and indent nothing else; where that is so,
    such a line has a `page_hint`.
    """
    rows: list[tuple[int, str, int, bool, bool]] = []
    page, position = 1, 0
    blank, new_page = True, False
    for piece in re.split("([\n\f])", text):
        if piece == "\f":
            page, new_page = page + 1, True
        elif piece.strip():
            rows.append((position, piece, page, blank, new_page))
            blank = new_page = False
        elif piece != "\n":
            # The piece between two line ends: an empty or blank line.
            blank = True
        position += len(piece)
    indents = Counter(len(piece) - len(piece.lstrip()) for _, piece, *_ in rows)
    marks_pages = 0 < indents[1] < 0.1 * len(rows) and indents[0] > 0.85 * len(rows)
    lines = []
    for start, piece, number, gap, first in rows:
        indent = len(piece) - len(piece.lstrip())
        content = piece.strip()
        start += indent
        hint = marks_pages and indent == 1
        lines.append(Line(start, start + len(content), content, number, gap, first, hint))
    return lines


def typical_width(lines: Sequence[Line]) -> int:
    """The length of a full line of running text: nine lines of ten are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs run over several lines, as in text taken from a page."""
    if len(lines) < 4:
        return any(line.starts_lower and not line.blank_before for line in lines[1:])
    joined = sum(not line.blank_before for line in lines[1:])
    return typical_width(lines) <= 160 and joined > 0.4 * len(lines)


def looks_like_title(text: str, *, continued: bool = False) -> bool:
    """Whether a short text without final punctuation is set like a heading.

    A `continued` one is the rest of a heading: it may begin with a function word.

    >>> looks_like_title("2. Tarihsel Arka Plan ve Temel Kavramlar"), looks_like_title("GİRİŞ")
    (True, True)
    >>> looks_like_title("ve bu nedenle Astana’daki görüşmeler")
    False
    """
    rest = _SECTION_NUMBER.sub("", text.lstrip("# ").strip("* "))
    words = _WORD.findall(rest)
    if not words or len(text) > 160 or rest.rstrip(_CLOSERS).endswith((".", ",", ";", "…")):
        return False
    if not words[0][0].isupper() and not (continued and lower_tr(words[0]) in FUNCTION_WORDS):
        return False
    content = [word for word in words if lower_tr(word) not in FUNCTION_WORDS]
    capital = sum(word[0].isupper() for word in content)
    return bool(content) and capital >= 0.75 * len(content)


def has_section_number(text: str) -> bool:
    return _SECTION_NUMBER.match(text) is not None
