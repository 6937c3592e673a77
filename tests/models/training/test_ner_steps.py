"""The NER steps: sets are cut by passage, batches by length; nothing held out is trained on."""

import json
import random
from pathlib import Path

import pytest

from kzcorpus.models.training.ner_data import Tagged, part_of
from kzcorpus.models.training.ner_sets import held_out_texts, read_sets
from kzcorpus.models.training.ner_train import in_buckets
from kzcorpus.models.training.plan import Plan
from kzcorpus.models.training.run import load_config, plan_steps

CONFIG = Path(__file__).parents[3] / "pipelines" / "train" / "train.toml"

CHARLM = ["charlm_text", "charlm_forward", "charlm_backward"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    domain = tmp_path / "ner" / "domain"
    wiki = tmp_path / "ner" / "wiki"
    for folder in (domain, wiki, tmp_path / "own" / "ner"):
        folder.mkdir(parents=True)
    place = [[0, 5, "GPE"]]
    rows = [{"id": f"tr1-{i}", "text": f"Semey {i}", "entities": place} for i in range(30)]
    (domain / "tr1.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    row = json.dumps({"id": "az1-1", "text": "Xəzər", "entities": [[0, 5, "LOC"]]})
    (domain / "az1.jsonl").write_text(row, encoding="utf-8")
    for part in ("train", "dev"):
        (wiki / f"{part}.conll").write_text("Orda\tO\n\n", encoding="utf-8")
    (tmp_path / "own" / "ner" / "tr-x.txt").write_text("[Abay|PERSON]\n", encoding="utf-8")
    return tmp_path


def test_sets_follow_the_split_of_their_passages(data: Path) -> None:
    sets = read_sets(data, data / "own", bridge=True)
    wanted = [f"tr1-{i}" for i in range(30) if part_of(f"tr1-{i}") == "dev"]
    dev = [f"tr1-{row.words[1]}" for row in sets["tr_dev"] if len(row.words) > 1]
    assert dev == wanted
    assert sum(map(len, sets.values())) == 30 + 1 + 1 + 2


def test_the_bridge_is_for_azerbaijani_only(data: Path) -> None:
    name = f"az_{part_of('az1-1')}"
    assert read_sets(data, data / "own", bridge=True)[name][0].words == ("Hezer",)
    assert read_sets(data, data / "own", bridge=False)[name][0].words == ("Xəzər",)


def test_held_out_texts_are_those_outside_train(data: Path) -> None:
    count = sum(part_of(f"tr1-{i}") != "train" for i in range(30))
    count += (part_of("az1-1") != "train") + (part_of("tr-x-1") != "train")
    assert len(held_out_texts(data, data / "own")) == count


def test_buckets_hold_like_lengths_and_lose_nothing() -> None:
    rows = [Tagged(("a",) * n, ("O",) * n, "kz", "tr") for n in range(1, 101)]
    ordered = in_buckets(rows, 8, random.Random(1))
    assert sorted(len(row.words) for row in ordered) == list(range(1, 101))
    for start in range(0, 96, 8):
        lengths = [len(row.words) for row in ordered[start : start + 8]]
        assert max(lengths) - min(lengths) == 7


def test_the_shipped_settings_make_steps(tmp_path: Path) -> None:
    plan = Plan(tmp_path, CONFIG.parent / "data", tmp_path, tmp_path, load_config(CONFIG), "cpu")
    names = [step.name for step in plan_steps(plan)]
    assert len(names) == len(set(names))
    assert names[:3] == ["vectors_text", "vectors", "ud-data"]
    assert names[-5:] == ["ner_finish", "ner", "tagger-names", "tagger-last", "pack"]
    plan.config["charlm"]["use"] = True
    assert [step.name for step in plan_steps(plan)][2:5] == CHARLM
