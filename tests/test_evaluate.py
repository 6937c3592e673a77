"""Scoring from raw text: every mistake counts, the gold's own conventions do not."""

import json
from pathlib import Path

import pytest

from kzcorpus.annotate import Segment
from kzcorpus.errors import UsageError
from kzcorpus.evaluate import evaluate_conllu, evaluate_names, to_conllu
from tests.fakes import NAMES, FakeBackend

TYPES = {"GPE": "GPE", "LOC": "LOC", "LOCATION": "LOC", "PER": "PERSON", "ORG": "ORG"}

GOLD = """\
# newdoc
# sent_id = 1
# text = Başkentteki görüşme sürdü.
1-2\tBaşkentteki\t_\t_\t_\t_\t_\t_\t_\t_
1\tBaşkentte\tbaşkent\tX\t_\t_\t3\tdep\t_\t_
2\tki\tki\tX\t_\t_\t1\tdep\t_\t_
3\tgörüşme\tgörüşme\tX\t_\t_\t4\tdep\t_\t_
4\tsürdü\tsür\tX\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tX\t_\t_\t4\tpunct\t_\t_

# sent_id = 2
# text = Astana büyüdü.
1\tAstana\tastana\tX\t_\t_\t2\tdep\t_\t_
2\tbüyüdü\tbüyü\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tX\t_\t_\t2\tpunct\t_\t_

"""


def scores(path: Path) -> dict[str, float]:
    results, _ = evaluate_conllu(FakeBackend(), path)
    return {result.measure: round(result.score.f1, 3) for result in results}


def test_conllu_is_scored_from_raw_text(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")
    found = scores(path)
    assert found["tokens"] == found["words"] == found["sentences"] == 1.0
    assert found["upos"] == round(7 / 8, 3)
    assert found["lemmas"] == round(5 / 8, 3)


def test_speed_counts_words(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")
    _, speed = evaluate_conllu(FakeBackend(), path)
    assert speed.words == 8
    assert speed.rate > 0


def test_a_multiword_token_is_a_range() -> None:
    text = "Başkentteki görüşme."
    (sentences,) = FakeBackend().annotate([Segment(text, "tr")])
    rows = [line.split("\t")[:2] for line in to_conllu(text, sentences).splitlines() if line]
    assert rows == [
        ["1-2", "Başkentteki"],
        ["1", "başkentte"],
        ["2", "ki"],
        ["3", "görüşme"],
        ["4", "."],
    ]


def names(path: Path) -> dict[str, tuple[int, int, int]]:
    results, _ = evaluate_names(FakeBackend(NAMES), TYPES, path)
    return {r.measure: (r.score.gold, r.score.system, r.score.correct) for r in results}


def test_names_of_jsonl(tmp_path: Path) -> None:
    rows = [
        {"text": "Kazakistan’ın başkenti Astana.", "entities": [[0, 10, "GPE"], [23, 29, "GPE"]]},
        {"text": "Tokayev Ankara'da konuştu.", "entities": [[0, 7, "PERSON"]]},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert names(path) == {"names": (3, 4, 3), "names GPE": (2, 3, 2), "names PERSON": (1, 1, 1)}


def test_names_of_conll_by_tokens_and_tags(tmp_path: Path) -> None:
    path = tmp_path / "gold.conll"
    path.write_text(
        "Orta\tB-LOC\nAsya'nın\tI-LOC\nkentleri\tO\n.\tO\n\nAstana\tO\n", encoding="utf-8"
    )
    assert names(path) == {"names": (1, 1, 1), "names LOC": (1, 1, 1)}


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("gold.jsonl", '{"text": "Astana"}', "gold.jsonl:1"),
        ("gold.jsonl", "Astana", "gold.jsonl:1"),
        ("gold.conll", "Astana\n", "gold.conll:1"),
        ("gold.conll", "", "no gold entities"),
    ],
)
def test_what_is_no_gold_is_refused_with_its_place(
    tmp_path: Path, name: str, text: str, place: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=place):
        names(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        scores(tmp_path / "none.conllu")
