"""The map that leads from clean text back to the raw text.

The map aligns every character of the clean text with the raw span that it came from. Runs of
characters with the same kind of alignment are stored once, so that a map costs memory in the
number of edits, not of characters. Text may have been moved: raw offsets then rise within a
stretch of runs, and fall from one stretch to the next. Maps chain with `OffsetMap.then`; the
functions of `edits.py` make them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from kzcorpus.errors import OffsetError


class Run(NamedTuple):
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
    #: Where each run begins, for bisection.
    _cleans: tuple[int, ...] = field(init=False, repr=False, compare=False)
    #: The first run of every stretch in which raw offsets rise; one stretch where nothing moved.
    _stretches: tuple[int, ...] = field(init=False, repr=False, compare=False)
    #: For moved text: the stretches by where they begin in the raw text, with the furthest end up
    #: to here, so that bisection finds those that touch a raw span.
    _by_raw: tuple[tuple[int, int, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        falls = (
            index
            for index, (last, run) in enumerate(pairwise(self.runs), 1)
            if run.raw_start < last.raw_start or run.raw_end < last.raw_end
        )
        stretches = (0, *falls) if self.runs else ()
        by_raw: list[tuple[int, int, int]] = []
        if len(stretches) > 1:
            order = sorted(range(len(stretches)), key=lambda i: self.runs[stretches[i]].raw_start)
            lasts = [*(first - 1 for first in stretches[1:]), len(self.runs) - 1]
            furthest = accumulate((self.runs[lasts[i]].raw_end for i in order), max)
            by_raw = [
                (self.runs[stretches[i]].raw_start, end, i)
                for i, end in zip(order, furthest, strict=True)
            ]
        object.__setattr__(self, "_cleans", tuple(run.clean for run in self.runs))
        object.__setattr__(self, "_stretches", stretches)
        object.__setattr__(self, "_by_raw", tuple(by_raw))

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
        shift = self.shift(start, end)
        if shift is not None:
            return start + shift, end + shift
        if start == end:
            point = self._source(start)[0] if start < self.clean_length else self.raw_length
            return point, point
        low, high = self._source(start)[0], self._source(end - 1)[1]
        if len(self._stretches) > 1:
            first = bisect_right(self._stretches, self._index(start))
            last = bisect_right(self._stretches, self._index(end - 1))
            for run in self._stretches[first:last]:
                low = min(low, self.runs[run].raw_start)
                high = max(high, self.runs[run - 1].raw_end)
        return low, high

    def shift(self, start: int, end: int) -> int | None:
        """What is to be added to clean offsets inside a clean span to have the raw ones.

        None where the span is not copied as a whole: then `to_raw` has to be asked.

        >>> OffsetMap(5, 7, (Run(0, 2, 7, True),)).shift(1, 4)
        2
        """
        if not 0 <= start < end <= self.clean_length:
            return None
        source = self.runs[self._index(start)]
        if source.copied and end - source.clean <= source.raw_end - source.raw_start:
            return source.raw_start - source.clean
        return None

    def to_clean(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The smallest clean span with every character that came from the raw span.

        A raw span of which nothing is left gives an empty clean span, in front of what comes next
        in the raw text.

        Raises:
            OffsetError: the span is not inside the raw text.
        """
        if not 0 <= raw_start <= raw_end <= self.raw_length:
            raise OffsetError(
                f"raw span {raw_start}..{raw_end} is outside a text of {self.raw_length}"
            )
        if raw_start < raw_end:
            spans = [
                (start, end)
                for low, high in self._touching(raw_start, raw_end)
                if (start := self._first_after(raw_start, low, high))
                < (end := self._first_not_before(raw_end, low, high))
            ]
            if spans:
                return min(start for start, _ in spans), max(end for _, end in spans)
        point = self._next(raw_start)
        return point, point

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
                source = self.runs[self._index(run.raw_start)]
                shift = source.raw_start - source.clean
                if source.copied and run.raw_end + shift <= source.raw_end:
                    runs.append(Run(run.clean, run.raw_start + shift, run.raw_end + shift, True))
                else:
                    runs.extend(self._slice(run.raw_start, run.raw_start + length, run.clean))
            else:
                start, end = self.to_raw(run.raw_start, run.raw_end)
                if 0 < run.raw_start == run.raw_end:
                    low, high = self._source(run.raw_start - 1)
                    # Inserted inside a replacement: it stands for the same raw text as that.
                    end = high if low <= start < high else end
                runs.append(Run(run.clean, start, end, False))
        return OffsetMap(later.clean_length, self.raw_length, merged_runs(runs))

    def _sized_runs(self) -> Iterable[tuple[Run, int]]:
        ends = [run.clean for run in self.runs[1:]] + [self.clean_length]
        # Not strict: the map of an empty text has an end, but no run.
        return ((run, end - run.clean) for run, end in zip(self.runs, ends, strict=False))

    def _index(self, position: int) -> int:
        return bisect_right(self._cleans, position) - 1

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

    def _bounds(self, stretch: int) -> tuple[int, int]:
        """The half-open range of runs of a stretch."""
        last = stretch + 1 == len(self._stretches)
        return self._stretches[stretch], len(self.runs) if last else self._stretches[stretch + 1]

    def _touching(self, raw_start: int, raw_end: int) -> Iterator[tuple[int, int]]:
        """The stretches, as ranges of runs, that may have something from a raw span."""
        if len(self._stretches) < 2:
            yield 0, len(self.runs)
            return
        at = bisect_left(self._by_raw, raw_end, key=_low) - 1
        while at >= 0 and self._by_raw[at][1] > raw_start:
            yield self._bounds(self._by_raw[at][2])
            at -= 1

    def _next(self, raw: int) -> int:
        """The clean position of what comes first in the raw text, of all that ends after `raw`."""
        if len(self._stretches) < 2:
            return self._first_after(raw, 0, len(self.runs))
        best = (self.raw_length, self.raw_length, self.clean_length)
        touching = list(self._touching(raw, raw))
        for at in range(bisect_left(self._by_raw, raw, key=_low), len(self._by_raw) + 1):
            for low, high in touching:
                position = self._first_after(raw, low, high)
                if position < self._end(high):
                    best = min(best, (*self._source(position), position))
            if at == len(self._by_raw) or self._by_raw[at][0] > best[0]:
                break
            touching = [self._bounds(self._by_raw[at][2])]
        return best[2]

    def _end(self, run: int) -> int:
        """The clean position at which a run begins, or the text ends."""
        return self.runs[run].clean if run < len(self.runs) else self.clean_length

    def _first_after(self, raw: int, low: int, high: int) -> int:
        """The first clean position in runs low..high whose source ends after `raw`."""
        index = bisect_right(self.runs, raw, low, high, key=_raw_end)
        if index == high:
            return self._end(high)
        run = self.runs[index]
        return run.clean + max(0, raw - run.raw_start) if run.copied else run.clean

    def _first_not_before(self, raw: int, low: int, high: int) -> int:
        """The first clean position in runs low..high whose source starts at `raw` or after it."""
        index = bisect_left(self.runs, raw, low, high, key=_raw_start)
        if index > low and self.runs[index - 1].copied:
            run = self.runs[index - 1]
            if raw < run.raw_end:
                return run.clean + raw - run.raw_start
        return self._end(index)


_raw_start = attrgetter("raw_start")
_raw_end = attrgetter("raw_end")
_low = itemgetter(0)


def merged_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
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
