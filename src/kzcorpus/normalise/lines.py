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
_DOTS = 5
#: An entry of a table of contents: dots lead to a page number.
_LEADER = re.compile(r"[.…_][ .…_]{4,}(?:\d{1,4}|[ivxl]{1,6})$")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-zçğıöşüəа-яёәғқңөұүһі]\))[ ]+[\"“‘«(]?[^\W\d_]")
#: So many lines of running text do not all begin with a capital by chance.
_LINES = 4
_SIGN = re.compile(r"[^\W_]")


@dataclass(eq=False, slots=True)  # Not frozen: that would triple the time to make one.
class Line:
    """A line with something on it; `start` and `end` leave its outer spaces aside.

    Lines are numbered from 0. The first line of all counts as `blank_before`. `page_start` is
    certain (a form feed), `page_hint` only likely (see `split_lines`). An `indented` line is one of
    few that begin further right than the others.
    """

    number: int
    start: int
    end: int
    text: str
    page: int
    blank_before: bool
    page_start: bool
    page_hint: bool
    indented: bool = False

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
        if first in "-–—•*▪":
            return False
        sign = _SIGN.search(self.text)
        return sign is not None and sign.group().islower()

    @property
    def is_bullet(self) -> bool:
        return self.text[0] in "-–•*▪●○·" and _BULLET.match(self.text) is not None

    @property
    def is_dashed(self) -> bool:
        """Whether it begins with a long dash: what somebody says, or an item (in lower case)."""
        return self.text.startswith("— ") and len(self.text) > 2

    @property
    def is_numbered(self) -> bool:
        return _NUMBERED.match(self.text) is not None

    @property
    def is_quoted(self) -> bool:
        """Whether it is marked as a quotation in the manner of Markdown and mail."""
        return self.text[0] == ">" and len(self.text) > 1

    @property
    def is_contents(self) -> bool:
        """Whether it is an entry of a table of contents."""
        if self.text.count(".") < _DOTS and "…" not in self.text and "_" not in self.text:
            return False
        return _LEADER.search(self.text[-60:]) is not None

    @property
    def first_word_length(self) -> int:
        return len(self.text.partition(" ")[0])


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank; form feeds count the pages from 1.

    Some extractors leave one space where a page began and indent nothing else; where that is so,
    such a line has a `page_hint`.
    """
    rows: list[tuple[int, int, str, int, int, bool]] = []
    page = 1
    blank, new_page = 2, False
    start = 0
    for sheet in text.split("\f"):
        for piece in sheet.split("\n"):
            content = piece.strip()
            if content:
                indent = len(piece) - len(piece.lstrip()) if piece[0] == " " else 0
                rows.append((start + indent, indent, content, page, blank, new_page))
                blank, new_page = 0, False
            else:
                # The piece between two line ends: an empty or blank line.
                blank += 1
            start += len(piece) + 1
        page, new_page = page + 1, True
    indents = Counter(indent for _, indent, *_ in rows)
    marks_pages = 0 < indents[1] < 0.1 * len(rows) and indents[0] > 0.85 * len(rows)
    few = 0 < sum([row[1] > 1 for row in rows]) < 0.45 * len(rows)
    least = 1 if _is_double_spaced(rows) else 0
    return [
        Line(
            number,
            at,
            at + len(content),
            content,
            page,
            gap > least,
            new,
            marks_pages and indent == 1,
            few and indent > 1,
        )
        for number, (at, indent, content, page, gap, new) in enumerate(rows)
    ]


def _is_double_spaced(rows: Sequence[tuple[int, int, str, int, int, bool]]) -> bool:
    """Whether an empty line stands below every line, and sentences go on across it."""
    single = [row[4] for row in rows].count(1)
    if len(rows) < _LINES or single < 0.85 * (len(rows) - 1):
        return False
    torn = sum(
        below[2][0].islower() and above[2][-1] not in ".!?…:;”»" for above, below in pairwise(rows)
    )
    return torn > 0.25 * len(rows)


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
        if torn < max(2, min(0.2 * len(lines), 0.5 * len(joined))):
            return False
    if len(joined) >= _LINES and not any(line.starts_lower for _, line in joined):
        # Some line would go on in lower case, in a script that has it.
        return not any(line.text[0].isupper() for _, line in joined)
    # Where lines end with sentences, and none goes on in lower case, each is a paragraph.
    whole = sum(line.ends_clause for line in upper)
    return whole < 0.8 * len(upper) or any(line.starts_lower for _, line in joined)
