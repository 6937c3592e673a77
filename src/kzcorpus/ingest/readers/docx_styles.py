"""What a Word paragraph is: heading, quotation, list item, through styles and numbering."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

_HEADING = re.compile(r"heading ([1-9])", re.I)
#: Styles are based on each other; a chain that is longer is a circle.
_CHAIN = 20


def name(element: Any) -> str:
    """An element's name without its namespace (Word writes two of them); "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, key: str) -> str:
    """An attribute of an element, in whichever namespace; "" for none, or no element."""
    if element is None:
        return ""
    for found, value in element.attrib.items():
        if found.rpartition("}")[2] == key:
            return str(value)
    return ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of a paragraph; `heading` is the level, 0 for none."""

    heading: int = 0
    quotation: bool = False


class Styles:
    """The styles of a document. Word keeps the English names of its own, whatever its language."""

    def __init__(self, root: Any) -> None:
        self._by_id = (
            {}
            if root is None
            else {attribute(style, "styleId"): style for style in root if name(style) == "style"}
        )

    def of(self, paragraph: Any) -> Style:
        """What a paragraph is by its own outline level, its style, or what that is based on."""
        own = self._level(paragraph)
        heading, quotation = own, False
        for style in self._chain(paragraph):
            title = attribute(style.find("{*}name"), "val").lower()
            match = _HEADING.fullmatch(title)
            level = int(match.group(1)) if match else 1 if title == "title" else self._level(style)
            heading = heading or level
            quotation = quotation or title in ("quote", "intense quote", "block text")
        return Style(min(heading, 6), quotation)

    def numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """The number of a paragraph's list and its level from 0; None for no item."""
        for element in (paragraph, *self._chain(paragraph)):
            found = element.find("{*}pPr/{*}numPr")
            if found is not None:
                number = attribute(found.find("{*}numId"), "val")
                level = attribute(found.find("{*}ilvl"), "val")
                # 0 takes an item out of the list that its style puts it into.
                return (number, int(level) if level.isdecimal() else 0) if number != "0" else None
        return None

    def _chain(self, paragraph: Any) -> list[Any]:
        chain: list[Any] = []
        style = self._by_id.get(attribute(paragraph.find("{*}pPr/{*}pStyle"), "val"))
        while style is not None and len(chain) < _CHAIN:
            chain.append(style)
            style = self._by_id.get(attribute(style.find("{*}basedOn"), "val"))
        return chain

    @staticmethod
    def _level(element: Any) -> int:
        level = attribute(element.find("{*}pPr/{*}outlineLvl"), "val")
        return int(level) + 1 if level.isdecimal() and int(level) < 9 else 0


class ListNumbers:
    """Counts the items of numbered lists."""

    def __init__(self, root: Any) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        self._counts: defaultdict[tuple[str, int], int] = defaultdict(int)
        if root is None:
            return
        abstract = {attribute(e, "abstractNumId"): e for e in root if name(e) == "abstractNum"}
        for number in root:
            if name(number) != "num":
                continue
            kind = abstract.get(attribute(number.find("{*}abstractNumId"), "val"))
            for level in () if kind is None else kind.findall("{*}lvl"):
                index = attribute(level, "ilvl")
                if index.isdecimal():
                    key = attribute(number, "numId"), int(index)
                    self._formats[key] = attribute(level.find("{*}numFmt"), "val")

    def mark(self, number: str, level: int) -> str:
        """The Markdown mark of the next item: "- ", or its number."""
        indent = "  " * min(level, 8)
        if self._formats.get((number, level), "bullet") in ("bullet", "none", ""):
            return f"{indent}- "
        self._counts[number, level] += 1
        for deeper in [key for key in self._counts if key[0] == number and key[1] > level]:
            del self._counts[deeper]
        return f"{indent}{self._counts[number, level]}. "
