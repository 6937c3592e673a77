"""kzcorpus ingest: what it adds, what it asks, what it shows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.ingest import ingest_folder, read_sheet
from kzcorpus.records import DocumentMeta, RawDocument
from tests.cli.conftest import Run, refusal
from tests.conftest import BASKENT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "baskent.txt"
    path.write_text(BASKENT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new"


class Terminal(io.StringIO):
    """Somebody who types these lines."""

    def isatty(self) -> bool:
        return True


def test_a_document_is_added_with_what_is_given(run: Run, file: Path, folder: Path) -> None:
    ran = run(
        "ingest", file, "--raw", folder, "--title", "Başkent", "--date", "3 Kasım 2023",
        "--author", "A; B", "--source-url", "https://example.org", "--licence", "CC0-1.0",
        "--lang", "tr", "--as", "tr/baskent",
    )  # fmt: skip
    assert (ran.code, ran.out, ran.err) == (0, f"Added {folder / 'tr/baskent.txt'}\n", "")
    assert read_sheet(folder, "metadata.csv").rows == {
        "tr/baskent": DocumentMeta(
            "Başkent", "A; B", "2023-11-03", "https://example.org", "CC0-1.0", "tr"
        )
    }


def test_what_a_document_says_of_itself_goes_into_the_sheet(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: Kent\ndate: ноябрь 2023\n---\nАстана", encoding="utf-8")
    assert run("ingest", file, "--raw", folder, "--title", "Город").code == 0
    assert read_sheet(folder, "metadata.csv").rows["a"] == DocumentMeta("Город", date="2023-11")


def test_a_document_puts_no_formula_into_the_sheet(run: Run, tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        '---\ntitle: =HYPERLINK("https://example.org")\nauthor: Ayşe\n---\nАстана',
        encoding="utf-8",
    )
    assert run("ingest", file, "--raw", folder).code == 0
    sheet = read_sheet(folder, "metadata.csv")
    assert sheet.rows["a"] == DocumentMeta(author="Ayşe")
    (document,) = ingest_folder(folder, IngestConfig(), sheet)
    assert isinstance(document, RawDocument)
    assert document.meta.title == '=HYPERLINK("https://example.org")'


def test_a_name_that_a_spreadsheet_would_run_is_refused(
    run: Run, file: Path, folder: Path, tmp_path: Path
) -> None:
    file = file.rename(tmp_path / "=cmd|' C calc'!A0.txt")
    assert "add it --as another name" in refusal(run("ingest", file, "--raw", folder), 1)
    assert not folder.exists()
    assert run("ingest", file, "--raw", folder, "--as", "tr/calc").code == 0


def test_what_is_missing_is_asked_for_on_a_terminal(
    run: Run, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("Ayşe Yılmaz\n03/04/2023\n3.4.2023\n\nCC0-1.0\n"))
    ran = run("ingest", file, "--raw", folder, "--title", "Başkent")
    assert (ran.code, ran.out.strip()) == (0, f"Added {folder / 'baskent.txt'}")
    assert "Title" not in ran.err
    assert "can be 2023-04-03 or 2023-03-04; write which" in ran.err
    assert read_sheet(folder, "metadata.csv").rows["baskent"] == DocumentMeta(
        "Başkent", "Ayşe Yılmaz", "2023-04-03", licence="CC0-1.0"
    )


@pytest.mark.parametrize("terminal", [True, False], ids=["--no-input", "no terminal"])
def test_nothing_is_asked_where_nobody_can_answer(
    run: Run, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal() if terminal else io.StringIO())
    ran = run("ingest", file, "--raw", folder, *(["--no-input"] if terminal else []))
    assert (ran.code, ran.err) == (0, "")


def test_what_is_there_already_is_one_line(run: Run, file: Path, folder: Path) -> None:
    run("ingest", file, "--raw", folder)
    message = refusal(run("ingest", file, "--raw", folder, "--as", "other"), 1)
    assert message.endswith("its content is there already, as baskent.txt\n")


def test_of_several_files_the_good_ones_are_added(
    run: Run, file: Path, folder: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"")
    ran = run("ingest", bad, file, "--raw", folder)
    assert (ran.code, ran.out) == (4, f"Added {folder / 'baskent.txt'}\n")
    assert ran.err == f"kzcorpus: {bad}: empty: a file of 0 bytes; fetch it again\n"
    assert run("ingest", bad, file, "--raw", folder).code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--date", "03/04/2023"], "can be 2023-04-03 or 2023-03-04; write which"),
        (["--lang", "Türkçe"], "lang 'Türkçe' is not an ISO 639 code such as tr"),
        (["--as", "../x"], "cannot be a document's name"),
    ],
)
def test_a_wrong_option_is_one_line_and_adds_nothing(
    run: Run, file: Path, folder: Path, arguments: list[str], message: str
) -> None:
    ran = run("ingest", file, "--raw", folder, *arguments)
    assert message in refusal(ran, ran.code)
    assert ran.code in (1, 2)
    assert not folder.exists()


def test_one_name_is_for_one_document(run: Run, file: Path, folder: Path) -> None:
    ran = run("ingest", file, file, "--raw", folder, "--as", "x")
    assert "--as names one document" in refusal(ran, 2)


def test_an_oddity_is_told_and_the_document_added(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Türkiye’nin dış".encode().decode("cp1254"), encoding="utf-8")
    ran = run("ingest", file, "--raw", folder)
    assert ran.code == 0
    assert ": mojibake: text line 1: " in ran.err


def test_a_missing_file_is_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    assert "No such file" in refusal(run("ingest", tmp_path / "no.txt", "--raw", folder), 1)


def test_explaining_adds_nothing(run: Run, file: Path, folder: Path) -> None:
    ran = run("ingest", "--explain", file, "--raw", folder)
    assert (ran.code, ran.err) == (0, "")
    assert "EDITS" in ran.out
    assert "│ CLEAN" in ran.out
    assert "\x1b" not in ran.out
    assert not folder.exists()


def test_explaining_what_cannot_be_read_is_one_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(b"PK")
    message = refusal(run("ingest", "--explain", file), 1)
    assert message == f"kzcorpus: {file}: damaged: no Word file: it cannot be unpacked\n"
