"""The files of a corpus are checked first; a sound corpus passes."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kzcorpus.tables import TABLES
from kzcorpus.tables.store import MANIFEST
from tests.conftest import part
from tests.fakes import write_corpus
from tests.tables.damage import findings, record, rewrite


def test_a_sound_corpus_has_no_findings(built: Path) -> None:
    assert findings(built) == []


def test_an_empty_corpus_is_sound(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert findings(tmp_path) == []


def test_rows_that_are_written_again_as_they_were_are_sound(copy: Path) -> None:
    for table in TABLES:
        rewrite(copy, table, lambda rows: rows)
    assert findings(copy) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_flipped_byte_is_found_in_any_table(copy: Path, table: str) -> None:
    path = part(copy, table)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert findings(copy) == [
        f"{table}/{path.name}: changed since it was built; build again with --force"
    ]


def test_a_missing_file_is_found(copy: Path) -> None:
    path = part(copy, "words")
    path.unlink()
    assert findings(copy) == [f"words/{path.name}: missing; build again with --force"]


def test_a_surplus_file_is_found(copy: Path) -> None:
    (copy / "words" / "part-00001.parquet").write_bytes(b"")
    assert findings(copy) == ["words/part-00001.parquet: is not in the manifest; remove it"]


def test_columns_of_another_version_are_found(copy: Path) -> None:
    path = part(copy, "tokens")
    table = pq.read_table(path).drop_columns(["n_words"])
    pq.write_table(table, path)
    record(copy, "tokens", table.num_rows)
    assert findings(copy) == [f"tokens/{path.name}: has not the columns that this version writes"]


def test_a_table_under_another_table_s_name_is_found(copy: Path) -> None:
    path = part(copy, "tokens")
    marked = pq.read_table(path).replace_schema_metadata({"kzcorpus": "{}"})
    pq.write_table(marked, path)
    record(copy, "tokens", marked.num_rows)
    assert findings(copy) == [f"tokens/{path.name}: has not the columns that this version writes"]


def test_a_wrong_number_of_rows_on_record_is_found(copy: Path) -> None:
    values = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    (entry,) = [file for file in values["files"] if file["name"].startswith("tokens/")]
    entry["rows"] += 1
    (copy / MANIFEST).write_text(json.dumps(values), encoding="utf-8")
    assert findings(copy) == [f"tokens/{part(copy, 'tokens').name}: 128 rows, not 129"]
