"""Readers of the NER sources: spans become tags, contexts stay whole, broken marks are refused."""

import json
from pathlib import Path

import pytest

from kzcorpus.models.training.ner_data import (
    NerDataError,
    Tagged,
    align,
    part_of,
    read_conll,
    read_domain,
    read_marked,
    split_sentences,
    unmark,
)
from kzcorpus.models.training.ner_train import Sentences


def test_a_token_with_its_suffix_carries_the_tag() -> None:
    text = "Dün Kazakistan’ın Semey-Abay yolunda"
    _, tags = align(text, [(4, 14, "GPE"), (18, 28, "FAC")])
    assert tags == ["O", "B-GPE", "B-FAC", "I-FAC", "I-FAC", "O"]


def test_neighbouring_mentions_stay_apart() -> None:
    text, entities = unmark("[Çin|GPE]-[Singapur|GPE] ortaklığı")
    assert align(text, entities)[1] == ["B-GPE", "O", "B-GPE", "O"]


def test_unmark_straightens_apostrophes_without_moving_spans() -> None:
    text, entities = unmark("[Tokayev|PERSON]`in “[Abay Yolu|WORK_OF_ART]”")
    assert [text[a:b] for a, b, _ in entities] == ["Tokayev", "Abay Yolu"]
    assert text.startswith("Tokayev’in")


@pytest.mark.parametrize("line", ["[Tokayev|PERSON geldi", "a | b", "[Semey] gitti"])
def test_a_stray_mark_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    path = tmp_path / "tr-x.txt"
    path.write_text(f"# register: x\n{line}\n", encoding="utf-8")
    with pytest.raises(NerDataError, match=r"tr-x\.txt:2: "):
        list(read_marked(path))


def test_an_unknown_type_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tr-x.txt"
    path.write_text("[Semey|CITY]\n", encoding="utf-8")
    with pytest.raises(NerDataError, match="unknown entity type CITY"):
        list(read_marked(path))


def test_contexts_are_separated_by_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "az-x.txt"
    path.write_text("# register: x\nBir.\nİki.\n\n\n# not\nÜç.\n", encoding="utf-8")
    passages = list(read_marked(path))
    assert [p.id for p in passages] == ["az-x-1", "az-x-2"]
    assert [len(p.sentences) for p in passages] == [2, 1]
    assert passages[0].sentences[0] == Tagged(("Bir", "."), ("O", "O"), "kz", "az")


def test_domain_paragraphs_are_split_into_sentences(tmp_path: Path) -> None:
    path = tmp_path / "tr1.jsonl"
    record = {"id": "tr1-1", "text": "Astana'da. Sonra 5. madde.", "entities": [[0, 6, "GPE"]]}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    (passage,) = read_domain(path)
    assert [s.words for s in passage.sentences] == [
        ("Astana’da", "."),
        ("Sonra", "5.", "madde", "."),
    ]


def test_a_sentence_never_ends_inside_a_mention() -> None:
    words = ["Ne", "Var", "?", "Ne", "Yok", "."]
    tags = ["B-WORK_OF_ART", *["I-WORK_OF_ART"] * 4, "O"]
    assert list(split_sentences(words, tags)) == [(0, 6)]
    assert list(split_sentences(words, ["O"] * 6)) == [(0, 3), (3, 6)]


def test_conll(tmp_path: Path) -> None:
    path = tmp_path / "dev.conll"
    path.write_text("Buffy'ye\tB-PERSON\nbak\tO\n\nOrda\tO\n", encoding="utf-8")
    rows = list(read_conll(path))
    assert [row.words for row in rows] == [("Buffy’ye", "bak"), ("Orda",)]


def test_the_other_scheme_is_left_out_of_the_loss() -> None:
    row = Tagged(("Semey",), ("B-GPE",), "wiki", "tr")
    assert Sentences([row]).get(as_sentences=True) == [[["Semey", None, ("-", "B-GPE")]]]


def test_parts_are_stable_and_about_eight_one_one() -> None:
    parts = [part_of(f"tr1-{i}") for i in range(1000)]
    assert part_of("tr1-1") == "train"
    assert 750 < parts.count("train") < 850
    assert 70 < parts.count("dev") < 130
