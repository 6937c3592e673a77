"""Word files: Markdown lines; bombs, entities and locks are refused."""

from __future__ import annotations

import time

import pytest

from kzcorpus.config import IngestConfig
from tests.ingest.readers.conftest import Read, Refusal
from tests.ingest.samples import docx, paragraph, zipped

#: A Turkish Word names its styles so; the names inside are English.
STYLES = """
<w:style w:styleId="Balk2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Bolum"><w:name w:val="Bölüm"/><w:basedOn w:val="Balk2"/></w:style>
<w:style w:styleId="KonuBal"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Alnt"><w:name w:val="Quote"/></w:style>
<w:style w:styleId="Dongu"><w:name w:val="x"/><w:basedOn w:val="Dongu"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
"""
RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'


def note(number: int, *paragraphs: str) -> str:
    return f'<w:footnote w:id="{number}">{"".join(map(paragraph, paragraphs))}</w:footnote>'


def reference(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("Aktau ", "bir limandır."), "Aktau bir limandır.\n"),
        (paragraph("Hazar", style="Balk2"), "## Hazar\n"),
        (paragraph("Hazar", style="Bolum"), "## Hazar\n"),
        (paragraph("Hazar", style="KonuBal"), "# Hazar\n"),
        (paragraph("Hazar", style="Dongu"), "Hazar\n"),
        (paragraph("Hazar bir denizdir.", style="Alnt"), "> Hazar bir denizdir.\n"),
        (
            paragraph("Aktau", numbered="3") + paragraph("feribot", numbered="3:1")
            + paragraph("Kurık", numbered="3"),
            "1. Aktau\n\n  - feribot\n\n2. Kurık\n",
        ),
        (paragraph("5 m", RAISED), "5 m²\n"),
        (paragraph("bir", "<w:r><w:br/></w:r>", "iki"), "bir\niki\n"),
        (paragraph("ulus", "<w:r><w:softHyphen/></w:r>", "lar"), "ulus\u00adlar\n"),
        (paragraph("a", "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", "c"), "ac\n"),
        (paragraph("a", "<w:ins><w:r><w:t>b</w:t></w:r></w:ins>", "c"), "abc\n"),
        (paragraph("a", "<w:hyperlink><w:r><w:t>b</w:t></w:r></w:hyperlink>"), "ab\n"),
        (paragraph("a", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>"), "a\n"),
        (paragraph("a", "<w:r><w:instrText>PAGE</w:instrText></w:r>"), "a\n"),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('Yıl')}</w:tc><w:tc>{paragraph('2022')}</w:tc></w:tr>"
            f"</w:tbl>{paragraph('Son.')}",
            "Yıl\n\n2022\n\nSon.\n",
        ),
        (
            paragraph("Metin.", f"<w:r><w:txbxContent>{paragraph('Kutu.')}</w:txbxContent></w:r>"),
            "Metin.\n\nKutu.\n",
        ),
    ],
    ids=[
        "runs", "heading", "style based on one", "title", "circle of styles", "quotation", "lists",
        "superscript", "line break", "soft hyphen", "deleted", "inserted", "link", "hidden",
        "field", "table", "text box",
    ],
)  # fmt: skip
def test_a_paragraph_becomes_a_line(read: Read, body: str, text: str) -> None:
    assert read("a.docx", docx(body, styles=STYLES, numbering=NUMBERING)).text == text


def test_notes_stand_behind_their_paragraph(read: Read) -> None:
    notes = note(2, " Kaynak, s. 5.", "Ayrıca bkz.") + note(5, "İkinci.")
    notes += '<w:footnote w:id="0" w:type="separator"/>'
    body = paragraph("Bir", reference(2), " ve iki", reference(5), ".") + paragraph("Son.")
    assert read("a.docx", docx(body, footnotes=notes)).text == (
        "Bir[^1] ve iki[^2].\n\n[^1]: Kaynak, s. 5. Ayrıca bkz.\n\n[^2]: İkinci.\n\nSon.\n"
    )


def test_its_own_title_is_not_taken_over(read: Read) -> None:
    (draft,) = read("a.docx", docx(paragraph("Hazar", style="KonuBal"), styles=STYLES)).drafts
    assert draft.values == {}


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", "damaged", "no Word file: it cannot be unpacked"),
        (b"Astana", "damaged", "no Word file: it cannot be unpacked"),
        (docx(paragraph("Astana"))[:-30], "damaged", "no Word file: it cannot be unpacked"),
        (zipped({"xl/workbook.xml": "<a/>"}), "damaged", "there is no word/document.xml"),
        (zipped({"word/document.xml": "<a>"}), "damaged", "word/document.xml is no XML"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted", "an old .doc, or a .docx with a"),
        (docx("<w:p>" * 100_000), "damaged", "word/document.xml is no XML"),
    ],
    ids=["0 bytes", "no zip", "cut off", "a spreadsheet", "broken XML", "locked", "too deep"],
)
def test_what_cannot_be_read_is_refused(
    refusal: Refusal, data: bytes, reason: str, detail: str
) -> None:
    found = refusal("a.docx", data)
    assert found[0] == reason
    assert detail in found[1]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
    ids=["external", "billion laughs"],
)
def test_entities_are_refused(refusal: Refusal, doctype: str) -> None:
    data = zipped({"word/document.xml": f"{doctype}<a>&b;</a>"})
    assert refusal("a.docx", data)[0] == "unsafe"


def test_endless_tags_are_refused_before_a_tree_is_made(refusal: Refusal) -> None:
    started = time.process_time()
    assert refusal("a.docx", docx("<w:p/>" * 3_000_001))[0] == "too large"
    assert time.process_time() - started < 5


def test_a_bomb_is_refused_without_unpacking_it(refusal: Refusal) -> None:
    bomb = zipped({"word/document.xml": "<a>" + " " * 50_000_000})
    assert len(bomb) < 100_000
    started = time.process_time()
    assert refusal("a.docx", bomb, IngestConfig(max_bytes=100_000))[0] == "too large"
    assert time.process_time() - started < 1
