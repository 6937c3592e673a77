"""The Kazakh recipe: its steps, and what each of them may see."""

from pathlib import Path

import pytest

from kzcorpus.models.training.pack import TRAINED
from kzcorpus.models.training.plan import Plan
from kzcorpus.models.training.run import load_config, plan_steps

RECIPES = Path(__file__).parents[3] / "pipelines" / "train"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    config = load_config(RECIPES / "train-kk.toml")
    return Plan(tmp_path, tmp_path / "own", tmp_path / "work", tmp_path / "kk", config, "cpu")


def test_the_language_chooses_the_steps(plan: Plan) -> None:
    names = [step.name for step in plan_steps(plan)]
    assert names == [
        *("kk-data", "vectors_text", "vectors", "vector-aliases", "tokenizer", "mwt"),
        *("lemmatizer", "tagger", "ner", "pack"),
    ]


def test_every_file_that_is_packed_is_made_before(plan: Plan) -> None:
    *steps, pack = plan_steps(plan)
    made = {path for step in steps for path in step.outputs}
    assert set(pack.inputs) <= made
    assert {plan.work / name for name in TRAINED.values()} <= set(pack.inputs)


def test_test_parts_are_only_written(plan: Plan) -> None:
    held = [plan.data / plan.section("kazakh")["names_test"]]
    held += [plan.work / "kk" / name for name in ("names-test.jsonl", "test.conllu")]
    for step in plan_steps(plan)[1:]:
        assert not {*map(str, step.inputs), *step.command} & {*map(str, held)}
