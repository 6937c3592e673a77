"""Where a report goes: nothing but a report is ever replaced."""

from pathlib import Path

import pytest

from kzcorpus.errors import KzcorpusError, UsageError
from kzcorpus.report.folders import MARKER, replacing_folder


def write(target: Path, text: str) -> None:
    with replacing_folder(target) as folder:
        (folder / MARKER).write_text("{}")
        (folder / "index.html").write_text(text)


def test_a_report_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "report"
    write(target, "old")
    (target / "left over").touch()
    write(target, "new")
    assert {path.name for path in target.iterdir()} == {MARKER, "index.html"}
    assert (target / "index.html").read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    write(tmp_path / "report", "new")
    assert (tmp_path / "report" / "index.html").read_text() == "new"


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(UsageError, match="holds something that is no report"):
        write(tmp_path, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("dangling", [False, True])
def test_what_is_no_folder_is_left_alone(tmp_path: Path, dangling: bool) -> None:
    target = tmp_path / "report"
    target.symlink_to("nowhere") if dangling else target.touch()
    with pytest.raises(UsageError, match="is a file"):
        write(target, "new")
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_report_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "report"
    write(target, "old")

    def fail() -> None:
        with replacing_folder(target) as folder:
            (folder / "index.html").write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(KzcorpusError, match="No space left on device"):
        fail()
    assert (target / "index.html").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_to_a_report_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", "old")
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").read_text() == "new"
