"""A model of edits and maps that is slow and plain on purpose, and strategies for both.

The model is a list with the raw span of every clean character.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st

from kzcorpus.edits import Edit, apply_edits, reorder
from kzcorpus.offsets import OffsetMap

Span = tuple[int, int]


def sources(length: int, edits: Sequence[Edit]) -> list[Span]:
    """The raw span of every character that edits make of a text of this length."""
    found: list[Span] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        found += [(index, index + 1) for index in range(position, edit.start)]
        found += [(edit.start, edit.end)] * len(edit.replacement)
        position = edit.end
    return found + [(index, index + 1) for index in range(position, length)]


def chained(first: list[Span], length: int, second: list[Span]) -> list[Span]:
    """The sources in the raw text of what `second` made of the characters of `first`."""
    found = []
    for start, end in second:
        if start < end:
            origin = first[start:end]
            found.append((min(low for low, _ in origin), max(high for _, high in origin)))
        else:
            low, high = first[start - 1] if start else (0, 0)
            after = first[start][0] if start < len(first) else length
            found.append((after, high if low <= after < high else after))
    return found


def aligned(offsets: OffsetMap) -> list[Span]:
    """The map asked for each of its characters."""
    return [offsets.to_raw(index, index + 1) for index in range(offsets.clean_length)]


@st.composite
def edit_lists(draw: st.DrawFn, length: int, name: str) -> list[Edit]:
    """Edits of a text of this length that do not overlap, in any order."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    spans = list(dict.fromkeys(zip(cuts[::2], cuts[1::2], strict=False)))
    words = st.text("XYZ", max_size=3)
    return draw(st.permutations([Edit(start, end, draw(words), name) for start, end in spans]))


@st.composite
def orders(draw: st.DrawFn, length: int) -> list[Span]:
    """A text of this length in pieces, in any order."""
    inner = st.sets(st.integers(1, length - 1), max_size=6) if length > 1 else st.just(set())
    cuts = sorted({0, length} | draw(inner))
    return draw(st.permutations(list(pairwise(cuts))))


@dataclass(frozen=True)
class Chain:
    """A text that was edited, perhaps put in another order, and edited again."""

    raw: str
    first: list[Edit]
    second: list[Edit]
    order: tuple[Span, ...] = ()

    @property
    def middle(self) -> tuple[str, OffsetMap]:
        """The text between the two edits, and its map."""
        edited, offsets = apply_edits(self.raw, self.first)
        if not self.order:
            return edited, offsets
        text, moves = reorder(edited, self.order)
        return text, offsets.then(moves)

    @property
    def offsets(self) -> OffsetMap:
        text, offsets = self.middle
        return offsets.then(apply_edits(text, self.second)[1])

    @property
    def sources(self) -> list[Span]:
        middle = sources(len(self.raw), self.first)
        if self.order:
            middle = [middle[index] for low, high in self.order for index in range(low, high)]
        return chained(middle, len(self.raw), sources(len(middle), self.second))


@st.composite
def chains(draw: st.DrawFn, moved: bool = False) -> Chain:
    raw = draw(st.text("abcdef", max_size=14))
    first = draw(edit_lists(len(raw), "first"))
    middle, _ = apply_edits(raw, first)
    order = tuple(draw(orders(len(middle)))) if moved else ()
    return Chain(raw, first, draw(edit_lists(len(middle), "second")), order)
