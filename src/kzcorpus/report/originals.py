"""The untouched text of a document, if the file that it was built from is still the same.

Untouched means as its reader decoded it: that is the text which `raw_start` and `raw_end` count in.
Of a text file it is the file itself; of a PDF, a web page, a Word file or a table, what their
reader takes out of them, so they are read again, with the settings that the corpus was built with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kzcorpus.config import IngestConfig
from kzcorpus.errors import ConfigError, IngestError, MissingPackageError
from kzcorpus.ingest.drafts import Draft
from kzcorpus.ingest.readers import CONTAINERS, READERS
from kzcorpus.ingest.sources import Source, split_suffix

#: Formats whose raw text is the file itself.
_PLAIN = (".txt", ".md")
#: The most bytes that an encoding spends on a character, and room for a byte order mark.
_WIDEST, _MARK = 4, 8

#: Why there is no original to show: no raw folder was named; the file is not there; it is not what
#: the corpus was built from; the package that reads its format is not installed.
UNNAMED, MISSING, CHANGED, UNREADABLE = "unnamed", "missing", "changed", "package"


@dataclass(frozen=True, slots=True)
class Built:
    """What the tables say of a document's file.

    Args:
        path: the file, relative to the raw folder.
        sha256: digest of its bytes.
        encoding: how they were decoded.
        length: code points of the decoded text, without a byte order mark.
    """

    doc_id: str
    path: str
    sha256: str
    encoding: str
    length: int


class Originals:
    """Originals under a folder. Rows of one table must be asked for in the order of doc_id."""

    def __init__(self, folder: Path, config: IngestConfig) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self._config = config
        self._rows: _Rows | None = None

    def read(self, document: Built) -> tuple[str | None, str]:
        """The text of a document, or None and why there is none."""
        full = self._folder / document.path
        stem, suffix, packed = split_suffix(document.path)
        try:
            if not full.resolve().is_relative_to(self._root) or not full.is_file():
                return None, MISSING
            if suffix in _PLAIN and not packed:
                text = _plain(full, document)
            elif suffix in CONTAINERS:
                if self._rows is None or self._rows.path != document.path:
                    self._rows = _Rows(self._source(document.path, full), suffix, self._config)
                text = self._rows.text(document, document.doc_id[len(stem) + 1 :])
            elif suffix in READERS:
                source = self._source(document.path, full)
                drafts = _drafts(source, suffix, self._config)
                text = next((draft.text for draft in drafts), None)
                text = text if source.sha256 == document.sha256 else None
            else:
                return None, CHANGED
        except MissingPackageError:
            return None, UNREADABLE
        except (OSError, ValueError, LookupError, RuntimeError, IngestError):
            # Unreadable, undecodable, an unknown encoding, a loop of links; damaged meanwhile.
            return None, CHANGED
        if text is None or len(text) != document.length:
            return None, CHANGED
        return text, ""

    def _source(self, path: str, full: Path) -> Source:
        return Source(path, full, self._config.max_bytes)


class _Rows:
    """The documents of a table, read once, as they are asked for."""

    def __init__(self, source: Source, suffix: str, config: IngestConfig) -> None:
        self.path = source.path
        self._source = source
        self._drafts = _drafts(source, suffix, config)
        self._next = next(self._drafts, None)

    def text(self, document: Built, row_id: str) -> str | None:
        while self._next is not None and self._next.row_id < row_id:
            self._next = next(self._drafts, None)
        if self._source.sha256 != document.sha256:
            return None
        return self._next.text if self._next is not None and self._next.row_id == row_id else None


def _drafts(source: Source, suffix: str, config: IngestConfig) -> Iterator[Draft]:
    return (item for item in READERS[suffix](source, config) if isinstance(item, Draft))


def _plain(file: Path, document: Built) -> str | None:
    """The text of a file that is one: its encoding is known, and need not be guessed again."""
    if file.stat().st_size > _WIDEST * document.length + _MARK:
        return None
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != document.sha256:
        return None
    return data.decode(document.encoding).removeprefix("\ufeff")


def ingest_settings(config: Mapping[str, Any]) -> IngestConfig:
    """The settings of readers that a manifest states, and the defaults for what it does not."""
    known = {field.name for field in fields(IngestConfig)}
    given = config.get("ingest")
    if not isinstance(given, Mapping):
        return IngestConfig()
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in given.items()
        if name in known
    }
    with suppress(ConfigError, TypeError):
        return IngestConfig(**values)
    return IngestConfig()
