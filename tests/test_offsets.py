"""Edits change a text, and the map leads back.

Both are checked against a model that is slow and plain on purpose (`sources`): a list with the raw
span of every clean character.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kzcorpus.errors import OffsetError
from kzcorpus.offsets import Edit, OffsetMap, apply_edits, compose_edits

Span = tuple[int, int]


def sources(length: int, edits: Sequence[Edit]) -> list[Span]:
    """The raw span of every character that edits make of a text of this length."""
    found: list[Span] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        found += [(index, index + 1) for index in range(position, edit.start)]
        found += [(edit.start, edit.end)] * len(edit.replacement)
        position = edit.end
    return found + [(index, index + 1) for index in range(position, length)]


def chained(first: list[Span], length: int, second: list[Span]) -> list[Span]:
    """The sources in the raw text of what `second` made of the characters of `first`."""
    found = []
    for start, end in second:
        if start < end:
            found.append((first[start][0], first[end - 1][1]))
        else:
            before = first[start - 1][1] if start else 0
            after = first[start][0] if start < len(first) else length
            found.append((after, max(after, before)))
    return found


def aligned(offsets: OffsetMap) -> list[Span]:
    """The map asked for each of its characters."""
    return [offsets.to_raw(index, index + 1) for index in range(offsets.clean_length)]


@st.composite
def edit_lists(draw: st.DrawFn, length: int, name: str) -> list[Edit]:
    """Edits of a text of this length that do not overlap, in any order."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    spans = list(dict.fromkeys(zip(cuts[::2], cuts[1::2], strict=False)))
    words = st.text("XYZ", max_size=3)
    return draw(st.permutations([Edit(start, end, draw(words), name) for start, end in spans]))


@dataclass(frozen=True)
class Chain:
    """A text that was edited twice."""

    raw: str
    first: list[Edit]
    second: list[Edit]

    @property
    def sources(self) -> list[Span]:
        middle = sources(len(self.raw), self.first)
        return chained(middle, len(self.raw), sources(len(middle), self.second))


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    raw = draw(st.text("abcdef", max_size=14))
    first = draw(edit_lists(len(raw), "first"))
    middle, _ = apply_edits(raw, first)
    return Chain(raw, first, draw(edit_lists(len(middle), "second")))


def test_a_removed_character_has_no_place_in_the_clean_text() -> None:
    clean, offsets = apply_edits("Ast\u00adana", [Edit(3, 4, "", "soft hyphen")])
    assert clean == "Astana"
    assert offsets.to_raw(0, 6) == (0, 7)
    assert offsets.to_clean(3, 4) == (3, 3)


def test_each_character_of_a_replacement_stands_for_all_that_it_replaced() -> None:
    clean, offsets = apply_edits("a\r\n\r\nb", [Edit(1, 5, "\n\n", "block break")])
    assert clean == "a\n\nb"
    assert offsets.to_raw(1, 2) == offsets.to_raw(2, 3) == (1, 5)
    assert offsets.to_clean(2, 3) == (1, 3)


def test_an_empty_span_lies_in_front_of_the_next_character() -> None:
    _, offsets = apply_edits("Ast\u00adana", [Edit(3, 4, "", "soft hyphen")])
    assert offsets.to_raw(3, 3) == (4, 4)
    assert offsets.to_raw(6, 6) == (7, 7)


def test_one_character_for_another_moves_nothing() -> None:
    _, offsets = apply_edits("Astana\u00a0şehri", [Edit(6, 7, " ", "space")])
    assert offsets == OffsetMap.identity(12)


@given(st.data(), st.text("abc", max_size=20))
def test_every_character_is_aligned_as_in_the_model(data: st.DataObject, raw: str) -> None:
    edits = data.draw(edit_lists(len(raw), "any"))
    clean, offsets = apply_edits(raw, edits)
    assert aligned(offsets) == sources(len(raw), edits)
    assert (len(clean), len(raw)) == (offsets.clean_length, offsets.raw_length)


@given(st.data(), st.text("abc", max_size=20))
def test_a_map_is_as_large_as_its_edits(data: st.DataObject, raw: str) -> None:
    edits = data.draw(edit_lists(len(raw), "any"))
    assert len(apply_edits(raw, edits)[1].runs) <= 2 * len(edits) + 1


@given(chains(), st.data())
def test_a_clean_span_and_its_raw_span_cover_each_other(chain: Chain, data: st.DataObject) -> None:
    middle, first = apply_edits(chain.raw, chain.first)
    offsets = first.then(apply_edits(middle, chain.second)[1])
    origin = chain.sources
    kept = [index for index, (start, end) in enumerate(origin) if start < end]
    if not kept:
        return
    start, last = sorted((data.draw(st.sampled_from(kept)), data.draw(st.sampled_from(kept))))
    end = last + 1
    back = offsets.to_clean(*offsets.to_raw(start, end))
    assert back[0] <= start < end <= back[1]
    cut_before = start and origin[start - 1][1] > origin[start][0]
    cut_after = end < len(origin) and origin[last][1] > origin[end][0]
    if not cut_before and not cut_after:
        assert back == (start, end)


@given(chains(), st.data())
def test_a_raw_span_finds_all_that_came_from_it(chain: Chain, data: st.DataObject) -> None:
    middle, first = apply_edits(chain.raw, chain.first)
    offsets = first.then(apply_edits(middle, chain.second)[1])
    place = st.integers(0, len(chain.raw))
    low, high = sorted((data.draw(place), data.draw(place)))
    found = [i for i, (start, end) in enumerate(chain.sources) if start < high and low < end]
    start, end = offsets.to_clean(low, high)
    if found and low < high:
        assert (start, end) == (found[0], found[-1] + 1)
    else:
        assert start == end


def test_what_is_inserted_into_a_replacement_belongs_to_it() -> None:
    _, first = apply_edits("-=-", [Edit(0, 2, "ab", "first")])
    _, second = apply_edits("ab-", [Edit(1, 1, "X", "second")])
    assert first.then(second).to_raw(1, 2) == (0, 2)
    assert first.then(second).to_clean(0, 1) == (0, 3)


@given(chains())
@example(Chain("", [], []))
@example(Chain("abc", [Edit(0, 2, "XY", "first")], [Edit(1, 1, "Z", "second")]))
def test_chained_maps_align_as_one_step_after_the_other(chain: Chain) -> None:
    middle, first = apply_edits(chain.raw, chain.first)
    clean, second = apply_edits(middle, chain.second)
    both = first.then(second)
    assert aligned(both) == chain.sources
    for index in range(len(clean)):
        start, end = second.to_raw(index, index + 1)
        if start < end:
            assert both.to_raw(index, index + 1) == first.to_raw(start, end)


@given(chains())
def test_unchanged_text_is_neutral_in_a_chain(chain: Chain) -> None:
    clean, offsets = apply_edits(chain.raw, chain.first)
    assert OffsetMap.identity(len(chain.raw)).then(offsets) == offsets
    assert offsets.then(OffsetMap.identity(len(clean))) == offsets


@given(chains())
@example(Chain("abc", [Edit(1, 1, "Z", "x")], [Edit(0, 1, "", "y"), Edit(1, 3, "", "z")]))
def test_composed_edits_make_the_same_text(chain: Chain) -> None:
    middle, first = apply_edits(chain.raw, chain.first)
    clean, second = apply_edits(middle, chain.second)
    composed = compose_edits(clean, chain.first, first, chain.second)
    again, offsets = apply_edits(chain.raw, composed)
    assert again == clean
    for (start, end), index in zip(aligned(first.then(second)), range(len(clean)), strict=True):
        wide_start, wide_end = offsets.to_raw(index, index + 1)
        assert wide_start <= start <= end <= wide_end


def test_composed_edits_are_named_after_all_their_rules() -> None:
    first = [Edit(0, 1, "", "soft hyphen"), Edit(3, 4, " ", "space")]
    middle, offsets = apply_edits("\u00adab\u00a0 c", first)
    second = [Edit(2, 4, " ", "spaces")]
    composed = compose_edits("ab c", first, offsets, second)
    assert middle == "ab  c"
    assert composed == (Edit(0, 1, "", "soft hyphen"), Edit(3, 5, " ", "space+spaces"))


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 3, "", "one"), Edit(2, 4, "", "two")],
        [Edit(2, 4, "", "two"), Edit(0, 3, "", "one")],
        [Edit(0, 4, "", "outer"), Edit(2, 2, "x", "inserted inside")],
        [Edit(1, 2, "x", "one"), Edit(1, 2, "y", "two")],
        [Edit(2, 2, "x", "which is first?"), Edit(2, 2, "y", "or this?")],
    ],
    ids=lambda edits: " and ".join(edit.name for edit in edits),
)
def test_overlapping_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OffsetError, match="edits overlap"):
        apply_edits("Astana", edits)


def test_edits_that_only_touch_are_carried_out() -> None:
    edits = [Edit(2, 4, "b", "two"), Edit(0, 2, "a", "one"), Edit(4, 4, "c", "three")]
    assert apply_edits("Astana", edits)[0] == "abcna"


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(OffsetError, match="outside a text of 6 characters"):
        apply_edits("Astana", [Edit(5, 7, "", "too far")])


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2)])
def test_an_edit_without_a_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(OffsetError, match="no valid span"):
        Edit(start, end, "", "wrong")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 7), (7, 7)])
def test_spans_outside_the_text_are_refused(start: int, end: int) -> None:
    offsets = OffsetMap.identity(6)
    with pytest.raises(OffsetError, match="outside a text of 6"):
        offsets.to_raw(start, end)
    with pytest.raises(OffsetError, match="outside a text of 6"):
        offsets.to_clean(start, end)


def test_maps_of_different_texts_do_not_chain() -> None:
    with pytest.raises(OffsetError, match="5 characters against 6"):
        OffsetMap.identity(5).then(OffsetMap.identity(6))
