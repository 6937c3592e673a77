"""The map leads back, whatever was edited and moved: checked against the model of `aligning.py`."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kzcorpus.edits import Edit, apply_edits, reorder
from kzcorpus.errors import OffsetError
from kzcorpus.offsets import OffsetMap, Run
from tests.aligning import Chain, aligned, chains


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


@given(chains() | chains(moved=True), st.data())
def test_a_clean_span_and_its_raw_span_cover_each_other(chain: Chain, data: st.DataObject) -> None:
    offsets, origin = chain.offsets, chain.sources
    kept = [index for index, (start, end) in enumerate(origin) if start < end]
    if not kept:
        return
    start, last = sorted((data.draw(st.sampled_from(kept)), data.draw(st.sampled_from(kept))))
    low, high = offsets.to_raw(start, last + 1)
    inside = origin[start : last + 1]
    assert (low, high) == (min(span[0] for span in inside), max(span[1] for span in inside))
    back = offsets.to_clean(low, high)
    assert back[0] <= start < last + 1 <= back[1]


@given(chains() | chains(moved=True), st.data())
def test_what_is_copied_as_a_whole_is_shifted(chain: Chain, data: st.DataObject) -> None:
    offsets = chain.offsets
    start = data.draw(st.integers(0, offsets.clean_length))
    end = data.draw(st.integers(start, offsets.clean_length))
    shift = offsets.shift(start, end)
    if shift is not None:
        moved = range(start + shift, end + shift)
        assert chain.sources[start:end] == [(place, place + 1) for place in moved]


@pytest.mark.parametrize(
    ("start", "end", "shift"),
    [
        pytest.param(0, 3, 0, id="all before the cut"),
        pytest.param(3, 6, 1, id="all behind it"),
        pytest.param(4, 5, 1, id="a part"),
        pytest.param(2, 4, None, id="over the cut"),
        pytest.param(3, 3, None, id="nothing"),
        pytest.param(6, 7, None, id="what stands for something else"),
        pytest.param(5, 7, None, id="with what stands for something else"),
        pytest.param(8, 9, 0, id="up to the end"),
        pytest.param(8, 10, None, id="beyond the end"),
        pytest.param(-1, 2, None, id="before the beginning"),
    ],
)
def test_a_span_that_is_copied_as_a_whole_says_so(start: int, end: int, shift: int | None) -> None:
    clean, offsets = apply_edits("Ast\u00adana!.", [Edit(3, 4, "", "cut"), Edit(7, 8, "??", "two")])
    assert clean == "Astana??."
    assert offsets.shift(start, end) == shift


@given(chains(), st.data())
def test_text_in_place_comes_back_exactly(chain: Chain, data: st.DataObject) -> None:
    offsets, origin = chain.offsets, chain.sources
    kept = [index for index, (start, end) in enumerate(origin) if start < end]
    if not kept:
        return
    start, last = sorted((data.draw(st.sampled_from(kept)), data.draw(st.sampled_from(kept))))
    end = last + 1
    cut_before = start and origin[start - 1][1] > origin[start][0]
    cut_after = end < len(origin) and origin[last][1] > origin[end][0]
    if not cut_before and not cut_after:
        assert offsets.to_clean(*offsets.to_raw(start, end)) == (start, end)


@given(chains() | chains(moved=True), st.data())
def test_a_raw_span_finds_all_that_came_from_it(chain: Chain, data: st.DataObject) -> None:
    place = st.integers(0, len(chain.raw))
    low, high = sorted((data.draw(place), data.draw(place)))
    found = [i for i, (start, end) in enumerate(chain.sources) if start < high and low < end]
    start, end = chain.offsets.to_clean(low, high)
    if found and low < high:
        assert (start, end) == (found[0], found[-1] + 1)
    else:
        after = [(span, i) for i, span in enumerate(chain.sources) if span[1] > low]
        assert start == end == (min(after)[1] if after else len(chain.sources))


#: Texts with pieces removed, replaced, inserted and moved; some lead from one end to the other.
MOVED = [
    [(0, 3), (6, 9), (3, 6)],
    [(6, 9), (3, 6), (0, 3)],
    [(3, 6), (0, 3), (6, 9)],
    [(0, 1), (5, 9), (1, 2), (3, 5), (2, 3)],
    [(8, 9), (7, 8), (4, 7), (0, 4)],
    [(0, 9)],
]
EDITS: list[list[Edit]] = [
    [],
    [Edit(0, 1, "", "cut")],
    [Edit(3, 5, "", "cut"), Edit(8, 9, "", "cut")],
    [Edit(1, 2, "XYZ", "swap"), Edit(4, 4, "++", "put"), Edit(6, 8, "-", "swap")],
    [Edit(0, 0, "<", "put"), Edit(2, 7, "", "cut"), Edit(9, 9, ">", "put")],
    [Edit(0, 9, "", "cut")],
]


@pytest.mark.parametrize("order", MOVED, ids=str)
@pytest.mark.parametrize("edits", EDITS, ids=len)
@pytest.mark.parametrize("moved_first", [True, False])
def test_every_span_leads_where_its_characters_came_from(
    order: list[tuple[int, int]], edits: list[Edit], moved_first: bool
) -> None:
    """All spans of a text of nine characters, against what each character says of itself."""
    raw = "abcdefghi"
    if moved_first:
        middle, first = reorder(raw, order)
        clean, second = apply_edits(middle, edits)
    else:
        middle, first = apply_edits(raw, edits)
        cuts = [(min(a, len(middle)), min(b, len(middle))) for a, b in order]
        left = [(a, b) for a, b in cuts if a < b]
        tail = max((b for _, b in left), default=0)
        clean, second = reorder(middle, [*left, *([(tail, len(middle))] * (tail < len(middle)))])
    offsets = first.then(second)
    origin = aligned(offsets)
    assert len(origin) == len(clean) == offsets.clean_length
    for low in range(len(raw) + 1):
        for high in range(low, len(raw) + 1):
            found = [i for i, (start, end) in enumerate(origin) if start < high and low < end]
            after = [(span, i) for i, span in enumerate(origin) if span[1] > low]
            wanted = min(after)[1] if after else len(clean)
            here = (found[0], found[-1] + 1) if found and low < high else (wanted, wanted)
            assert offsets.to_clean(low, high) == here, (low, high)
    for start in range(len(clean)):
        for end in range(start + 1, len(clean) + 1):
            inside = origin[start:end]
            want = (min(span[0] for span in inside), max(span[1] for span in inside))
            assert offsets.to_raw(start, end) == want, (start, end)


def test_an_empty_text_has_an_empty_map() -> None:
    assert OffsetMap.identity(0) == OffsetMap(0, 0, ())
    assert OffsetMap.identity(0).to_raw(0, 0) == OffsetMap.identity(0).to_clean(0, 0) == (0, 0)


def test_what_is_inserted_into_a_replacement_belongs_to_it() -> None:
    _, first = apply_edits("-=-", [Edit(0, 2, "ab", "first")])
    _, second = apply_edits("ab-", [Edit(1, 1, "X", "second")])
    assert first.then(second).to_raw(1, 2) == (0, 2)
    assert first.then(second).to_clean(0, 1) == (0, 3)


@given(chains() | chains(moved=True))
@example(Chain("", [], []))
@example(Chain("abc", [Edit(0, 2, "XY", "first")], [Edit(1, 1, "Z", "second")]))
def test_chained_maps_align_as_one_step_after_the_other(chain: Chain) -> None:
    middle, first = chain.middle
    clean, second = apply_edits(middle, chain.second)
    both = first.then(second)
    assert aligned(both) == chain.sources
    for index in range(len(clean)):
        start, end = second.to_raw(index, index + 1)
        if start < end:
            assert both.to_raw(index, index + 1) == first.to_raw(start, end)


@given(chains() | chains(moved=True))
def test_unchanged_text_is_neutral_in_a_chain(chain: Chain) -> None:
    clean, offsets = chain.middle
    assert OffsetMap.identity(len(chain.raw)).then(offsets) == offsets
    assert offsets.then(OffsetMap.identity(len(clean))) == offsets


def test_text_that_is_moved_there_and_back_is_unchanged() -> None:
    text, there = reorder("Astana ve Almatı", [(0, 6), (9, 16), (6, 9)])
    assert text == "Astana Almatı ve"
    assert there.then(reorder(text, [(0, 6), (13, 16), (6, 13)])[1]) == OffsetMap.identity(16)


def test_ten_thousand_moved_notes_are_found_by_bisection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up in a long document with notes asks a handful of runs, not all of them."""
    size = 10_000
    order = [
        (9 * i + part, 9 * i + end) for i in range(size) for part, end in ((0, 3), (6, 9), (3, 6))
    ]
    _, offsets = reorder("x" * (9 * size), order)
    asked = 0
    first_after = OffsetMap._first_after

    def counted(self: OffsetMap, raw: int, low: int, high: int) -> int:
        nonlocal asked
        asked += 1
        return first_after(self, raw, low, high)

    monkeypatch.setattr(OffsetMap, "_first_after", counted)
    for note in range(0, size, 100):
        assert offsets.to_clean(9 * note + 3, 9 * note + 6) == (9 * note + 6, 9 * note + 9)
        assert offsets.to_raw(9 * note, 9 * note + 6) == (9 * note, 9 * note + 9)
    assert asked <= 3 * 100


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


def test_maps_are_equal_if_they_align_alike() -> None:
    assert OffsetMap(2, 2, (Run(0, 0, 2, True),)) == OffsetMap.identity(2)
    assert reorder("ab", [(1, 2), (0, 1)])[1] != OffsetMap.identity(2)
