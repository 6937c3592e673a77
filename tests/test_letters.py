"""Case and folding by Turkish rules, and never a moved offset."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.letters import (
    APOSTROPHES,
    fold,
    lower_tr,
    name_part,
    plain_apostrophes,
    search_key,
    upper_tr,
)
from tests.conftest import cases

#: The alphabets of Turkish, Azerbaijani, Russian and Kazakh, in lower case.
LETTERS = "abcçdefgğhıijklmnoöprsştuüvyzqwxəабвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
WORDS = st.text(st.sampled_from(LETTERS + " "), max_size=20)
#: Characters whose upper or lower case is longer, among all others.
ANYTHING = st.text(st.one_of(st.characters(), st.sampled_from("İßŉǰΐﬁﬃև")), max_size=20)


@pytest.mark.parametrize("case", cases("letters.json", "fold"))
def test_fold(case: dict[str, str]) -> None:
    assert fold(case["input"]) == case["want"]


@pytest.mark.parametrize("case", cases("letters.json", "search"))
def test_search_key(case: dict[str, str]) -> None:
    assert search_key(case["input"]) == case["want"]


@pytest.mark.parametrize("case", cases("letters.json", "names"))
def test_name_part(case: dict[str, str]) -> None:
    assert name_part(case["input"]) == case["want"]


@pytest.mark.parametrize("change", [lower_tr, upper_tr, fold, plain_apostrophes])
@given(ANYTHING)
def test_one_code_point_for_one(change: Callable[[str], str], text: str) -> None:
    assert len(change(text)) == len(text)


@given(ANYTHING)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WORDS)
def test_turkish_case_goes_both_ways(word: str) -> None:
    assert lower_tr(upper_tr(word)) == word
    assert fold(upper_tr(word)) == word


@given(WORDS)
def test_search_does_not_see_case_by_any_rule(word: str) -> None:
    for other in (upper_tr(word), word.upper(), word.title(), upper_tr(word).lower()):
        assert search_key(other) == search_key(word)


@given(WORDS)
def test_search_does_not_see_how_letters_are_encoded(word: str) -> None:
    assert search_key(unicodedata.normalize("NFD", upper_tr(word))) == search_key(word)


@given(ANYTHING)
def test_a_search_key_has_single_spaces_only(text: str) -> None:
    assert search_key(text) == " ".join(search_key(text).split())


@given(st.text("AĞİa ’'-1", max_size=12))
def test_a_name_is_the_beginning_of_its_mention(mention: str) -> None:
    assert mention.startswith(name_part(mention))


@pytest.mark.parametrize("mark", APOSTROPHES, ids=APOSTROPHES.values())
def test_every_apostrophe_parts_a_suffix(mark: str) -> None:
    assert name_part(f"Kazakistan{mark}a") == "Kazakistan"
    assert fold(f"KAZAKİSTAN{mark}A") == "kazakistan’a"
