"""Edits that put every block on one line, in the order in which blocks are read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from kzcorpus.edits import Edit, Span
from kzcorpus.normalise.hyphens import HyphenJudge
from kzcorpus.normalise.layout import Group
from kzcorpus.normalise.lines import Line

#: What stands between two blocks of the clean text.
BLOCK_SEPARATOR = "\n\n"

_SPACES = re.compile(" {2,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_ENDS_ADDRESS = re.compile(r"[)>,;:”\"’»\]]$")
#: Parts of an address that no word has.
_IN_ADDRESS = re.compile(r"[/=&?%#_]|\.\w|-|\d")
_SURELY_ADDRESS = re.compile(r"[/=&?%]|\.(?:html?|php|aspx?|pdf)\b")


@dataclass(frozen=True)
class Piece:
    """Lines of one block that stand next to each other, with the gap below them: start..end."""

    block: int
    lines: tuple[Line, ...]
    start: int
    end: int


def pieces_of(groups: Sequence[Group], lines: Sequence[Line], length: int) -> list[Piece]:
    """The blocks in pieces, in reading order; together the pieces are the text."""
    pieces: list[Piece] = []
    for block, group in enumerate(groups):
        first = 0
        for at, line in enumerate(group.lines):
            last = at + 1 == len(group.lines)
            if not last and group.lines[at + 1].number == line.number + 1:
                continue
            part = group.lines[first : at + 1]
            start = part[0].start if part[0].number else 0
            below = line.number + 1
            end = lines[below].start if below < len(lines) else length
            pieces.append(Piece(block, part, start, end))
            first = at + 1
    return pieces


def order_of(pieces: Sequence[Piece]) -> list[Span]:
    """The spans of the text in reading order, neighbours as one; empty where nothing is moved."""
    order: list[Span] = []
    for piece in pieces:
        if order and order[-1][1] == piece.start:
            order[-1] = (order[-1][0], piece.end)
        else:
            order.append((piece.start, piece.end))
    return order if len(order) > 1 else []


def joining_edits(text: str, pieces: Sequence[Piece]) -> Iterator[Edit]:
    """Edits of the spaces and line ends between lines and between blocks."""
    judge = HyphenJudge(text)
    if not pieces:
        if text:
            yield Edit(0, len(text), "", "blank text")
        return
    if outer := pieces[0].lines[0].start:
        yield Edit(0, outer, "", "outer space")
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        same = following is not None and following.block == piece.block
        address = ""
        for left, right in pairwise(piece.lines):
            edit, address = _line_break(left, right, right.start, judge, address)
            yield edit
        last = piece.lines[-1]
        if following is None:
            yield from _gap(text, last.end, piece.end, "", "outer space")
        elif same:
            yield _line_break(last, following.lines[0], piece.end, judge, address)[0]
        else:
            yield from _gap(text, last.end, piece.end, BLOCK_SEPARATOR, "block break")


def _gap(text: str, start: int, end: int, replacement: str, name: str) -> Iterator[Edit]:
    if text[start:end] != replacement:
        yield Edit(start, end, replacement, name)


def _line_break(
    left: Line, right: Line, end: int, judge: HyphenJudge, address: str
) -> tuple[Edit, str]:
    """The edit between two lines, and the address on the web that goes on in the second one."""
    if left.text[-1] == "–" and left.text[-2:-1].isdigit() and right.text[0].isdigit():
        return Edit(left.end, end, "", "line end in range"), ""
    if not address and left.text[-1] not in "-‐" and "/" not in left.text:
        return Edit(left.end, end, " ", "line end"), ""
    last = left.text.rsplit(" ", 1)[-1]
    tail = address + last if last is left.text else last
    if "/" in tail and _address_goes_on(tail, right.text):
        return Edit(left.end, end, "", "line end in address"), tail
    verdict = judge.verdict(left.text, right.text)
    if verdict == "":
        return Edit(left.end - 1, end, "", "line-end hyphen"), ""
    if verdict == "-":
        return Edit(left.end, end, "", "line end after hyphen"), ""
    return Edit(left.end, end, " ", "line end"), ""


def _address_goes_on(tail: str, following: str) -> bool:
    """Whether an address at a line's end goes on in the next line.

    It does if it ends in the middle of something and the next word is no word of a sentence.
    """
    if not _ADDRESS.search(tail) or _ENDS_ADDRESS.search(tail):
        return False
    word = following.split(maxsplit=1)[0].rstrip('.,;:)>]”"’')
    if not word or not word.isascii() or not word[0].isalnum() or "://" in word:
        return False
    if tail[-1] in "-_=&?%#":
        return True
    if tail[-1] in "/.":
        return _IN_ADDRESS.search(word) is not None
    return _SURELY_ADDRESS.search(word) is not None


_start = attrgetter("start")


class Removals:
    """What is taken out of lines: no two overlap, and no line loses all it has."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self._text = text
        self._lines = lines
        self._starts = [line.start for line in lines]
        self._by_line: dict[int, list[Edit]] = defaultdict(list)

    def add(self, marks: Iterable[Edit]) -> None:
        """Take in edits that belong together, all or none."""
        places = []
        for mark in marks:
            taken = self._by_line[bisect_right(self._starts, mark.start) - 1]
            at = bisect_left(taken, mark.start, key=_start)
            if (at and taken[at - 1].end > mark.start) or (
                at < len(taken) and taken[at].start < mark.end
            ):
                return
            places.append((taken, mark))
        for taken, mark in places:
            insort(taken, mark, key=_start)

    def edits(self) -> Iterator[Edit]:
        """All of them, and the spaces that are too many in every line."""
        for line in self._lines:
            marks = self._by_line.get(line.number)
            if marks:
                yield from self._with_spaces(line, marks)
            elif "  " in line.text:
                for match in _SPACES.finditer(self._text, line.start, line.end):
                    yield Edit(match.start(), match.end(), " ", "spaces")

    def _with_spaces(self, line: Line, marks: Sequence[Edit]) -> list[Edit]:
        """The edits of a line, and those of spaces that stand next to another, or outside."""
        edits: list[Edit] = list(marks)
        kept: list[tuple[int, int]] = []
        at = line.start
        for mark in marks:
            kept.append((at, mark.start))
            at = mark.end
        kept.append((at, line.end))
        if not any(self._text[start:end].strip() for start, end in kept):
            return []
        after_space, last = True, -1
        for start, end in kept:
            for index in range(start, end):
                if self._text[index] != " ":
                    after_space = False
                elif after_space:
                    edits.append(Edit(index, index + 1, "", "spaces"))
                else:
                    after_space, last = True, index
        if after_space and last >= 0:
            edits.append(Edit(last, last + 1, "", "spaces"))
        return edits
