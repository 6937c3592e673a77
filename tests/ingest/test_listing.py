"""Which files a folder has, and what a build depends on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.errors import UsageError
from kzcorpus.ingest import folder_digests, folder_fingerprint, list_files
from tests.ingest.test_folder import write

CONFIG = IngestConfig()


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ".DS_Store", b"\0")
    write(tmp_path, ".git/notes.txt")
    write(tmp_path, "tr/.taslak.txt")
    assert list_files(tmp_path, CONFIG) == []


def test_the_sheet_is_no_document(tmp_path: Path) -> None:
    write(tmp_path, "metadata.csv", "doc_id\n")
    write(tmp_path, "tr/metadata.csv", "doc_id\n")
    assert [file.path for file in list_files(tmp_path, CONFIG)] == ["tr/metadata.csv"]


def test_a_folder_that_is_not_there_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none: no such folder"):
        list_files(tmp_path / "none", CONFIG)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    write(tmp_path, "tr/a.txt")
    write(tmp_path, "scan.pdf", b"%PDF")
    write(tmp_path, "metadata.csv", "doc_id,title\ntr/a,Astana\n")
    return tmp_path


def test_a_fingerprint_does_not_see_times(filled: Path) -> None:
    before = folder_fingerprint(folder_digests(filled, CONFIG))
    os.utime(filled / "tr/a.txt", (0, 0))
    assert folder_fingerprint(folder_digests(filled, CONFIG)) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: write(raw, "tr/a.txt", "Almatı.\n"),
        lambda raw: (raw / "tr/a.txt").rename(raw / "tr/b.txt"),
        lambda raw: write(raw, "tr/b.txt"),
        lambda raw: (raw / "tr/a.txt").unlink(),
        lambda raw: write(raw, "scan.pdf", b"%PDF-1.7"),
        lambda raw: write(raw, "metadata.csv", "doc_id,title\ntr/a,Almatı\n"),
        lambda raw: (raw / "metadata.csv").unlink(),
        lambda raw: os.mkfifo(raw / "pipe.txt"),
    ],
    ids=["edit", "rename", "add", "remove", "refused file", "sheet", "no sheet", "pipe"],
)
def test_a_fingerprint_sees_every_change(filled: Path, change: Callable[[Path], object]) -> None:
    before = folder_fingerprint(folder_digests(filled, CONFIG))
    change(filled)
    assert folder_fingerprint(folder_digests(filled, CONFIG)) != before


def test_a_fingerprint_does_not_see_what_is_never_read(filled: Path) -> None:
    before = folder_fingerprint(folder_digests(filled, CONFIG))
    write(filled, ".cache/a.txt")
    assert folder_fingerprint(folder_digests(filled, CONFIG)) == before
