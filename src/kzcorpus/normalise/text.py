"""From raw text to clean text with blocks: characters, layout, reading order, chained.

In the clean text a block stands on one line, and an empty line separates blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kzcorpus.edits import Edit, Span, apply_edits, compose_edits, reorder
from kzcorpus.errors import NormaliseError
from kzcorpus.normalise.characters import repair_characters
from kzcorpus.normalise.footnotes import assign_markers, readable_markers
from kzcorpus.normalise.joins import (
    BLOCK_SEPARATOR,
    Removals,
    joining_edits,
    order_of,
    pieces_of,
)
from kzcorpus.normalise.layout import Layout, read_layout
from kzcorpus.normalise.lines import Line, split_lines
from kzcorpus.normalise.markdown import is_markdown, markdown_marks
from kzcorpus.normalise.markers import Marker
from kzcorpus.offsets import OffsetMap
from kzcorpus.records import Block, NormalisedDocument, RawDocument

#: Longer than any word or address: embedded data, which models would chew on for hours.
_ENDLESS = re.compile(r"\S{2001}")
_PART = 1000
#: Formats whose readers give every paragraph on a line of its own.
_UNWRAPPED = frozenset(("html", "docx"))
#: Kinds of blocks in which a number may refer to a note.
_RUNNING_TEXT = frozenset(("paragraph", "heading", "list_item", "quotation"))

__all__ = ["BLOCK_SEPARATOR", "normalise_text"]


def normalise_text(raw: RawDocument) -> NormalisedDocument:
    """Clean text, offsets, order and blocks of a document; languages are not judged here.

    Raises:
        NormaliseError: there is something in it that is no text.
    """
    body = raw.body_start
    first = [Edit(0, body, "", "front matter")] if body else []
    first += [edit for edit in repair_characters(raw.text) if edit.start >= body]
    characters, first_map = apply_edits(raw.text, first)
    _refuse_endless_word(characters)
    lines = split_lines(characters)
    layout = read_layout(characters, lines, wrapped=False if raw.format in _UNWRAPPED else None)
    pieces = pieces_of(layout.groups, lines, len(characters))
    markers, referring = _markers(characters, layout, lines)
    removals = Removals(characters, lines)
    markdown = is_markdown(characters, raw.path, raw.format)
    for marks in markdown_marks(characters, [p.lines for p in pieces], markdown=markdown):
        removals.add(marks)
    for marker in markers:
        removals.add([Edit(marker.start, marker.end, "", "footnote marker")])
    second = [*joining_edits(characters, pieces), *removals.edits()]
    edited, second_map = apply_edits(characters, second)
    text, offsets, moved, order = edited, first_map.then(second_map), second_map, order_of(pieces)
    if order:
        text, moves = reorder(edited, _carried(order, second_map, len(edited)))
        offsets, moved = offsets.then(moves), second_map.then(moves)
    # A block that was moved from the very end has no line end to make a separator of.
    ends = [edit for edit in second if edit.start == edit.end == len(characters)]
    inner = [edit for edit in second if edit not in ends] if ends else second
    added = tuple(replace(edit, start=len(raw.text), end=len(raw.text)) for edit in ends)
    return NormalisedDocument(
        raw=raw,
        text=text,
        offsets=offsets,
        blocks=tuple(_blocks(text, layout, lines, moved, referring)),
        edits=compose_edits(edited, first, first_map, inner) + added,
        order=tuple(_in_raw(order, first_map)),
    )


def _refuse_endless_word(text: str) -> None:
    blocks = (text[at : at + _PART] for at in range(0, len(text), _PART))
    if all(" " in block or "\n" in block for block in blocks):
        return  # it would fill one of these
    endless = _ENDLESS.search(text)
    if endless:
        start, rest = endless.start(), re.compile(r"\S+").match(text, endless.start())
        assert rest is not None
        line = text.count("\n", 0, start) + 1
        raise NormaliseError(
            f"line {line}: {len(rest.group()):,} characters without a space; "
            "take such data out of the text"
        )


def _markers(
    text: str, layout: Layout, lines: Sequence[Line]
) -> tuple[list[Marker], dict[int, Marker]]:
    """The footnote markers of the running text, and the one that refers to each note or source."""
    footnotes = sorted(group.lines[0].number for group in layout.groups if group.kind == "footnote")
    sources = [group for group in layout.groups if group.marker.startswith("[")]
    if not footnotes and not sources:
        return [], {}
    readable = {
        line.number: line is group.lines[-1]
        for group in layout.groups
        if group.kind in _RUNNING_TEXT
        for line in group.lines
    }
    found = readable_markers(text, layout.notes, readable, lines)
    notes = [(lines[number], layout.notes.labels[number]) for number in footnotes]
    markers, referring = assign_markers(text, found, notes)
    for group in sources:
        # A reference to a source is the author's word, and stays; the source leads to it.
        references = [m for m in found.get(group.marker.strip("[]"), ()) if m.kind == "bracket"]
        if references:
            referring.setdefault(group.lines[0].number, references[0])
    return markers, referring


def _blocks(
    text: str,
    layout: Layout,
    lines: Sequence[Line],
    moved: OffsetMap,
    referring: Mapping[int, Marker],
) -> Iterator[Block]:
    """The blocks in the clean text; `moved` leads there from the text with repaired characters."""
    start = 0
    # The separator stands between blocks and nowhere else: the joins have seen to that.
    parts = text.split(BLOCK_SEPARATOR) if text else []
    for group, part in zip(layout.groups, parts, strict=True):
        end = start + len(part)
        first = group.lines[0]
        marker = referring.get(first.number)
        anchor = None
        if marker:
            line = lines[marker.line]
            anchor = moved.to_clean(line.start, marker.start)[1]
        yield Block(start, end, group.kind, first.page, marker=group.marker, anchor=anchor)
        start = end + len(BLOCK_SEPARATOR)


def _carried(order: Sequence[Span], offsets: OffsetMap, length: int) -> list[Span]:
    """Spans of a text, in the text that edits made of it; no edit reaches over their ends."""
    starts = {start: offsets.to_clean(start, start)[0] for start, _ in order if start}
    return [(starts.get(start, 0), starts.get(end, length)) for start, end in order]


def _in_raw(order: Sequence[Span], offsets: OffsetMap) -> Iterator[Span]:
    """Spans of the text with repaired characters, in the raw text."""
    starts = {start: offsets.to_raw(start, start)[0] for start, _ in order if start}
    for start, end in order:
        yield starts.get(start, 0), starts.get(end, offsets.raw_length)
