"""A build recognises and links with a user's own gazetteer, and is done again when that changes."""

from pathlib import Path

import pytest

from kzcorpus.build import build_corpus
from kzcorpus.config import EntitiesConfig, PipelineConfig
from kzcorpus.errors import ConfigError
from kzcorpus.tables import Corpus
from tests.fakes import fake_router

OWN = """\
id,type,en,tr,az,ru,relations,prominent
gpe/astana,GPE,Astana,Astana,,Астана,capital_of:gpe/kazakhstan,
gpe/kazakhstan,GPE,Kazakhstan,Kazakistan,Qazaxıstan,,,
person/kassym-jomart-tokayev,PERSON,Kassym-Jomart Tokayev,Kasım Cömert Tokayev,,,,yes
"""


def config(path: Path, text: str = OWN) -> PipelineConfig:
    path.write_text(text, encoding="utf-8")
    return PipelineConfig(entities=EntitiesConfig(gazetteer=str(path)))


def test_names_of_three_languages_are_one_entity(raw: Path, tmp_path: Path) -> None:
    build_corpus(raw, tmp_path / "out", config=config(tmp_path / "own.csv"), router=fake_router)
    corpus = Corpus(tmp_path / "out")
    canon = {row["canonical_id"]: row for row in corpus.table("canon").to_pylist()}
    country = canon["gpe/kazakhstan"]
    assert (country["name"], country["n_documents"]) == ("Kazakhstan", 3)
    assert dict(country["labels"])["az"] == "Qazaxıstan"
    assert canon["gpe/astana"]["relations"] == ["capital_of:gpe/kazakhstan"]
    assert {"астана", "astana"} <= set(canon["gpe/astana"]["name_keys"])
    linked = [r for r in corpus.table("entities").to_pylist() if r["name"] == "Tokayev"]
    assert [(r["canonical_id"], r["link_method"]) for r in linked] == [
        ("person/kassym-jomart-tokayev", "surname")
    ]


def test_a_changed_gazetteer_builds_again(raw: Path, tmp_path: Path) -> None:
    settings = config(tmp_path / "own.csv")
    out = tmp_path / "out"
    assert build_corpus(raw, out, config=settings, router=fake_router).changed
    assert not build_corpus(raw, out, config=settings, router=fake_router).changed
    config(tmp_path / "own.csv", OWN.replace("Kazakhstan,Kaz", "Kazakhstan|KZ,Kaz"))
    assert build_corpus(raw, out, config=settings, router=fake_router).changed


def test_a_wrong_gazetteer_stops_the_build_before_anything_is_written(
    raw: Path, tmp_path: Path
) -> None:
    settings = config(tmp_path / "own.csv", OWN + "gpe/x,PLACE,X,,,,,\n")
    with pytest.raises(ConfigError, match=r"own\.csv:5: gpe/x: no type 'PLACE'"):
        build_corpus(raw, tmp_path / "out", config=settings, router=fake_router)
    assert not (tmp_path / "out").exists()
