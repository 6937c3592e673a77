"""kzcorpus models"""

import json
import socket
from pathlib import Path

import pytest

from kzcorpus.files import sha256_file
from tests.cli.conftest import Run, refusal


@pytest.fixture(autouse=True)
def no_models_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KZCORPUS_MODELS", str(tmp_path / "user"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one small model of somebody's own."""
    folder = tmp_path / "own"
    (folder / "kk/ner").mkdir(parents=True)
    (folder / "kk/ner/x.pt").write_bytes(b"a model")
    entry = {"lang_name": "Kazakh", "packages": {"x": {"ner": "x"}}}
    (folder / "resources.json").write_text(json.dumps({"kk": entry}), encoding="utf-8")
    digest = sha256_file(folder / "kk/ner/x.pt")
    (folder / "SHA256SUMS").write_text(f"{digest}  kk/ner/x.pt\n", encoding="utf-8")
    return folder


def test_list_shows_bundled_and_own_models(run: Run, own: Path) -> None:
    rows = json.loads(run("models", "list", "--dir", own, "-f", "json").out)
    assert [(row["model"], row["origin"]) for row in rows] == [
        ("tr-kz", "bundled"),
        ("kk-kz", "bundled"),
        ("kk-x", "local"),
    ]
    assert rows[0]["licence"] == "CC BY-SA 4.0"
    assert rows[2]["description"] == "Kazakh"


def test_list_without_models_of_one_s_own(run: Run) -> None:
    rows = json.loads(run("models", "list", "-f", "json").out)
    assert [row["model"] for row in rows] == ["tr-kz", "kk-kz"]


def test_intact_models_verify(run: Run, own: Path) -> None:
    ran = run("models", "verify", "--dir", own)
    assert (ran.code, ran.err) == (0, "")
    *bundled, local = ran.out.splitlines()
    assert [line.split()[0] for line in bundled] == ["tr-kz", "kk-kz"]
    assert all(line.endswith(": intact") for line in bundled)
    assert local == "kk-x (local, 1 files): intact"


def test_a_tampered_model_is_named_and_exits_with_1(run: Run, own: Path) -> None:
    (own / "kk/ner/x.pt").write_bytes(b"another model")
    ran = run("models", "verify", "--dir", own)
    assert ran.code == 1
    assert ran.out.splitlines()[2:] == [
        "kk-x (local, 1 files): 1 problems",
        f"  {own}/kk/ner/x.pt: SHA-256 is not the one on record, so the file was changed",
    ]


def test_a_damaged_index_is_one_line(run: Run, own: Path) -> None:
    (own / "resources.json").write_text("{", encoding="utf-8")
    assert "resources.json: cannot be read" in refusal(run("models", "list", "--dir", own), 1)


def test_fetching_without_the_internet_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("stanza.resources.common.DEFAULT_RESOURCES_URL", url)
    line = refusal(run("models", "fetch", "tr", "--dir", tmp_path / "models"), 1)
    assert "fetching Stanza's tr package 'default' failed" in line
    assert "the bundled package kz works without" in line
