"""Text and labels for the tokenizer, and the lemmatizer's word list."""

import json
import random
from pathlib import Path

import pytest

from kzcorpus.letters import bridge_az
from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.lemma_data import (
    attach,
    inflected_names,
    one_lemma_each,
    read_unimorph,
)
from kzcorpus.models.training.ner_data import part_of
from kzcorpus.models.training.tokenizer_data import (
    detokenise,
    paragraphs,
    pattern_tokens,
    render,
    without_final_stop,
    write_tokenizer_files,
)
from kzcorpus.models.training.ud_data import read_contexts


def sentence(*forms: str) -> Sentence:
    return Sentence(tuple(Token(form, (Word(form),)) for form in forms))


def test_labels_stand_under_the_last_letter() -> None:
    opened = Token("evdi", (Word("ev"), Word("di")), False)
    text, labels = render([Sentence((opened, Token(".", (Word("."),)))), sentence("Su")])
    assert text == "evdi. Su"
    assert labels == "00032002"


def test_an_opened_token_can_end_a_sentence() -> None:
    assert render([Sentence((Token("evdi", (Word("ev"), Word("di"))),))])[1] == "0004"


def test_files_are_parallel(tmp_path: Path) -> None:
    opened = Token("evdi", (Word("ev"), Word("di")))
    stem = tmp_path / "t"
    assert write_tokenizer_files(stem, [[sentence("Bir", "iki")], [Sentence((opened,))]]) == 2
    text = (tmp_path / "t.txt").read_text("utf-8")
    assert len(text) == len((tmp_path / "t.labels").read_text("utf-8"))
    assert json.loads((tmp_path / "t.mwt.json").read_text("utf-8")) == [[["evdi", ["ev", "di"]], 1]]


def test_pattern_tokens_give_back_the_text() -> None:
    text = "Bkz. S. Frederick Starr, “Kayıp Aydınlanma”, s. 45; https://a.kz/b-c (%70,96)."
    assert Sentence(pattern_tokens(text)).text == text


def test_spaced_treebanks_get_natural_spacing() -> None:
    forms = ("Dedi", ":", '"', "Gel", "(", "hemen", ")", "!", '"')
    assert detokenise(sentence(*forms)).text == 'Dedi: "Gel (hemen)!"'


def test_every_sentence_is_in_one_paragraph() -> None:
    sentences = [sentence(str(i)) for i in range(20)]
    cut = list(paragraphs(sentences, random.Random(1), longest=4))
    assert sorted(s.text for p in cut for s in p) == sorted(str(i) for i in range(20))
    assert max(map(len, cut)) <= 4


def test_azerbaijani_contexts_are_read_in_turkish_letters(tmp_path: Path) -> None:
    for name in ("az-xeber.txt", "tr-haber.txt"):
        (tmp_path / name).write_text("[Qazaxıstan|GPE] “yaxşı” dedi.\n", encoding="utf-8")
    part = {name: part_of(f"{name}-1") for name in ("az-xeber", "tr-haber")}
    texts = [
        context[0].text
        for name in part
        for context in read_contexts(tmp_path / f"{name}.txt", part=part[name])
    ]
    assert texts == [bridge_az("Qazaxıstan “yaxşı” dedi."), "Qazaxıstan “yaxşı” dedi."]
    assert "x" not in texts[0]


def test_final_stops_are_dropped_in_a_share() -> None:
    many = [sentence("Bu", "ev", ".")] * 200
    left = sum(s.text.endswith(".") for s in without_final_stop(many, random.Random(1), 0.25))
    assert 130 < left < 170


@pytest.mark.parametrize(
    ("name", "suffix", "shape"),
    [
        ("Kazakistan", "(n)In", "ın"),
        ("Astana", "(n)In", "nın"),
        ("Tokayev", "(y)A", "e"),
        ("Türkistan", "DAn", "dan"),
        ("Bişkek", "DA", "te"),
        ("Özbekistan", "lArIn", "ların"),
        ("Nur-Sultan", "(y)lA", "la"),
        ("Oş", "(y)I", "u"),
    ],
)
def test_suffixes_follow_harmony(name: str, suffix: str, shape: str) -> None:
    assert attach(name, suffix) == shape


def test_inflected_names_keep_their_lemma_and_capital() -> None:
    words = list(inflected_names(["Kazakistan", "İstanbul"] * 30, per_name=2, seed=1))
    assert {w.lemma for w in words} == {"Kazakistan", "İstanbul"}
    assert any(w.form.isupper() for w in words)
    assert all("’" in w.form or w.form.isupper() for w in words)


def test_the_weightier_lemma_wins() -> None:
    sources = [([Word("yapılan", "yap", "VERB")], 5.0), ([Word("yapılan", "yapıl", "VERB")] * 3, 1)]
    got = list(one_lemma_each(sources, most=2))
    assert [s.words[0].lemma for s in got] == ["yap", "yap"]


def test_unimorph_verbs_become_stems(tmp_path: Path) -> None:
    path = tmp_path / "u"
    path.write_text(
        "gitmek\tgidiyor\tV;IND;3;SG\nkedi\tkedilerin\tN;GEN;PL\ngelmek\tgelmişti\tV;PST\n"
        "gelmek\tgelir mi\tV;Q\n",
        encoding="utf-8",
    )
    assert [(w.form, w.lemma) for w in read_unimorph(path)] == [
        ("gidiyor", "git"),
        ("kedilerin", "kedi"),
    ]
