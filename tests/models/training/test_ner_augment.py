"""Augmentation changes words and tags together, by chance, and repeatably."""

import random

from kzcorpus.models.training.ner_augment import (
    Rates,
    augment,
    in_capitals,
    mention_pool,
    mentions,
    swap_mentions,
    without_apostrophes,
    without_stop,
)
from kzcorpus.models.training.ner_data import Tagged

ROW = Tagged(
    ("Ilım", "Tokayev’in", "Semey", "gezisi", "."),
    ("B-PERSON", "I-PERSON", "B-GPE", "O", "O"),
    "kz",
    "tr",
)
OTHER = Tagged(("Almatı’da",), ("B-GPE",), "kz", "tr")


def test_mentions() -> None:
    assert list(mentions(ROW)) == [(0, 2, "PERSON"), (2, 3, "GPE")]


def test_a_swapped_mention_keeps_the_rest_in_place() -> None:
    pool = {("tr", "GPE"): [("Ust", "Kamen")]}
    row = swap_mentions(ROW, pool, 1.0, random.Random(1))
    assert row.words == ("Ilım", "Tokayev’in", "Ust", "Kamen", "gezisi", ".")
    assert row.tags == ("B-PERSON", "I-PERSON", "B-GPE", "I-GPE", "O", "O")


def test_capitals_follow_turkish_rules() -> None:
    assert in_capitals(ROW).words[:2] == ("ILIM", "TOKAYEV’İN")


def test_apostrophe_and_stop() -> None:
    assert without_apostrophes(ROW).words[1] == "Tokayevin"
    assert without_stop(ROW).words[-1] == "gezisi"
    assert len(without_stop(ROW).tags) == 4


def test_a_pass_is_repeatable_and_keeps_words_and_tags_level() -> None:
    rates = Rates(capitals=0.2, join=0.3, stop=0.3, apostrophes=0.3, abbreviations=0.3, swap=0.5)
    pool = mention_pool([ROW, OTHER])
    first = list(augment([ROW, OTHER] * 20, pool, rates, random.Random(3)))
    again = list(augment([ROW, OTHER] * 20, pool, rates, random.Random(3)))
    assert first == again
    assert all(len(row.words) == len(row.tags) for row in first)
    assert len(first) < 40
