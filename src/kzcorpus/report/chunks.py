"""Data as scripts: what a page that was opened from a disk may load.

A browser lets no page of a `file:` address read another file, but it may run a script that lies
beside it. So each piece of data is a script of one call, `KZ.load("mentions/17", …)`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

#: What could end a script or a line of it. Inside a string of JSON an escape means the same.
_ESCAPES = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def as_script(key: str, value: Any) -> bytes:
    r"""A script that hands `value` to the page under `key`.

    Whatever the value holds, it stays inside its string: "<" and the line separators that older
    JavaScript knows are escaped, and so are halves of surrogate pairs, which UTF-8 cannot hold.

    Raises:
        ValueError: a number that JSON cannot hold.

    >>> as_script("x/1", ["</script>"])
    b'KZ.load("x/1",["\\u003c/script>"]);\n'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # str.translate would look at every letter, and take longer than everything else together.
    for letter, escape in _ESCAPES.items():
        text = text.replace(letter, escape)
    call = f"KZ.load({json.dumps(key)},{text});\n"
    return call.encode("utf-8", "backslashreplace")


class ChunkWriter:
    """Writes pieces of data under a folder; keys look like "mentions/17"."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files = 0
        self.bytes = 0

    def write(self, key: str, value: Any) -> None:
        """Write one piece.

        Raises:
            OSError: it cannot be written.
        """
        path = self._folder / f"{key}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = as_script(key, value)
        path.write_bytes(data)
        self.files += 1
        self.bytes += len(data)


def columns(table: pa.Table) -> dict[str, list[Any]]:
    """A table as one list a column, which takes half the room of one object a row."""
    return {name: table[name].to_pylist() for name in table.column_names}
