"""Marks of Markdown, which are layout and no text: headings, emphasis, links, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kzcorpus.edits import Edit
from kzcorpus.normalise.lines import Line

_HEADING = re.compile(r"#{1,6} +")
_QUOTATION = re.compile(r">[ >]*")
_STRONG = re.compile(
    r"(?P<mark>\*{2,3})(?=\S)[^*]{1,2000}(?<=\S)(?P=mark)"
    r"|(?<!\w)(?P<line>__)(?=\S)[^_]{1,2000}(?<=\S)(?P=line)(?!\w)"
)
#: Single stars and underscores are too often something else: only where there is other Markdown.
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])[^*\n]{1,1000}(?<=[^\s*])\*(?![*]|[^\W⁰¹²³⁴⁵⁶⁷⁸⁹])"
    r"|(?<![\w/])_(?=[^\s_])[^_\n]{1,1000}(?<=[^\s_])_(?![\w/])"
)
_LINK = re.compile(
    r"!?\[[ ]*(?P<text>[^\[\]\n]{0,500}[^\W_][^\[\]\n]{0,500}?)[ ]*\]"
    r"\((?:[^()\s]|\([^()\s]*\))*(?:[ ]+\"[^\"\n]*\")?\)"
)
_ADDRESS = re.compile(r"<(?P<text>(?:https?://|mailto:|www\.)[^\s<>]+)>")

Marks = tuple[Edit, ...]


def is_markdown(text: str, path: str, format: str) -> bool:
    """Whether a text is Markdown: its file says so, or its marks do."""
    if format == "md" or path.endswith((".md", ".markdown")):
        return True
    return ("**" in text and _STRONG.search(text) is not None) or (
        "](" in text and _LINK.search(text) is not None
    )


def markdown_marks(
    text: str, start: int, end: int, lines: Sequence[Line], *, markdown: bool
) -> Iterator[Marks]:
    """Edits that take the marks out of start..end; those of one tuple belong together.

    >>> [edit.name for marks in markdown_marks("[kent](http://a.kz)", 0, 19, (), markdown=True)
    ...  for edit in marks]
    ['link mark', 'link address']
    """
    if text[start] == "#" and (heading := _HEADING.match(text, start, end)):
        yield (Edit(start, heading.end(), "", "heading mark"),)
    for line in lines:
        if line.is_quoted and (quotation := _QUOTATION.match(text, line.start, line.end)):
            yield (Edit(line.start, quotation.end(), "", "quotation mark"),)
    if text.find("[", start, end) >= 0:
        for match in _LINK.finditer(text, start, end):
            yield (
                Edit(match.start(), match.start("text"), "", "link mark"),
                Edit(match.end("text"), match.end(), "", "link address"),
            )
    if text.find("<", start, end) >= 0:
        for match in _ADDRESS.finditer(text, start, end):
            yield _around(match, 1, "link mark")
    if text.find("**", start, end) >= 0 or text.find("__", start, end) >= 0:
        for match in _STRONG.finditer(text, start, end):
            yield _around(match, len(match["mark"] or match["line"]), "emphasis mark")
    if markdown:
        for match in _EMPHASIS.finditer(text, start, end):
            yield _around(match, 1, "emphasis mark")


def _around(match: re.Match[str], width: int, name: str) -> Marks:
    start, end = match.span()
    return (Edit(start, start + width, "", name), Edit(end - width, end, "", name))
