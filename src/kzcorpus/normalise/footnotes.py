"""Footnotes: the lines that begin them, and the markers in the text that refer to them.

A marker is taken for one only where a note with its number exists: "gerçekleşmiştir.1" is the word
and a marker if there is a note 1, and "COVID19" is a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from kzcorpus.normalise.lines import Line
from kzcorpus.normalise.markers import RAISED, Marker, find_markers, label_of, word_before
from kzcorpus.normalise.notefoot import page_feet

_NOTE = re.compile(
    rf"(?:(?P<spaced>\d{{1,3}})[ ]{{2,}}|(?P<super>[{RAISED}]{{1,3}})[ ]?"
    r"|\[(?P<bracket>\d{1,3})\][ ]+|\[\^(?P<mark>[\w-]{1,20})\]:[ ]*|\((?P<paren>\d{1,3})\)[ ]*"
    r"|(?P<star>\*{1,3})[ ]?(?=[\"“‘«(]?[^\W\d_a-zçğıöşüа-я])"
    r"|(?P<weak>\d{1,3})(?:[ ](?=[\"“‘«(<]?[^\W\d_])|(?=[\"“‘«(<]?[^\W\d_a-z][\w.])))(?=\S)"
)
_BEGINS_NOTE = frozenset("0123456789[(*" + RAISED)


@dataclass(frozen=True)
class Notes:
    """The notes of a text: their first lines by number, with labels, and all possible markers."""

    labels: Mapping[int, str]
    markers: Sequence[Marker] = ()


def find_notes(text: str, lines: Sequence[Line], furniture: frozenset[int]) -> Notes:
    """The lines that begin a footnote.

    A raised number or a Markdown mark is proof enough. A plain one needs more: an empty line or a
    page break before it, another note above it, or a marker with its number further up in the text.
    One that is followed by a single space, or stands in parentheses, needs such a marker, and the
    number that is next; right below the text, it needs a whole foot of the page (`notefoot.py`).
    """
    candidates = [
        (line, match)
        for line in lines
        if line.text[0] in _BEGINS_NOTE
        and line.number not in furniture
        and (match := _NOTE.match(line.text))
    ]
    if not candidates:
        return Notes({})
    markers = list(find_markers(text))
    cited: dict[str, int] = {}
    for marker in markers:
        cited.setdefault(marker.label, marker.end)
    notes: dict[int, str] = {}
    weak = [
        (line, match[match.lastgroup or ""])
        for line, match in candidates
        if match.lastgroup in ("weak", "paren")
    ]
    foot = page_feet(lines, weak, markers, furniture)
    last, label_before = len(lines), 0
    for line, match in candidates:
        kind = match.lastgroup or ""
        label = label_of(match, kind)
        apart = line.blank_before or line.page_start or line.page_hint
        between = lines[last + 1 : line.number + 1]
        below = last < line.number and not any(o.blank_before or o.page_start for o in between)
        referred = cited.get(label, line.start) < line.start
        if kind in ("weak", "paren"):
            next_one = label.isdigit() and int(label) == label_before + 1
            proven = line.number in foot or (
                referred and (next_one or label == "1") and (apart or below)
            )
        elif kind == "star":
            proven = referred
        else:
            proven = kind in ("super", "mark") or apart or below or referred
        if proven:
            notes[line.number] = label
            last, label_before = line.number, int(label) if label.isdigit() else 0
        elif not below:
            last = len(lines)
    return Notes(notes, markers)


def readable_markers(
    text: str, notes: Notes, readable: Mapping[int, bool], lines: Sequence[Line]
) -> dict[str, list[Marker]]:
    """The markers of the running text by their labels, in order.

    `readable` says for a line by its number that markers may stand in it, and whether its block
    ends with it.
    """
    starts = [line.start for line in lines]
    found: dict[str, list[Marker]] = defaultdict(list)
    for marker in notes.markers:
        number = bisect_right(starts, marker.end - 1) - 1
        if number not in readable or marker.start <= starts[number]:
            continue
        if marker.kind == "apart" and not readable[number]:
            continue
        if "://" not in _token(text, starts[number], marker.start):
            found[marker.label].append(replace(marker, line=number))
    return found


def assign_markers(
    text: str, found: Mapping[str, Sequence[Marker]], footnotes: Sequence[tuple[Line, str]]
) -> tuple[list[Marker], dict[int, Marker]]:
    """The markers to take out, in order, and the one that refers to each note, by its first line.

    `footnotes` are the first lines of notes with their labels, in order. A note's marker stands
    before it and behind the marker of the note before it; numbers may begin anew.
    """
    repeated = _repeated_words(text, found)
    chosen: dict[int, Marker] = {}
    taken: set[int] = set()
    floor = 0
    for line, label in footnotes:
        options = found.get(label, ())
        first = bisect_left(options, floor, key=_start)
        last = bisect_left(options, line.start, key=_start)
        # Marks of Markdown, and stars, may stand anywhere: their labels are the author's own.
        marks = label.startswith(("^", "*"))
        free = [
            option
            for option in (options if marks else options[first:last])
            if option.start not in taken and option.start not in repeated
        ]
        if free:
            best = min(free, key=lambda marker: (marker.rank, marker.start))
            chosen[line.number] = best
            taken.add(best.start)
            floor = floor if marks else best.end
    removed = {marker.start: marker for marker in chosen.values()}
    for label in {label for _, label in footnotes}:
        for marker in found.get(label, ()):
            # Raised and bracketed numbers can be nothing else where such a note exists.
            if marker.kind in ("mark", "super", "bracket", "paren"):
                removed[marker.start] = marker
    return [removed[start] for start in sorted(removed)], chosen


_start = attrgetter("start")


def _token(text: str, line_start: int, at: int) -> str:
    return text[max(line_start, text.rfind(" ", line_start, at) + 1) : at]


def _repeated_words(text: str, found: Mapping[str, Sequence[Marker]]) -> set[int]:
    """Where a word with its number comes more than once: a name, as "Apollo11" would be."""
    words = {
        marker.start: f"{word}{marker.label}"
        for markers in found.values()
        for marker in markers
        if marker.kind == "glued" and (word := word_before(text, marker.start))
    }
    counts = Counter(words.values())
    return {start for start, word in words.items() if counts[word] > 1}
