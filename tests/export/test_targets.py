"""Files and folders appear whole or not at all, and nobody else's folder is touched."""

import shutil
from pathlib import Path

import pytest

from kzcorpus.errors import KzcorpusError, UsageError
from kzcorpus.export.targets import write_file, write_folder, write_text


def fill(folder: Path, text: str) -> None:
    with write_folder(folder) as temporary:
        (temporary / "a.txt").write_text(text)


def half_a_folder(path: Path) -> None:
    with write_folder(path) as folder:
        (folder / "a.txt").write_text("half")
        raise ValueError("half way")


def half_a_file(path: Path) -> None:
    with write_text(path) as handle:
        handle.write("half")
        raise ValueError("half way")


def test_a_folder_of_ours_is_replaced(tmp_path: Path) -> None:
    fill(tmp_path / "x", "old")
    (tmp_path / "x/left over.txt").touch()
    fill(tmp_path / "x", "new")
    assert (tmp_path / "x/a.txt").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert not (tmp_path / "x/left over.txt").exists()


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    fill(tmp_path / "x/", "new")
    assert (tmp_path / "x/a.txt").read_text() == "new"


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    for name in ("x", "x.tmp", "x.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="no earlier export"):
        fill(tmp_path / "x", "new")
    shutil.rmtree(tmp_path / "x")
    fill(tmp_path / "x", "new")
    for name in ("x.tmp", "x.old"):
        assert (tmp_path / name / "thesis.txt").read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    with pytest.raises(UsageError, match="no earlier export"):
        fill(tmp_path / "x", "new")
    assert (tmp_path / "x").read_text() == "mine"


def test_what_fails_leaves_the_old_and_nothing_else(tmp_path: Path) -> None:
    fill(tmp_path / "x", "old")
    (tmp_path / "y.txt").write_text("old")
    with pytest.raises(ValueError, match="half way"):
        half_a_folder(tmp_path / "x")
    with pytest.raises(ValueError, match="half way"):
        half_a_file(tmp_path / "y.txt")
    assert (tmp_path / "x/a.txt").read_text() == "old"
    assert (tmp_path / "y.txt").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "y.txt"]


def test_folders_above_are_made(tmp_path: Path) -> None:
    with write_text(tmp_path / "a/b/x.txt") as handle:
        handle.write("new")
    with write_folder(tmp_path / "c/d") as folder:
        (folder / "y.txt").write_text("new")
    assert (tmp_path / "a/b/x.txt").read_text() == "new"
    assert (tmp_path / "c/d/y.txt").read_text() == "new"


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "no").touch()
    for writing in (write_folder(tmp_path / "no/x"), write_text(tmp_path / "no/x.txt")):
        with pytest.raises(KzcorpusError, match="cannot be written: File exists"), writing:
            pass
    with pytest.raises(UsageError, match="is a folder"), write_file(tmp_path):
        pass
