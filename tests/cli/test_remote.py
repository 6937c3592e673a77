"""Addresses of stores wherever a folder may stand; what is wrong with them is one line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refusal
from tests.stores import without_s3


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KZCORPUS_CACHE", str(tmp_path / "cache"))


def test_a_build_and_questions(run: Run, raw: Path, tmp_path: Path) -> None:
    settings = tmp_path / "spacy.toml"
    settings.write_text('[annotate.routes]\n"*" = "spacy"\n', encoding="utf-8")
    (raw / "tr/tarama.pdf").unlink()
    address = f"file://{tmp_path}/store"
    ran = run("build", f"file://{raw}", "--out", address, "--pipeline", settings)
    assert ran.code == 0
    assert ran.out.startswith(f"Built {address} in ")
    assert f"kzcorpus stats --corpus {address}\n" in ran.out.replace("python -m ", "")
    again = run("build", f"file://{raw}", "--out", address, "--pipeline", settings)
    assert again.out == f"{address} is up to date: nothing changed\n"
    for question in (["stats"], ["freq"], ["entities"], ["kwic", "astana"], ["rejects"]):
        there = run(*question, "--corpus", address)
        assert there == run(*question, "--corpus", tmp_path / "store")
        assert there.code == 0
    assert address in run("status", "--corpus", address).out
    assert run("validate", address).out.startswith(f"{address} is sound: 4 documents")


@pytest.mark.parametrize("question", [["stats"], ["status"], ["validate"], ["kwic", "astana"]])
def test_no_corpus_at_an_address(run: Run, question: list[str], tmp_path: Path) -> None:
    address = f"file://{tmp_path}/store"
    line = refusal(run(*question, "--corpus", address), 3)
    assert f"{address}: no corpus here; make one with" in line


def test_a_damaged_corpus_at_an_address(run: Run, copy: Path) -> None:
    (table,) = (copy / "words").iterdir()
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    line = refusal(run("freq", "--corpus", f"file://{copy}"), 3)
    assert f"file://{copy}/words/{table.name}: is not what the manifest says" in line
    shutil.rmtree(copy / "words")
    line = refusal(run("freq", "--corpus", f"file://{copy}"), 3)
    assert "is gone; the corpus was built again, open it again" in line


def test_a_store_that_needs_a_package(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    without_s3(monkeypatch)
    line = refusal(run("stats", "--corpus", "s3://kova/derlem"), 1)
    assert line == "kzcorpus: s3://kova/derlem needs s3fs: pip install 'kzcorpus[remote]'\n"
    line = refusal(run("build", "s3://kova/ham", "--out", "s3://kova/derlem"), 1)
    assert "needs s3fs: pip install 'kzcorpus[remote]'" in line


def test_an_address_that_names_nothing(run: Run) -> None:
    assert "no store is called bulut://" in refusal(run("stats", "-c", "bulut://derlem"), 2)
    assert "name one folder of one store" in refusal(run("stats", "-c", "s3://a/../b"), 2)
