"""kzcorpus doctor"""

import json
from pathlib import Path

import pytest

from kzcorpus import doctor
from kzcorpus.doctor import Check
from tests.cli.conftest import Run

HINT = "for a bug report, send these lines and the command that went wrong\n"


def found(monkeypatch: pytest.MonkeyPatch, *checks: Check) -> None:
    monkeypatch.setattr(doctor, "examine", lambda folder: iter(checks))


def test_one_line_a_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, Check("python", "ok", "CPython 3.11"), Check("torch", "note", "no", "get"))
    ran = run("doctor")
    assert (ran.code, ran.err) == (0, HINT)
    assert [line.split() for line in ran.out.splitlines()] == [
        ["check", "state", "found", "advice"],
        ["python", "ok", "CPython", "3.11"],
        ["torch", "note", "no", "get"],
    ]


def test_a_problem_exits_with_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, Check("disk", "problem", "full", "make room"))
    ran = run("doctor", "--format", "json")
    assert (ran.code, ran.err) == (1, "kzcorpus: 1 problem; see advice\n" + HINT)
    assert json.loads(ran.out) == [
        {"check": "disk", "state": "problem", "found": "full", "advice": "make room"}
    ]


def test_the_whole_of_it_runs(run: Run, built: Path, tmp_path: Path) -> None:
    ran = run("doctor", "--corpus", built, "-f", "csv", "-o", tmp_path / "told.csv")
    assert ran.code in (0, 1)
    assert ran.out == ""
    lines = (tmp_path / "told.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "check,state,found,advice"
    assert any(line.startswith("corpus,ok,") for line in lines)
