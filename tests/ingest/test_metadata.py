"""Metadata is merged from front matter and the sheet; a wrong cell costs nothing but itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.ingest import MetadataSheet, ingest_folder, read_sheet
from kzcorpus.ingest.front_matter import split_front_matter
from kzcorpus.ingest.metadata import checked_meta
from kzcorpus.records import DocumentMeta, RawDocument, Reject
from tests.conftest import cases


def sheet(folder: Path, text: str) -> MetadataSheet:
    (folder / "metadata.csv").write_text(text, encoding="utf-8")
    return read_sheet(folder, "metadata.csv")


def problems(rejects: Sequence[Reject]) -> list[tuple[str, str]]:
    """Reasons and details; all of them are about the sheet, at ingestion."""
    assert {(reject.path, reject.stage) for reject in rejects} <= {("metadata.csv", "ingest")}
    return [(reject.reason, reject.detail) for reject in rejects]


@pytest.mark.parametrize("case", cases("front_matter.json", "front_matter"))
def test_front_matter(case: dict[str, Any]) -> None:
    values, start = split_front_matter(case["input"])
    assert [values, case["input"][start:]] == case["want"]


@pytest.mark.parametrize(
    "inside",
    ["[" * 500, "? [a]\n: b", "a: &a [*a]", "a: \x07", "title: x\n" * 3000],
    ids=["too deep", "list as a key", "endless", "control character", "too long"],
)
def test_hostile_front_matter_is_text(inside: str) -> None:
    assert split_front_matter(f"---\n{inside}\n---\nAstana") == ({}, 0)


def test_wrong_values_are_left_empty_and_named() -> None:
    meta, wrong = checked_meta({"title": "Astana", "date": "12/10/1991", "lang": "Türkçe"})
    assert meta == DocumentMeta(title="Astana")
    assert wrong == [
        "date '12/10/1991' can be 1991-10-12 or 1991-12-10; write which",
        "lang 'Türkçe' is not an ISO 639 code such as tr",
    ]


def test_dates_are_written_in_iso_8601(tmp_path: Path) -> None:
    rows = sheet(tmp_path, "doc_id,date\na,16 Aralık 1991\nb,5.6.2019\nc,2023 жылғы қараша\n").rows
    assert [row.date for row in rows.values()] == ["1991-12-16", "2019-06-05", "2023-11"]


def test_half_a_character_is_left_out() -> None:
    meta, wrong = checked_meta({"title": "\ud83c", "author": "Abay"})
    assert meta == DocumentMeta(author="Abay")
    assert wrong == ["title '\\ud83c' holds half a character"]


def test_filled_cells_go_over_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: own\nauthor: own\nlang: xx1\n---\nAstana.\n", encoding="utf-8"
    )
    rows = sheet(tmp_path, "doc_id,title,author,date\na,sheet,,2024\n")
    document, reject = sorted(
        ingest_folder(tmp_path, IngestConfig(), rows), key=lambda item: isinstance(item, Reject)
    )
    assert isinstance(document, RawDocument)
    assert isinstance(reject, Reject)
    assert document.meta == DocumentMeta(title="sheet", author="own", date="2024")
    assert document.text[document.body_start :] == "Astana.\n"
    assert (reject.path, reject.reason) == ("a.md", "wrong metadata")
    assert reject.detail == "front matter: lang 'xx1' is not an ISO 639 code such as tr"


def test_plain_text_has_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\ntitle: own\n---\nAstana.\n", encoding="utf-8")
    (document,) = ingest_folder(tmp_path, IngestConfig(), MetadataSheet({}))
    assert isinstance(document, RawDocument)
    assert (document.meta, document.body_start) == (DocumentMeta(), 0)


def test_a_folder_needs_no_sheet(tmp_path: Path) -> None:
    assert read_sheet(tmp_path, "metadata.csv") == MetadataSheet({})
    assert read_sheet(tmp_path, "") == MetadataSheet({})


@pytest.mark.parametrize(
    "text",
    [
        "doc_id,title\na,Bozkır\n",
        "\ufeffdoc_id,title\r\na,Bozkır\r\n",
        " doc_id , title \n a , Bozkır \n",
        "title,doc_id\n\nBozkır,a\n,\n",
        'doc_id,title\n"a","Bozkır"',
    ],
    ids=["plain", "from Excel", "spaces", "other order and empty rows", "quoted"],
)
def test_a_sheet_is_read(tmp_path: Path, text: str) -> None:
    assert sheet(tmp_path, text) == MetadataSheet({"a": DocumentMeta(title="Bozkır")})


def test_a_comma_inside_a_quoted_cell_is_text(tmp_path: Path) -> None:
    rows = sheet(tmp_path, 'doc_id,title\na,"Astana, Bakü"\n').rows
    assert rows["a"].title == "Astana, Bakü"


def test_ids_of_the_sheet_are_composed(tmp_path: Path) -> None:
    assert set(sheet(tmp_path, "doc_id,title\ngo\u0308ru\u0308s\u0327,x\n").rows) == {"görüş"}


def test_an_unknown_column_is_named_and_left_out(tmp_path: Path) -> None:
    read = sheet(tmp_path, "doc_id,yazar,title\na,Abay,Bozkır\n")
    assert read.rows == {"a": DocumentMeta(title="Bozkır")}
    ((reason, detail),) = problems(read.rejects)
    assert reason == "unknown metadata column"
    assert detail.startswith("'yazar'; known: doc_id, title, author, date,")


def test_the_first_of_two_rows_is_kept(tmp_path: Path) -> None:
    read = sheet(tmp_path, "doc_id,title\na,first\nb,\na,second\n")
    assert read.rows["a"].title == "first"
    assert problems(read.rejects) == [("duplicate metadata", "line 4: 'a' again; first kept")]


def test_a_wrong_cell_leaves_the_rest_of_its_row(tmp_path: Path) -> None:
    read = sheet(tmp_path, "doc_id,title,date,lang\na,Bozkır,kışın,kaz-Cyrl\n")
    assert read.rows == {"a": DocumentMeta(title="Bozkır")}
    assert problems(read.rejects) == [
        (
            "wrong metadata",
            "line 2, a: date 'kışın' is not understood; write YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        ("wrong metadata", "line 2, a: lang 'kaz-Cyrl' is not an ISO 639 code such as tr"),
    ]


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    read = sheet(tmp_path, "doc_id,title,author\na,Astana, Bakü,Abay\nb,Bozkır,Abay\n")
    assert set(read.rows) == {"b"}
    assert problems(read.rejects) == [("wrong metadata", "line 2, a: more cells than columns")]


def test_a_row_without_a_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Astana.\n", encoding="utf-8")
    rows = sheet(tmp_path, "doc_id,title\na,x\nb.txt,y\n")
    items = list(ingest_folder(tmp_path, IngestConfig(), rows))
    rejects = [item for item in items if isinstance(item, Reject)]
    assert problems(rejects) == [
        (
            "metadata without document",
            "row 'b.txt' names no document; doc_id is the path without its suffix",
        )
    ]


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"", "no column doc_id in the header ''"),
        (b"doc_id;title\na;x\n", "no column doc_id in the header 'doc_id;title'"),
        (b"PK\x03\x04\xff", "not a UTF-8 CSV file: 'utf-8' codec can't decode byte 0xff"),
        (b'doc_id,title\na,"x\n', "not a UTF-8 CSV file: unexpected end of data"),
    ],
    ids=["empty", "semicolons", "spreadsheet", "open quotation"],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, data: bytes, detail: str) -> None:
    (tmp_path / "metadata.csv").write_bytes(data)
    read = read_sheet(tmp_path, "metadata.csv")
    assert read.rows == {}
    ((reason, found),) = problems(read.rejects)
    assert reason == "unreadable metadata"
    assert found.startswith(detail)
