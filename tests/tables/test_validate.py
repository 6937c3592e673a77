"""The files of a corpus are checked first; a sound corpus passes, each planted fault is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kzcorpus.errors import CorpusError
from kzcorpus.files import sha256_file
from kzcorpus.tables import TABLES, Corpus, check_files, read_manifest
from kzcorpus.tables.store import MANIFEST, STAGING, Manifest
from tests.fakes import write_corpus
from tests.tables.damage import file_of, findings, record, rewrite, sign

AGAIN = "build again with --force"
CHANGED = f"changed since it was built; {AGAIN}"
COLUMNS = f"has not the columns that this version writes; {AGAIN}"


def test_a_sound_corpus_has_no_findings(built: Path) -> None:
    assert findings(built) == []


def test_an_empty_corpus_is_sound(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert findings(tmp_path) == []


def test_rows_that_are_written_again_as_they_were_are_sound(copy: Path) -> None:
    for table in TABLES:
        rewrite(copy, table, lambda rows: rows)
    assert findings(copy) == []


def test_a_table_in_several_files_is_sound_in_their_order(copy: Path) -> None:
    split(copy, "tokens")
    assert findings(copy) == []
    manifest = read_manifest(copy)
    sign(copy, replace(manifest, files=manifest.files[::-1]))
    assert "tokens: not sorted by doc_id, sent_id, token_id" in findings(copy)


def split(folder: Path, table: str) -> None:
    """Part a table's file into two, and record both."""
    path = file_of(folder, table)
    rows = pq.read_table(path)
    half = rows.num_rows // 2
    second = path.with_name("part-00001.parquet")
    pq.write_table(rows.slice(half), second)
    pq.write_table(rows.slice(0, half), path)
    record(folder, table, half)
    manifest = read_manifest(folder)
    first = next(file for file in manifest.files if file.name.startswith(f"{table}/"))
    other = replace(
        first,
        name=f"{table}/{second.name}",
        rows=rows.num_rows - half,
        sha256=sha256_file(second),
    )
    sign(folder, replace(manifest, files=(*manifest.files, other)))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0], ids=["first", "middle", "last"])
def test_a_flipped_byte_is_found_in_any_table(copy: Path, table: str, place: float) -> None:
    path = file_of(copy, table)
    data = bytearray(path.read_bytes())
    data[int(place * (len(data) - 1))] ^= 1
    path.write_bytes(data)
    assert findings(copy) == [f"{table}/{path.name}: {CHANGED}"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("share", [0, 0.5])
def test_a_truncated_file_is_found(copy: Path, table: str, share: float) -> None:
    path = file_of(copy, table)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    assert findings(copy) == [f"{table}/{path.name}: {CHANGED}"]


def test_a_flipped_byte_anywhere_in_the_manifest_is_found(copy: Path) -> None:
    data = (copy / MANIFEST).read_bytes()
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1
        (copy / MANIFEST).write_bytes(flipped)
        with pytest.raises(CorpusError, match=r"manifest\.json|\(schema \d"):
            read_manifest(copy)


@pytest.mark.parametrize("kept", [0, 1, 100, -1, -2])
def test_a_truncated_manifest_is_found(copy: Path, kept: int) -> None:
    data = (copy / MANIFEST).read_bytes()
    (copy / MANIFEST).write_bytes(data[:kept])
    if kept == -1:  # the line end alone
        assert findings(copy) == [f"{MANIFEST}: is not as this version writes it; {AGAIN}"]
        return
    with pytest.raises(CorpusError, match=r"manifest\.json: damaged; build again with --force"):
        read_manifest(copy)


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_file_is_found(copy: Path, table: str) -> None:
    path = file_of(copy, table)
    path.unlink()
    assert findings(copy) == [f"{table}/{path.name}: missing; {AGAIN}"]


def test_a_missing_folder_is_found(copy: Path) -> None:
    path = file_of(copy, "words")
    shutil.rmtree(path.parent)
    assert findings(copy) == [f"words/{path.name}: missing; {AGAIN}"]


@pytest.mark.parametrize("name", ["part-99999.parquet", "part-00000.parquet.tmp", "notes.txt"])
def test_a_surplus_file_is_found(copy: Path, name: str) -> None:
    (copy / "words" / name).write_bytes(b"")
    assert findings(copy) == [f"words/{name}: is not in the manifest; remove it"]


def test_a_build_that_was_cut_short_is_told_with_its_remedy(copy: Path) -> None:
    (copy / STAGING).mkdir()
    shutil.copy(copy / MANIFEST, copy / STAGING / MANIFEST)
    assert findings(copy) == [
        f"{STAGING}: a build was cut short in its last step; build again to finish it"
    ]


def without_n_words(table: pa.Table) -> pa.Table:
    return table.drop_columns(["n_words"])


def with_another_mark(table: pa.Table) -> pa.Table:
    return table.replace_schema_metadata({"kzcorpus": "{}"})


def with_wider_numbers(table: pa.Table) -> pa.Table:
    at = table.schema.get_field_index("token_id")
    return table.set_column(at, "token_id", table["token_id"].cast(pa.int64()))


def with_a_null(table: pa.Table) -> pa.Table:
    at = table.schema.get_field_index("form")
    forms = [None, *table["form"].to_pylist()[1:]]
    return table.set_column(at, "form", pa.array(forms, pa.string()))


@pytest.mark.parametrize(
    "change", [without_n_words, with_another_mark, with_wider_numbers, with_a_null]
)
def test_columns_of_another_version_are_found(
    copy: Path, change: Callable[[pa.Table], pa.Table]
) -> None:
    path = file_of(copy, "tokens")
    table = change(pq.read_table(path))
    pq.write_table(table, path)
    record(copy, "tokens", table.num_rows)
    assert findings(copy) == [f"tokens/{path.name}: {COLUMNS}"]


def test_something_else_under_the_name_of_a_table_is_found(copy: Path) -> None:
    path = file_of(copy, "tokens")
    path.write_bytes(b"PAR1, or so")
    record(copy, "tokens", 128)
    assert findings(copy) == [f"tokens/{path.name}: is no Parquet file; {AGAIN}"]


def more_rows(manifest: Manifest) -> Manifest:
    files = [
        replace(file, rows=file.rows + 1) if file.name.startswith("tokens/") else file
        for file in manifest.files
    ]
    return replace(manifest, files=tuple(files))


def twice(manifest: Manifest) -> Manifest:
    return replace(manifest, files=(*manifest.files, manifest.files[0]))


def no_spans(manifest: Manifest) -> Manifest:
    files = [file for file in manifest.files if not file.name.startswith("spans/")]
    return replace(manifest, files=tuple(files))


def other_annotators(manifest: Manifest) -> Manifest:
    return replace(manifest, annotators=("somebody",))


@pytest.mark.parametrize(
    ("change", "want"),
    [
        (more_rows, "128 rows, not 129; build again with --force"),
        (twice, "manifest.json: names a file twice; build again with --force"),
        (no_spans, "manifest.json: names no file of spans; build again with --force"),
        (other_annotators, "tokens: annotated by fake-1, of which manifest.json says nothing"),
    ],
)
def test_a_manifest_that_tells_something_else_is_found(
    copy: Path, change: Callable[[Manifest], Manifest], want: str
) -> None:
    sign(copy, change(read_manifest(copy)))
    assert any(want in finding for finding in findings(copy))


def test_values_of_the_manifest_that_were_changed_by_hand_are_found(copy: Path) -> None:
    values = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    for key, value in (("code_version", "9"), ("input_fingerprint", "0" * 64), ("models", {})):
        (copy / MANIFEST).write_text(json.dumps(values | {key: value}), encoding="utf-8")
        with pytest.raises(CorpusError, match=r"manifest\.json: damaged"):
            read_manifest(copy)


@pytest.mark.parametrize(
    "name",
    [
        *("tokens/../../secret.parquet", "../tokens/a.parquet", "/tokens/a.parquet", "a.parquet"),
        *("tokens/a/b.parquet", "tokens/.a.parquet", "tokens/a.csv", "tokens\\a.parquet", "CON"),
    ],
)
def test_a_manifest_leads_to_no_file_but_those_of_tables(copy: Path, name: str) -> None:
    manifest = read_manifest(copy)
    sign(copy, replace(manifest, files=(replace(manifest.files[0], name=name),)))
    with pytest.raises(CorpusError, match=r"manifest\.json: damaged"):
        Corpus(copy)


def test_a_quick_look_reads_footers_and_no_digests(copy: Path) -> None:
    path = file_of(copy, "words")
    data = bytearray(path.read_bytes())
    data[8] ^= 1
    path.write_bytes(data)
    assert list(check_files(Corpus(copy), digests=False)) == []
    path.write_bytes(data[:-9])
    (finding,) = check_files(Corpus(copy), digests=False)
    assert finding.what == f"is no Parquet file; {AGAIN}"
