"""Web pages: the body as Markdown lines, whatever is around it left out."""

from __future__ import annotations

import time

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.ingest.readers.lines import LineWriter
from tests.ingest.readers.conftest import Read, Refusal

PAGE = """<!DOCTYPE html><html lang="tr"><head><meta charset="CHARSET">
<title>Orta Koridor | Deneme</title><meta property="og:title" content="Orta Koridor">
<meta name="author" content="Ayşe Yılmaz">
<meta property="article:published_time" content="2023-11-03T10:00:00Z">
<link rel="canonical" href="https://example.org/koridor"></head><body>
<nav><ul><li><a href="/">Ana sayfa</a></li><li><a href="/b">Haberler</a></li></ul></nav>
<article><h1>Orta Koridor</h1>
<p>Aktau <b>limanı</b>, <a href="/h">Hazar</a> kıyısında
büyük bir limandır<sup>1</sup> ve ticaret yolları için önem taşır.</p>
<h2>Limanlar</h2>
<ul><li>Aktau limanı<ul><li>feribot iskelesi</li></ul></li><li>Kurık limanı</li></ul>
<ol><li>Birinci madde</li><li>İkinci madde</li></ol>
<blockquote><p>Koridor bizim için yalnız bir yol değil, bir köprüdür.</p></blockquote>
<table><tr><th>Yıl</th><th>Yük</th></tr><tr><td>2022</td><td>1,7 milyon ton</td></tr></table>
<p>Yük miktarı yıldan yıla artıyor; yeni gemiler ve yeni vagonlar sipariş edildi.</p></article>
<footer>© 2023 Deneme. Tüm hakları saklıdır.</footer></body></html>"""

TEXT = """# Orta Koridor

Aktau limanı, Hazar kıyısında büyük bir limandır¹ ve ticaret yolları için önem taşır.

## Limanlar

- Aktau limanı

  - feribot iskelesi

- Kurık limanı

1. Birinci madde

2. İkinci madde

> Koridor bizim için yalnız bir yol değil, bir köprüdür.

Yıl

Yük

2022

1,7 milyon ton

Yük miktarı yıldan yıla artıyor; yeni gemiler ve yeni vagonlar sipariş edildi.
"""


def test_the_body_of_a_page_becomes_markdown_lines(read: Read) -> None:
    (draft,) = read("a.html", PAGE).drafts
    assert draft.text == TEXT
    assert draft.values == {
        "title": "Orta Koridor",
        "author": "Ayşe Yılmaz",
        "date": "2023-11-03",
        "source_url": "https://example.org/koridor",
    }


@pytest.mark.parametrize(
    ("declared", "written", "encoding"),
    [
        ("windows-1254", "cp1254", "cp1254"),
        ("ISO-8859-9", "cp1254", "cp1254"),
        ("utf-8", "utf-8", "utf-8"),
        ("windows-1254", "utf-8", "utf-8"),
        ("iso-8859-1", "cp1254", "iso-8859-9"),
        ("utf-8", "cp1254", "iso-8859-9"),
    ],
)
def test_a_declared_encoding_is_followed_if_it_can_be(
    read: Read, declared: str, written: str, encoding: str
) -> None:
    (draft,) = read("a.htm", PAGE.replace("CHARSET", declared).encode(written)).drafts
    assert (draft.text, draft.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Astana.</p>", "Astana.\n"),
        ("Astana bir <i>kenttir</i>.", "Astana bir kenttir.\n"),
        ("<p>bir<br>iki</p>", "bir\niki\n"),
        ("<script>x()</script><p>Astana.</p><!-- yok -->", "Astana.\n"),
        ("<ol><li>bir<li>iki</ol>", "1. bir\n\n2. iki\n"),
        ('<?xml version="1.0" encoding="x"?><p>Astana.</p>', "Astana.\n"),
    ],
)
def test_a_bare_page_is_read_too(read: Read, page: str, text: str) -> None:
    assert read("a.html", page).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "empty"),
        ("<html><body>" + "<div>" * 100_000 + "Astana" + "</div>" * 100_000, "too deep"),
        ("<p " + " ".join(f"a{n}" for n in range(100_000)) + ">Astana</p>", "too large"),
        ("<p>" + "<br>" * 60_000, "too large"),
        ("<p>Astana\0</p>", "binary"),
    ],
    ids=["0 bytes", "100,000 nested tags", "100,000 attributes", "60,000 tags", "NUL"],
)
def test_hostile_pages_are_refused_at_once(refusal: Refusal, data: str, reason: str) -> None:
    refusal("a.html", "")  # what is imported is not counted
    started = time.process_time()
    assert refusal("a.html", data)[0] == reason
    assert time.process_time() - started < 3


def test_the_number_of_tags_is_a_setting(refusal: Refusal) -> None:
    detail = refusal("a.html", "<p>a<p>b<p>c", IngestConfig(max_elements=4))[1]
    assert detail == "more than 4 tags; raise [ingest] max_elements"


def test_a_mark_waits_for_its_text() -> None:
    writer = LineWriter()
    writer.start("- ")
    writer.start()
    writer.add(" bir \n iki ")
    writer.start()
    writer.add("üç")
    assert writer.text() == "- bir iki\n\nüç\n"


def test_two_line_ends_are_the_end_of_a_paragraph() -> None:
    writer = LineWriter()
    writer.add("bir")
    writer.break_line()
    writer.add("iki ")
    writer.break_line()
    writer.add(" ")
    writer.break_line()
    writer.add("üç")
    assert writer.text() == "bir\niki\n\nüç\n"


@pytest.mark.parametrize("mark", ["\b", "\v", "\f", "\x1b", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_no_xml_may_hold_costs_nothing(read: Read, mark: str) -> None:
    page = f"<html><body><p>Bozkırın{mark}kenti</p><p>Astana</p></body></html>"
    assert read("a.html", page).text == "Bozkırın kenti\n\nAstana\n"


def test_a_page_that_breaks_the_library_is_refused(
    refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura

    def broken(*_: object, **__: object) -> None:
        raise AttributeError("'NoneType' object has no attribute 'text'")

    monkeypatch.setattr(trafilatura, "bare_extraction", broken)
    reason, detail = refusal("a.html", "<p>Astana</p>")
    assert (reason, "AttributeError" in detail) == ("damaged", True)
