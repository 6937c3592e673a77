"""Ids of names that no gazetteer knows: the same for names that are clearly one, in any order."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.entities.alike import alike_names, alike_people, near, same_name, same_person
from kzcorpus.entities.nil import nil_id, resolve_nil
from kzcorpus.entities.transliteration import skeletons
from kzcorpus.entities.variants import STYLES
from kzcorpus.letters import search_key
from kzcorpus.records import Mention
from tests.conftest import cases

SYLLABLES = ("ka", "ra", "be", "ko", "va", "nur", "sul", "tan", "ov", "m", "i")


@st.composite
def names(draw: Any) -> list[str]:
    """Names of syllables, so that many are alike: initials, one or two given names, a surname."""
    rng = random.Random(draw(st.integers(0, 10_000)))

    def word(most: int) -> str:
        return "".join(rng.choices(SYLLABLES, k=rng.randint(1, most))).title()

    people = [" ".join((*(word(2) for _ in range(rng.randint(0, 2))), word(5))) for _ in range(60)]
    return [*people, *(name.replace("a", "e", 1) for name in people if rng.random() < 0.5)]


@pytest.mark.parametrize("case", cases("nil_ids.json", "ids"))
def test_ids(case: dict[str, Any]) -> None:
    kind, name = case["input"]
    assert nil_id(Mention(0, len(name), kind, kind, 0, 0, 1, name)) == case["want"]
    assert resolve_nil([(kind, name)])[kind, name].canonical_id == case["want"]


@pytest.mark.parametrize("case", cases("names_nil.json", "same"))
def test_people_who_are_clearly_one(case: dict[str, Any]) -> None:
    one, other = (skeletons(name) for name in case["input"])
    assert (same_person(one, other) > 0) is case["want"]
    assert same_person(one, other) == same_person(other, one)


@pytest.mark.parametrize("case", cases("names_nil.json", "others"))
def test_names_that_are_clearly_one(case: dict[str, Any]) -> None:
    found = resolve_nil(("ORG", name) for name in case["input"])
    assert (len({match.canonical_id for match in found.values()}) == 1) is case["want"]


@pytest.mark.parametrize("case", cases("names_nil.json", "ids"))
def test_the_fullest_and_best_spelt_name_gives_the_id(case: dict[str, Any]) -> None:
    found = resolve_nil((case["type"], name) for name in case["input"])
    assert {name: match.canonical_id for (_, name), match in found.items()} == case["want"]


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_names_may_be_compared(one: str, other: str) -> None:
    a, b = search_key(one).split(), search_key(other).split()
    if len(a) == len(b):
        assert same_name(tuple(a), tuple(b)) == same_name(tuple(b), tuple(a))


@given(st.lists(st.tuples(st.sampled_from(("PERSON", "ORG")), st.text())))
def test_any_names_get_ids(pairs: list[tuple[str, str]]) -> None:
    found = resolve_nil(pairs)
    assert set(found) == set(pairs)
    for (kind, _), match in found.items():
        assert match.canonical_id.startswith(f"nil/{kind.lower()}/")
        assert found[match.key].canonical_id == match.canonical_id
        assert found[match.key].method == "name"


@given(names(), st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_the_order(some: list[str], rng: random.Random) -> None:
    pairs = [(kind, name) for kind in ("PERSON", "ORG") for name in some]
    shuffled = rng.sample(pairs, len(pairs))
    assert resolve_nil(shuffled) == resolve_nil(pairs)


@given(names())
def test_blocks_lose_no_pair(some: list[str]) -> None:
    """What is found block by block is what comparing each with each finds."""
    people = list({skeletons(name) for name in some})
    others = list({tuple(search_key(name).split()) for name in some})
    every = [(i, j) for j in range(len(people)) for i in range(j)]
    long = {i for i, words in enumerate(people) if len(words) > 1 and words[-1] not in STYLES}
    wanted = {
        (i, j, points)
        for i, j in every
        if {i, j} <= long and (points := same_person(people[i], people[j]))
    }
    assert {(min(i, j), max(i, j), p) for i, j, p in alike_people(people)} == wanted
    every = [(i, j) for j in range(len(others)) for i in range(j)]
    wanted = {
        (i, j, points)
        for i, j in every
        if len(others[i]) == len(others[j]) > 1 and (points := same_name(others[i], others[j]))
    }
    assert {(min(i, j), max(i, j), p) for i, j, p in alike_names(others)} == wanted


@given(st.sets(st.text("abcd", min_size=1, max_size=20), max_size=40), st.sampled_from((70, 92)))
def test_near_words_are_the_same_one_by_one_and_all_at_once(words: set[str], points: int) -> None:
    ordered = sorted(words)
    pairs = [(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]]
    one_by_one = {frozenset(pair) for pair in pairs if list(near(pair, points))}
    together = [frozenset(pair) for pair in near(ordered, points)]
    assert len(together) == len(set(together))
    assert set(together) == one_by_one
