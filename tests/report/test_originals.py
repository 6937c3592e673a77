"""The original is shown only where it is what the corpus was built from."""

import hashlib
from pathlib import Path

import pytest

from kzcorpus.report.originals import read_original

TEXT = "Qazaxıstan\r\n\x0cƏlyazma 😀\n"


def read(folder: Path, path: str, data: bytes, encoding: str = "utf-8") -> str | None:
    digest = hashlib.sha256(data).hexdigest()
    return read_original(folder, path, sha256=digest, encoding=encoding, length=len(TEXT))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_text_is_the_file_untouched(tmp_path: Path, encoding: str) -> None:
    data = TEXT.encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    told = "utf-8" if encoding == "utf-8-sig" else encoding
    assert read(tmp_path, "a.txt", data, told) == TEXT


def test_a_changed_file_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("Q", "K"), encoding="utf-8")
    assert read(tmp_path, "a.txt", TEXT.encode()) is None


@pytest.mark.parametrize("path", ["missing.txt", ".", "../outside.txt", "link.txt", "a\0b"])
def test_what_is_no_file_of_the_folder_is_not_shown(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    (tmp_path / "outside.txt").write_bytes(TEXT.encode())
    (folder / "link.txt").symlink_to("../outside.txt")
    assert read(folder, path, TEXT.encode()) is None


@pytest.mark.parametrize("encoding", ["ascii", "no such encoding"])
def test_what_cannot_be_decoded_is_not_shown(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    assert read(tmp_path, "a.txt", TEXT.encode(), encoding) is None


def test_a_text_of_another_length_is_not_shown(tmp_path: Path) -> None:
    data = (TEXT + "x").encode()
    (tmp_path / "a.txt").write_bytes(data)
    assert read(tmp_path, "a.txt", data) is None
