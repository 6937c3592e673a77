"""kzcorpus ingest: a file that is not read to its end costs itself, and its seconds."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.ingest import MetadataSheet, RawFile, read_documents
from kzcorpus.records import RawDocument, Reject
from tests.cli.conftest import Run
from tests.conftest import BASKENT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new"


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
