"""From raw text to clean text with blocks: the two layers of edits, chained.

In the clean text a block stands on one line, and an empty line separates blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kzcorpus.errors import NormaliseError
from kzcorpus.normalise.characters import repair_characters
from kzcorpus.normalise.hyphens import HyphenJudge
from kzcorpus.normalise.layout import Group, group_lines
from kzcorpus.normalise.lines import Line, split_lines
from kzcorpus.offsets import Edit, OffsetMap, apply_edits, compose_edits
from kzcorpus.records import Block, NormalisedDocument, RawDocument

BLOCK_SEPARATOR = "\n\n"

_SPACES = re.compile(" {2,}")
#: Strong emphasis of Markdown. Single stars and underscores are too often something else.
_STRONG = re.compile(r"\*\*(?=\S)[^*]{1,2000}(?<=\S)\*\*")
#: Longer than any word or address: embedded data, which models would chew on for hours.
_ENDLESS = re.compile(r"\S{2001,}")
_HEADING_MARK = re.compile(r"#{1,6} +")


def normalise_text(raw: RawDocument) -> NormalisedDocument:
    """Clean text, offsets and blocks of a document; languages are not judged here.

    Raises:
        NormaliseError: there is something in it that is no text.
    """
    body = raw.body_start
    first = [Edit(0, body, "", "front matter")] if body else []
    first += [edit for edit in repair_characters(raw.text) if edit.start >= body]
    characters, first_map = apply_edits(raw.text, first)
    _refuse_endless_word(characters)
    groups = group_lines(split_lines(characters))
    second = list(_layout_edits(characters, groups))
    text, second_map = apply_edits(characters, second)
    return NormalisedDocument(
        raw=raw,
        text=text,
        offsets=first_map.then(second_map),
        blocks=tuple(_blocks(groups, second_map)),
        edits=compose_edits(text, first, first_map, second),
    )


def _refuse_endless_word(text: str) -> None:
    endless = _ENDLESS.search(text)
    if endless:
        line = text.count("\n", 0, endless.start()) + 1
        raise NormaliseError(
            f"line {line}: {len(endless.group()):,} characters without a space; "
            "take such data out of the text"
        )


def _layout_edits(text: str, groups: Sequence[Group]) -> Iterator[Edit]:
    """Edits that put every block on one line. They do not overlap."""
    judge = HyphenJudge(text)
    lines = [line for group in groups for line in group.lines]
    if not lines:
        if text:
            yield Edit(0, len(text), "", "blank text")
        return
    yield from _gap(text, 0, lines[0].start, "", "outer space")
    for group in groups:
        for left, right in pairwise(group.lines):
            yield from _line_break(left, right, judge)
        yield from _inside(text, group)
    for previous, group in pairwise(groups):
        start, end = previous.lines[-1].end, group.lines[0].start
        yield from _gap(text, start, end, BLOCK_SEPARATOR, "block break")
    yield from _gap(text, lines[-1].end, len(text), "", "outer space")


def _gap(text: str, start: int, end: int, replacement: str, name: str) -> Iterator[Edit]:
    if text[start:end] != replacement:
        yield Edit(start, end, replacement, name)


def _line_break(left: Line, right: Line, judge: HyphenJudge) -> Iterator[Edit]:
    verdict = judge.verdict(left.text, right.text)
    if verdict == "":
        yield Edit(left.end - 1, right.start, "", "line-end hyphen")
    elif verdict == "-":
        yield Edit(left.end, right.start, "", "line end after hyphen")
    else:
        yield Edit(left.end, right.start, " ", "line end")


def _inside(text: str, group: Group) -> Iterator[Edit]:
    """Runs of spaces, and Markdown marks, inside the lines of a block."""
    start, end = group.lines[0].start, group.lines[-1].end
    if mark := _HEADING_MARK.match(text, start, end):
        start = mark.end()
        yield Edit(mark.start(), start, "", "heading mark")
    for line in group.lines:
        for match in _SPACES.finditer(text, max(start, line.start), line.end):
            yield Edit(match.start(), match.end(), " ", "spaces")
    for match in _STRONG.finditer(text, start, end):
        yield Edit(match.start(), match.start() + 2, "", "emphasis mark")
        yield Edit(match.end() - 2, match.end(), "", "emphasis mark")


def _blocks(groups: Sequence[Group], layout: OffsetMap) -> Iterator[Block]:
    for group in groups:
        first, last = group.lines[0], group.lines[-1]
        # Here the mid text is the "raw" side of the layout's own map.
        start, end = layout.to_clean(first.start, last.end)
        if start < end:
            yield Block(start, end, group.kind, first.page)
