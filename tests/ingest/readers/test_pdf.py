"""PDF: the text layer by pages; what has none, or is locked or cut, is refused."""

from __future__ import annotations

import gzip

import pytest

from kzcorpus.config import IngestConfig
from tests.ingest.readers.conftest import Read, Refusal
from tests.ingest.samples import pdf

PAGES = (
    ["Kazakistan’ın başkenti Astana, İşim", "Nehri’nin kıyısında kurulu bir kenttir."],
    ["Қазақстанның астанасы – Астана."],
)


def test_pages_are_parted_by_form_feeds_and_keep_their_lines(read: Read) -> None:
    assert read("a.pdf", pdf(*PAGES)).text == "\f".join("\n".join(page) for page in PAGES)


def test_a_word_that_a_line_end_broke_stays_broken(read: Read) -> None:
    """PDFium joins such words by itself; whether to join them is the normaliser's to decide."""
    page = ["Bu, ulus-", "lararası bir kentin Türkiye-", "Kazakistan anlaşmasıdır."]
    assert read("a.pdf", pdf(page)).text == "\n".join(page)


def test_a_page_without_text_is_told(read: Read) -> None:
    result = read("a.pdf", pdf(PAGES[0], [], [], PAGES[1], []))
    assert result.text.count("\f") == 4
    assert result.refused == [("pages without text", "pages 2-3, 5 of 5: pictures or empty")]


def test_a_packed_pdf_is_read(read: Read) -> None:
    assert "Astana" in read("a.pdf.gz", gzip.compress(pdf(*PAGES))).text


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", "empty", "a file of 0 bytes; fetch it again"),
        (b"<html>not found</html>", "damaged", "no PDF, in spite of its name"),
        (pdf(*PAGES)[:-300], "damaged", "the end is missing; fetch it again"),
        (b"%PDF-1.7\n%%EOF\n", "damaged", "cannot be opened as PDF; fetch it again"),
        (pdf(*PAGES, encrypted=True), "encrypted", "needs a password; save it without one"),
        (pdf([], []), "scanned", "2 pages without a text layer; recognise the text (OCR) first"),
    ],
    ids=["0 bytes", "no PDF", "cut off", "nothing in it", "encrypted", "scanned"],
)
def test_what_cannot_be_read_is_refused(
    refusal: Refusal, data: bytes, reason: str, detail: str
) -> None:
    assert refusal("a.pdf", data) == (reason, detail)


def test_too_many_pages_are_refused(refusal: Refusal) -> None:
    found = refusal("a.pdf", pdf(*PAGES), IngestConfig(max_pages=1))
    assert found == ("too large", "2 pages; raise [ingest] max_pages (1)")
