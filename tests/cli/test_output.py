"""One output contract for all commands: formats, files, and nothing that runs."""

import csv
import errno
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from kzcorpus.cli.output import Format, as_text, cell_width, show, texts
from kzcorpus.errors import KzcorpusError, UsageError
from kzcorpus.query import select
from kzcorpus.query.stream import Stream
from kzcorpus.tables import Corpus

TABLE = pa.table({"name": ["Astana", "Nur-Sultan, eski"], "n": [3, None], "share": [0.5, 1 / 3]})


def rows(table: pa.Table, format: Format) -> list[list[str]]:
    separator = "\t" if format is Format.tsv else ","
    return list(csv.reader(io.StringIO(as_text(table, format)), delimiter=separator))


def test_table_is_aligned_columns() -> None:
    assert as_text(TABLE, Format.table) == (
        "name              n   share\nAstana            3     0.5\nNur-Sultan, eski     0.3333\n"
    )


@pytest.mark.parametrize("format", [Format.csv, Format.tsv])
def test_csv_and_tsv_leave_what_is_null_empty(format: Format) -> None:
    assert rows(TABLE, format) == [
        ["name", "n", "share"],
        ["Astana", "3", "0.5"],
        ["Nur-Sultan, eski", "", str(1 / 3)],
    ]


def test_json_is_one_list() -> None:
    assert json.loads(as_text(TABLE, Format.json)) == TABLE.to_pylist()


def test_jsonl_is_one_object_a_line() -> None:
    lines = as_text(TABLE, Format.jsonl).splitlines()
    assert [json.loads(line) for line in lines] == TABLE.to_pylist()


def test_letters_stay_letters_in_json() -> None:
    assert "Тоқаев" in as_text(pa.table({"name": ["Тоқаев"]}), Format.jsonl)


@pytest.mark.parametrize("format", [Format.csv, Format.tsv])
@pytest.mark.parametrize("cell", ["=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_runs_as_a_formula(format: Format, cell: str) -> None:
    text = as_text(pa.table({"name": [cell]}), format)
    assert [["name"], [f"'{cell}"]] == list(
        csv.reader(io.StringIO(text, newline=""), delimiter="\t" if format is Format.tsv else ",")
    )


def test_a_negative_number_is_no_formula() -> None:
    assert rows(pa.table({"n": [-1]}), Format.csv) == [["n"], ["-1"]]


@pytest.mark.parametrize("mark", ["\x1b", "\x9b", "\x07", "\n", "\r", "\u202e", "\u2028"])
def test_no_control_character_steers_the_screen(mark: str) -> None:
    text = as_text(pa.table({"name": [f"Astana{mark}[31m"]}), Format.table)
    assert text.splitlines()[1:] == ["Astana [31m"]


@pytest.mark.parametrize(
    "name", ["Қазақстан", "cafe\u0301", "Дә\u0301лел", "كازاخستان", "قَزَق", "哈萨克"]
)
def test_columns_stand_below_each_other_whatever_the_letters(name: str) -> None:
    lines = as_text(pa.table({"name": [name, "x" * 12], "n": [1, 2]}), Format.table).splitlines()
    assert {cell_width(line) for line in lines} == {len("x" * 12 + "  1")}


def test_the_first_rows_do_not_wait_for_the_last() -> None:
    def pieces() -> Iterator[pa.Table]:
        yield TABLE
        raise AssertionError("asked for too much")

    for form in (Format.table, Format.csv, Format.tsv, Format.jsonl, Format.json):
        found = texts(Stream(TABLE.schema, pieces()), form)
        assert "Astana" in next(found) + next(found)


@pytest.mark.parametrize("format", [f for f in Format if f is not Format.parquet])
def test_pieces_are_written_as_the_whole_is(format: Format) -> None:
    pieces = iter([TABLE, TABLE.slice(0, 0), TABLE.slice(0, 1)])
    whole = pa.concat_tables([TABLE, TABLE.slice(0, 1)])
    assert "".join(texts(Stream(TABLE.schema, pieces), format)) == as_text(whole, format)


def test_a_question_that_fails_late_leaves_no_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[pa.Table]:
        yield TABLE
        raise UsageError("stopped")

    for form in Format:
        with pytest.raises(UsageError, match="stopped"):
            show(Stream(TABLE.schema, pieces()), form, tmp_path / "result")
    assert list(tmp_path.iterdir()) == []


def test_parquet_in_pieces(tmp_path: Path) -> None:
    pieces = iter([TABLE, TABLE.slice(0, 1)])
    show(Stream(TABLE.schema, pieces), Format.parquet, tmp_path / "result.parquet")
    assert len(pd.read_parquet(tmp_path / "result.parquet")) == 3


def test_no_rows_leave_the_header() -> None:
    assert as_text(TABLE.slice(0, 0), Format.table) == "name  n  share\n"
    assert as_text(TABLE.slice(0, 0), Format.csv) == "name,n,share\n"
    assert as_text(TABLE.slice(0, 0), Format.jsonl) == ""
    assert as_text(TABLE.slice(0, 0), Format.json) == "[]\n"


@pytest.mark.parametrize("format", [f for f in Format if f is not Format.parquet])
def test_a_file_holds_what_the_screen_would_show(tmp_path: Path, format: Format) -> None:
    show(TABLE, format, tmp_path / "result")
    written = (tmp_path / "result").read_bytes().decode("utf-8")
    assert written == as_text(TABLE, format)
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


@pytest.mark.parametrize("format", [Format.csv, Format.tsv, Format.json, Format.jsonl])
def test_the_ending_of_a_file_is_its_format(tmp_path: Path, format: Format) -> None:
    path = tmp_path / f"result.{format.value.upper()}"
    show(TABLE, Format.table, path, shown=["name"])
    assert path.read_bytes().decode("utf-8") == as_text(TABLE, format)


def test_an_option_goes_before_the_ending(tmp_path: Path) -> None:
    show(TABLE, Format.jsonl, tmp_path / "result.csv")
    assert (tmp_path / "result.csv").read_bytes().decode("utf-8") == as_text(TABLE, Format.jsonl)


ODD = """select date '2023-11-03' as day, date '290000-01-01' as late, interval 3 months as span,
    'nan'::double as none, 1.50::decimal(5, 2) as price, '\\xff'::blob as bytes, 1 as a, 2 as A"""


def test_values_that_python_or_json_lacks_are_text(corpus: Corpus) -> None:
    table = select(corpus, ODD)
    (row,) = json.loads(as_text(table, Format.json))
    assert row == {
        "day": "2023-11-03",
        "late": "290000-01-01",
        "span": "3 months",
        "none": None,
        "price": 1.5,
        "bytes": "\\xFF",
        "a": 1,
        "A_2": 2,
    }
    assert rows(table, Format.csv)[1] == [
        *("2023-11-03", "290000-01-01", "3 months", "nan", "1.50", "\\xFF", "1", "2")
    ]
    assert "290000-01-01  3 months" in as_text(table, Format.table)


def test_large_numbers_are_written_out() -> None:
    assert as_text(pa.table({"n": [368164.2, 0.0000123]}), Format.table).split() == [
        *("n", "368164", "1.23e-05")
    ]


def test_parquet_goes_to_a_file(tmp_path: Path) -> None:
    show(TABLE, Format.parquet, tmp_path / "result.parquet")
    assert pd.read_parquet(tmp_path / "result.parquet").name.tolist() == TABLE["name"].to_pylist()


def test_parquet_to_a_screen_is_refused() -> None:
    with pytest.raises(UsageError, match="--format parquet needs a file: add -o FILE"):
        show(TABLE, Format.parquet, None)


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "result.csv").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("os.replace", full)
    with pytest.raises(KzcorpusError, match=r"result\.csv: cannot be written: No space left"):
        show(TABLE, Format.csv, tmp_path / "result.csv")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "result.csv": "mine"
    }


@pytest.mark.parametrize("format", [Format.csv, Format.parquet])
@pytest.mark.parametrize("place", ["file/result", "file/deeper/result"])
def test_a_place_where_no_file_can_be(tmp_path: Path, format: Format, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KzcorpusError, match=r"result: cannot be written: \w+"):
        show(TABLE, format, tmp_path / place)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; -o names a file"):
        show(TABLE, Format.csv, tmp_path)
    assert list(tmp_path.iterdir()) == []


Shown = Callable[[pa.Table], str]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shown:
    """What a terminal of sixty columns gets."""

    def call(table: pa.Table) -> str:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", "60")
        monkeypatch.setenv("NO_COLOR", "1")
        show(table, Format.table, None)
        return capsys.readouterr().out

    return call


def test_a_screen_gets_a_table_whose_text_is_no_markup(shown: Shown) -> None:
    text = shown(pa.table({"name": ["[bold]Astana[/bold]", "x\x1b[31m"], "n": [1, 2]}))
    assert "[bold]Astana[/bold]" in text
    assert "─" in text
    assert "x [31m" in text


def test_no_color_is_obeyed(shown: Shown) -> None:
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9]", shown(TABLE))


def test_a_screen_is_told_that_nothing_was_found(shown: Shown) -> None:
    assert "nothing found" in shown(TABLE.slice(0, 0))


def test_a_long_cell_is_folded_not_cut(shown: Shown) -> None:
    words = [f"kelime{number}" for number in range(40)]
    lines = shown(pa.table({"sentence": [" ".join(words)]})).splitlines()
    assert len(lines) > 5
    assert set(words) <= set(" ".join(lines).split())
