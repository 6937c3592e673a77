"""Where on its page each line of a PDF's text stands, asked of PDFium.

PDFium gives the text of a page and, apart from it, the boxes of its characters. Both have the same
signs in the same order, blanks aside; where they do not, the page goes without places rather than
with wrong ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from kzcorpus.records import Place

Units = npt.NDArray[np.uint16]
#: Where a line's end broke a word: PDFium's two ways to say so, and what the reader makes of it.
_BROKEN = (0x02, 0xFFFE)
_HYPHEN = ord("-")


def line_places(page: Any, text_page: Any, text: str, start: int, number: int) -> Iterator[Place]:
    """The places of the lines of `text`, which is what the reader made of page `number`.

    `start` is where the page begins in the text of the document.
    """
    from pypdfium2 import raw

    count = text_page.count_chars()
    signs = np.fromiter((raw.FPDFText_GetUnicode(text_page, i) for i in range(count)), np.uint32)
    signs[np.isin(signs, _BROKEN)] = _HYPHEN
    # Which character of PDFium's each sign of the text is; code units, as PDFium counts.
    known = np.flatnonzero(_visible(signs))
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if not np.array_equal(signs[known], units[_visible(units)]):
        return
    before = 0
    for line in text.split("\n"):
        line_units = np.frombuffer(line.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
        after = before + int(_visible(line_units).sum())
        if after > before:
            first, last = int(known[before]), int(known[after - 1])
            if box := _box(page, text_page, first, last - first + 1):
                yield Place(start, start + len(line), number, *box)
        before = after
        start += len(line) + 1


def _visible(units: Any) -> Any:
    """Which code units are no blank: blanks are where the two may differ."""
    return (units > 0x20) & (units != 0xA0)


def _box(page: Any, text_page: Any, first: int, count: int) -> tuple[float, ...] | None:
    """Left, top, right and bottom of a run of characters, as the page is shown."""
    boxes = [text_page.get_rect(i) for i in range(text_page.count_rects(first, count))]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    left, bottom, right, top = page.get_bbox()
    # From the page's own corner, then turned as the page is.
    x0, x1 = min(lefts) - left, max(rights) - left
    y0, y1 = top - max(tops), top - min(bottoms)
    width, height = right - left, top - bottom
    turned = {
        0: (x0, y0, x1, y1),
        90: (height - y1, x0, height - y0, x1),
        180: (width - x1, height - y1, width - x0, height - y0),
        270: (y0, width - x1, y1, width - x0),
    }[page.get_rotation()]
    return tuple(round(value, 1) for value in turned)
