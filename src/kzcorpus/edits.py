"""Edits: the one way in which text changes, with the books kept.

Normalising steps only *propose* edits; `apply_edits` is the one function that changes text, and it
builds the map while it does so. `reorder` moves pieces of text, and keeps the same books.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from kzcorpus.errors import OffsetError
from kzcorpus.offsets import OffsetMap, Run, merged_runs

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `text[start:end]` by `replacement`; `name` says which rule wanted it."""

    start: int
    end: int
    replacement: str
    name: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise OffsetError(f"edit {self.name!r} has no valid span: {self.start}..{self.end}")

    @property
    def growth(self) -> int:
        """How many characters longer the text gets."""
        return len(self.replacement) - (self.end - self.start)


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """Carry out edits and keep the books: the new text, and its map back to `text`.

    Edits may come in any order.

    Raises:
        OffsetError: an edit reaches outside the text, or two edits overlap.

    >>> clean, offsets = apply_edits("ulus-\\nlararası", [Edit(4, 6, "", "line-end hyphen")])
    >>> clean, offsets.to_raw(0, 12)
    ('uluslararası', (0, 14))
    """
    parts: list[str] = []
    runs: list[Run] = []
    position = copied = grown = 0
    last: Edit | None = None
    for edit in sorted(edits, key=_span):
        start, end, replacement = edit.start, edit.end, edit.replacement
        if last and (start < position or start == end == last.start == last.end):
            raise OffsetError(f"edits overlap: {last} and {edit}")
        if position < start:
            parts.append(text[position:start])
        parts.append(replacement)
        position, last = end, edit
        if len(replacement) == end - start <= 1:
            continue  # One character for one character is as good as a copy: nothing moves.
        if copied < start:
            runs.append(Run(copied + grown, copied, start, True))
        if replacement:
            runs.append(Run(start + grown, start, end, False))
        copied = end
        grown += len(replacement) - (end - start)
    if last and position > len(text):
        raise OffsetError(f"{last} is outside a text of {len(text)} characters")
    parts.append(text[position:])
    if copied < len(text):
        runs.append(Run(copied + grown, copied, len(text), True))
    return "".join(parts), OffsetMap(len(text) + grown, len(text), tuple(runs))


def reorder(text: str, order: Sequence[Span]) -> tuple[str, OffsetMap]:
    """The spans of a text in another order: the new text, and its map back to `text`.

    Raises:
        OffsetError: the spans are not a partition of the text into pieces that are not empty.

    >>> moved, offsets = reorder("one(note)two", [(0, 3), (9, 12), (3, 9)])
    >>> moved, offsets.to_raw(0, 6)
    ('onetwo(note)', (0, 12))
    """
    _check_partition(len(text), order)
    runs: list[Run] = []
    length = 0
    for start, end in order:
        runs.append(Run(length, start, end, True))
        length += end - start
    clean = "".join(text[start:end] for start, end in order)
    return clean, OffsetMap(length, len(text), merged_runs(runs))


def replay(text: str, edits: Sequence[Edit], order: Sequence[Span] = ()) -> str:
    """The text that edits make of `text`, its spans then put in order: how a document was cleaned.

    No edit may reach over the end of a span. One that begins where a span ends belongs to the next
    span, and at the end of the text to the last one. Without an order nothing is moved.

    Raises:
        OffsetError: as `apply_edits` and `reorder`.
    """
    if not order:
        return apply_edits(text, edits)[0]
    _check_partition(len(text), order)
    ordered = sorted(edits)
    parts = []
    for start, end in order:
        first = bisect_left(ordered, start, key=_start)
        last = bisect_left(ordered, end, key=_start) if end < len(text) else len(ordered)
        inside = [
            Edit(edit.start - start, edit.end - start, edit.replacement, edit.name)
            for edit in ordered[first:last]
        ]
        parts.append(apply_edits(text[start:end], inside)[0])
    return "".join(parts)


def raw_pieces(offsets: OffsetMap, order: Sequence[Span], start: int, end: int) -> list[Span]:
    """The raw spans that a clean span was put together from, in the order of the clean text.

    Where nothing was moved, that is the one span of `OffsetMap.to_raw`; a paragraph that went on
    below a footnote has two, and the footnote lies between them.

    Raises:
        OffsetError: the span is not inside the clean text.
    """
    whole = offsets.to_raw(start, end)
    if not order or start == end:
        return [whole]
    pieces = []
    for span in order:
        if span[0] < whole[1] and whole[0] < span[1]:
            low, high = offsets.to_clean(*span)
            low, high = max(low, start), min(high, end)
            if low < high:
                pieces.append(offsets.to_raw(low, high))
    return pieces


def _check_partition(length: int, order: Sequence[Span]) -> None:
    spans = sorted(order)
    edges = [0, *(end for _, end in spans)]
    if [start for start, _ in spans] != edges[:-1] or edges[-1] != length:
        raise OffsetError(f"spans {spans[:5]} do not make up a text of {length} characters")
    if any(start >= end for start, end in spans):
        raise OffsetError(f"spans {spans[:5]} hold an empty one")


def compose_edits(
    clean: str, first: Sequence[Edit], first_map: OffsetMap, second: Sequence[Edit]
) -> tuple[Edit, ...]:
    """One list of edits that does what `first` and then `second` do.

    `first_map` is the map of `first`; `second` counts in the text that `first` made; `clean` is
    the final text. Edits that touch the same place become one, named after both ("a+b").
    """
    spans = [(edit.start, edit.end, edit) for edit in first]
    spans += [(*first_map.to_raw(edit.start, edit.end), edit) for edit in second]
    spans.sort(key=lambda span: (span[0], span[1]))
    composed: list[Edit] = []
    grown = index = 0
    while index < len(spans):
        start, end, edit = spans[index]
        index += 1
        if index == len(spans) or not _belongs(spans[index], end, start == end):
            if edit.start != start or edit.end != end:
                edit = Edit(start, end, edit.replacement, edit.name)
            composed.append(edit)
            grown += edit.growth
            continue
        group, inserts = [edit], start == end
        while index < len(spans) and _belongs(spans[index], end, inserts):
            left, right, edit = spans[index]
            # Whether there is an insertion at the group's end: what follows it touches it.
            inserts = left == right == max(end, right) or (inserts and right <= end)
            end = max(end, right)
            group.append(edit)
            index += 1
        at = start + grown
        grown += sum(edit.growth for edit in group)
        replacement = clean[at : end + grown]
        name = "+".join(dict.fromkeys(part for edit in group for part in edit.name.split("+")))
        composed.append(Edit(start, end, replacement, name))
    return tuple(composed)


_start = attrgetter("start")
_span = attrgetter("start", "end")


def _belongs(span: tuple[int, int, Edit], end: int, inserts: bool) -> bool:
    """Whether a span overlaps a group up to `end`, or touches an insertion there or is one."""
    return span[0] < end or (span[0] == end and (inserts or span[0] == span[1]))
