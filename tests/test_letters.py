"""Case and folding by Turkish rules, and never a moved offset."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.letters import (
    APOSTROPHES,
    bridge_az,
    bridge_kk,
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

#: All characters; half a surrogate pair is none.
EVERY = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
#: Small letters whose capital is that of another one: capitals cannot tell them apart.
CAPITAL_OF_ANOTHER = (
    "\u00b5\u017f\u0345\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5"
    "\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88\u1e9b\u1fbe"
)


@pytest.mark.parametrize("case", cases("letters.json", "fold"))
def test_fold(case: dict[str, str]) -> None:
    assert fold(case["input"]) == case["want"]


@pytest.mark.parametrize("case", cases("letters.json", "upper"))
def test_upper_tr(case: dict[str, str]) -> None:
    assert upper_tr(case["input"]) == case["want"]


@pytest.mark.parametrize("case", cases("letters.json", "search"))
def test_search_key(case: dict[str, str]) -> None:
    assert search_key(case["input"]) == case["want"]


@pytest.mark.parametrize("case", cases("letters.json", "names"))
def test_name_part(case: dict[str, str]) -> None:
    assert name_part(case["input"]) == case["want"]


@pytest.mark.parametrize("case", cases("letters.json", "kk_latin"))
def test_bridge_kk(case: dict[str, str]) -> None:
    assert bridge_kk(case["input"]) == case["want"]


@pytest.mark.parametrize("change", [lower_tr, upper_tr, fold, plain_apostrophes])
@given(ANYTHING)
def test_one_code_point_for_one(change: Callable[[str], str], text: str) -> None:
    assert len(change(text)) == len(text)


@given(ANYTHING)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_promises_hold_for_every_character_there_is() -> None:
    """Parted by line ends, so that no character has a neighbour (a sigma's form depends on it)."""
    text = "\n".join(EVERY)
    lower, upper, folded = lower_tr(text), upper_tr(text), fold(text)
    assert len(lower) == len(upper) == len(folded) == len(text)
    assert fold(folded) == folded
    assert fold(lower) == folded
    other = fold(upper)
    changed = {ch for ch, a, b in zip(text, folded, other, strict=True) if a != b}
    assert changed == set(CAPITAL_OF_ANOTHER)


def test_capitals_of_turkish_are_no_other_s() -> None:
    """What Python's own rules get wrong: dotted and dotless stay apart, also behind one another."""
    assert fold("Iİıi") == "ıiıi"
    assert fold(upper_tr("ıi")) == "ıi"
    assert lower_tr("İ\u0307I\u0307") == "i\u0307ı\u0307"


@given(ANYTHING, ANYTHING)
def test_folding_does_not_look_beyond_a_space(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}"


@given(ANYTHING)
def test_a_search_key_is_its_own_and_that_of_the_folded_text(text: str) -> None:
    assert search_key(fold(text)) == search_key(text)


@given(ANYTHING)
def test_bridged_letters_move_nothing(text: str) -> None:
    bridged = bridge_az(text)
    assert len(bridged) == len(text)
    assert bridge_az(bridged) == bridged
    assert not set(bridged) & set("əƏxXqQ")


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


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("X’in", "X"),  # a name of one letter has a suffix too
        ("X’IN", "X’IN"),  # in capitals it may be a name: D’ARC
        ("AB’NİN", "AB"),
        ("’ın", "’ın"),
        ("Kazakistan’ın başkenti", "Kazakistan’ın başkenti"),
        ("Astana’abcdefghijkl", "Astana"),  # twelve letters
        ("Astana’abcdefghijklm", "Astana’abcdefghijklm"),
        ("ASTANA’ABCDEFGH", "ASTANA"),  # eight letters
        ("ASTANA’ABCDEFGHİ", "ASTANA’ABCDEFGHİ"),
        ("Astana’DA", "Astana’DA"),
        ("ASTANA’Da", "ASTANA’Da"),
        ("ASTANA’D4", "ASTANA’D4"),
        ("ASTANA’42", "ASTANA’42"),
        ("Astana’d4", "Astana’d4"),
        ("Astana’", "Astana"),
        ("(…)’ın", "(…)’ın"),
    ],
)
def test_what_is_a_suffix_and_what_a_part_of_the_name(mention: str, name: str) -> None:
    assert name_part(mention) == name
