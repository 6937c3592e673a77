"""Annotators by the names of the pipeline file."""

from pathlib import Path

import pytest

from kzcorpus.annotate import Annotators, StanzaModel, load_router, stanza_models
from kzcorpus.errors import AnnotationError, ConfigError, ModelError


@pytest.mark.parametrize("name", ["zemberek", "stanza", "stanza:tr", "stanza:TR-kz", "Spacy", ""])
def test_an_unknown_annotator_is_refused_with_its_place_and_what_to_write(name: str) -> None:
    with pytest.raises(ConfigError, match=r"^\[annotate.routes\] kk: no annotator ") as refusal:
        load_router({"*": "spacy", "kk": name}, {})
    assert repr(name) in str(refusal.value)
    assert 'use "spacy" or "stanza:LANG-PACKAGE"' in str(refusal.value)


def test_each_model_is_named_once() -> None:
    routes = {"tr": "stanza:tr-kz", "az": "stanza:tr-kz", "kk": "stanza:kk-ktb", "*": "spacy"}
    assert stanza_models(routes) == {
        "stanza:tr-kz": ("tr", "kz"),
        "stanza:kk-ktb": ("kk", "ktb"),
    }


@pytest.mark.models
def test_routes_to_one_annotator_share_it() -> None:
    router = load_router({"ru": "spacy", "*": "spacy"}, {})
    assert router.backend("ru") is router.backend("kk")
    assert router.backend("ru").name.startswith("spacy-")


def test_without_a_star_other_languages_have_no_annotator() -> None:
    with pytest.raises(AnnotationError, match="'kk'"):
        load_router({"ru": "spacy"}, {}).backend("kk")


def test_a_model_that_cannot_be_loaded_is_one_clear_error(tmp_path: Path) -> None:
    models = {"stanza:tr-kz": StanzaModel(tmp_path, "tr", "kz")}
    with pytest.raises(ModelError, match=r"cannot load package 'kz' for 'tr' from ") as refusal:
        load_router({"tr": "stanza:tr-kz"}, models)
    assert "\n" not in str(refusal.value)


@pytest.mark.models
def test_only_the_annotators_of_the_languages_asked_for_are_loaded(tmp_path: Path) -> None:
    """The Stanza model of this route is nowhere: whoever opens it fails."""
    models = {"stanza:tr-kz": StanzaModel(tmp_path, "tr", "kz")}
    annotators = Annotators({"tr": "stanza:tr-kz", "*": "spacy"}, models)
    russian, english = annotators.router(["ru"]).backend("ru"), annotators.router(["en"])
    assert english.backend("en") is russian
    with pytest.raises(AnnotationError, match="'tr'"):
        annotators.router(["ru"]).backend("tr")
    with pytest.raises(ModelError):
        annotators.router(["ru", "tr"])
