"""Edits, and the map that leads from clean text back to the raw text.

Normalising steps only *propose* edits; `apply_edits` is the one function that changes text, and it
builds the map while it does so. Maps chain with `OffsetMap.then`.

The map aligns every character of the clean text with the raw span that it came from. Runs of
characters with the same kind of alignment are stored once, so that a map costs memory in the
number of edits, not of characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kzcorpus.errors import OffsetError


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


@dataclass(frozen=True, slots=True)
class Run:
    """Clean characters from `clean` on (up to the next run) and where they came from.

    A `copied` run is raw text taken over one to one; in any other run every character stands for
    the whole raw span (an empty one where the text was inserted).
    """

    clean: int
    raw_start: int
    raw_end: int
    copied: bool


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each character of a clean text of `clean_length` came from in the raw text.

    Two maps are equal exactly if they align every character alike.
    """

    clean_length: int
    raw_length: int
    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that was not changed."""
        return cls(length, length, (Run(0, 0, length, True),) if length else ())

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The smallest raw span that holds all sources of the clean span.

        An empty clean span gives an empty raw span in front of the next character.

        Raises:
            OffsetError: the span is not inside the clean text.
        """
        if not 0 <= start <= end <= self.clean_length:
            raise OffsetError(f"span {start}..{end} is outside a text of {self.clean_length}")
        if start == end:
            point = self._source(start)[0] if start < self.clean_length else self.raw_length
            return point, point
        return self._source(start)[0], self._source(end - 1)[1]

    def to_clean(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The smallest clean span with every character that came from the raw span.

        A raw span of which nothing is left gives an empty clean span.

        Raises:
            OffsetError: the span is not inside the raw text.
        """
        if not 0 <= raw_start <= raw_end <= self.raw_length:
            raise OffsetError(
                f"raw span {raw_start}..{raw_end} is outside a text of {self.raw_length}"
            )
        start = self._first_after(raw_start)
        if raw_start == raw_end:
            return start, start
        end = self._first_not_before(raw_end)
        return (start, end) if end > start else (start, start)

    def then(self, later: OffsetMap) -> OffsetMap:
        """The map of both changes, this one made first: clean of `later` to raw of this.

        Raises:
            OffsetError: the text that this map ends in is not the one that `later` starts from.
        """
        if later.raw_length != self.clean_length:
            raise OffsetError(
                f"maps do not chain: {self.clean_length} characters against {later.raw_length}"
            )
        runs: list[Run] = []
        for run, length in later._sized_runs():
            if run.copied:
                runs.extend(self._slice(run.raw_start, run.raw_start + length, run.clean))
            else:
                start, end = self.to_raw(run.raw_start, run.raw_end)
                if 0 < run.raw_start == run.raw_end:
                    # Inserted inside a replacement: it stands for the same raw text as that.
                    end = max(end, self._source(run.raw_start - 1)[1])
                runs.append(Run(run.clean, start, end, False))
        return OffsetMap(later.clean_length, self.raw_length, _merged(runs))

    def _sized_runs(self) -> Iterable[tuple[Run, int]]:
        ends = [run.clean for run in self.runs[1:]] + [self.clean_length]
        # Not strict: the map of an empty text has an end, but no run.
        return ((run, end - run.clean) for run, end in zip(self.runs, ends, strict=False))

    def _index(self, position: int) -> int:
        return bisect_right(self.runs, position, key=lambda run: run.clean) - 1

    def _source(self, position: int) -> tuple[int, int]:
        run = self.runs[self._index(position)]
        if run.copied:
            start = run.raw_start + position - run.clean
            return start, start + 1
        return run.raw_start, run.raw_end

    def _slice(self, start: int, end: int, target: int) -> Iterable[Run]:
        """The runs of the clean span start..end, moved so that it begins at `target`."""
        index = self._index(start)
        while start < end:
            run = self.runs[index]
            index += 1
            stop = self.runs[index].clean if index < len(self.runs) else self.clean_length
            stop = min(stop, end)
            if run.copied:
                shift = run.raw_start - run.clean
                yield Run(target, start + shift, stop + shift, True)
            else:
                yield Run(target, run.raw_start, run.raw_end, False)
            target += stop - start
            start = stop

    def _first_after(self, raw: int) -> int:
        """The first clean position whose source ends after `raw`."""
        index = bisect_right(self.runs, raw, key=lambda run: run.raw_end)
        if index == len(self.runs):
            return self.clean_length
        run = self.runs[index]
        return run.clean + max(0, raw - run.raw_start) if run.copied else run.clean

    def _first_not_before(self, raw: int) -> int:
        """The first clean position whose source starts at `raw` or after it."""
        index = bisect_left(self.runs, raw, key=lambda run: run.raw_start)
        if index and self.runs[index - 1].copied:
            run = self.runs[index - 1]
            if raw < run.raw_end:
                return run.clean + raw - run.raw_start
        return self.runs[index].clean if index < len(self.runs) else self.clean_length


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """Carry out edits and keep the books: the new text, and its map back to `text`.

    Edits may come in any order.

    Raises:
        OffsetError: an edit reaches outside the text, or two edits overlap.

    >>> clean, offsets = apply_edits("ulus-\\nlararası", [Edit(4, 6, "", "line-end hyphen")])
    >>> clean, offsets.to_raw(0, 12)
    ('uluslararası', (0, 14))
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for left, right in pairwise(ordered):
        if right.start < left.end or (right.start == right.end == left.start == left.end):
            raise OffsetError(f"edits overlap: {left} and {right}")
    if ordered and ordered[-1].end > len(text):
        raise OffsetError(f"{ordered[-1]} is outside a text of {len(text)} characters")
    parts: list[str] = []
    runs: list[Run] = []
    length = position = 0
    for edit in ordered:
        if position < edit.start:
            parts.append(text[position : edit.start])
            runs.append(Run(length, position, edit.start, True))
            length += edit.start - position
        if edit.replacement:
            parts.append(edit.replacement)
            # One character for one character is as good as a copy: nothing moves.
            one_to_one = edit.end - edit.start == 1 == len(edit.replacement)
            runs.append(Run(length, edit.start, edit.end, one_to_one))
            length += len(edit.replacement)
        position = edit.end
    if position < len(text):
        parts.append(text[position:])
        runs.append(Run(length, position, len(text), True))
        length += len(text) - position
    return "".join(parts), OffsetMap(length, len(text), _merged(runs))


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
        group, inserts = [edit], start == end
        index += 1
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


def _belongs(span: tuple[int, int, Edit], end: int, inserts: bool) -> bool:
    """Whether a span overlaps a group up to `end`, or touches an insertion there or is one."""
    return span[0] < end or (span[0] == end and (inserts or span[0] == span[1]))


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs in their one shortest form."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and last.copied and run.copied and last.raw_end == run.raw_start:
            merged[-1] = Run(last.clean, last.raw_start, run.raw_end, True)
        elif (
            last is None
            or last.copied
            or run.copied
            or (last.raw_start, last.raw_end) != (run.raw_start, run.raw_end)
        ):
            merged.append(run)
    return tuple(merged)
