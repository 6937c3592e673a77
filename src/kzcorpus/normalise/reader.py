"""Decides line by line whether a block goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kzcorpus.normalise.bibliography import opens_bibliography
from kzcorpus.normalise.boilerplate import begins_field
from kzcorpus.normalise.headings import (
    has_section_number,
    heading_goes_on,
    in_capitals,
    is_heading,
    is_markdown_heading,
    looks_like_title,
    wants_more,
)
from kzcorpus.normalise.lines import Line, is_wrapped, typical_width

#: The part of a line that may stay empty although the next word would have fitted: letters differ
#: in width, and so full lines in length.
_SLACK = 1 / 12
#: A line that fills so much of the width is a full one.
_FULL = 0.8
#: The same in text without a width, in characters.
_LONG = 80
#: Where lines are paragraphs, a shorter line without a stop is an item, no torn sentence.
_PART = 40
#: A line that is no longer ends where its author wanted, not where the page did.
_EARLY = 0.6
#: A row of a table: numbers, and few words.
_NUMBER = re.compile(r"[\d.,%+–-]*\d[\d.,%+–-]*")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+")


class Reader:
    """Knows the width of a text's lines, and whether paragraphs are wrapped at it."""

    def __init__(self, lines: Sequence[Line], wrapped: bool | None = None) -> None:
        self.width = typical_width(lines)
        self.wrapped = is_wrapped(lines) if wrapped is None else wrapped
        self.never_joined = wrapped is False
        self.spaced = self.wrapped and self._is_spaced(lines)
        #: Lines that go on nowhere: rows of numbers, entries of a table of contents.
        self._lone = frozenset(
            line.number
            for line in lines
            if line.text[-1] in "0123456789%-–ivxl" and (line.is_contents or self.is_row(line))
        )

    def goes_on(self, group: Sequence[Line], line: Line, following: Line | None) -> bool:
        """Whether a block goes on with the line right below it."""
        last = group[-1]
        if self._begins_block(group, line):
            return False
        if line.text.isupper() and not in_capitals([last]) and looks_like_title(line.text):
            # A lone abbreviation may be the last line of a paragraph; a longer line is a heading.
            apart = line.blank_before or line.page_start or last.ends_sentence
            return len(line.text) < 10 and not apart
        if heading_goes_on(group, line, following, self.width):
            return True
        if line.blank_before or line.page_start or (line.page_hint and not line.starts_lower):
            return self._over_gap(group, line)
        if line.is_quoted:
            return True
        if not self.wrapped:
            cut = line.starts_lower and not last.ends_clause and len(last.text) >= _PART
            return cut and not self.never_joined
        if line.starts_lower:
            return True
        if last.ends_clause and self._is_numbered_heading(line):
            return False
        if line.indented and last.ends_sentence and not last.indented:
            return False
        if self._ends_early(last) or self._stands_alone(last, line, following):
            return False
        if not self._would_fit(last, line):
            return True
        if not last.ends_clause:
            return not is_heading(group, line)
        return not self._is_short(last, line)

    def goes_on_behind(self, group: Sequence[Line], line: Line) -> bool:
        """Whether a block goes on behind a footnote or a running header that interrupts it."""
        last = group[-1]
        if self._begins_block(group, line) or last.ends_clause or is_heading(group, line):
            return False
        if line.starts_lower:
            return not self.never_joined
        # A full line without a stop goes on; what follows must not look like a heading.
        title = looks_like_title(line.text) and not self._is_full(line)
        return self._is_full(last) and not title and not self.never_joined

    def note_goes_on(self, note: Sequence[Line], line: Line) -> bool:
        """Whether a footnote goes on with the line right below it."""
        if _ADDRESS.fullmatch(line.text):
            return True  # the addresses of a note's links, which some extractors list below it
        if line.blank_before or line.page_start or line.page_hint or is_markdown_heading(line):
            return False
        if not self.wrapped:
            return line.starts_lower and not note[-1].ends_clause
        return not (note[-1].ends_clause and self._is_numbered_heading(line))

    def _begins_block(self, group: Sequence[Line], line: Line) -> bool:
        """Whether a line begins a block by its first signs."""
        first, last = group[0], group[-1]
        if is_markdown_heading(last) or line.is_quoted != last.is_quoted:
            return True
        if last is first and last.text[0] in "<hw" and _ADDRESS.fullmatch(last.text):
            return True
        if not line.text[0].islower() and begins_field(line.text):
            return True
        if last is first and opens_bibliography(group):
            return True
        if line.number in self._lone or last.number in self._lone:
            return True
        if line.text[0].isalpha() and line.text[1:2] != ")":
            return False
        if is_markdown_heading(line):
            return True
        if line.is_bullet and (line.blank_before or last.ends_clause or first.is_bullet):
            return True
        if line.is_dashed and (line.blank_before or last.ends_clause):
            return True
        next_item = last.text[-1] == "," and first.is_numbered
        apart = line.blank_before or next_item or last.ends_clause
        return apart and line.is_numbered

    def _over_gap(self, group: Sequence[Line], line: Line) -> bool:
        """Whether a sentence goes on below a blank line or on the next page."""
        last = group[-1]
        if last.ends_clause or is_heading(group, line) or line.is_quoted or self.never_joined:
            return False
        if line.starts_lower:
            return self.wrapped or line.page_start or len(last.text) >= _LONG
        if self.spaced and not line.page_start and not line.page_hint:
            return False  # here an empty line is the author's sign
        # A capital may be a name in mid-sentence: then both lines are full lines of running text.
        return self._is_full(last) and self._is_full(line)

    def ends_early(self, line: Line) -> bool:
        """Whether a line is far too short to have ended where the page did."""
        return self.wrapped and len(line.text) < _EARLY * self.width

    def is_row(self, line: Line) -> bool:
        """Whether a line is a row of numbers, with a word or two at most to each."""
        if line.text[-1] not in "0123456789%-–" or not self.ends_early(line):
            return False
        words = line.text.split()
        numbers = sum(_NUMBER.fullmatch(word) is not None for word in words)
        return numbers >= 2 and 2 * numbers >= len(words)

    def _ends_early(self, last: Line) -> bool:
        """Whether the block ends with a line without a stop: a title, an item, a name."""
        return self.ends_early(last) and not last.ends_clause and not wants_more(last.text)

    def _stands_alone(self, last: Line, line: Line, following: Line | None) -> bool:
        """Whether a short line without a stop, between a stop and a capital, is a heading."""
        return (
            self.ends_early(line)
            and last.ends_sentence
            and following is not None
            and not following.starts_lower
            and not line.ends_clause
            and line.text[0].isalpha()
            and not wants_more(line.text)
        )

    def _is_numbered_heading(self, line: Line) -> bool:
        return (
            line.text[0] in "0123456789IVX"
            and len(line.text) < _FULL * self.width
            and has_section_number(line.text)
            and looks_like_title(line.text)
        )

    def _is_full(self, line: Line) -> bool:
        return len(line.text) >= (_FULL * self.width if self.wrapped else _LONG)

    def _is_short(self, last: Line, line: Line) -> bool:
        """Whether a line ended although the next word would have fitted on it."""
        if self.spaced and not line.blank_before:
            # Paragraphs are parted by empty lines here: only a line that is plainly short ends one.
            return len(last.text) < 0.6 * self.width
        return self._would_fit(last, line, round(_SLACK * self.width))

    def _would_fit(self, last: Line, line: Line, slack: int = 0) -> bool:
        return len(last.text) + 1 + line.first_word_length + max(2, slack) <= self.width

    def _is_spaced(self, lines: Sequence[Line]) -> bool:
        """Whether paragraphs are parted by empty lines: most sentences that end short are."""
        ends = [
            line.blank_before
            for last, line in pairwise(lines)
            if line.text[0].isupper()
            and last.ends_sentence
            and not line.page_start
            and not line.page_hint
            and self._would_fit(last, line, round(_SLACK * self.width))
        ]
        return len(ends) >= 5 and sum(ends) >= 0.8 * len(ends)
