"""Each line of a PDF knows where on its page it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.explain import explain
from kzcorpus.ingest import MetadataSheet, ingest_folder
from kzcorpus.normalise import normalise_text
from kzcorpus.records import Place, RawDocument
from tests.ingest.samples import docx, paragraph, pdf

PAGES = (
    ["Kazakistan’ın başkenti Astana, ulus-", "lararası bir kenttir."],
    ["Қазақстанның астанасы – Астана.", "Ол 𝐄сілдің бойында тұр."],
)
Ingest = Callable[[str, bytes], RawDocument]


@pytest.fixture
def ingest(tmp_path: Path) -> Ingest:
    def one(name: str, data: bytes) -> RawDocument:
        (tmp_path / name).write_bytes(data)
        (document,) = ingest_folder(tmp_path, IngestConfig(), MetadataSheet({}))
        assert isinstance(document, RawDocument)
        return document

    return one


def test_every_line_has_a_box_on_its_page(ingest: Ingest) -> None:
    document = ingest("a.pdf", pdf(*PAGES))
    lines = [line for page in PAGES for line in page]
    assert [document.text[place.start : place.end] for place in document.places] == lines
    assert [place.page for place in document.places] == [1, 1, 2, 2]


def test_boxes_count_from_the_upper_left_corner(ingest: Ingest) -> None:
    first, second, *_ = ingest("a.pdf", pdf(*PAGES)).places
    # The sample begins at 50, 780 of a page of 842 points, with letters 6 points wide.
    assert first.left == pytest.approx(50, abs=2)
    assert first.bottom == pytest.approx(62, abs=3)
    assert first.right == pytest.approx(50 + 6 * len(PAGES[0][0]), abs=3)
    assert second.top - first.top == pytest.approx(12, abs=1)
    assert first.top < first.bottom < second.bottom


def test_a_turned_page_is_measured_as_it_is_shown(ingest: Ingest) -> None:
    page = PAGES[0][1:]
    (upright,) = ingest("a.pdf", pdf(page)).places
    turned = pdf(page).replace(b"/MediaBox[0 0 595 842]", b"/Rotate 90/MediaBox[0 0 595 842]")
    (place,) = ingest("a.pdf", turned).places
    assert place[3:] == pytest.approx(
        (842 - upright.bottom, upright.left, 842 - upright.top, upright.right), abs=0.2
    )


def test_a_span_is_found_where_its_lines_are(ingest: Ingest) -> None:
    document = ingest("a.pdf", pdf(*PAGES))
    at = document.text.index("ulus-")
    end = document.text.index("bir kenttir")
    assert document.places_of(at, end) == document.places[:2]
    assert document.places_of(at, at + 3) == document.places[:1]
    assert document.places_of(len(document.text), len(document.text)) == ()


def test_formats_without_pages_have_no_places(ingest: Ingest) -> None:
    assert ingest("a.docx", docx(paragraph("Bozkır geniştir."))).places == ()


def test_explain_shows_where_a_block_begins(ingest: Ingest) -> None:
    document = ingest("a.pdf", pdf(*PAGES))
    shown = "\n".join(explain(normalise_text(document)))
    assert re.findall(r"^ +at (\d+), (\d+) pt", shown, re.MULTILINE) == [
        (f"{place.left:.0f}", f"{place.top:.0f}")
        for place in (document.places[0], document.places[2])
    ]


def test_a_place_is_a_plain_tuple() -> None:
    assert Place(0, 9, 1, 50.0, 60.0, 90.0, 70.0)._asdict()["page"] == 1
