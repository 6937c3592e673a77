"""Edits change a text, spans are moved, and both can be done again from the record."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kzcorpus.edits import Edit, apply_edits, compose_edits, raw_pieces, reorder, replay
from kzcorpus.errors import OffsetError
from tests.aligning import Chain, aligned, chains, edit_lists, orders, sources


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


def test_a_note_is_moved_behind_the_sentence_that_it_interrupts() -> None:
    text = "Astana bir (not) kenttir."
    clean, offsets = reorder(text, [(0, 11), (17, 25), (11, 17)])
    assert clean == "Astana bir kenttir.(not) "
    assert offsets.to_raw(0, 19) == (0, 25)
    assert offsets.to_raw(11, 19) == (17, 25)
    assert offsets.to_clean(11, 16) == (19, 24)
    assert offsets.to_clean(7, 20) == (7, 25)


@given(st.data(), st.text("abc", max_size=20))
def test_moved_text_is_aligned_as_in_the_model(data: st.DataObject, raw: str) -> None:
    order = data.draw(orders(len(raw)))
    clean, offsets = reorder(raw, order)
    places = [index for start, end in order for index in range(start, end)]
    assert clean == "".join(raw[index] for index in places)
    assert aligned(offsets) == [(index, index + 1) for index in places]
    assert len(offsets.runs) <= len(order)


@pytest.mark.parametrize(
    "order",
    [
        [(0, 3)],
        [(0, 3), (4, 6)],
        [(0, 4), (3, 6)],
        [(0, 3), (3, 7)],
        [(1, 6)],
        [(0, 6), (6, 6)],
        [],
    ],
    ids=str,
)
def test_spans_that_are_no_partition_are_refused(order: list[tuple[int, int]]) -> None:
    with pytest.raises(OffsetError, match="spans"):
        reorder("Astana", order)


@given(st.data(), st.text("abcdef", max_size=20))
def test_edits_and_order_make_the_text_again(data: st.DataObject, raw: str) -> None:
    """Edits that stay inside the spans: editing and then moving is the same as span by span."""
    order = data.draw(orders(len(raw)))
    edits = [
        Edit(edit.start + start, edit.end + start, edit.replacement, edit.name)
        for start, end in order
        for edit in data.draw(edit_lists(end - start, "any"))
        if edit.start + start < end
    ]
    edited, first = apply_edits(raw, edits)
    grown = {cut: sum(e.growth for e in edits if e.start < cut) for span in order for cut in span}
    cuts = [(start + grown[start], end + grown[end]) for start, end in order]
    moved = [(start, end) for start, end in cuts if start < end]
    clean, second = reorder(edited, moved)
    assert replay(raw, edits, order) == clean
    whole = first.then(second)
    for index in range(len(clean)):
        pieces = raw_pieces(whole, order, index, index + 1)
        assert pieces in ([whole.to_raw(index, index + 1)], [])


def test_without_an_order_nothing_is_moved() -> None:
    assert replay("Astana", [Edit(0, 1, "a", "case")]) == "astana"


def test_a_moved_span_is_known_by_its_pieces() -> None:
    text = "Astana bir (not) kenttir."
    order = [(0, 11), (17, 25), (11, 17)]
    clean, offsets = reorder(text, order)
    assert raw_pieces(offsets, order, 0, 19) == [(0, 11), (17, 25)]
    assert raw_pieces(offsets, order, 7, 10) == [(7, 10)]
    assert raw_pieces(offsets, (), 7, 10) == [(7, 10)]
    assert raw_pieces(offsets, order, 7, 7) == [(7, 7)]
    assert clean[7:10] == text[7:10]
