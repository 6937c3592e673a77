"""Many documents in one file: each bad row is refused by itself, with its line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError
from kzcorpus.ingest.drafts import Draft
from kzcorpus.ingest.readers.rows import read_jsonl
from kzcorpus.ingest.sources import Source
from tests.ingest.readers.conftest import Read, Refusal


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_rows_come_in_the_order_of_their_ids(read: Read) -> None:
    result = read("a.jsonl", jsonl({"id": "b", "text": "Almatı"}, {"id": 7, "text": "Astana"}))
    assert [(draft.row_id, draft.text) for draft in result.drafts] == [
        ("7", "Astana"),
        ("b", "Almatı"),
    ]
    assert result.problems == []


def test_metadata_is_in_the_row_and_other_columns_are_left_out(read: Read) -> None:
    row = {"id": "a", "text": "x", "title": " T ", "author": ["A", "B"], "date": 2023, "colour": 1}
    (draft,) = read("a.jsonl", jsonl(row)).drafts
    assert draft.values == {"title": "T", "author": "A; B", "date": "2023"}
    assert draft.place == "line 1"


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        ("{", "no JSON", "line 2: Expecting property name enclosed in double quotes"),
        ("[1]", "no JSON", "line 2: not an object"),
        ("[" * 100_000, "no JSON", "line 2: nested too deeply"),
        ('{"text": "x"}', "no id", "line 2: a row needs an id, a word or a number"),
        ('{"id": true, "text": "x"}', "no id", "line 2: a row needs an id, a word or a number"),
        ('{"id": "", "text": "x"}', "no id", "line 2: a row needs an id, a word or a number"),
        ('{"id": "../x", "text": "x"}', "wrong id", "line 2: '../x' cannot be part of a doc_id"),
        ('{"id": "a\\nb", "text": "x"}', "wrong id", "line 2: 'a\\nb' cannot be part of a doc_id"),
        ('{"id": "x"}', "no text", "line 2: id 'x' has no text"),
        ('{"id": "x", "text": 5}', "no text", "line 2: id 'x' has no text"),
        ('{"id": "x", "text": "\\ud800"}', "damaged", "line 2: the text of 'x' holds half a"),
        ('{"id": "a", "text": "x"}', "duplicate doc_id", "line 2: id 'a' is that of line 1"),
        (b'{"id": "x", "text": "\xfe"}', "wrong encoding", "line 2: invalid start byte at byte 21"),
        ('{"id": "x", "text": "' + "x" * 500, "too large", "line 2: more than 300 bytes; raise"),
    ],
)
def test_a_bad_line_costs_only_itself(
    read: Read, line: str | bytes, reason: str, detail: str
) -> None:
    data = line.encode() if isinstance(line, str) else line
    good = [jsonl({"id": name, "text": "Astana"}).encode() for name in "ab"]
    config = IngestConfig(max_bytes=200_000 if data.startswith(b"[[") else 300)
    result = read("a.jsonl", good[0] + data + b"\n" + good[1], config)
    assert [draft.row_id for draft in result.drafts] == ["a", "b"]
    ((found, told),) = result.refused
    assert found == reason
    assert told.startswith(detail)


@pytest.mark.parametrize(
    "data",
    [
        'id,text,title\n1,"Astana, başkent\nve kent",T\n2,"Almatı ""elma""",\n',
        '\ufeffid;text;title\r\n1;"Astana, başkent\nve kent";T\r\n2;"Almatı ""elma"""\r\n',
        'TEXT\tid\tTitle\n"Astana, başkent\nve kent"\t1\tT\n\n"Almatı ""elma"""\t2\t\n',
    ],
    ids=["commas", "Excel in Turkish", "tabs"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1254", "utf-16"])
def test_a_table_is_read_in_any_form(read: Read, data: str, encoding: str) -> None:
    result = read("a.csv", data.encode(encoding, errors="ignore"))
    assert result.problems == []
    assert [(draft.row_id, draft.text, dict(draft.values)) for draft in result.drafts] == [
        ("1", "Astana, başkent\nve kent", {"title": "T"}),
        ("2", 'Almatı "elma"', {}),
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("3,a,b", ("no CSV", "line 3: more cells than columns")),
        (",a", ("no id", "line 3: a row needs an id, a word or a number")),
        ("3", ("no text", "line 3: id '3' has no text")),
        ('3,"a"b', ("no CSV", "line 3: ',' expected after '\"'; is a quotation mark open?")),
        ("1,x", ("duplicate doc_id", "line 3: id '1' is that of line 2")),
        (
            "3," + "x" * 90,
            ("too large", "line 3: more than 80 bytes; raise [ingest] max_bytes"),
        ),
    ],
)
def test_a_bad_row_costs_only_itself(read: Read, row: str, problem: tuple[str, str]) -> None:
    data = f"id,text\n1,Astana\n{row}\n2,Almatı\n"
    result = read("a.csv", data, IngestConfig(max_bytes=80))
    assert [draft.row_id for draft in result.drafts] == ["1", "2"]
    assert result.refused == [problem]


def test_an_open_quotation_mark_is_told(read: Read) -> None:
    result = read("a.csv", 'id,text\n1,Astana\n2,"Almatı\n3,Aktau\n')
    assert [draft.row_id for draft in result.drafts] == ["1"]
    assert result.refused == [
        ("no CSV", "line 3: unexpected end of data; is a quotation mark open?")
    ]


@pytest.mark.parametrize("data", ["", "a,b\n1,2\n", "\n\n", "id;txt\n1;2\n"])
def test_a_table_of_something_else_is_one_refusal(refusal: Refusal, data: str) -> None:
    assert refusal("a.csv", data)[0] == "no documents"


def test_packed_rows_are_read(read: Read) -> None:
    data = gzip.compress(jsonl({"id": 1, "text": "Astana"}).encode())
    assert read("a.jsonl.gz", data).text == "Astana"


def test_rows_that_change_between_two_readings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(jsonl({"id": "a", "text": "x"}, {"id": "b", "text": "y"}), encoding="utf-8")
    items = read_jsonl(Source("a.jsonl", path, 1_000), IngestConfig())
    assert isinstance(next(items), Draft)
    path.write_text("gone\n", encoding="utf-8")
    with pytest.raises(IngestError) as caught:
        list(items)
    assert caught.value.reason == "changed while it was read"


ROW = st.fixed_dictionaries(
    {"id": st.integers(0, 99), "text": st.text(st.characters(exclude_categories=["Cs"]))}
)


@given(st.lists(ROW, min_size=1, unique_by=lambda row: str(row["id"])))
def test_what_goes_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.jsonl"
    path.write_text(jsonl(*rows), encoding="utf-8")
    items = list(read_jsonl(Source("a.jsonl", path, 10_000), IngestConfig()))
    drafts = [item for item in items if isinstance(item, Draft)]
    assert {draft.row_id: draft.text for draft in drafts} == {
        str(row["id"]): row["text"] for row in rows
    }
    assert [draft.row_id for draft in drafts] == sorted(draft.row_id for draft in drafts)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jsonl", b""), ("a.jsonl", b"\xfe\xff"), ("a.jsonl", b"\n\n"), ("a.csv", b"id,text\n")],
)
def test_a_table_without_a_row_is_refused(refusal: Refusal, name: str, data: bytes) -> None:
    assert refusal(name, data) == ("empty", "no row in it")
