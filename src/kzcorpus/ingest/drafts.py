"""What a reader makes of a file: texts on their way to becoming documents, and what it refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kzcorpus.config import IngestConfig
from kzcorpus.ingest.sources import Source
from kzcorpus.records import Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as a reader decoded it.

    `values` is what the document says about itself, unchecked; `place` says where it says so, for
    messages ("front matter", "line 3"). `row_id` names the document inside its file; empty where
    the file is the document. `places` says where on its pages each line stands, if it has any.
    """

    text: str
    encoding: str
    values: Mapping[str, str] = field(default_factory=dict)
    body_start: int = 0
    row_id: str = ""
    place: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was refused, or that the user should know; the rest is read."""

    reason: str
    detail: str


class Reader(Protocol):
    """Reads one format. Drafts come one at a time, in order of `row_id`."""

    def __call__(self, source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
        """The documents of a file.

        Raises:
            IngestError: the file as a whole cannot be read.
            MissingPackageError: the library for the format is not installed.
        """
        ...
