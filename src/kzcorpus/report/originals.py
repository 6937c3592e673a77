"""The untouched text of a document, if the file that it was built from is still the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

#: Formats whose raw text is the file itself; the others' comes out of a reader.
PLAIN = ("txt", "md")
#: The most bytes that an encoding spends on a character, and room for a byte order mark.
_WIDEST, _MARK = 4, 8


def read_original(
    folder: Path, path: str, *, sha256: str, encoding: str, length: int
) -> str | None:
    """The decoded text of a file under `folder`, or None where it is not what was built.

    Args:
        path: the file, relative to the folder.
        sha256: digest of its bytes when it was built.
        encoding: how they were decoded.
        length: code points of the decoded text, without a byte order mark.
    """
    file = folder / path
    try:
        if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
            return None
        if file.stat().st_size > _WIDEST * length + _MARK:
            return None
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        text = data.decode(encoding).removeprefix("\ufeff")
    except (OSError, ValueError, LookupError, RuntimeError):
        # Unreadable, undecodable, an unknown encoding, a loop of links.
        return None
    return text if len(text) == length else None
