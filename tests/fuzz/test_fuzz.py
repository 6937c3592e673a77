"""Inputs that once broke something, and a small seeded run of every target."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from tests.conftest import CASES
from tests.fuzz import counting
from tests.fuzz.__main__ import executed, run
from tests.fuzz.counting import CODE, SOURCE, Counts
from tests.fuzz.driving import drive
from tests.fuzz.mutating import LONGEST, mutations
from tests.fuzz.seeds import SEEDS, words
from tests.fuzz.targets import TARGETS, home, sound_bytes

FOUND = sorted((CASES / "fuzz").glob("*/*"))
#: Inputs for each target in the fast tests: those that ask a corpus or read a page are slow.
FEW = {"html": 30, "kwic": 3, "sql": 6, "parquet": 20, "docx-parts": 60, "normalise": 60}


@pytest.fixture(autouse=True)
def beside_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths in SQL lead to where the targets have put their secret."""
    monkeypatch.chdir(home())


def test_every_target_has_seeds() -> None:
    assert set(TARGETS) == set(SEEDS)
    assert all((*SEEDS[name], *sound_bytes(name)) for name in TARGETS)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name[:8]}")
def test_what_once_broke_something_does_so_no_more(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_a_hundred_inputs_break_nothing(name: str) -> None:
    seeds = (*SEEDS[name], *sound_bytes(name))
    for seed in seeds:
        TARGETS[name](seed)
    made = mutations(seeds, words(name), random.Random(1))
    for data in islice(made, FEW.get(name, 100)):
        TARGETS[name](data)


def test_mutations_are_many_and_bounded() -> None:
    made = list(islice(mutations([b"Astana"], [b"\xff"], random.Random(7)), 2_000))
    assert len(set(made)) > 1_000
    assert max(len(data) for data in made) <= LONGEST
    assert made == list(islice(mutations([b"Astana"], [b"\xff"], random.Random(7)), 2_000))


def test_an_input_that_breaks_a_target_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def breaks(data: bytes) -> None:
        if b"Astana" not in data:
            raise ZeroDivisionError

    monkeypatch.setitem(TARGETS, "txt", breaks)
    monkeypatch.setattr("tests.fuzz.driving._bound", lambda: None)
    monkeypatch.setattr("tests.fuzz.driving.signal.setitimer", lambda *_: None)
    result = drive("txt", tmp_path, seconds=60, runs=500, seed=3, by="mutations")
    assert result["inputs"] == 500
    (kind,) = result["found"]
    assert kind.startswith("ZeroDivisionError at test_fuzz.py:")
    (kept,) = (tmp_path / "found").iterdir()
    assert b"Astana" not in kept.read_bytes()


def test_a_run_is_counted_and_the_next_one_goes_on_from_its_inputs(tmp_path: Path) -> None:
    (tmp_path / "pipeline" / "inputs").mkdir(parents=True)
    (tmp_path / "pipeline" / "inputs" / "1").write_bytes(b"[ingest]")
    outcome = run("pipeline", seconds=60, runs=50, seed=1, by="mutations", folder=tmp_path)
    assert (outcome.inputs, outcome.found) == (50, ())


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("#2\tINIT\n#4096\tpulse\nstat::number_of_executed_units: 5000\n", 5000),
        ("#2\tINIT\n#4096\tpulse\n==1== ERROR: libFuzzer: timeout", 4096),
        ('warning\n{"inputs": 12, "found": {}}\n', 12),
        ("", 0),
    ],
)
def test_inputs_are_counted_by_what_the_log_says(said: str, count: int) -> None:
    assert executed(said) == count


def test_inputs_add_up_and_new_code_begins_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "counts.json"
    Counts(path).add("txt", 300)
    Counts(path).add("txt", 200)
    Counts(path).add("pdf", 7)
    assert (Counts(path).of("txt"), Counts(path).of("pdf"), Counts(path).of("sql")) == (500, 7, 0)
    monkeypatch.setattr(counting, "code_of", lambda target: "other")
    assert Counts(path).of("txt") == 0
    Counts(path).add("txt", 1)
    assert Counts(path).of("txt") == 1
    assert sum(Counts(path).all["txt"].values()) == 501


@pytest.mark.parametrize("target", TARGETS)
def test_the_code_of_a_target_is_there(target: str) -> None:
    for pattern in CODE[target]:
        assert list(SOURCE.glob(pattern)), pattern
