"""Scores from raw text."""

from pathlib import Path

import pytest

from kzcorpus.errors import ModelError
from kzcorpus.models.scoring import gold_text, score_conllu, score_spans

pytest.importorskip("udtools")

GOLD = """\
# text = Kazakistan'ın evi.
1\tKazakistan'ın\tKazakistan\tPROPN\t_\tCase=Gen\t2\tnmod\t_\t_
2\tevi\tev\tNOUN\t_\tCase=Nom\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# newpar
# text = Geldi.
1\tGeldi\tgel\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")
    return path


def test_gold_scores_full_marks_whatever_its_apostrophe(gold: Path) -> None:
    scores = score_conllu(gold, GOLD.replace("'", "’"))
    assert scores.words.f1 == scores.lemmas.f1 == scores.sentences.f1 == 1.0
    assert scores.words.gold == 5


def test_wrong_tags_and_lemmas_cost_what_they_should(gold: Path) -> None:
    system = GOLD.replace("\tev\tNOUN", "\tevi\tADJ")
    scores = score_conllu(gold, system)
    assert scores.words.f1 == 1.0
    assert scores.upos.correct == 4
    assert scores.lemmas.f1 == pytest.approx(0.8)


def test_other_characters_are_refused(gold: Path) -> None:
    with pytest.raises(ModelError, match="cannot be scored"):
        score_conllu(gold, GOLD.replace("Geldi", "Gitti"))


def test_raw_text_parts_paragraphs(gold: Path) -> None:
    assert gold_text(gold) == "Kazakistan'ın evi.\n\nGeldi."


def test_a_sentence_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text("1\tEv\tev\tNOUN\t_\t_\t0\troot\t_\t_\n\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"x\.conllu:1: .*# text"):
        gold_text(path)


def test_strict_spans_need_start_end_and_type() -> None:
    gold = [[(0, 10, "GPE"), (12, 20, "PERSON")], [(3, 5, "ORG")]]
    system = [[(0, 10, "GPE"), (12, 21, "PERSON")], [(3, 5, "LOC"), (3, 5, "LOC")]]
    scores = score_spans(gold, system)
    assert (scores.overall.gold, scores.overall.system, scores.overall.correct) == (3, 3, 1)
    assert scores.by_type["GPE"].f1 == 1.0
    assert scores.by_type["LOC"].recall == 0.0
    assert scores.overall.f1 == pytest.approx(1 / 3)


def test_texts_must_pair_up() -> None:
    with pytest.raises(ModelError, match="2 gold texts but 1"):
        score_spans([[], []], [[]])


def test_nothing_found_is_zero_not_an_error() -> None:
    assert score_spans([[]], [[]]).overall.f1 == 0.0
