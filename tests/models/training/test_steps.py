"""The resumable runner."""

import json
import sys
from pathlib import Path

import pytest

from kzcorpus.errors import ConfigError
from kzcorpus.models.training.run import load_config
from kzcorpus.models.training.steps import Step, TrainingError, run_step, stanza_command


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.txt"
    path.write_text("a", encoding="utf-8")
    return path


def copy_step(source: Path, work: Path, calls: list[int], **settings: object) -> Step:
    def action(_log: Path) -> None:
        calls.append(1)
        (work / "out.txt").write_text(source.read_text("utf-8") * 2, encoding="utf-8")

    return Step("copy", (source,), (work / "out.txt",), settings, action)


def test_a_finished_step_is_skipped(source: Path, tmp_path: Path) -> None:
    calls: list[int] = []
    work = tmp_path / "work"
    assert run_step(copy_step(source, work, calls, seed=1), work)
    assert not run_step(copy_step(source, work, calls, seed=1), work)
    assert len(calls) == 1


@pytest.mark.parametrize("change", ["input", "settings", "output", "gone", "record"])
def test_a_change_is_noticed(source: Path, tmp_path: Path, change: str) -> None:
    calls: list[int] = []
    work = tmp_path / "work"
    run_step(copy_step(source, work, calls, seed=1), work)
    if change == "input":
        source.write_text("b", encoding="utf-8")
    elif change == "output":
        (work / "out.txt").write_text("edited", encoding="utf-8")
    elif change == "gone":
        (work / "out.txt").unlink()
    elif change == "record":
        (work / "copy.done.json").write_text("{torn", encoding="utf-8")
    assert run_step(copy_step(source, work, calls, seed=2 if change == "settings" else 1), work)
    assert len(calls) == 2


def test_touching_a_file_changes_nothing(source: Path, tmp_path: Path) -> None:
    calls: list[int] = []
    work = tmp_path / "work"
    run_step(copy_step(source, work, calls), work)
    source.write_text("a", encoding="utf-8")
    assert not run_step(copy_step(source, work, calls), work)


def test_an_interrupted_step_is_not_recorded(source: Path, tmp_path: Path) -> None:
    def action(_log: Path) -> None:
        raise KeyboardInterrupt

    work = tmp_path / "work"
    with pytest.raises(KeyboardInterrupt):
        run_step(Step("stop", (source,), (), {}, action), work)
    assert not (work / "stop.done.json").exists()


def test_a_missing_input_and_a_missing_output_are_named(source: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"step a cannot begin: .*nowhere is missing"):
        run_step(Step("a", (tmp_path / "nowhere",), (), {}, lambda _log: None), tmp_path)
    with pytest.raises(TrainingError, match=r"step b ended without .*never"):
        run_step(Step("b", (source,), (tmp_path / "never",), {}, lambda _log: None), tmp_path)


def test_a_command_logs_and_its_failure_shows_the_last_line(source: Path, tmp_path: Path) -> None:
    code = "import os; print('threads', os.environ['OMP_NUM_THREADS']); raise SystemExit('no data')"
    step = Step("cmd", (source,), (), {}, command=(sys.executable, "-c", code))
    with pytest.raises(TrainingError, match=r"step cmd failed \(1\): no data"):
        run_step(step, tmp_path)
    assert "threads 1" in (tmp_path / "cmd.log").read_text("utf-8")


def test_a_folder_is_an_input_by_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "a").write_text("1", encoding="utf-8")
    calls: list[int] = []
    work = tmp_path / "work"

    def step() -> Step:
        return Step("folder", (folder,), (), {}, lambda _log: calls.append(1))

    run_step(step(), work)
    run_step(step(), work)
    (folder / "b").write_text("2", encoding="utf-8")
    run_step(step(), work)
    assert len(calls) == 2
    assert json.loads((work / "folder.done.json").read_text("utf-8"))["outputs"] == []


def test_a_step_has_one_way_of_running() -> None:
    with pytest.raises(TrainingError, match="either an action or a command"):
        Step("x", (), ())


def test_flags_and_values_become_arguments() -> None:
    command = stanza_command("tagger", {"cpu": True, "charlm": None, "lr": 0.1})
    assert command[2:] == ("stanza.models.tagger", "--cpu", "--lr", "0.1")


def test_an_unknown_section_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "train.toml"
    path.write_text("[run]\nseed = 1\n[taggr]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"unknown section \[taggr\]"):
        load_config(path)
