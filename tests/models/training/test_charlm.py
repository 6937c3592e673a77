"""The text of the character models and the rates of training, without torch."""

from pathlib import Path

import pytest

from kzcorpus.models.training.charlm import rate, sentences, train_charlm, write_text
from kzcorpus.models.training.tagger_train import falling


def test_text_is_sentences_of_tokens(tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("Tokayev geldi. Sonra gitti!\nGizli bir sınav cümlesi.\n", encoding="utf-8")
    bank = tmp_path / "bank.conllu"
    bank.write_text("# text = Semey'de kaldı.\n1\tx\n", encoding="utf-8")
    sources: list[dict[str, object]] = [{"path": plain}, {"path": bank, "times": 2}]
    held_out = ["Gizli bir sınav cümlesi."]
    train, dev = write_text(
        sources, tmp_path / "out", held_out=held_out, dev_share=0.1, capitals=0.0, seed=1
    )
    rows = [row for path in (train, dev) for row in path.read_text("utf-8").splitlines()]
    assert sorted(rows) == [
        "Semey’de kaldı .",
        "Semey’de kaldı .",
        "Sonra gitti !",
        "Tokayev geldi .",
    ]


def test_capitals_are_turkish(tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("ilgi çekti\n", encoding="utf-8")
    _, dev = write_text(
        [{"path": plain}], tmp_path / "out", held_out=[], dev_share=1.0, capitals=1.0, seed=1
    )
    assert dev.read_text("utf-8") == "İLGİ ÇEKTİ\n"


def test_long_text_is_cut() -> None:
    assert [len(row.split()) for row in sentences("a " * 170)] == [80, 80, 10]


def test_rates_fall_to_a_hundredth() -> None:
    assert rate(50, 1000, 2.0, 100) == 1.0
    assert rate(100, 1000, 2.0, 100) == 2.0
    assert rate(1000, 1000, 2.0, 100) == 0.02
    assert falling(100, 100, 0.0) == 0.01
    assert falling(50, 100, 1.0) == 1.0


def test_a_direction_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="forward or backward"):
        train_charlm(tmp_path, tmp_path, tmp_path, direction="up", settings={}, device="cpu")
