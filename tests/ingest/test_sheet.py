"""Rows are added to the metadata sheet; what is there stays as it is, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.errors import UsageError
from kzcorpus.ingest import read_sheet
from kzcorpus.ingest.sheet import add_rows
from kzcorpus.records import DocumentMeta

NEW = {"yeni": DocumentMeta(title="Astana, başkent", date="2023-11")}


def added(tmp_path: Path, before: str, rows: dict[str, DocumentMeta] = NEW) -> str:
    path = tmp_path / "metadata.csv"
    path.write_bytes(before.encode())
    add_rows(path, rows)
    return path.read_bytes().decode()


def test_a_sheet_is_made_where_there_is_none(tmp_path: Path) -> None:
    add_rows(tmp_path / "metadata.csv", NEW)
    assert (tmp_path / "metadata.csv").read_text(encoding="utf-8") == (
        'doc_id,title,author,date,source_url,licence,lang\nyeni,"Astana, başkent",,2023-11,,,\n'
    )
    assert read_sheet(tmp_path, "metadata.csv").rows == NEW


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("doc_id,title,date\na,x,2020\n", 'yeni,"Astana, başkent",2023-11\n'),
        ("date,colour,doc_id,title\n2020,,a,x\n", '2023-11,,yeni,"Astana, başkent"\n'),
        ("doc_id,title,date\n\"a\",'x' , 2020", '\nyeni,"Astana, başkent",2023-11\n'),
        ('\ufeffdoc_id,title,date\r\n"a","x\r\ny",\r\n', 'yeni,"Astana, başkent",2023-11\r\n'),
        ("doc_id,title,date\n\n\na,x,\n\n", 'yeni,"Astana, başkent",2023-11\n'),
    ],
    ids=["plain", "other order", "no line end", "from Excel", "empty lines"],
)
def test_what_is_there_stays(tmp_path: Path, before: str, after: str) -> None:
    assert added(tmp_path, before) == before + after


def test_a_column_is_added_behind_the_others(tmp_path: Path) -> None:
    before = 'doc_id,colour\r\n"a","red"\r\n\r\nb\r\n'
    assert added(tmp_path, before) == (
        'doc_id,colour,title,date\r\n"a","red",,\r\n\r\nb,,\r\nyeni,,"Astana, başkent",2023-11\r\n'
    )


def test_a_row_that_says_the_same_is_enough(tmp_path: Path) -> None:
    before = 'doc_id,title,date,lang\nyeni," Astana, başkent ",2023-11,tr\n'
    assert added(tmp_path, before) == before


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("doc_id,title\nyeni,Almatı\n", "has a row for 'yeni' already, with another title"),
        ("title\nx\n", "no column doc_id in its first line; add one"),
        ("", "no column doc_id in its first line; add one"),
        ('doc_id\n"a\n', "line 2: unexpected end of data; repair it first"),
    ],
)
def test_what_is_no_sheet_is_left_alone(tmp_path: Path, before: str, message: str) -> None:
    path = tmp_path / "metadata.csv"
    with pytest.raises(UsageError, match=message):
        added(tmp_path, before)
    assert path.read_bytes().decode() == before


def test_a_sheet_in_another_encoding_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes("doc_id,title\na,ş\n".encode("cp1254"))
    with pytest.raises(UsageError, match="not a UTF-8 CSV file"):
        add_rows(path, NEW)


CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@given(title=CELL, author=CELL, old=CELL)
def test_any_value_comes_back(
    tmp_path_factory: pytest.TempPathFactory, title: str, author: str, old: str
) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    path = folder / "metadata.csv"
    first = DocumentMeta(title=old.strip())
    meta = DocumentMeta(title=title.strip(), author=author.strip())
    add_rows(path, {"a": first})
    before = path.read_bytes()
    add_rows(path, {"b": meta})
    assert path.read_bytes().startswith(before)
    assert read_sheet(folder, "metadata.csv").rows == {"a": first, "b": meta}
