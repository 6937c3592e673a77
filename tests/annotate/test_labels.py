"""Models' labels become our types, or are refused."""

import pytest

from kzcorpus.annotate.labels import ALIASES, DROPPED, label_map
from kzcorpus.errors import ModelError
from kzcorpus.records import ENTITY_TYPES


def test_our_own_labels_stay() -> None:
    assert label_map(ENTITY_TYPES, "m") == {label: label for label in ENTITY_TYPES}


def test_labels_of_published_models_are_translated() -> None:
    assert label_map(["PER", "LOCATION", "ORGANIZATION"], "m") == {
        "PER": "PERSON",
        "LOCATION": "LOC",
        "ORGANIZATION": "ORG",
    }


def test_kazakh_labels_become_types_or_are_dropped() -> None:
    labels = ["PERSON", "ORGANISATION", "POSITION", "ADAGE", "DISEASE"]
    assert label_map(labels, "stanza-1/kk-default") == {
        "PERSON": "PERSON",
        "ORGANISATION": "ORG",
        "POSITION": "TITLE",
        "ADAGE": "",
        "DISEASE": "",
    }


def test_no_label_is_both_translated_and_dropped() -> None:
    assert not DROPPED & {*ALIASES, *ENTITY_TYPES}


def test_every_alias_means_a_type_of_ours() -> None:
    assert set(ALIASES.values()) <= set(ENTITY_TYPES)


def test_unknown_labels_are_refused_by_name_with_the_place_to_map_them() -> None:
    with pytest.raises(ModelError, match=r"stanza-1/tr-x: unknown .* MISC, VEHICLE; .*labels\.py"):
        label_map(["VEHICLE", "PER", "MISC"], "stanza-1/tr-x")
