"""Footnotes: the lines that begin them, and the markers in the text that refer to them.

A marker is taken for one only where a note with its number exists: "gerçekleşmiştir.1" is the word
and a marker if there is a note 1, and "COVID19" is a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from kzcorpus.normalise.lines import SUPERSCRIPTS, Line

_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(
    rf"(?:(?P<spaced>\d{{1,3}})[ ]{{2,}}|(?P<super>[{_SUPER}]{{1,3}})[ ]?"
    r"|\[(?P<bracket>\d{1,3})\][ ]+|\[\^(?P<mark>[\w-]{1,20})\]:[ ]*"
    r"|(?P<weak>\d{1,3})[ ](?=[\"“‘«(<]?[^\W\d_]))(?=\S)"
)
_BEGINS_NOTE = frozenset("0123456789[" + _SUPER)
_MARKER = re.compile(
    rf"(?P<super>(?<=[^\W\d_]|[.!?…,;:”\"’'»)\]*])[{_SUPER}]{{1,3}}(?![{_SUPER}]))"
    r"|[ ]*\[\^(?P<mark>[\w-]{1,20})\](?!:)"
    r"|[ ]*\[(?P<bracket>\d{1,3})\](?!\()"
    r"|(?P<glued>(?<=[^\W\d_]|[.!?…,;:”\"’»)\]])\d{1,3})(?!\w|[’'.,:/-]\w|[%°])"
    r"|(?<=[.!?…:;,”\"»)])[ ]+(?P<apart>\d{1,3})(?=[ ]*(?:[\n\f]|$))"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
#: Words that are written with a raised or glued number of their own.
_UNITS = frozenset(("mm", "cm", "dm", "km", "ha", "см", "мм", "дм", "км", "га", "CO", "NO", "SO"))
_NAMES_WITH_NUMBERS = frozenset(("covid", "expo", "sars", "мерс", "ковид", "экспо"))
#: The surest kinds of markers first.
_RANKS = {"mark": 0, "super": 0, "bracket": 1, "glued": 1, "apart": 4}


@dataclass(frozen=True)
class Marker:
    """A place in the text that may refer to a note; `start` may count the spaces before it in."""

    start: int
    end: int
    label: str
    kind: str
    rank: int
    line: int = 0


@dataclass(frozen=True)
class Notes:
    """The notes of a text: their first lines by number, with labels, and all possible markers."""

    labels: Mapping[int, str]
    markers: Sequence[Marker] = ()


def find_notes(text: str, lines: Sequence[Line], furniture: frozenset[int]) -> Notes:
    """The lines that begin a footnote.

    A raised number or a Markdown mark is proof enough. A plain one needs more: an empty line or a
    page break before it, another note above it, or a marker with its number further up in the text.
    One that is followed by a single space needs such a marker, and the number that is next.
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
    last, label_before = len(lines), 0
    for line, match in candidates:
        kind = match.lastgroup or ""
        label = match[kind].translate(SUPERSCRIPTS)
        apart = line.blank_before or line.page_start or line.page_hint
        between = lines[last + 1 : line.number + 1]
        below = last < line.number and not any(o.blank_before or o.page_start for o in between)
        referred = cited.get(label, line.start) < line.start
        if kind == "weak":
            next_one = label.isdigit() and int(label) == label_before + 1
            proven = referred and (next_one or label == "1") and (apart or below)
        else:
            proven = kind in ("super", "mark") or apart or below or referred
        if proven:
            notes[line.number] = label
            last, label_before = line.number, int(label) if label.isdigit() else 0
        elif not below:
            last = len(lines)
    return Notes(notes, markers)


def find_markers(text: str) -> Iterator[Marker]:
    """Every place that may refer to a note, whether or not there is one."""
    for match in _MARKER.finditer(text):
        kind = match.lastgroup or ""
        label = match[kind].translate(SUPERSCRIPTS)
        at = match.start(kind)
        rank = _RANKS[kind]
        if kind in ("super", "glued"):
            word = _WORD_BEFORE.search(text, max(0, at - 40), at)
            if word and (len(word[0]) == 1 or word[0] in _UNITS):
                continue  # m², km², x², G7
            if kind == "glued":
                if not _may_be_glued(text, at, word[0] if word else ""):
                    continue
                rank += (1 + word[0].isupper()) if word else 0
        if not label.startswith("0"):
            start, end = match.span()
            if text[end : end + 1].isalnum():
                start = at - 1 if kind == "bracket" else at - 2 if kind == "mark" else start
            yield Marker(start, end, label, kind, rank)


def _may_be_glued(text: str, at: int, word: str) -> bool:
    """Whether a plain number behind a word or a sign may be a marker: "Erdem1", "geldi.”2"."""
    if word:
        return len(word) > 2 and word.lower() not in _NAMES_WITH_NUMBERS
    if text[at - 1] in "”\"’»)]":
        return True
    # "s.193", "II.2", "Sayı:54" and "7.500" are no ends of sentences.
    before = _WORD_BEFORE.search(text, max(0, at - 41), at - 1)
    if before is None:
        return text[max(0, at - 2)] in "”\"’»)]"
    return len(before[0]) > 2 and not (before[0].isupper() and set(before[0]) <= set("IVXLC"))


def assign_markers(
    text: str, notes: Notes, footnotes: Sequence[int], readable: Mapping[int, bool],
    lines: Sequence[Line],
) -> tuple[list[Marker], dict[int, Marker]]:
    """The markers to take out, in order, and for each note the one that refers to it.

    `footnotes` are the first lines of notes, in order; `readable` says for a line by its number
    that markers may stand in it, and whether its block ends with it. A note's marker stands before
    it and behind the marker of the note before it; numbers may begin anew.
    """
    starts = [line.start for line in lines]
    found: dict[str, list[Marker]] = defaultdict(list)
    for marker in notes.markers:
        number = bisect_right(starts, marker.start) - 1
        if number not in readable or marker.start <= starts[number]:
            continue
        if marker.kind == "apart" and not readable[number]:
            continue
        if "://" not in _token(text, starts[number], marker.start):
            found[marker.label].append(replace(marker, line=number))
    repeated = _repeated_words(text, found)
    chosen: dict[int, Marker] = {}
    taken: set[int] = set()
    floor = 0
    for number in footnotes:
        options = found[notes.labels[number]]
        first = bisect_left(options, floor, key=_start)
        last = bisect_left(options, starts[number], key=_start)
        marks = [option for option in options if option.kind == "mark"]
        free = [
            option
            for option in marks or options[first:last]
            if option.start not in taken and option.start not in repeated
        ]
        if free:
            best = min(free, key=lambda marker: (marker.rank, marker.start))
            chosen[number] = best
            taken.add(best.start)
            floor = floor if marks else best.end
    removed = {marker.start: marker for marker in chosen.values()}
    for label in {notes.labels[number] for number in footnotes}:
        for marker in found[label]:
            # Raised and bracketed numbers can be nothing else where such a note exists.
            if marker.kind in ("mark", "super", "bracket"):
                removed[marker.start] = marker
    return [removed[start] for start in sorted(removed)], chosen


_start = attrgetter("start")


def _token(text: str, line_start: int, at: int) -> str:
    return text[max(line_start, text.rfind(" ", line_start, at) + 1) : at]


def _repeated_words(text: str, found: Mapping[str, Sequence[Marker]]) -> set[int]:
    """Where a word with its number comes more than once: a name, as "Apollo11" would be."""
    words = {
        marker.start: f"{word[0]}{marker.label}"
        for markers in found.values()
        for marker in markers
        if marker.kind == "glued"
        and (word := _WORD_BEFORE.search(text, max(0, marker.start - 40), marker.start))
    }
    counts = Counter(words.values())
    return {start for start, word in words.items() if counts[word] > 1}
