"""Silver sentences for the tagger, whose names entity recognition found."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kzcorpus.models.training.conllu import Sentence
from kzcorpus.models.training.plan import Plan
from kzcorpus.models.training.run import load_config, plan_steps
from kzcorpus.models.training.tagger_names import is_name, sentences_that_name

RECIPE = Path(__file__).parents[3] / "pipelines" / "train" / "train.toml"


def token(number: int, *words: tuple[str, str, str | None], space: str = " ") -> Any:
    made = [SimpleNamespace(text=w, upos=u, xpos=None, feats=f) for w, u, f in words]
    text = "".join(w for w, _, _ in words)
    return SimpleNamespace(id=(number,), text=text, words=made, spaces_after=space)


def found(tokens: list[Any], entities: list[tuple[str, list[Any]]]) -> list[Sentence]:
    ents = [SimpleNamespace(type=kind, tokens=inside) for kind, inside in entities]
    sentence = SimpleNamespace(tokens=tokens, ents=ents)
    return list(sentences_that_name(SimpleNamespace(sentences=[sentence])))


def test_a_town_that_the_tagger_mistook_becomes_a_proper_noun() -> None:
    town = token(1, ("Taraz", "VERB", "Mood=Imp"))
    rest = token(2, ("büyüdü", "VERB", "Tense=Past"), space="")
    stop = token(3, (".", "PUNCT", None))
    (sentence,) = found([town, rest, stop], [("GPE", [town])])
    first, verb, _ = sentence.words
    assert (first.upos, first.feats) == ("PROPN", "Case=Nom|Number=Sing|Person=3")
    assert (verb.upos, verb.feats) == ("VERB", "Tense=Past")
    assert sentence.text == "Taraz büyüdü."


def test_a_noun_keeps_its_case_and_a_copula_its_word() -> None:
    person = token(1, ("Abay’", "NOUN", "Case=Gen"), ("dır", "AUX", "Person=3"))
    (sentence,) = found([person], [("PERSON", [person])])
    assert [(w.upos, w.feats) for w in sentence.words] == [
        ("PROPN", "Case=Gen"),
        ("AUX", "Person=3"),
    ]


def test_institutions_and_sentences_without_names_teach_nothing() -> None:
    office = token(1, ("Merkezi", "NOUN", None))
    assert found([office], [("ORG", [office])]) == []
    assert found([office], []) == []


@pytest.mark.parametrize("form", ["ve", "ABD", "C.", "eski"])
def test_what_is_not_written_like_a_name_stays(form: str) -> None:
    assert not is_name(form)


def test_the_last_phase_comes_behind_entity_recognition(tmp_path: Path) -> None:
    plan = Plan(tmp_path, tmp_path, tmp_path / "w", tmp_path / "o", load_config(RECIPE), "cpu")
    steps = {step.name: step for step in plan_steps(plan)}
    order = list(steps)
    assert order.index("ner") < order.index("tagger-names") < order.index("tagger-last")
    (names,) = steps["tagger-names"].outputs
    assert names in steps["tagger-last"].inputs
