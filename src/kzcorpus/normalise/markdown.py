"""Marks of Markdown, which are layout and no text: headings, emphasis, links, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kzcorpus.edits import Edit
from kzcorpus.normalise.lines import Line

_HEADING = re.compile(r"#{1,6} +")
_QUOTATION = re.compile(r">[ >]*")
# Each begins with its own sign, and looks behind it only then: quick in a long text without them.
_STRONG = (
    re.compile(r"\*\*\*?(?=\S)[^*]{1,2000}(?<=\S)\*\*\*?"),
    re.compile(r"__(?<!\w__)(?=\S)[^_]{1,2000}(?<=\S)__(?!\w)"),
)
#: Single stars and underscores are too often something else: only where there is other Markdown.
_EMPHASIS = (
    re.compile(r"\*(?<![\w*]\*)(?=[^\s*])[^*\n]{1,1000}(?<=[^\s*])\*(?![*]|[^\W⁰¹²³⁴⁵⁶⁷⁸⁹])"),
    re.compile(r"_(?<![\w/]_)(?=[^\s_])[^_\n]{1,1000}(?<=[^\s_])_(?![\w/])"),
)
_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,500})\]\((?:[^()\s]|\([^()\s]*\))*(?:[ ]+\"[^\"\n]{0,500}\")?\)"
)
_WORDS = re.compile(r"[^\W_]")
_ADDRESS = re.compile(r"<(?P<text>(?:https?://|mailto:|www\.)[^\s<>]+)>")

Marks = tuple[Edit, ...]


def is_markdown(text: str, path: str, format: str) -> bool:
    """Whether a text is Markdown: its file says so, or its marks do."""
    if format == "md" or path.endswith((".md", ".markdown")):
        return True
    return ("**" in text and _STRONG[0].search(text) is not None) or (
        "](" in text and _LINK.search(text) is not None
    )


def markdown_marks(
    text: str, pieces: Iterable[Sequence[Line]], *, markdown: bool
) -> Iterator[Marks]:
    """Edits that take the marks out of pieces of text; those of one tuple belong together.

    >>> from kzcorpus.normalise.lines import split_lines
    >>> lines = split_lines("[kent](http://a.kz)")
    >>> marks = markdown_marks("[kent](http://a.kz)", [lines], markdown=True)
    >>> [edit.name for edits in marks for edit in edits]
    ['link mark', 'link address']
    """
    has_links, has_addresses = "](" in text, "<" in text
    strong = [pattern for pattern, sign in zip(_STRONG, ("**", "__"), strict=True) if sign in text]
    for lines in pieces:
        start, end = lines[0].start, lines[-1].end
        if text[start] == "#" and (heading := _HEADING.match(text, start, end)):
            yield (Edit(start, heading.end(), "", "heading mark"),)
        if text[start] == ">":
            for line in lines:
                if line.is_quoted and (mark := _QUOTATION.match(text, line.start, line.end)):
                    yield (Edit(line.start, mark.end(), "", "quotation mark"),)
        if has_links:
            for match in _LINK.finditer(text, start, end):
                if _WORDS.search(match["text"]):
                    image = text[match.start() - 1 : match.start()] == "!"
                    yield (
                        Edit(match.start() - image, match.start("text"), "", "link mark"),
                        Edit(match.end("text"), match.end(), "", "link address"),
                    )
        if has_addresses:
            for match in _ADDRESS.finditer(text, start, end):
                yield _around(match, 1, "link mark")
        for pattern in (*strong, *(_EMPHASIS if markdown else ())):
            for match in pattern.finditer(text, start, end):
                inner = match.group().strip(text[match.start()])
                width = (len(match.group()) - len(inner)) // 2
                yield _around(match, width, "emphasis mark")


def _around(match: re.Match[str], width: int, name: str) -> Marks:
    start, end = match.span()
    return (Edit(start, start + width, "", name), Edit(end - width, end, "", name))
