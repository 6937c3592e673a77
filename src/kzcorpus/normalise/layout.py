"""Which lines belong together, and what each group is: blocks out of lines.

The page is read as a typesetter would: a line that ends although the next word would have fitted
ends a paragraph; a blank line does not, where the sentence plainly goes on below it (a page or a
column ended there).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kzcorpus.letters import search_key
from kzcorpus.normalise.lines import (
    Line,
    has_section_number,
    is_wrapped,
    looks_like_title,
    typical_width,
)
from kzcorpus.records import BlockKind

#: Headings after which every entry is a source, by `search_key`.
BIBLIOGRAPHY_HEADINGS = frozenset(
    search_key(heading)
    for heading in (
        "KAYNAKÇA",
        "Kaynaklar",
        "Ədəbiyyat",
        "Ədəbiyyat siyahısı",
        "Литература",
        "Список литературы",
        "Источники",
        "Әдебиеттер",
        "Пайдаланылған әдебиеттер",
        "References",
        "Bibliography",
        "Sources",
        "Works cited",
    )
)

_PAGE_NUMBER = re.compile(r"[-–— ]*\d{1,4}[-–— ]*")
_OPENING_QUOTES = '“«"„'
_CLOSING_QUOTES = '”»"“'
#: Spaces that a typesetter would not have left at the end of a line that goes on.
_SLACK = 2
#: The longest run of lines that can still be one heading.
_HEADING_LINES = 3


@dataclass(frozen=True)
class Group:
    """Consecutive lines that make one block."""

    lines: tuple[Line, ...]
    kind: BlockKind


def group_lines(lines: Sequence[Line]) -> list[Group]:
    """Lines as blocks, in order; every line is in exactly one block."""
    if not lines:
        return []
    furniture = _page_furniture(lines)
    reader = _Reader(typical_width(lines), is_wrapped(lines))
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if (
            groups
            and line not in furniture
            and groups[-1][-1] not in furniture
            and reader.goes_on(groups[-1], line, following)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    result: list[Group] = []
    in_bibliography = False
    for group, following_group in zip(groups, [*groups[1:], None], strict=True):
        apart = following_group is None or following_group[0].blank_before
        kind: BlockKind = "header" if group[0] in furniture else _kind(group, apart)
        if kind == "heading":
            in_bibliography = search_key(_text(group)) in BIBLIOGRAPHY_HEADINGS
        elif in_bibliography and (
            kind in ("paragraph", "list_item", "quotation") or group[0].text.startswith("[")
        ):
            kind = "bibliography"
        result.append(Group(tuple(group), kind))
    return result


def _text(group: Sequence[Line]) -> str:
    return " ".join(line.text for line in group)


def _page_furniture(lines: Sequence[Line]) -> set[Line]:
    """Running headers, page numbers and rules: what the page repeats around its text."""
    pairs = list(zip(lines, [*lines[1:], None], strict=True))
    edge = {  # stands apart from the running text
        line
        for line, following in pairs
        if line.page_start
        or following is None
        or following.page_start
        or (line.blank_before and following.blank_before)
    }
    texts = Counter(line.text for line in lines)
    shapes = Counter(_shape(line) for line in lines)
    found = {
        line
        for line in edge
        if _is_page_number(line)
        # Away from a certain page break, "Soru 1" and "Soru 2" are headings, not headers.
        or ((shapes[_shape(line)] if line.page_start else texts[line.text]) > 1 and _is_lone(line))
    }
    found |= {line for line in lines if not any(ch.isalnum() for ch in line.text)}
    for index, line in enumerate(lines):
        if not _PAGE_NUMBER.fullmatch(line.text):
            continue
        # A page number directly under or over a running header; a lone line over a page number.
        if any(other in found for other in lines[max(0, index - 1) : index + 2]):
            found.add(line)
        above = lines[index - 1] if index else None
        same_page = above is not None and above.page == line.page
        if above and line in found and above in edge and same_page and not above.ends_clause:
            found.add(above)
    return found


def _is_page_number(line: Line) -> bool:
    """A number alone; a year alone is a heading, unless a page begins with it."""
    digits = line.text.strip("-–— ")
    return _PAGE_NUMBER.fullmatch(line.text) is not None and (line.page_start or len(digits) < 4)


def _is_lone(line: Line) -> bool:
    return len(line.text) < 120 and not line.ends_clause


def _shape(line: Line) -> str:
    """A line with its numbers masked: headers differ from page to page in nothing else."""
    return re.sub(r"\d+", "#", line.text)


class _Reader:
    """Decides line by line whether a block goes on."""

    def __init__(self, width: int, wrapped: bool) -> None:
        self.width = width
        self.wrapped = wrapped

    def goes_on(self, group: list[Line], line: Line, following: Line | None) -> bool:
        last = group[-1]
        if line.is_footnote or line.is_markdown_heading or last.is_markdown_heading:
            return False
        if line.is_bullet and (line.blank_before or last.ends_clause or group[0].is_bullet):
            return False
        next_item = group[0].is_numbered and last.text.endswith(",")
        if line.is_numbered and (line.blank_before or last.ends_clause or next_item):
            return False
        if _in_capitals([line]) and not _in_capitals([last]) and looks_like_title(line.text):
            # A lone abbreviation may be the last line of a paragraph; a longer line is a heading.
            return len(line.text) < 10 and not (line.blank_before or line.page_start)
        if group[0].is_footnote:
            return not (line.blank_before or line.page_start or line.page_hint)
        if self._heading_goes_on(group, line, following):
            return True
        if line.blank_before or line.page_start or (line.page_hint and not line.starts_lower):
            return self._over_gap(group, line)
        if not self.wrapped:
            return line.starts_lower and not last.ends_clause
        fits = len(last.text) + 1 + line.first_word_length + _SLACK <= self.width
        if not fits or line.starts_lower:
            return True
        if last.ends_clause:
            return False
        return not self._is_heading(group, line)

    def _over_gap(self, group: list[Line], line: Line) -> bool:
        """Whether a sentence goes on below a blank line or on the next page."""
        last = group[-1]
        if last.ends_clause or self._is_heading(group, line):
            return False
        if line.starts_lower:
            return True
        # A capital may be a name in mid-sentence: then both lines are full lines of running text.
        full = 0.8 * self.width if self.wrapped else 80
        return len(last.text) >= full and len(line.text) >= full

    def _is_heading(self, group: list[Line], line: Line) -> bool:
        if len(group) > _HEADING_LINES or not looks_like_title(_text(group)):
            return False
        return not line.starts_lower or has_section_number(group[0].text) or _in_capitals(group)

    def _heading_goes_on(self, group: list[Line], line: Line, following: Line | None) -> bool:
        """A heading's last words on a line of their own: short, and running text below."""
        if len(group) >= _HEADING_LINES or line.is_numbered:
            return False
        if following is None or (following.blank_before and line.blank_before):
            return False
        if line.page_start or line.page_hint:
            return False
        rest = looks_like_title(line.text, continued=True)
        both = rest and looks_like_title(_text(group))
        if _in_capitals(group) != _in_capitals([line]):
            return False
        started = has_section_number(group[0].text) or _in_capitals(group)
        return both and started and len(line.text) < 0.8 * self.width


def _in_capitals(group: Sequence[Line]) -> bool:
    return _text(group).isupper()


def _kind(group: Sequence[Line], apart: bool) -> BlockKind:
    """The kind of a block; `apart` means that an empty line follows it."""
    first, text = group[0], _text(group)
    if first.is_footnote:
        return "footnote"
    if first.is_markdown_heading:
        return "heading"
    if len(group) <= _HEADING_LINES and looks_like_title(text):
        # A line alone may be a heading by its look; a bulleted one is an item all the same.
        return "list_item" if first.is_bullet else "heading"
    if len(group) == 1 and apart and first.blank_before and _is_bare_heading(first):
        return "heading"
    if first.is_bullet or first.is_numbered:
        return "list_item"
    if len(text) > 40 and text[0] in _OPENING_QUOTES and text.rstrip(".")[-1] in _CLOSING_QUOTES:
        return "quotation"
    return "paragraph"


def _is_bare_heading(line: Line) -> bool:
    """A short line between empty lines that is no sentence, set in sentence case."""
    text = line.text.lstrip("*")
    starts = bool(text) and (text[0].isupper() or text[0].isdigit())
    open_end = not line.ends_clause and not line.bare.endswith((",", "-"))
    return starts and open_end and len(text) <= 80
