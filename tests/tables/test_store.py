"""No crash, wherever it strikes, leaves half a corpus behind."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kzcorpus.errors import CorpusError
from kzcorpus.tables import SCHEMA_VERSION, TABLES, Corpus, read_manifest
from kzcorpus.tables.store import MANIFEST, STAGING, part_name, recover
from tests.conftest import contents
from tests.fakes import KEY, annotated, staged, write_corpus

OLD = annotated("old", "Astana büyük.")
NEW = annotated("new", "Ankara büyük. Almatı da.")

#: Files that a commit renames into place: the staged manifest, the tables, the manifest.
RENAMES = len(TABLES) + 2


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    write_corpus(folder, OLD)
    return folder


@pytest.fixture
def folder(old: Path, tmp_path: Path) -> Path:
    """A folder with the old corpus."""
    return Path(shutil.copytree(old, tmp_path / "corpus"))


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the folder holds once the new corpus is in it."""
    folder = tmp_path_factory.mktemp("new")
    write_corpus(folder, NEW)
    return contents(folder)


@pytest.fixture
def crash_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the rename of this number fail, as if the power had gone."""

    def arm(step: int) -> None:
        replace = os.replace
        done = 0

        def crashing(source: Any, target: Any) -> None:
            nonlocal done
            if done == step:
                raise OSError("no power")
            done += 1
            replace(source, target)

        monkeypatch.setattr(os, "replace", crashing)

    return arm


def test_a_corpus_is_its_tables_and_its_manifest(folder: Path) -> None:
    assert set(contents(folder)) == {MANIFEST, *(part_name(table, 0, KEY) for table in TABLES)}


def test_a_commit_takes_as_many_renames_as_we_try(
    folder: Path, renewed: dict[str, str], crash_at: Callable[[int], None]
) -> None:
    writer, manifest = staged(folder, NEW)
    crash_at(RENAMES)
    writer.commit(manifest)
    assert contents(folder) == renewed


def test_a_crash_while_writing_leaves_the_old_corpus_as_it_was(folder: Path) -> None:
    before = contents(folder)
    writer, _ = staged(folder, NEW)
    assert Corpus(folder).documents.doc_id.tolist() == ["old"]
    writer.discard()
    assert contents(folder) == before


def test_a_crash_before_the_staged_manifest_is_there_leaves_the_old_corpus(
    folder: Path, crash_at: Callable[[int], None]
) -> None:
    before = contents(folder)
    writer, manifest = staged(folder, NEW)
    crash_at(0)
    with pytest.raises(OSError, match="no power"):
        writer.commit(manifest)
    recover(folder)
    assert contents(folder) == before


@pytest.mark.parametrize("step", range(1, RENAMES))
def test_a_commit_that_was_cut_short_is_finished_later(
    folder: Path,
    renewed: dict[str, str],
    crash_at: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    writer, manifest = staged(folder, NEW)
    crash_at(step)
    with pytest.raises(OSError, match="no power"):
        writer.commit(manifest)
    monkeypatch.undo()
    recover(folder)
    assert contents(folder) == renewed


def test_giving_up_in_mid_commit_does_not_lose_what_is_staged(
    folder: Path,
    renewed: dict[str, str],
    crash_at: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer, manifest = staged(folder, NEW)
    crash_at(4)
    with pytest.raises(OSError, match="no power"):
        writer.commit(manifest)
    writer.discard()
    monkeypatch.undo()
    recover(folder)
    assert contents(folder) == renewed


def test_a_recovery_that_is_cut_short_is_finished_by_the_next(
    folder: Path,
    renewed: dict[str, str],
    crash_at: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer, manifest = staged(folder, NEW)
    for step in (3, 2):
        crash_at(step)
        with pytest.raises(OSError, match="no power"):
            writer.commit(manifest) if step == 3 else recover(folder)
        monkeypatch.undo()
    recover(folder)
    assert contents(folder) == renewed


def test_an_incomplete_staging_is_removed(folder: Path) -> None:
    before = contents(folder)
    (folder / STAGING / "tokens").mkdir(parents=True)
    (folder / STAGING / part_name("tokens", 0, KEY)).write_bytes(b"half")
    recover(folder)
    assert contents(folder) == before


def test_files_of_an_older_build_are_removed(folder: Path, renewed: dict[str, str]) -> None:
    (folder / "tokens" / "part-00001.parquet").write_bytes(b"stale")
    write_corpus(folder, NEW)
    assert contents(folder) == renewed


def test_a_reader_is_not_disturbed_by_a_build_that_runs(folder: Path) -> None:
    writer, _ = staged(folder, NEW)
    assert pd.read_parquet(folder / "tokens").doc_id.unique().tolist() == ["old"]
    writer.discard()


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    write_corpus(tmp_path / "one", OLD, NEW)
    write_corpus(tmp_path / "two", OLD, NEW)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_table_without_rows_is_there_all_the_same(folder: Path) -> None:
    assert Corpus(folder).table("rejects").num_rows == 0


def test_a_manifest_survives_writing_and_reading(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest.from_json(manifest.to_json()) == manifest
    assert manifest.rows("tokens") == 3


def test_a_file_is_no_corpus(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Astana", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"notes\.txt: no corpus here"):
        read_manifest(tmp_path / "notes.txt")


def test_where_there_is_no_corpus_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus here; make one with `kzcorpus build`") as it:
        read_manifest(tmp_path)
    assert it.value.exit_code == 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"{}",
        b"\xff\xfe",
        b'{"schema_version": 2}',
        b'{"schema_version": 2, "files": 3}',
        b'{"schema_version": 2, "files": [{"nam": 1}]}',
    ],
)
def test_a_damaged_manifest_is_named(folder: Path, content: bytes) -> None:
    (folder / MANIFEST).write_bytes(content)
    with pytest.raises(CorpusError, match=r"manifest\.json: (damaged|cannot be read)") as refusal:
        read_manifest(folder)
    assert refusal.value.exit_code == 3


@pytest.mark.parametrize(
    ("version", "told"),
    [
        (
            SCHEMA_VERSION + 1,
            f"made by a newer kzcorpus (schema {SCHEMA_VERSION + 1}, this one reads "
            f"{SCHEMA_VERSION}): upgrade kzcorpus",
        ),
        (0, f"made by an older kzcorpus (schema 0, this one reads {SCHEMA_VERSION}): build again"),
        ("1", "manifest.json: damaged; build again with --force"),
        (None, "manifest.json: damaged; build again with --force"),
    ],
)
def test_another_schema_version_says_what_to_do(folder: Path, version: object, told: str) -> None:
    values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    values |= {"schema_version": version, "a_new_key": 1}
    (folder / MANIFEST).write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(CorpusError, match=re.escape(told)) as it:
        read_manifest(folder)
    assert it.value.exit_code == 3
