"""Lists of sources: the headings that open them, and where an entry begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kzcorpus.letters import search_key
from kzcorpus.normalise.lines import Line

#: Headings after which every entry is a source, by `search_key`.
BIBLIOGRAPHY_HEADINGS = frozenset(
    search_key(heading)
    for heading in (
        "KAYNAKÇA",
        "Kaynaklar",
        "Yararlanılan Kaynaklar",
        "Faydalanılan Kaynaklar",
        "Başvurulan Kaynaklar",
        "Kaynaklar ve Notlar",
        "Ədəbiyyat",
        "Ədəbiyyat siyahısı",
        "İstifadə olunmuş ədəbiyyat",
        "İstifadə edilmiş ədəbiyyat",
        "İstifadə olunmuş ədəbiyyat siyahısı",
        "İstifadə edilmiş ədəbiyyat siyahısı",
        "Mənbələr",
        "Литература",
        "Список литературы",
        "Список использованной литературы",
        "Список использованных источников",
        "Список источников",
        "Библиография",
        "Библиографический список",
        "Источники",
        "Источники и литература",
        "Әдебиеттер",
        "Әдебиеттер тізімі",
        "Пайдаланылған әдебиеттер",
        "Пайдаланылған әдебиеттер тізімі",
        "Пайдаланылған әдебиет",
        "Қолданылған әдебиеттер",
        "Дереккөздер",
        "References",
        "Bibliography",
        "Sources",
        "Works cited",
        "List of references",
        "Selected bibliography",
        "المراجع",
        "المصادر",
        "المصادر والمراجع",
        "قائمة المراجع",
    )
)

#: No such heading is longer, with its number: quick to see of most lines.
_LONGEST, _WORDS = 50, 6
_SECTION_NUMBER = re.compile(r"^[\dIVX.]+[ ]+")
_ENTRY = re.compile(r"(?P<marker>\[\d{1,3}\]|\d{1,3}(?:[.)]|(?=[ ]+[^\W\d_a-zа-я])))[ ]+\S")
#: "Abazov, Rafis.", "ERDOĞAN, M.", "Әуезов М."
_AUTHOR = re.compile(
    r"[^\W\d_][\w’'-]+(?:[ ][^\W\d_][\w’'-]+)?(?:,|[ ])[ ]*[^\W\d_][\w’'.-]*[,.( ]"
)


def opens_bibliography(group: Sequence[Line]) -> bool:
    """Whether these lines are the heading of a list of sources; it may be numbered."""
    text = group[0].text
    if len(group) > 1 or len(text) > _LONGEST or text.count(" ") > _WORDS or text[0].islower():
        return False
    return _is_heading_of_sources(text)


@lru_cache(maxsize=256)  # each short line is asked about several times in a row
def _is_heading_of_sources(text: str) -> bool:
    return search_key(_SECTION_NUMBER.sub("", text.strip("#:. "))) in BIBLIOGRAPHY_HEADINGS


def entry_marker(line: Line) -> str:
    """The number of an entry as it stands there ("[3]", "3."), or nothing."""
    match = _ENTRY.match(line.text)
    return match["marker"] if match else ""


def begins_entry(last: Line, line: Line) -> bool:
    """Whether a line below `last` begins another source: by its number, or by an author's name."""
    if entry_marker(line):
        return last.ends_clause or line.text[0] == "["
    ended = last.ends_sentence or "://" in last.text.rsplit(" ", 1)[-1]
    return ended and line.text[0].isupper() and _AUTHOR.match(line.text) is not None
