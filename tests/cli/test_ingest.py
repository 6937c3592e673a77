"""kzcorpus ingest: what it adds, what it asks, what it shows."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.ingest import MetadataSheet, RawFile, ingest_folder, read_documents, read_sheet
from kzcorpus.records import DocumentMeta, RawDocument, Reject
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


def endless() -> None:
    sum(range(10**15))  # in C, where no signal is heard


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def several(tmp_path: Path) -> list[Path]:
    """Three files, of which the middle one is not as it should be; and settings of a second."""
    files = [tmp_path / name for name in ("a.txt", "odd.txt", "z.txt")]
    for file in files:
        file.write_text(f"{BASKENT}\n{file.name}", encoding="utf-8")
    (tmp_path / "short.toml").write_text("[ingest]\nmax_seconds = 1\n", encoding="utf-8")
    return files


LATE = "took longer than 1 seconds; cut it up, or raise [ingest] max_seconds"


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        pytest.param(endless, f"took too long: {LATE}", id="for ever"),
        pytest.param(
            killed,
            "reader died: its process died (out of memory?); save its text as .txt",
            id="deadly",
        ),
    ],
)
@pytest.mark.parametrize("way", [(), ("--explain",)], ids=["added", "explained"])
def test_a_file_that_is_not_read_to_its_end_costs_itself(
    run: Run,
    several: list[Path],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    deed: Callable[[], None],
    told: str,
    way: tuple[str, ...],
) -> None:
    def read(
        file: RawFile, config: IngestConfig, sheet: MetadataSheet
    ) -> Iterator[RawDocument | Reject]:
        if file.path == "odd.txt":
            deed()
        yield from read_documents(file, config, sheet)

    monkeypatch.setattr("kzcorpus.ingest.adding.read_documents", read)
    short = several[0].with_name("short.toml")
    ran = run("ingest", *way, *several, "--raw", folder, "--pipeline", short)
    assert (ran.code, ran.err) == (4, f"kzcorpus: {several[1]}: {told}\n")
    if way:
        assert ran.out.count("│ CLEAN") == 2
    else:
        assert ran.out == f"Added {folder / 'a.txt'}\nAdded {folder / 'z.txt'}\n"


def test_a_table_of_documents_has_its_time_for_each_million_bytes(
    run: Run, several: list[Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = folder.with_name("many.jsonl")
    table.write_text('{"id": "a", "text": "Astana"}\n', encoding="utf-8")
    asked = []

    def seconds_for(size: int, seconds: float) -> float:
        asked.append((size, seconds))
        return 60.0

    monkeypatch.setattr("kzcorpus.deadlines.seconds_for", seconds_for)
    ran = run("ingest", table, "--raw", folder, "--pipeline", several[0].with_name("short.toml"))
    assert ran.code == 0
    assert asked == [(table.stat().st_size, 1)]


def test_explaining_several_files_goes_on_after_one_that_cannot_be_read(
    run: Run, several: list[Path]
) -> None:
    several[0].write_bytes(b"")
    ran = run("ingest", "--explain", *several)
    assert (ran.code, ran.out.count("│ CLEAN")) == (4, 2)
    assert ran.err == f"kzcorpus: {several[0]}: empty: no text in it\n"
