"""Numbers and signs in the text that may refer to a note.

A raised number is one that follows a word or a sign ("gelişti²"); a plain one has to look like the
trace of a raised one ("gerçekleşmiştir.1", "Erdem1"), and not like a part of a name, a unit or a
date ("COVID19", "km²", "1991’de"). Whether there is such a note is asked in `footnotes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kzcorpus.normalise.lines import SUPERSCRIPTS

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
#: Where a marker may be, quick to look for in a long text: a number behind a word or a sign, or at
#: a line's end behind a space; raised digits; a bracket.
_NUMBER = re.compile(
    rf"[0-9\[(*{RAISED}](?:(?<=[^\s0-9/-][0-9])[0-9]*|(?<=[ ][0-9])[0-9]*(?=[ ]*(?:[\n\f]|\Z))"
    rf"|(?<=[{RAISED}])[{RAISED}]*|(?<=[\[(*]))"
)
_BRACKETED = re.compile(r"\[(?:\^(?P<mark>[\w-]{1,20})\](?!:)|(?P<bracket>\d{1,3})\](?!\())")
#: A star is looked for so far back in a line without end.
_LINE = 1000
_STARS = re.compile(r"\*{1,3}(?![\w*])")
_PARENTHESES = re.compile(r"\((\d{1,3})\)(?!\w)")
_BEHIND_NUMBER = re.compile(r"\w|[’'.,:/-]\w|[%°]")
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}$")
_SENTENCE = re.compile(r"[ ]*(?:[\n\f]|$)|[ ]+[“\"«]?[^\W\d_a-zçğıöşü]")
_SIGNS = frozenset('.!?…,;:”"’»)]')
#: Words that are written with a raised or glued number of their own.
_UNITS = frozenset(("mm", "cm", "dm", "km", "ha", "см", "мм", "дм", "км", "га", "CO", "NO", "SO"))
_NAMES_WITH_NUMBERS = frozenset(("covid", "expo", "sars", "мерс", "ковид", "экспо"))


@dataclass(frozen=True)
class Marker:
    """A place in the text that may refer to a note; `start` may count the spaces before it in.

    The lower its `rank`, the surer it is; `line` is the number of its line.
    """

    start: int
    end: int
    label: str
    kind: str
    rank: int
    line: int = 0


def find_markers(text: str) -> Iterator[Marker]:
    """Every place that may refer to a note, whether or not there is one."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if text[start] == "[":
            marker = _bracketed(text, start)
        elif text[start] == "*":
            marker = _starred(text, start)
        elif text[start] == "(":
            marker = _in_parentheses(text, start)
        elif end - start > 3 or text[start] in "0⁰":
            marker = None
        elif text[start] in RAISED:
            marker = _raised(text, start, end)
        elif before in ("", "\n", "-", "/"):
            marker = None
        elif before == " ":
            marker = _apart(text, start, end)
        elif before in _SIGNS or before.isalpha():
            marker = _glued(text, start, end)
        else:
            marker = None
        if marker:
            yield marker


def _bracketed(text: str, start: int) -> Marker | None:
    """ "[3]" and "[^note]", with the spaces before them if no word follows."""
    match = _BRACKETED.match(text, start)
    if match is None:
        return None
    end, kind = match.end(), match.lastgroup or ""
    while not text[end : end + 1].isalnum() and text[start - 1 : start] == " ":
        start -= 1
    return Marker(start, end, label_of(match, kind), kind, 0 if kind == "mark" else 1)


def _in_parentheses(text: str, start: int) -> Marker | None:
    """ "(3)" right behind a word or a sign, as Arabic and older Russian books have it."""
    match = _PARENTHESES.match(text, start)
    before = text[start - 1 : start]
    if match is None or not before or not (before.isalpha() or before in _SIGNS):
        return None
    return Marker(start, match.end(), match[1], "paren", 1)


def _starred(text: str, start: int) -> Marker | None:
    """ "*" right behind a word or a sign, and no mark of emphasis: no star opens before it."""
    before = text[start - 1 : start]
    match = _STARS.match(text, start)
    if match is None or not before or not (before.isalpha() or before in _SIGNS):
        return None
    line = text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE)
    if text.find("*", line, start) >= 0:
        return None
    return Marker(start, match.end(), match[0], "star", 1)


def label_of(match: re.Match[str], kind: str) -> str:
    """The plain number of a note or marker; a name of Markdown keeps its "^", and stays apart."""
    return f"^{match[kind]}" if kind == "mark" else match[kind].translate(SUPERSCRIPTS)


def _raised(text: str, start: int, end: int) -> Marker | None:
    """A raised number behind a word or a sign; m², km² and x² are none."""
    before = text[start - 1 : start]
    if not (before.isalpha() or (before and before in "'*") or before in _SIGNS):
        return None
    word = word_before(text, start)
    if len(word) == 1 or word in _UNITS:
        return None
    return Marker(start, end, text[start:end].translate(SUPERSCRIPTS), "super", 0)


def _apart(text: str, start: int, end: int) -> Marker | None:
    """A number at a line's end, behind a sign and spaces: "dikkat çekmektedir: 10"."""
    label = text[start:end]
    while text[start - 1 : start] == " ":
        start -= 1
    return Marker(start, end, label, "apart", 4) if text[start - 1 : start] in _SIGNS else None


def _glued(text: str, start: int, end: int) -> Marker | None:
    """A plain number behind a word or a sign: "Erdem1", "geldi.”2"."""
    if _BEHIND_NUMBER.match(text, end):
        return None
    word = word_before(text, start)
    if word:
        if len(word) < 3 or word.lower() in _NAMES_WITH_NUMBERS:
            return None
        return Marker(start, end, text[start:end], "glued", 2 + word.isupper())
    if text[start - 1] == "." and _YEAR.search(text, max(0, start - 6), start - 1):
        # "in 2006.2 In": a year ends the sentence, and another one begins.
        begins = _SENTENCE.match(text, end)
        return Marker(start, end, text[start:end], "glued", 3) if begins else None
    if text[start - 1] not in '”"’»)]':
        # "s.193", "II.2", "Sayı:54" and "7.500" are no ends of sentences.
        word = word_before(text, start - 1)
        if not word and text[start - 2 : start - 1] not in ("”", '"', "’", "»", ")", "]"):
            return None
        if word and (len(word) < 3 or (word.isupper() and set(word) <= set("IVXLC"))):
            return None
    return Marker(start, end, text[start:end], "glued", 1)


def word_before(text: str, end: int) -> str:
    """The run of letters that ends there, or its last forty."""
    start, least = end, max(0, end - 40)
    while start > least and text[start - 1].isalpha():
        start -= 1
    return text[start:end]
