"""The tokenizer's later phases, on a tiny network and a few lines."""

from pathlib import Path

import pytest

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.tokenizer_data import write_tokenizer_files
from kzcorpus.models.training.tokenizer_files import REGISTERS
from kzcorpus.models.training.tokenizer_silver import silver_sentences, write_silver
from kzcorpus.models.training.tokenizer_tune import tune_tokenizer

pytest.importorskip("stanza")

LINES = [
    "Heyet dün sabah Almatı’ya vardı.",
    "Kar yağdı ve yollar kapandı.",
    "Bakan konuşmasında bozkırı anlattı.",
    "Yeni hat gelecek yıl açılacak.",
]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tokenizer with random weights."""
    from tests.annotate.tiny_models import make_package

    return make_package(tmp_path_factory.mktemp("tiny")) / "tr" / "tokenize" / "tiny.pt"


def sentences() -> list[Sentence]:
    forms = [[*line[:-1].split(), "."] for line in LINES]
    return [Sentence(tuple(Token(form, (Word(form),)) for form in row)) for row in forms]


def test_a_line_is_one_sentence_whatever_the_tokenizer_says(tokenizer: Path) -> None:
    found = silver_sentences(LINES, tokenizer)
    assert [sentence.text for sentence in found] == LINES
    assert any(len(sentence.tokens) > 1 for sentence in found)


def test_both_phases_run_and_leave_a_model(tokenizer: Path, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    write_tokenizer_files(tmp_path / REGISTERS, [sentences()])
    settings = {
        "sources": [{"path": "lines.txt", "most": 3}],
        "unpointed_share": 0.5,
        "torn_share": 0.0,
        "run_sentences": 2,
    }
    made = write_silver(tmp_path, tokenizer, tmp_path, settings, seed=1, device="cpu")
    assert made == 3
    stem, out = tmp_path / "tokenizer-silver", tmp_path / "tuned.pt"
    assert sentences()[0].text in stem.with_suffix(".txt").read_text("utf-8")
    phase = {"steps": 6, "eval_steps": 3, "lr": 0.01, "dropout": 0.1, "unit_dropout": 0.1}
    dev = tmp_path / REGISTERS
    best = tune_tokenizer(tokenizer, stem, [dev], out, settings={**phase, "average": 0.5}, seed=1)
    assert 0 <= best <= 1
    assert [s.text for s in silver_sentences(LINES, out)] == LINES
