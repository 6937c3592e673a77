"""Files are digested and written whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kzcorpus.files import sha256_file, sync_file, write_text


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = "Бәйтерек\r\n".encode() * 100_000
    (tmp_path / "file").write_bytes(data)
    assert sha256_file(tmp_path / "file") == hashlib.sha256(data).hexdigest()


def test_a_missing_file_has_no_digest(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sha256_file(tmp_path / "none")
    with pytest.raises(FileNotFoundError):
        sync_file(tmp_path / "none")


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    write_text(tmp_path / "file", "Bäiterek\r\nшаңырақ\n")
    assert (tmp_path / "file").read_bytes() == "Bäiterek\r\nшаңырақ\n".encode()


def test_nothing_else_is_left_behind(tmp_path: Path) -> None:
    write_text(tmp_path / "file", "old")
    write_text(tmp_path / "file", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "new"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    write_text(tmp_path / "file", "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "file", "new, then half a character: \ud800")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
