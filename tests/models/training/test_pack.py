"""What the packer does without torch."""

import gzip
import json
from pathlib import Path

import pytest

from kzcorpus.models.training.pack import clean_dictionary, model_card, pack, resources
from kzcorpus.models.training.steps import TrainingError
from kzcorpus.models.training.vector_aliases import lower_keys


def test_empty_lemmas_leave_the_dictionary() -> None:
    table = {"*": {"kapsamlı": None, "ev": "ev", "_": "_"}, "NOUN": {"su": ""}}
    packed = gzip.compress(json.dumps(table).encode())
    cleaned = clean_dictionary(packed)
    assert json.loads(gzip.decompress(cleaned)) == {"*": {"ev": "ev"}, "NOUN": {}}
    assert clean_dictionary(cleaned) == cleaned


def test_resources_name_what_each_model_needs() -> None:
    entry = resources(["tokenize", "ner"], lang="tr", charlms={"ner": ["forward_charlm"]})["tr"]
    needs = [need["model"] for need in entry["ner"]["kz"]["dependencies"]]
    assert needs == ["pretrain", "forward_charlm"]
    assert entry["forward_charlm"] == {"kz": {}}
    assert entry["tokenize"] == {"kz": {}}
    assert entry["packages"]["kz"] == {"tokenize": "kz", "ner": "kz"}


def test_nothing_is_packed_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"tokenizer\.pt"):
        pack({"tokenize": tmp_path / "tokenizer.pt"}, tmp_path / "v.pt", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_card_lists_sizes_and_sources(tmp_path: Path) -> None:
    path = tmp_path / "tr" / "pos" / "kz.pt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"0" * 2_000_000)
    card = model_card(tmp_path, {"title": "Models", "licence": "CC0", "sources": ["a treebank"]})
    assert "| pos | 2.0 MB |" in card
    assert "- a treebank" in card
    assert "Licence: CC0" in card


def test_aliases_are_missing_lower_case_keys_only() -> None:
    units = ["<PAD>", "<UNK>", "<EMPTY>", "<ROOT>", "Ali", "ali", "Veli", "VELİ", "İzmir"]
    assert lower_keys(units, most=9) == [("veli", 6), ("veli̇", 7), ("i̇zmir", 8)]
    assert lower_keys(units, most=1) == [("veli", 6)]
