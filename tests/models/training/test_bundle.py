"""Trained folders become the bundled models, with every file on record."""

import hashlib
import json
from pathlib import Path

import pytest

from kzcorpus.models.training.bundle import bundle
from kzcorpus.models.training.pack import resources
from kzcorpus.models.training.steps import TrainingError


def packed(folder: Path, lang: str, weights: bytes) -> Path:
    for name in ("tokenize", "ner"):
        path = folder / lang / name / "kz.pt"
        path.parent.mkdir(parents=True)
        path.write_bytes(weights)
    index = resources(["tokenize", "ner"], lang=lang, charlms={})
    (folder / "resources.json").write_text(json.dumps(index), encoding="utf-8")
    (folder / "README.md").write_text("a card", encoding="utf-8")
    return folder


def test_a_language_joins_those_that_are_there(tmp_path: Path) -> None:
    target, registry = tmp_path / "stanza", tmp_path / "registry.json"
    target.mkdir()
    bundle([packed(tmp_path / "a", "tr", b"old")], target, registry)
    bundle([packed(tmp_path / "b", "kk", b"kazakh")], target, registry)
    bundle([packed(tmp_path / "c", "tr", b"new")], target, registry)
    index = json.loads((target / "resources.json").read_text("utf-8"))
    assert {name for name, entry in index.items() if isinstance(entry, dict)} == {"tr", "kk"}
    entries = json.loads(registry.read_text("utf-8"))["packages"]
    assert [entry["description"] for entry in entries] == [
        "Turkish: tokenize, ner",
        "Kazakh: tokenize, ner",
    ]
    there = {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()}
    assert there == {name for entry in entries for name in entry["files"]}
    assert entries[0]["files"]["tr/ner/kz.pt"] == hashlib.sha256(b"new").hexdigest()
    assert entries[1]["files"]["kk/ner/kz.pt"] == hashlib.sha256(b"kazakh").hexdigest()


def test_a_folder_without_models_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainingError, match="empty: no resources"):
        bundle([tmp_path / "empty"], tmp_path, tmp_path / "registry.json")
