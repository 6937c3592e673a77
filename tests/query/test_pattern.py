"""The query language: what a pattern stands for, and where it breaks."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.errors import UsageError
from kzcorpus.query.pattern import MOST_GAP, Combined, Condition, Sequence, Step, parse
from tests.conftest import cases


def lemma(value: str) -> Condition:
    return Condition("lemma", value)


def test_words_are_forms_in_a_row() -> None:
    dis, politika = Condition("form", "dış", plain=True), Condition("form", "politika", plain=True)
    assert parse("dış politika") == (Sequence((Step(dis), Step(politika))),)


def test_words_can_be_lemmas() -> None:
    (sequence,) = parse("dış", plain="lemma")
    assert sequence.steps == (Step(Condition("lemma", "dış", plain=True)),)


def test_a_gap_belongs_to_the_step_behind_it() -> None:
    (sequence,) = parse('[lemma="a"] []{2,5} [lemma="b"]')
    assert sequence.steps == (Step(lemma("a")), Step(lemma("b"), 2, 5))


def test_gaps_add_up_and_may_stand_outside() -> None:
    (sequence,) = parse('[] [lemma="a"] [] []? [lemma="b"] []{3}')
    assert sequence == Sequence((Step(lemma("a"), 1, 1), Step(lemma("b"), 1, 2)), 3)


def test_a_gap_without_an_end_has_one_all_the_same() -> None:
    (sequence,) = parse('[lemma="a"] []* [lemma="b"]')
    assert (sequence.steps[1].least, sequence.steps[1].most) == (0, MOST_GAP)


def test_conditions_bind_as_everywhere() -> None:
    (sequence,) = parse('[lemma="a" | lemma="b" & !upos="X"]')
    not_x = Combined("not", (Condition("upos", "X"),))
    assert sequence.steps[0].test == Combined(
        "or", (lemma("a"), Combined("and", (lemma("b"), not_x)))
    )


def test_choices_and_repetition_are_written_out() -> None:
    assert len(parse('([lemma="a"] | [lemma="b"]) [lemma="c"]{0,2}')) == 6
    assert [len(sequence.steps) for sequence in parse('[lemma="a"]?[lemma="b"]+')] == [
        *range(1, 11),
        *range(2, 12),
    ]


def test_a_quotation_mark_can_be_looked_for() -> None:
    (sequence,) = parse(r'[form="\""]')
    assert sequence.steps[0].test == Condition("form", '"')


def test_a_value_may_have_lost_its_quotation_marks_in_the_shell() -> None:
    marked = '[lemma="dış" & upos!="VERB"] [entity="gpe/kazakhstan"]'
    assert parse(marked.replace('"', "")) == parse(marked)


@pytest.mark.parametrize("case", cases("patterns.json", "refused"))
def test_what_is_no_pattern_is_refused_with_its_place(case: dict[str, str]) -> None:
    with pytest.raises(UsageError) as refusal:
        parse(case["input"])
    assert case["want"] in str(refusal.value)
    assert "\n" not in str(refusal.value)


@given(st.text('ab[]"(){}|&!=*+?, 0lema', max_size=24))
def test_any_text_is_a_pattern_or_one_clear_refusal(text: str) -> None:
    with suppress(UsageError):  # and no other exception
        assert all(sequence.steps for sequence in parse(text))
