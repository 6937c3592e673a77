"""Tagger and lemmatizer, trained on a few sentences until they know them."""

import gzip
import json
from pathlib import Path

import pytest

from kzcorpus.models.training.conllu import Sentence, Token, Word, write_conllu
from kzcorpus.models.training.lemma_files import more_words
from kzcorpus.models.training.lemmatizer_tune import tune_lemmatizer
from kzcorpus.models.training.tagger_train import train_tagger

pytest.importorskip("stanza")

#: Forms, lemmas, parts of speech and features; some features are rare.
ROWS = [
    [("Heyet", "heyet", "NOUN", "Case=Nom"), ("gelmedi", "gel", "VERB", "Polarity=Neg")],
    [("Bakan", "bakan", "NOUN", "Case=Nom"), ("geldi", "gel", "VERB", "Polarity=Pos")],
    [("Trenle", "tren", "NOUN", "Case=Ins"), ("gidildi", "git", "VERB", "Polarity=Pos")],
    [("Bakana", "bakan", "NOUN", "Case=Dat"), ("gidildi", "git", "VERB", "Polarity=Pos")],
]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.annotate.tiny_models import make_package

    return make_package(tmp_path_factory.mktemp("tiny")) / "tr"


@pytest.fixture(scope="module")
def treebank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bank") / "few.conllu"
    rows = [
        [Word(form, lemma, upos, upos[0], feats) for form, lemma, upos, feats in r] for r in ROWS
    ]
    sentences = [Sentence(tuple(Token(w.form, (w,)) for w in row), "s") for row in rows]
    write_conllu(path, sentences * 4)
    return path


def test_the_tagger_learns_rare_features_too(package: Path, treebank: Path, tmp_path: Path) -> None:
    sizes = {"hidden_dim": 24, "num_layers": 1, "char_hidden_dim": 16, "char_emb_dim": 8}
    sizes |= {"deep_biaff_hidden_dim": 16, "composite_deep_biaff_hidden_dim": 16}
    sizes |= {"word_emb_dim": 8, "tag_emb_dim": 8, "transformed_dim": 8, "word_cutoff": 1}
    settings = {"steps": 60, "eval_steps": 20, "lr": 0.02, "hold": 0.5, "batch_size": 8}
    nothing = tmp_path / "nothing.conllu"
    nothing.write_text("", encoding="utf-8")
    best = train_tagger(
        None,
        package / "pretrain" / "tiny.pt",
        {treebank: 1.0, nothing: 1.0},
        treebank,
        tmp_path / "tagger.pt",
        settings=settings,
        options={**sizes, "dropout": 0.1, "word_dropout": 0.0},
        seed=1,
    )
    assert best == 1.0


def test_the_lemmatizer_drops_what_it_is_told_to(
    package: Path, treebank: Path, tmp_path: Path
) -> None:
    import torch

    dropped = {"emb_dropout": 0.0, "dropout": 0.05, "pos_dropout": 0.1}
    settings = {"epochs": 2, "lr": 0.01, "batch_size": 4, "eval_steps": 1, **dropped}
    out, model = tmp_path / "lemma.pt", package / "lemma" / "tiny.pt"
    assert tune_lemmatizer(model, treebank, treebank, out, settings=settings, seed=1) == 0.0
    config = torch.load(out, weights_only=True)["config"]
    assert {name: config[name] for name in dropped} == dropped


def test_words_without_a_place_in_the_table_train_the_network(
    package: Path, treebank: Path, tmp_path: Path
) -> None:
    import torch

    more = tmp_path / "more.conllu"
    write_conllu(more, [Sentence((Token("kırlarda", (Word("kırlarda", "kır", "NOUN"),)),))])
    settings = {"epochs": 1, "lr": 0.01, "batch_size": 4, "eval_steps": 1}
    settings |= {"emb_dropout": 0.0, "dropout": 0.0, "pos_dropout": 0.0}
    out, model = tmp_path / "lemma.pt", package / "lemma" / "tiny.pt"
    tune_lemmatizer(model, treebank, treebank, out, settings=settings, seed=1, more_conllu=more)
    table = gzip.decompress(torch.load(out, weights_only=True)["dicts"]).decode("utf-8")
    assert "kırlarda" not in json.loads(table).get("NOUN", {})


def test_more_words_leave_out_what_is_trained_on_or_chosen_by() -> None:
    words = [Word(form, "ev", "NOUN") for form in ("evde", "evler", "evden", "evden")]
    held = [[Sentence((Token(w.form, (w,)),))] for w in words]
    (only,) = more_words(words, held[0], held[1])
    assert [word.form for word in only.words] == ["evden"]
