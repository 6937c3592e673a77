"""A report in one page: all of it, and nothing that the browser would run besides."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.report import single, write_report
from kzcorpus.tables import Corpus
from tests.report.hostile import write_hostile


@pytest.fixture(scope="module")
def page(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("single") / "deep" / "report.html"
    write_report(Corpus(built), target, raw=built.parent / "raw")
    return target


def test_the_page_holds_what_the_folder_holds(page: Path, report: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in [*(report / "data").rglob("*.js"), *(report / "app").iterdir()]:
        assert path.read_text(encoding="utf-8") in text, path.name
    assert not re.search(r"<script src|<link rel=\"stylesheet", text)
    # Nothing is left beside it.
    assert [path.name for path in page.parent.iterdir()] == [page.name]


def test_the_policy_names_the_style_and_the_script_of_the_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for tag in ("script", "style"):
        ((inside),) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in text
    assert "'self'" not in text.partition("<title>")[0]


def test_hostile_texts_end_no_script(tmp_path: Path) -> None:
    write_hostile(tmp_path)
    write_report(Corpus(tmp_path / "corpus"), tmp_path / "x.html", raw=tmp_path / "raw")
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert text.count("<script") == text.count("</script") == 1
    assert "<!--" not in text
    assert "<img" not in text


def test_the_same_corpus_gives_the_same_page(page: Path, built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.HTML"
    write_report(Corpus(built), again, raw=built.parent / "raw")
    write_report(Corpus(built), again, raw=built.parent / "raw")
    assert again.read_bytes() == page.read_bytes()


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
def test_what_is_no_report_is_left_alone(built: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "thesis.html"
    if kind == "file":
        target.write_text("<p>My thesis</p>", encoding="utf-8")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to("nowhere")
    with pytest.raises(UsageError, match=r"thesis\.html: (is|cannot)"):
        write_report(Corpus(built), target)
    assert list(tmp_path.iterdir()) == [target]
    if kind == "file":
        assert target.read_text(encoding="utf-8") == "<p>My thesis</p>"


def test_a_large_corpus_needs_a_folder(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "_MOST", 1000)
    with pytest.raises(UsageError, match="too much for one page"):
        write_report(Corpus(built), tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []
