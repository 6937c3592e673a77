"""What a page repeats around its text: running headers and footers, page numbers, rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kzcorpus.letters import search_key
from kzcorpus.normalise.boilerplate import is_navigation
from kzcorpus.normalise.headings import FUNCTION_WORDS, has_section_number, wants_more
from kzcorpus.normalise.lines import Line, typical_width

_DASHES = "-–—|/ "
_PAGE_NUMBER = re.compile(
    r"(?:(?:sayfa|səhifə|бет|стр\.|страница|page|s\.)[ ]+)?[-–—| ]*"
    r"(?:\d{1,4}(?:[ ]*(?:/|of|из)[ ]*\d{1,4})?)[-–—| ]*",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[-–— ]*[ivxl]{1,6}[-–— ]*")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
#: A page number beside a header: "17   Yıllık", "Yıllık, 2022   17".
_BESIDE_NUMBER = re.compile(r"^(\d{1,4})[ |–-]+[^\W\d]|[^\W_].*[ |–-]+(\d{1,4})$")
_SIGN = re.compile(r"[^\W_]")
#: Lines at the head and at the foot of a page that may be furniture.
_EDGE = 2
#: Lines at the head of a document that may hold title and authors.
_TITLE = 8
#: A header is shorter than a line of running text may be.
_LONGEST = 120


def page_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that are no part of the text.

    Away from a certain page break (a form feed), "Soru 1" and "Soru 2" are headings, not headers:
    there a line has to be the same on several pages, or to cut a sentence in two.
    """
    found = {
        line.number for line in lines if not line.text[0].isalnum() and not _SIGN.search(line.text)
    }
    heads, feet = _edges(lines)
    found |= {line.number for line in lines if is_navigation(line.text)}
    found |= _repeated(heads) | _repeated(feet) | _running_heads(lines, heads)
    apart = _apart(lines)
    edge = {line.number for line in (*heads, *feet)} | apart
    found |= _lone_repeated(lines, edge)
    numbers = [line for line in lines if len(line.text) < 20 and _is_number(line)]
    starts = {line.number for line in heads if line.page_start}
    if starts:
        starts.add(0)
        edge.add(0)
    found |= {
        line.number for line in numbers if line.number in edge and _is_page_number(line, starts)
    }
    for line in numbers:
        found |= _around(line, lines, found, apart)
    return frozenset(found)


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The first and the last lines of every page, where form feeds part them."""
    breaks = [line.number for line in lines if line.page_start]
    if not breaks:
        return [], list(lines[-1:])
    heads: list[Line] = []
    feet: list[Line] = []
    for start, end in zip([0, *breaks], [*breaks, len(lines)], strict=True):
        page = lines[start:end]
        if start:
            # The first lines of all are title and author, though they may run through all pages.
            heads += page[:_EDGE]
        feet += page[max(1, len(page) - _EDGE) :]
    return heads, feet


def _apart(lines: Sequence[Line]) -> set[int]:
    """Lines that stand alone between empty lines."""
    following = [*(line.blank_before or line.page_start for line in lines[1:]), True]
    return {
        line.number
        for line, gap in zip(lines, following, strict=True)
        if gap and (line.blank_before or line.page_start)
    }


def _repeated(edge: Sequence[Line]) -> set[int]:
    """Lines that come again at the edge of another page, their numbers aside."""
    lone = [line for line in edge if _is_lone(line)]
    shapes = Counter({(_shape(line.text), line.page) for line in lone})
    pages = Counter(shape for shape, _ in shapes)
    return {line.number for line in lone if pages[_shape(line.text)] > 1}


def _running_heads(lines: Sequence[Line], heads: Sequence[Line]) -> set[int]:
    """First lines of pages that cannot be text: they cut a sentence, or repeat title and author.

    A header that stands on every other page may stand in a short document only once.
    """
    width = typical_width(lines)
    head = [line for line in lines[:_TITLE] if line.page == lines[0].page]
    title = {word for line in head for word in _WORD.findall(search_key(line.text))}
    found = set()
    for line in heads:
        if not line.page_start or line.number + 1 == len(lines):
            continue
        if len(line.text) > width or not _is_lone(line) or wants_more(line.text):
            continue
        below = lines[line.number + 1]
        first = below.text.split(maxsplit=1)[0]
        cuts = (
            len(line.text) < 0.75 * width
            and below.starts_lower
            and below.page == line.page
            and first not in FUNCTION_WORDS
        )
        words = _WORD.findall(search_key(line.text))
        repeats = (
            len([word for word in words if len(word) > 3]) > 1
            and title.issuperset(words)
            and not has_section_number(line.text)
        )
        if (cuts and not has_section_number(line.text)) or repeats:
            found.add(line.number)
    return found


def _numbered_repeated(lone: Sequence[Line]) -> set[int]:
    """Lines of some words that come again with a page number that rises, wherever they stand."""
    pages: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in lone:
        if found := _BESIDE_NUMBER.search(line.text):
            shape = _shape(line.text)
            if len(_WORD.findall(shape)) >= 3:
                pages[shape].append((int(found[1] or found[2]), line.number))
    rising = (
        places
        for places in pages.values()
        if len(places) > 1 and all(a < b for (a, _), (b, _) in pairwise(places))
    )
    return {number for places in rising for _, number in places}


def _lone_repeated(lines: Sequence[Line], edge: Iterable[int]) -> set[int]:
    """Lines that stand apart and come again, and are no headings: they cut a sentence in two,
    begin a page, or are longer than what is repeated as a heading ("Soru", "Kaynakça")."""
    lone = [lines[number] for number in edge if number > 0 and _is_lone(lines[number])]
    texts = Counter(line.text for line in lone)
    shapes = Counter(_shape(line.text) for line in lone)
    cutting = {_shape(line.text) for line in lone if _cuts_a_sentence(line, lines)}
    hinted = {line.text for line in lone if line.page_start or line.page_hint}
    return _numbered_repeated(lone) | {
        line.number
        for line in lone
        if (shapes[_shape(line.text)] > 1 and _shape(line.text) in cutting)
        or (texts[line.text] > 1 and line.text in hinted)
        or (texts[line.text] > 2 and line.text.count(" ") >= 2)
    }


def _cuts_a_sentence(line: Line, lines: Sequence[Line]) -> bool:
    above = lines[line.number - 1]
    below = lines[line.number + 1] if line.number + 1 < len(lines) else None
    return below is not None and below.starts_lower and not above.ends_clause


def _around(number: Line, lines: Sequence[Line], found: set[int], apart: set[int]) -> set[int]:
    """What a page number shows to be furniture: itself next to a header, a lone line over it."""
    at = number.number
    more: set[int] = set()
    if at in found and at + 1 < len(lines):
        below = lines[at + 1]
        ends_page = at + 2 < len(lines) and lines[at + 2].page_start
        if ends_page and below.page == number.page and _is_lone(below):
            more.add(at + 1)  # below the number of a page there is no text
    if at - 1 in found or at + 1 in found:
        more.add(at)
    if at == 0:
        return more
    above = lines[at - 1]
    if above.page != number.page or not _is_lone(above) or has_section_number(above.text):
        return more
    if above.page_start and not number.blank_before:
        # The head of a page: what stands over its number is no running text.
        more |= {at, at - 1}
    elif (at in found or at in more) and at - 1 in apart:
        more.add(at - 1)
    return more


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None or _ROMAN.fullmatch(line.text) is not None


def _is_page_number(line: Line, starts: set[int]) -> bool:
    """A number alone; a year alone is a heading, unless a page begins with it."""
    return line.number in starts or (
        len(line.text.strip(_DASHES)) < 4 and _ROMAN.fullmatch(line.text) is None
    )


def _is_lone(line: Line) -> bool:
    return len(line.text) < _LONGEST and not line.ends_clause


def _shape(text: str) -> str:
    """A line with its numbers aside: headers differ from page to page in nothing else."""
    return _DIGITS.sub("", text).strip(_DASHES)
