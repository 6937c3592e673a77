"""Which lines belong together, and what each group is: blocks out of lines, in reading order.

The page is read as a typesetter would: a line that ends although the next word would have fitted
ends a paragraph; a blank line does not, where the sentence plainly goes on below it (a page or a
column ended there). A footnote or a running header between the two parts of a paragraph does not
end it either: the paragraph is one block, and what interrupted it comes behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kzcorpus.normalise.bibliography import begins_entry, entry_marker, opens_bibliography
from kzcorpus.normalise.boilerplate import begins_field, is_caption
from kzcorpus.normalise.footnotes import Notes, find_notes
from kzcorpus.normalise.furniture import page_furniture
from kzcorpus.normalise.headings import (
    HEADING_LINES,
    is_bare_heading,
    is_markdown_heading,
    looks_like_title,
    text_of,
)
from kzcorpus.normalise.lines import Line
from kzcorpus.normalise.reader import Reader
from kzcorpus.records import BlockKind

_OPENING_QUOTES = '“«"„'
_CLOSING_QUOTES = '”»"“'


@dataclass(frozen=True)
class Group:
    """Lines that make one block, in order; others may stand between them in the raw text."""

    lines: tuple[Line, ...]
    kind: BlockKind
    marker: str = ""


@dataclass(frozen=True)
class Layout:
    """The blocks of a text in reading order, and what is known about its notes."""

    groups: tuple[Group, ...]
    notes: Notes


@dataclass
class _Draft:
    """A group while it grows."""

    role: BlockKind
    lines: list[Line] = field(default_factory=list)


def read_layout(text: str, lines: Sequence[Line], *, wrapped: bool | None = None) -> Layout:
    """Lines as blocks in reading order; every line is in exactly one block.

    `wrapped` says whether paragraphs run over several lines; None: the lines tell.
    """
    if not lines:
        return Layout((), Notes({}))
    furniture = page_furniture(lines)
    notes = find_notes(text, lines, furniture)
    reader = Reader(lines, wrapped)
    drafts = _Drafts(lines, furniture, notes, reader).read()
    groups: list[Group] = []
    in_bibliography = False
    for index, draft in enumerate(drafts):
        group = draft.lines
        if draft.role in ("header", "footnote") and not (
            in_bibliography and group[0].text[0] == "["
        ):
            label = notes.labels.get(group[0].number, "").lstrip("^")
            groups.append(Group(tuple(group), draft.role, label))
            continue
        apart = index + 1 == len(drafts) or drafts[index + 1].lines[0].blank_before
        kind = _kind(group, apart, reader)
        marker = ""
        if kind == "heading":
            in_bibliography = opens_bibliography(group)
        elif in_bibliography and (
            kind in ("paragraph", "list_item", "quotation") or group[0].text[0] == "["
        ):
            kind, marker = "bibliography", entry_marker(group[0])
        groups.append(Group(tuple(group), kind, marker))
    return Layout(tuple(groups), notes)


class _Drafts:
    """Puts line after line into groups; a group that was interrupted may go on later."""

    def __init__(
        self, lines: Sequence[Line], furniture: frozenset[int], notes: Notes, reader: Reader
    ) -> None:
        self.lines = lines
        self.furniture = furniture
        self.notes = notes
        self.reader = reader
        self.drafts: list[_Draft] = []
        self.current: _Draft | None = None
        self.body: _Draft | None = None
        self.note: _Draft | None = None
        self.in_bibliography = False

    def read(self) -> list[_Draft]:
        for line in self.lines:
            if line.number in self.furniture:
                self._begin("header", line)
            elif line.number in self.notes.labels:
                self.note = self._begin("footnote", line)
            elif draft := self._continued(line):
                draft.lines.append(line)
                self.current = draft
            else:
                if self.body is not None:
                    self.in_bibliography = opens_bibliography(self.body.lines) or (
                        self.in_bibliography and not self._is_section(self.body)
                    )
                self.body = self._begin("paragraph", line)
        return self.drafts

    def _begin(self, role: BlockKind, line: Line) -> _Draft:
        self.current = _Draft(role, [line])
        self.drafts.append(self.current)
        return self.current

    def _is_section(self, draft: _Draft) -> bool:
        return (
            len(draft.lines) <= HEADING_LINES and _kind(draft.lines, True, self.reader) == "heading"
        )

    def _continued(self, line: Line) -> _Draft | None:
        """The group that a line continues, if it continues one."""
        last = self.current
        if last is None:
            return None
        if last.role == "footnote" and self.reader.note_goes_on(last.lines, line):
            return last
        if self.body is not None:
            if self.note is not None and self._note_comes_first(self.note, line):
                return self.note
            direct = last is self.body
            if self.in_bibliography and begins_entry(self.body.lines[-1], line):
                return None
            if self.in_bibliography and direct and line.text[0] in "–—" and not line.blank_before:
                return self.body  # Russian and Kazakh entries have dashes inside
            following = self._next(line)
            if direct and self.reader.goes_on(self.body.lines, line, following):
                return self.body
            if not direct and self.reader.goes_on_behind(self.body.lines, line):
                return self.body
        if self.note is not None and self._note_resumes(self.note, line):
            return self.note
        return None

    def _next(self, line: Line) -> Line | None:
        at = line.number + 1
        return self.lines[at] if at < len(self.lines) else None

    def _note_resumes(self, note: _Draft, line: Line) -> bool:
        """Whether a note that its page cut off goes on here, below a page break or a gap."""
        if not (line.blank_before or line.page_start) or note.lines[-1].ends_clause:
            return False
        if self.current is note or (self.current and self.current.role == "header"):
            if line.starts_lower:
                return True
            if line.page_start:
                return False  # a page begins with its text
        elif not line.blank_before:
            return False
        return self._next_note_is_near(note, line)

    def _note_comes_first(self, note: _Draft, line: Line) -> bool:
        """Whether the rest of a note stands at the foot of the next page, above its next note."""
        above = self.current
        if above is not self.body or above is None or line.page != note.lines[-1].page + 1:
            return False
        if not line.starts_lower or line.blank_before or note.lines[-1].ends_sentence:
            return False
        return above.lines[-1].ends_sentence and self._next_note_is_near(note, line)

    def _next_note_is_near(self, note: _Draft, line: Line) -> bool:
        """Whether the note behind this one begins a few lines below, and nothing ends before."""
        wanted = _next_label(self.notes.labels[note.lines[0].number])
        for other in self.lines[line.number + 1 : line.number + 8]:
            if other.blank_before or other.number in self.furniture:
                return False
            if other.number in self.notes.labels:
                return self.notes.labels[other.number] in (wanted, "1")
        return False


def _next_label(label: str) -> str:
    return str(int(label) + 1) if label.isdigit() else ""


def _kind(group: Sequence[Line], apart: bool, reader: Reader) -> BlockKind:
    """The kind of a block; `apart` means that an empty line follows it."""
    first = group[0]
    if is_markdown_heading(first):
        return "heading"
    if first.is_quoted:
        return "quotation"
    if opens_bibliography(group):
        return "heading"
    if first.is_contents:
        return "list_item"
    if begins_field(first.text) or (len(group) == 1 and is_caption(first.text)):
        return "paragraph"
    if len(group) <= HEADING_LINES and looks_like_title(text_of(group)):
        # A line alone may be a heading by its look; a bulleted one is an item all the same.
        return "list_item" if first.is_bullet else "heading"
    if len(group) == 1 and is_bare_heading(first):
        if apart and first.blank_before:
            return "heading"
        if reader.ends_early(first) and first.text[0].isalpha() and "  " not in first.text:
            return "heading"  # and no row of a table
    if first.is_bullet or first.is_numbered or (first.is_dashed and first.text[2:3].islower()):
        return "list_item"
    if first.text[0] in _OPENING_QUOTES and group[-1].text.rstrip(".0123456789⁰¹²³⁴⁵⁶⁷⁸⁹[]^ ")[
        -1:
    ] in tuple(_CLOSING_QUOTES):
        return "quotation" if len(text_of(group)) > 40 else "paragraph"
    return "paragraph"
