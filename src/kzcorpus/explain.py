"""What normalising did to a document, for eyes: each edit with its place, and both texts abreast.

Written over the records alone (`edits`, `order`, `blocks`): whatever the steps of the normaliser
are, what is shown is what was done.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kzcorpus.edits import apply_edits
from kzcorpus.offsets import OffsetMap
from kzcorpus.records import Block, NormalisedDocument

#: Characters of an edit, and around it, that are shown.
_SHOWN = 40
_AROUND = 16
_MARGIN = 18
_NARROWEST = 60
#: Signs for what a screen does not show.
_VISIBLE = str.maketrans(
    {"\n": "⏎", "\r": "␍", "\t": "⇥", "\f": "␌", "\u00a0": "⍽", "\u00ad": "‧", "\u200b": "·"}
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of raw text in the order of the clean text, and its own map."""

    raw_start: int
    raw_end: int
    clean_start: int
    offsets: OffsetMap

    @property
    def clean_end(self) -> int:
        return self.clean_start + self.offsets.clean_length


class _Lines:
    """Line and column of a place in a text, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def __call__(self, position: int) -> str:
        line = bisect_right(self._starts, position)
        return f"{line}:{position - self._starts[line - 1] + 1}"

    def line(self, position: int) -> int:
        return bisect_right(self._starts, position)


def explain(document: NormalisedDocument, width: int = 100) -> Iterator[str]:
    """Lines that tell what was done: a summary, every edit, then raw and clean text side by side.

    Args:
        width: columns of the screen; fewer than 60 are taken for 60.
    """
    yield from _summary(document)
    yield ""
    yield "EDITS (line:column of the raw text, rule, what became what)"
    yield from explain_edits(document)
    yield ""
    yield from side_by_side(document, width)


def _summary(document: NormalisedDocument) -> Iterator[str]:
    raw = document.raw
    kinds = Counter[str](block.kind for block in document.blocks)
    rules = Counter(name for edit in document.edits for name in edit.name.split("+"))
    encoding = f", {raw.encoding}" if raw.encoding else ""
    yield f"{raw.doc_id}  ({raw.path}, {raw.format}{encoding})"
    yield f"  characters  {len(raw.text):,} raw, {len(document.text):,} clean"
    yield f"  blocks      {_counts(kinds)}"
    yield f"  edits       {_counts(rules)}"
    if len(document.order) > 1:
        yield f"  moved       {len(document.order):,} pieces in another order than in the file"


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counter.most_common()) or "none"


def explain_edits(document: NormalisedDocument) -> Iterator[str]:
    """One line for each edit, in the order of the file."""
    text = document.raw.text
    places = _Lines(text)
    names = [edit.name for edit in document.edits]
    widest = max(map(len, names), default=0)
    for edit in document.edits:
        old = _shortened(text[edit.start : edit.end])
        before = text[max(0, edit.start - _AROUND) : edit.start].translate(_VISIBLE)
        after = text[edit.end : edit.end + _AROUND].translate(_VISIBLE)
        new = _shortened(edit.replacement)
        yield (
            f"{places(edit.start):>9}  {edit.name:<{min(widest, 30)}}  "
            f"{_plain(before)}[{_plain(old)}→{_plain(new)}]{_plain(after)}"
        )


def side_by_side(document: NormalisedDocument, width: int = 100) -> Iterator[str]:
    """Raw text left, clean text right, a row of lines for each block, in reading order.

    The margin has the kind of the block, its page, and the line of the raw text that it starts on;
    below, where the file is a PDF, the place on the page.
    What became no block (page furniture that was cut out, front matter) stands there with a dash.
    """
    column = (max(width, _NARROWEST) - _MARGIN - 3) // 2
    pieces = _pieces(document)
    places = _Lines(document.raw.text)
    yield f"{'':{_MARGIN}}{'RAW':<{column}} │ CLEAN"
    shown = [0]  # where raw text that was shown ends, in order
    for block in document.blocks:
        spans = _raw_spans(block, pieces)
        yield from _lost(document, shown, spans, places, column)
        for _, end in spans:
            insort(shown, end)
        line = places.line(spans[0][0]) if spans else 0
        raw = "\n".join(document.raw.text[start:end] for start, end in spans)
        clean = document.text[block.start : block.end]
        margin = [_margin(block, line), *_place(document, spans)]
        yield from _row(margin, _wrapped(raw, column), _wrapped(clean, column), column)
    end = len(document.raw.text)
    yield from _lost(document, shown, [(end, end)], places, column)


def _pieces(document: NormalisedDocument) -> list[_Piece]:
    """The document's raw text in clean order; each piece knows what became of it."""
    text = document.raw.text
    pieces = []
    clean = 0
    for start, end in document.order or ((0, len(text)),):
        inside = [
            type(edit)(edit.start - start, edit.end - start, edit.replacement, edit.name)
            for edit in document.edits
            if start <= edit.start and edit.end <= end
        ]
        _, offsets = apply_edits(text[start:end], inside)
        pieces.append(_Piece(start, end, clean, offsets))
        clean += offsets.clean_length
    return pieces


def _raw_spans(block: Block, pieces: list[_Piece]) -> list[tuple[int, int]]:
    """Where a block came from: one stretch of raw text, or several."""
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        start = max(block.start, piece.clean_start)
        end = min(block.end, piece.clean_end)
        if start < end:
            left, right = piece.offsets.to_raw(start - piece.clean_start, end - piece.clean_start)
            spans.append((piece.raw_start + left, piece.raw_start + right))
    return spans


def _lost(
    document: NormalisedDocument,
    shown: list[int],
    spans: list[tuple[int, int]],
    places: _Lines,
    column: int,
) -> Iterator[str]:
    """Raw text right before a block that is in no block, if there is anything to read in it."""
    if not spans:
        return
    start = shown[bisect_right(shown, spans[0][0]) - 1]
    text = document.raw.text[start : spans[0][0]]
    if any(character.isalnum() for character in text):
        margin = [f"{'-':<10}{'':>3}{places.line(start):>4} "]
        yield from _row(margin, _wrapped(text, column), [], column)


def _margin(block: Block, line: int) -> str:
    page = f"p{block.page}" if block.page else ""
    return f"{block.kind[:9]:<10}{page:>3}{line:>4} "


def _place(document: NormalisedDocument, spans: list[tuple[int, int]]) -> Iterator[str]:
    """Where the block begins on its page: points from the left and from the top."""
    if spans and (found := document.raw.places_of(*spans[0])):
        yield f"  at {found[0].left:.0f}, {found[0].top:.0f} pt"


def _row(margin: list[str], left: list[str], right: list[str], column: int) -> Iterator[str]:
    for first, raw, clean in zip_longest(margin, left, right, fillvalue=""):
        pad = " " * (column - _width(raw))
        yield f"{first[:_MARGIN]:<{_MARGIN}}{raw}{pad} │ {clean}".rstrip()
    yield f"{'':{_MARGIN}}{'':{column}} │"


def _wrapped(text: str, column: int) -> list[str]:
    """Lines of at most so many columns; line ends of the text stay line ends."""
    lines = []
    for line in re.split("[\n\f]", text):
        current = ""
        for word in _plain(line).split(" "):
            while _width(word) > column:
                head = word[: column - 1]
                lines += [current, head] if current else [head]
                current, word = "", word[len(head) :]
            joined = f"{current} {word}" if current else word
            if _width(joined) > column:
                lines.append(current)
                joined = word
            current = joined
        lines.append(current)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _width(text: str) -> int:
    """Columns that a text takes on a screen: combining marks take none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _shortened(text: str) -> str:
    text = text.translate(_VISIBLE)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _plain(text: str) -> str:
    """No control character that could steer the terminal."""
    return "".join(ch if ch.isprintable() else " " for ch in text)
