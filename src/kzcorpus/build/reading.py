"""Reading files for a build: where libraries in C do it, in a process apart, at their own cost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kzcorpus.config import IngestConfig
from kzcorpus.deadlines import deadline
from kzcorpus.engines import Apart, Failed
from kzcorpus.errors import IngestError, TooLongError
from kzcorpus.ingest import MetadataSheet, RawFile, ReadFile, read_documents
from kzcorpus.records import RawDocument, Reject

_Item = RawDocument | Reject
#: Formats that PDFium and libxml2 take apart; a file of these is one document.
_APART = frozenset({".pdf", ".docx", ".html", ".htm"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The job of the process that reads."""

    config: IngestConfig
    sheet: MetadataSheet

    def warm(self) -> None:
        """There is nothing to load before it is needed."""

    def __call__(self, file: RawFile) -> list[_Item]:
        items: list[_Item] = []
        try:
            items.extend(read_documents(file, self.config, self.sheet))
        except IngestError as error:
            items.append(Reject(file.path, "ingest", error.reason, error.detail))
        return items


@contextmanager
def bounded_reading(config: IngestConfig, sheet: MetadataSheet) -> Iterator[ReadFile]:
    """How `ingest_folder` reads a file within the seconds of the settings, and outlives its end."""
    with Apart(Reading(config, sheet), config.max_seconds) as apart:

        def read(file: RawFile) -> Iterator[_Item]:
            try:
                if file.suffix in _APART:
                    found = apart(file)
                    if isinstance(found, Failed):
                        raise IngestError.died(found.reason)
                    yield from found
                else:
                    yield from _in_time(read_documents(file, config, sheet), config.max_seconds)
            except TooLongError as error:
                raise IngestError.late(error) from error

        yield read


def _in_time(items: Iterator[_Item], seconds: float) -> Iterator[_Item]:
    """The same items, none of which may take longer."""
    while True:
        with deadline(seconds):
            item = next(items, None)
        if item is None:
            return
        yield item
