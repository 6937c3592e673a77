"""Rows for spreadsheets: CSV in which no text of an author can run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

#: What a spreadsheet takes for the beginning of a formula; the wide forms where it is set up for
#: Japanese or Chinese.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> object:
    """A value for a spreadsheet; text that it would run gets an apostrophe in front.

    >>> cell("=2+3"), cell("Astana"), cell(-2), cell(None)
    ("'=2+3", 'Astana', -2, '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


class CsvRows:
    """Writes rows to an open text file, one by one."""

    def __init__(self, handle: TextIO, *, separator: str = ",") -> None:
        self._plain = csv.writer(handle, delimiter=separator, lineterminator="\n")
        # The csv module leaves a lone "\r" bare, which readers take for the end of a row.
        self._careful = csv.writer(handle, self._plain.dialect, quoting=csv.QUOTE_ALL)

    def head(self, names: Iterable[str]) -> None:
        """The row of column names, which SQL lets a user choose, made safe like any other."""
        self.row(names)

    def row(self, values: Iterable[object]) -> None:
        """One row, made safe by `cell`."""
        cells = [cell(value) for value in values]
        broken = any(isinstance(text, str) and "\r" in text for text in cells)
        (self._careful if broken else self._plain).writerow(cells)
