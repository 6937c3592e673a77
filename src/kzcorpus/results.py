"""Answers as DataFrames that can be read, and that know the command which gives them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import pyarrow as pa

#: Rows that are shown of a long answer, at most; the first and last of it.
_ROWS = 20
#: Text that ends at the next column, as what stands before a key word does.
_RIGHT = ("pre",)


class Result(pd.DataFrame):
    """A DataFrame whose `attrs["command"]` is the shell line that prints the same rows.

    It shows the columns that a reader wants first, whole lines of text, and four digits; all
    columns are in it. What is made of it by selecting rows or columns is a `Result` too, and keeps
    the command of the whole.
    """

    @property
    def _constructor(self) -> Callable[..., Result]:
        return Result

    def _shown(self) -> pd.DataFrame:
        """The columns to show, shortened to the first and last rows."""
        columns = [name for name in self.attrs.get("shown", ()) if name in self.columns]
        frame = pd.DataFrame(self[columns] if columns else self)
        if len(frame) > _ROWS:
            frame = pd.concat([frame.head(_ROWS // 2), frame.tail(_ROWS // 2)])
        return frame

    def __repr__(self) -> str:
        frame = self._shown()
        formatters: dict[Any, Callable[[Any], str]] = {}
        for name in frame.columns:
            if _is_text(frame[name]) and name not in _RIGHT:
                width = max((len(_text(value)) for value in frame[name]), default=0)
                formatters[name] = partial(_padded, width=width)
        with pd.option_context("display.max_colwidth", None):
            text = frame.to_string(
                formatters=formatters, float_format="{:.4g}".format, na_rep="", line_width=None
            )
        lines = [line.rstrip() for line in text.splitlines()]
        if len(self) > _ROWS:
            lines.insert(len(lines) - _ROWS // 2, "…")
        return "\n".join([*lines, f"[{len(self):,} rows × {len(self.columns)} columns]"])

    def _repr_html_(self) -> str:
        frame = self._shown()
        html = frame.to_html(
            border=0, float_format="{:.4g}".format, na_rep="", max_cols=None, classes="kzcorpus"
        )
        left = "".join(
            f"table.kzcorpus td:nth-of-type({at}) {{ text-align: left }} "
            for at, name in enumerate(frame.columns, start=1)
            if _is_text(frame[name]) and name not in _RIGHT
        )
        command = escape(self.attrs.get("command", ""))
        return (
            f"<div><style scoped>{left}</style>{html}"
            f"<p>{len(self):,} rows × {len(self.columns)} columns"
            + (f" · <code>{command}</code>" if command else "")
            + "</p></div>"
        )


def result(table: pa.Table, command: str, shown: Sequence[str] = ()) -> Result:
    """An Arrow table as a `Result`; whole numbers that may be missing stay whole."""
    kinds: dict[pa.DataType, Any] = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype()}
    nullable = {
        field.name for field in table.schema if table[field.name].null_count and field.type in kinds
    }
    frame = Result(table.drop_columns(sorted(nullable)).to_pandas())
    for at, field in enumerate(table.schema):
        if field.name in nullable:
            values: list[int | None] = table[field.name].to_pylist()
            frame.insert(at, field.name, pd.array(values, dtype=kinds[field.type]))
    frame.attrs["command"] = command
    frame.attrs["shown"] = list(shown)
    return frame


def _is_text(column: pd.Series[Any]) -> bool:
    return not (
        pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype)
    )


def _padded(value: object, width: int) -> str:
    return _text(value).ljust(width)


def _text(value: object) -> str:
    """A cell on one line."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return " ".join(str(value).split())
