"""A text as lines, and what a single line looks like: the evidence that layout works from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CLOSERS = "”\"’'»)]*_>"
#: Superscript digits, and the plain ones that they stand for.
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_MARKER = re.compile(
    r"(?:(?<=[^\d\s][.!?…:;])|(?<=[.!?…][”\"»)*])|(?<=[”»]))"
    r"(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[ ]?\[\^?\d{1,3}\])$"
)
_MARKER_LENGTH = 10
_BULLET = re.compile(r"[-–•*▪●○·][ ]+\S")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-zçğıöşüə]\))[ ]+[\"“‘«(]?[^\W\d_]")
_SIGN = re.compile(r"[^\W_]")


@dataclass(frozen=True, eq=False)
class Line:
    """A line with something on it; `start` and `end` leave its outer spaces aside.

    Lines are numbered from 0. The first line of all counts as `blank_before`. `page_start` is
    certain (a form feed), `page_hint` only likely (see `split_lines`).
    """

    number: int
    start: int
    end: int
    text: str
    page: int
    blank_before: bool
    page_start: bool
    page_hint: bool

    @property
    def bare(self) -> str:
        """The line without closing quotation marks and a footnote marker at its end."""
        text = self.text
        if text[-1] in "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹]":
            found = _MARKER.search(text, max(0, len(text) - _MARKER_LENGTH))
            text = text[: found.start()] if found else text
        return text.rstrip(CLOSERS)

    @property
    def ends_sentence(self) -> bool:
        last = self.text[-1]
        if last.isalpha() or last in ",-:;":
            return False
        return self.bare.endswith((".", "!", "?", "…"))

    @property
    def ends_clause(self) -> bool:
        """Whether the line may be the last of its block, though no sentence ends here."""
        last = self.text[-1]
        if last.isalpha() or last in ",-":
            return False
        return self.bare.endswith((".", "!", "?", "…", ":", ";"))

    @property
    def starts_lower(self) -> bool:
        first = self.text[0]
        if first.isalnum():
            return first.islower()
        if first in "-–•*▪":
            return False
        sign = _SIGN.search(self.text)
        return sign is not None and sign.group().islower()

    @property
    def is_bullet(self) -> bool:
        return self.text[0] in "-–•*▪●○·" and _BULLET.match(self.text) is not None

    @property
    def is_numbered(self) -> bool:
        return _NUMBERED.match(self.text) is not None

    @property
    def is_quoted(self) -> bool:
        """Whether it is marked as a quotation in the manner of Markdown and mail."""
        return self.text[0] == ">" and len(self.text) > 1

    @property
    def first_word_length(self) -> int:
        return len(self.text.partition(" ")[0])


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank; form feeds count the pages from 1.

    Some extractors leave one space where a page began and indent nothing else; where that is so,
    such a line has a `page_hint`.
    """
    rows: list[tuple[int, int, str, int, bool, bool]] = []
    page = 1
    blank, new_page = True, False
    start = 0
    for sheet in text.split("\f"):
        for piece in sheet.split("\n"):
            content = piece.strip()
            if content:
                indent = len(piece) - len(piece.lstrip()) if piece[0] == " " else 0
                rows.append((start + indent, indent, content, page, blank, new_page))
                blank = new_page = False
            else:
                # The piece between two line ends: an empty or blank line.
                blank = True
            start += len(piece) + 1
        page, new_page = page + 1, True
    indents = Counter(indent for _, indent, *_ in rows)
    marks_pages = 0 < indents[1] < 0.1 * len(rows) and indents[0] > 0.85 * len(rows)
    return [
        Line(number, at, at + len(content), content, page, gap, new, marks_pages and indent == 1)
        for number, (at, indent, content, page, gap, new) in enumerate(rows)
    ]


def typical_width(lines: Sequence[Line]) -> int:
    """The length of a full line of running text: nine lines of ten are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs run over several lines, as in text taken from a page."""
    if len(lines) < 4:
        return any(line.starts_lower and not line.blank_before for line in lines[1:])
    joined = [(above, line) for above, line in pairwise(lines) if not line.blank_before]
    upper = [above for above, _ in joined]
    if typical_width(lines) > 160:
        return False
    if len(upper) <= 0.4 * len(lines):
        torn = sum(line.starts_lower and not above.ends_clause for above, line in joined)
        if torn < max(2, 0.2 * len(lines)):
            return False
    # Where lines end with sentences, and none goes on in lower case, each is a paragraph.
    whole = sum(line.ends_clause for line in upper)
    return whole < 0.8 * len(upper) or any(line.starts_lower for _, line in joined)
