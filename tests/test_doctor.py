"""The doctor tells what is wrong and what to do, and nothing private."""

from __future__ import annotations

import io
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzcorpus import doctor
from kzcorpus.doctor import Check, examine, nearest, shortened
from kzcorpus.errors import ModelError
from kzcorpus.requirements import Extra, Requirement
from tests.tables.damage import file_of

Told = dict[str, Check]
Look = Callable[[Path], Told]


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """All checks by their names, with a torch that loads at once."""
    monkeypatch.setattr("subprocess.run", ran(0, out="4\n"))

    def call(folder: Path) -> Told:
        return {check.name: check for check in examine(folder)}

    return call


def ran(code: int, out: str = "", err: str = "") -> Callable[..., Any]:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], code, out, err)

    return run


def test_a_sound_machine_and_corpus(look: Look, built: Path) -> None:
    told = look(built)
    for name in ("kzcorpus", "python", "platform", "packages", "model tr-kz", "writing"):
        assert told[name].state == "ok", told[name]
    assert told["python"].found.endswith(platform.python_version())
    assert "4 documents, 128 tokens, 18 entities" in told["corpus"].found
    assert told["torch"].found == "loads; 4 threads, of which a build uses 1"
    assert int(told["processors"].found) >= 1
    assert all(check.advice for check in told.values() if check.state == "problem")


def test_torch_is_tried_in_a_process_of_its_own(built: Path) -> None:
    (check,) = doctor._torch()
    assert check.state == "ok", check
    assert "threads" in check.found


def test_a_torch_that_does_not_load(look: Look, built: Path, monkeypatch: Any) -> None:
    told = "Traceback …\nImportError: libgomp.so.1: no such\n"
    monkeypatch.setattr("subprocess.run", ran(1, err=told))
    check = look(built)["torch"]
    assert (check.state, check.found) == (
        "problem",
        "cannot be loaded: ImportError: libgomp.so.1: no such",
    )
    assert "kzcorpus[nlp]" in check.advice


def test_without_torch_nothing_is_tried(look: Look, built: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(doctor, "installed_version", lambda _: "")
    assert "torch" not in look(built)


@pytest.mark.parametrize(
    ("extra", "state", "advice"),
    [
        (Extra("", (Requirement("duckdb", ">=9", "1.0"),)), "problem", "'kzcorpus'"),
        (Extra("nlp", (Requirement("stanza", ">=1", ""),)), "note", "'kzcorpus[nlp]'"),
        (
            Extra("nlp", (Requirement("stanza", ">=1", ""), Requirement("lxml", ">=1", "6"))),
            "problem",
            "'kzcorpus[nlp]'",
        ),
        (Extra("notebook", (Requirement("jupyterlab", ">=9", "4"),)), "note", "[notebook]"),
        (Extra("notebook", (Requirement("jupyterlab", ">=4", "4.1"),)), "ok", ""),
    ],
)
def test_packages_that_are_missing_or_old(
    look: Look, built: Path, monkeypatch: Any, extra: Extra, state: str, advice: str
) -> None:
    monkeypatch.setattr(doctor, "installed_extras", lambda: [extra])
    check = look(built)[f"packages for {extra.name}" if extra.name else "packages"]
    assert check.state == state
    assert advice in check.advice


def test_extras_of_developers_are_not_told(look: Look, built: Path) -> None:
    assert not any("dev" in name or "train" in name for name in look(built))


def test_an_old_python(look: Look, built: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(doctor, "PYTHON", (4, 0))
    check = look(built)["python"]
    assert (check.state, check.advice) == ("problem", "install Python 4.0 or newer")


def test_a_model_that_was_changed(look: Look, built: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(doctor, "problems", lambda _: iter(["a.pt: missing", "b.pt: missing"]))
    check = look(built)["model tr-kz"]
    assert (check.state, check.found) == ("problem", "a.pt: missing, and 1 more")


def test_a_fetched_model_is_looked_at_too(
    look: Look, built: Path, monkeypatch: Any, tmp_path: Path
) -> None:
    monkeypatch.setenv("KZCORPUS_MODELS", str(tmp_path))
    (tmp_path / "resources.json").write_text('{"ru": {"packages": {"x": {}}}}', encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ru/x.pt\n", encoding="utf-8")
    check = look(built)["model ru-x"]
    assert (check.state, check.advice) == ("problem", "kzcorpus models fetch ru")


def test_a_check_that_breaks_costs_the_others_nothing(
    look: Look, built: Path, monkeypatch: Any
) -> None:
    def broken() -> None:
        raise ModelError("registry.json is missing")

    monkeypatch.setattr(doctor, "bundled_packages", broken)
    told = look(built)
    assert told["models"] == Check("models", "problem", "registry.json is missing", "report it")
    assert told["corpus"].state == "ok"


@pytest.mark.parametrize(
    ("free", "state"), [(10_000_000, "problem"), (1_000_000_000, "note"), (10**12, "ok")]
)
def test_a_disk_that_is_nearly_full(
    look: Look, built: Path, monkeypatch: Any, free: int, state: str
) -> None:
    usage = shutil.disk_usage(built)._replace(free=free)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    told = look(built)
    assert told["disk for corpus"].state == told["disk for temporary files"].state == state


@pytest.mark.parametrize(
    ("have", "state"), [(10**9, "problem"), (4 * 10**9, "note"), (10**11, "ok"), (None, "note")]
)
def test_little_memory(
    look: Look, built: Path, monkeypatch: Any, have: int | None, state: str
) -> None:
    monkeypatch.setattr(doctor, "memory", lambda: have)
    assert look(built)["memory"].state == state


def test_a_container_s_memory_counts(monkeypatch: Any) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "123456\n")
    assert doctor.memory() == 123456
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "max\n")
    assert (doctor.memory() or 0) > 123456


def test_systems_that_do_not_tell(monkeypatch: Any) -> None:
    def none(_name: str) -> int:
        raise ValueError("unrecognized configuration name")

    monkeypatch.setattr(os, "sysconf", none, raising=False)
    assert doctor.memory() is None
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert doctor.processors() >= 1


@pytest.mark.parametrize(("encoding", "state"), [("utf-8", "ok"), ("cp1254", "problem")])
def test_a_terminal_that_cannot_show_our_letters(
    look: Look, built: Path, monkeypatch: Any, encoding: str, state: str
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    check = look(built)["terminal"]
    assert check.state == state
    assert encoding in check.found


def test_a_folder_that_may_not_be_written_to(look: Look, built: Path, monkeypatch: Any) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    check = look(built)["writing"]
    assert check.state == "problem"
    assert check.found.endswith("Permission denied")


def test_no_corpus_yet(look: Look, tmp_path: Path) -> None:
    told = look(tmp_path / "data" / "processed")
    assert (told["corpus"].state, told["corpus"].advice) == ("note", "kzcorpus build")
    assert told["writing"].state == "ok"
    assert nearest(tmp_path / "data" / "processed") == tmp_path


def test_a_folder_without_a_corpus(look: Look, tmp_path: Path) -> None:
    assert "no corpus here" in look(tmp_path)["corpus"].found


def test_a_corpus_with_a_file_missing(look: Look, copy: Path) -> None:
    for table in ("words", "canon"):
        file_of(copy, table).unlink()
    check = look(copy)["corpus"]
    assert (check.state, check.advice) == ("problem", "kzcorpus validate tells all")
    assert check.found.endswith("missing; build again with --force, and 1 more")


def test_nothing_private_is_told(look: Look, tmp_path: Path, monkeypatch: Any, copy: Path) -> None:
    home = tmp_path / "ayse-gizli"
    corpus = home / "belgeler"
    shutil.copytree(copy, corpus)
    file_of(corpus, "words").unlink()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("KZCORPUS_TOKEN", "a-secret-token")
    told = str(look(corpus))
    assert shortened(str(corpus)) == f"~{os.sep}belgeler"
    assert "~" in told
    for private in ("ayse-gizli", "a-secret-token", platform.node() or "-no-name-"):
        assert private not in told
