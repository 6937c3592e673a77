"""Lines of corpora as sentences with known ends, and the phases of the tokenizer that see them."""

import random
from pathlib import Path

import pytest

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.tokenizer_data import join_tokenizer_files, write_tokenizer_files
from kzcorpus.models.training.tokenizer_files import long_runs
from kzcorpus.models.training.tokenizer_silver import (
    UNKNOWN,
    is_one_sentence,
    lines,
    tagged_lines,
    torn,
)


def sentence(*forms: str) -> Sentence:
    return Sentence(tuple(Token(form, (Word(form),)) for form in forms))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bakan dün Astana’ya geldi.", True),
        ("Prof. Ali, II. Mehmed’in ve A. Kunanbay’ın evini gördü.", True),
        ("Heyet Almatı’ya vardı ama kimse yoktu", True),
        ("“Yol açık mı?” diye sordu.", True),
        ("Heyet vardı. Kimse yoktu.", False),
        ("Kim geldi? Heyet geldi.", False),
        ("Dedi: “Geldim.” Sonra gitti.", False),
        ("ama kimse yoktu orada.", False),
        ("Bakan (Astana’da görüştü.", False),
        ('Bakan "geldi dedi.', False),
        ("{{ Kazakistan bilgi kutusu }}", False),
        ("Geldi.", False),
        ("Bakan " + "çok " * 70 + "konuştu.", False),
    ],
)
def test_only_lines_of_one_sentence_are_taken(text: str, wanted: bool) -> None:
    assert is_one_sentence(text) is wanted


def test_lines_are_taken_once_with_plain_apostrophes(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("Astana'da  kar var.\nAstana'da kar var.\nkar var yine.\n", encoding="utf-8")
    assert lines(path) == ["Astana’da kar var."]


def test_a_token_a_line_gets_its_spacing_back(tmp_path: Path) -> None:
    rows = ["Oş'ta\tB-GPE", ",\tO", "(\tO", "güneyde\tO", ")\tO", "pazar\tO", "var\tO", ".\tO"]
    path = tmp_path / "tagged.conll"
    path.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    assert tagged_lines(path) == ["Oş’ta, (güneyde) pazar var."]


def test_torn_sentences_stop_behind_a_word_inside() -> None:
    whole = sentence("Bugün", "eski", "başkentin", "adı", "değişti", ".")
    many = list(torn([whole] * 400, random.Random(1), 0.5))
    cut = [s for s in many if s != whole]
    assert 150 < len(cut) < 250
    assert {len(s.tokens) for s in cut} == {3}
    short = [sentence("Kar", "yağdı", ".")]
    assert list(torn(short, random.Random(1), 1.0)) == short


def test_runs_hold_every_sentence_once() -> None:
    runs = long_runs([sentence(str(i)) for i in range(25)], 10, random.Random(2))
    assert [len(run) for run in runs] == [10, 10, 5]
    assert sorted(int(s.text) for run in runs for s in run) == list(range(25))


def test_joined_files_stay_parallel_and_keep_the_first_openings(tmp_path: Path) -> None:
    opened = Sentence((Token("evdi", (Word("ev"), Word("di"))),))
    unopened = Sentence((Token("yoldu", (Word(UNKNOWN), Word(UNKNOWN))),))
    stems = [tmp_path / "a", tmp_path / "b"]
    write_tokenizer_files(stems[0], [[opened, sentence("Kar")]])
    write_tokenizer_files(stems[1], [[unopened]])
    join_tokenizer_files(stems, tmp_path / "ab")
    assert (tmp_path / "ab.txt").read_text("utf-8") == "evdi Kar\n\nyoldu\n"
    assert (tmp_path / "ab.labels").read_text("utf-8") == "00040002\n\n00004\n"
    assert "yoldu" not in (tmp_path / "ab.mwt.json").read_text("utf-8")
