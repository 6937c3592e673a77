"""Mentions have clean edges and plain names."""

from typing import Any

import pytest

from kzcorpus.annotate.mentions import find_spans, mention_name, trim
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("mentions.json", "trim"))
def test_edges(case: dict[str, Any]) -> None:
    forms = case["input"]
    start, end = trim(forms, 0, len(forms))
    assert forms[start:end] == case["want"]


def test_only_the_span_is_trimmed() -> None:
    forms = ["(", "Astana", ")", "."]
    assert trim(forms, 1, 4) == (1, 2)


@pytest.mark.parametrize("case", cases("mentions.json", "names"))
def test_names(case: dict[str, str]) -> None:
    assert mention_name(case["input"]) == case["want"]


def test_a_span_keeps_our_type_and_the_models_label() -> None:
    tags = ["B-PER", "E-PER", "O", "S-LOCATION"]
    forms = ["Kasım", "Tokayev", ",", "Hazar"]
    spans = find_spans(tags, forms, {"PER": "PERSON", "LOCATION": "LOC"})
    assert spans == [((0, 2, "PERSON"), "PER"), ((3, 4, "LOC"), "LOCATION")]


def test_a_span_of_marks_alone_is_dropped() -> None:
    assert find_spans(["B-ORG", "E-ORG"], ["“", "”"], {"ORG": "ORG"}) == []


def test_a_label_that_is_no_entity_here_gives_no_mention() -> None:
    assert find_spans(["S-ADAGE", "S-GPE"], ["сөз", "Семей"], {"ADAGE": "", "GPE": "GPE"}) == [
        ((1, 2, "GPE"), "GPE")
    ]
