"""PDF by pypdfium2: the text layer, page by page, lines as the page has them, and their places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError, MissingPackageError
from kzcorpus.ingest.drafts import Draft, Problem
from kzcorpus.ingest.readers.pdf_places import line_places
from kzcorpus.ingest.sources import Source
from kzcorpus.records import Place

#: PDFium joins a word that a line's end broke, with this mark in the place of hyphen and break.
_BROKEN_WORD = "\x02"
_TAIL = 2_048


def read_pdf(source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
    """A PDF: pages are joined by form feeds. Its own title and author are not taken over.

    Programs that make PDFs fill those in ("Microsoft Word - son2.doc"); the sheet knows better.
    """
    data = source.read()
    if not data.strip():
        raise IngestError("empty", "a file of 0 bytes; fetch it again")
    if b"%PDF-" not in data[:1024]:
        raise IngestError("damaged", "no PDF, in spite of its name")
    if b"%%EOF" not in data[-_TAIL:]:
        # PDFium repairs what it can, and would give the first pages without a word.
        raise IngestError("damaged", "the end is missing; fetch it again")
    pages, places = _pages(data, config.max_pages)
    bare = [number for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(bare) == len(pages):
        raise IngestError(
            "scanned", f"{len(pages)} pages without a text layer; recognise the text (OCR) first"
        )
    if bare:
        yield Problem("pages without text", f"{_ranges(bare)} of {len(pages)}: pictures or empty")
    yield Draft("\f".join(pages), "", places=tuple(places))


def _pages(data: bytes, most: int) -> tuple[list[str], list[Place]]:
    """The text of each page, and the place of each line."""
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingPackageError(
            "PDF files need pypdfium2: pip install 'kzcorpus[nlp]'"
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise IngestError("encrypted", "needs a password; save it without one") from error
        raise IngestError("damaged", "cannot be opened as PDF; fetch it again") from error
    try:
        if len(document) > most:
            raise IngestError(
                "too large", f"{len(document):,} pages; raise [ingest] max_pages ({most:,})"
            )
        pages: list[str] = []
        places: list[Place] = []
        start = 0
        for index in range(len(document)):
            text, found = _page(document, index, start)
            pages.append(text)
            places += found
            start += len(text) + 1
        return pages, places
    finally:
        document.close()


def _page(document: Any, index: int, start: int) -> tuple[str, list[Place]]:
    import pypdfium2

    try:
        page = document[index]
        try:
            text_page = page.get_textpage()
            try:
                text = _lines(str(text_page.get_text_bounded()))
                return text, list(line_places(page, text_page, text, start, index + 1))
            finally:
                text_page.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        raise IngestError("damaged", f"page {index + 1} cannot be read; fetch it again") from error


def _lines(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # A form feed inside a page would be taken for the next one.
    return text.replace(_BROKEN_WORD, "-\n").replace("\f", " ").replace("\0", "")


def _ranges(numbers: list[int]) -> str:
    """Page numbers for a message.

    >>> _ranges([2, 3, 4, 9])
    'pages 2-4, 9'
    """
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}")
    more = f" and {len(runs) - 10} more" if len(runs) > 10 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(runs[:10])}{more}"
