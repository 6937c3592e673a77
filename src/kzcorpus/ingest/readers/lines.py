"""Markdown lines out of structured documents: the form in which Word and HTML reach the normaliser.

A paragraph is one line, an empty line separates blocks, marks say what a block is ("# ", "- ",
"1. ", "> "). Emphasis and links are left out; superscript digits stay superscript, because "m²" and
a note's marker are not "m2".
"""

from __future__ import annotations

import re

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: White space of source code; spaces that do not break are text.
_WHITE = re.compile(r"[ \t\r\n\f\v]+")


class LineWriter:
    """Collects the text of a block until the next one starts."""

    def __init__(self) -> None:
        self.quoted = 0
        self._blocks: list[str] = []
        self._parts: list[str] = []
        self._mark = ""

    def start(self, mark: str = "") -> None:
        """Begin a block; `mark` goes before its first line, or before that of the next one."""
        self._flush()
        self._mark = mark or self._mark

    def end(self) -> None:
        """End a block; a mark that got no text is forgotten."""
        self._flush()
        self._mark = ""

    def add(self, text: str | None) -> None:
        """Text of the block as it stands in the source, where runs of white space are one space."""
        if text:
            self._parts.append(_WHITE.sub(" ", text))

    def break_line(self) -> None:
        """A line's end inside the block; two of them make two paragraphs."""
        self._parts.append("\n")

    def add_superscript(self, text: str) -> None:
        """Raised text: digits become superscript ones."""
        text = _WHITE.sub(" ", text)
        bare = text.strip()
        digits = bare.isascii() and bare.isdecimal()
        self._parts.append(bare.translate(_SUPERSCRIPT) if digits else text)

    def text(self) -> str:
        """Everything so far, with a line end at its end."""
        self.end()
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def _flush(self) -> None:
        paragraphs = re.split(r"\n *\n[ \n]*", "".join(self._parts))
        self._parts = []
        for paragraph in paragraphs:
            lines = [_WHITE.sub(" ", line).strip(" ") for line in paragraph.split("\n")]
            lines = [line for line in lines if line]
            if lines:
                quote = "> " * self.quoted
                lines[0] = self._mark + lines[0]
                self._mark = ""
                self._blocks.append("\n".join(quote + line for line in lines))
