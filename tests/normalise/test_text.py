"""Raw text becomes clean text with blocks, whatever the text, and the way back is kept."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.edits import Edit, raw_pieces, replay
from kzcorpus.normalise import BLOCK_SEPARATOR, normalise_text
from kzcorpus.normalise.chardata import INVISIBLE, JOINERS, LOOKALIKES, SPACES
from kzcorpus.records import NormalisedDocument, RawDocument

#: Edits that may cost letters: what they remove is not the document's text.
NOT_TEXT = {"front matter", "footnote marker", "link address"}

CHARACTERS = st.sampled_from(
    "abçğıiİIöşüəқңұһйЯقزا192.,;:!?-–‐—*#“”\"’'()[]|_³¹"
    " \t\n\r\f\v\x85\u2028\0\x1b\u00a0\u2000\u202f\u00ad\u200b\u200c\u200d\ufeff\u200e"
    "\u0301\u0306\u0307\u0308\u0327\u064b\u0653\u0344\u212a"
)
PIECES = st.sampled_from(
    [
        "Kazakistan’ın başkenti Astana",
        "Қазақстан Республикасы ",
        "قازاقستان ",
        "Birleşmiş\u0327 Milletler",
        "ulus-\nlararası ",
        "Türkiye-\nKazakistan ",
        "kenttir.\n",
        "KAYNAKÇA\n",
        "1. Giriş\n",
        "kenttir.1 Erdem2 der",
        "gelişti²",
        "1  Not, s. 3.\n",
        "2 Aynı yerde",
        "\n\n[2] Not\n",
        "[^a]",
        "\n\n[^a]: Not\n",
        "\f7\n",
        "\n\nKazakistan Raporu | 7\n\n",
        "\fKazakistan Raporu 8\n",
        "[rapor](http://a.kz/b_c)",
        "<http://a.kz>",
        "*eğik*",
        "> alıntı\n",
        "http://a.kz/\nb-c.htm ",
        "ve uzun bir sınır boyunca komşu olan ülkenin doğusunda Çin\n",
        "uzun bir sınır boyunca komşudur\n",
        "\n\n",
        "\r\n",
        "\f12\n",
        "1  Not.\n",
        "[1] Not.\n",
        "– petrol\n",
        "# Başlık\n",
        "**kalın**",
        "**",
        "  ",
        "i\u0307",
    ]
)
MESSY = st.lists(PIECES | CHARACTERS, max_size=40).map("".join)


def normalise(text: str, body_start: int = 0) -> NormalisedDocument:
    return normalise_text(RawDocument("x", "x.txt", "", text, body_start=body_start))


def content(text: str) -> list[str]:
    """Letters and digits, without their marks; Latin and Cyrillic ones that look alike are one."""
    letters = unicodedata.normalize("NFD", text)
    return [LOOKALIKES.get(ch, ch) for ch in letters if ch.isalnum()]


@given(MESSY)
def test_the_recorded_edits_and_order_make_the_text(raw: str) -> None:
    document = normalise(raw)
    assert replay(raw, document.edits, document.order) == document.text


@given(MESSY)
def test_the_order_is_a_partition_of_the_raw_text(raw: str) -> None:
    order = normalise(raw).order
    assert len(order) != 1
    if order:
        spans = sorted(order)
        assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
        assert spans[-1][1] == len(raw)
        assert all(start < end for start, end in spans)


@given(MESSY)
def test_edits_lie_inside_the_text_and_inside_the_spans_of_the_order(raw: str) -> None:
    document = normalise(raw)
    ends = sorted(end for _, end in document.order) or [len(raw)]
    for left, right in pairwise(document.edits):
        assert left.end <= right.start
    for edit in document.edits:
        assert 0 <= edit.start <= edit.end <= len(raw)
        assert not any(edit.start < end < edit.end for end in ends)


@given(MESSY)
def test_blocks_make_up_the_text_in_order(raw: str) -> None:
    document = normalise(raw)
    texts = [document.text[block.start : block.end] for block in document.blocks]
    assert BLOCK_SEPARATOR.join(texts) == document.text
    assert all(text == text.strip() and text for text in texts)


@given(MESSY)
def test_a_block_is_its_raw_pieces_with_the_edits_inside(raw: str) -> None:
    document = normalise(raw)
    for block in document.blocks:
        pieces = raw_pieces(document.offsets, document.order, block.start, block.end)
        whole = document.offsets.to_raw(block.start, block.end)
        assert whole == (min(start for start, _ in pieces), max(end for _, end in pieces))
        made = ""
        for start, end in pieces:
            inside = [
                Edit(edit.start - start, edit.end - start, edit.replacement, edit.name)
                for edit in document.edits
                if start <= edit.start and edit.end <= end and edit.start < end
            ]
            made += replay(raw[start:end], inside)
        assert made == document.text[block.start : block.end]


@given(MESSY)
def test_notes_are_anchored_in_running_text(raw: str) -> None:
    document = normalise(raw)
    for block in document.blocks:
        assert not block.marker or block.kind in ("footnote", "bibliography")
        if block.anchor is not None:
            assert block.marker
            inside = [b for b in document.blocks if b.start < block.anchor <= b.end]
            assert [b.kind for b in inside if b.kind not in ("footnote", "header")]


@given(MESSY)
def test_clean_text_keeps_its_letters_when_it_is_cleaned_again(raw: str) -> None:
    """Normalising is not the identity on clean text: out of its page a line may look different.

    But no letter gets lost, save in what only now looks like a marker or an address, and nothing
    changes any more in the characters.
    """
    once = normalise(raw).text
    again = normalise(once)
    assert content(without(once, again)) == content(again.text)
    names = {name for edit in again.edits for name in edit.name.split("+")}
    assert not names & {"space", "invisible character", "unicode composition", "front matter"}


@given(MESSY)
def test_text_that_no_edit_touches_leads_to_itself(raw: str) -> None:
    document = normalise(raw)
    edited = {place for edit in document.edits for place in range(edit.start, edit.end)}
    for index, character in enumerate(document.text):
        start, end = document.offsets.to_raw(index, index + 1)
        if start < end and not edited & set(range(start, end)):
            assert raw[start:end] == character


@given(MESSY)
def test_the_text_is_clean(raw: str) -> None:
    text = normalise(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text
    assert not set(text) & {*INVISIBLE, *SPACES}
    assert not any(unicodedata.category(ch) == "Cc" for ch in text.replace(BLOCK_SEPARATOR, ""))
    for index, character in enumerate(text):
        if character in JOINERS:
            assert any("\u0600" <= ch <= "\u06ff" for ch in text[index - 1 : index + 2])


def without(raw: str, document: NormalisedDocument) -> str:
    """The raw text in the order of the clean one, without what is not the document's text."""
    lost = [
        Edit(edit.start, edit.end, edit.replacement, edit.name)
        for edit in document.edits
        if NOT_TEXT & set(edit.name.split("+"))
    ]
    return replay(raw, lost, document.order)


@given(MESSY)
def test_every_letter_and_digit_survives(raw: str) -> None:
    document = normalise(raw)
    assert content(document.text) == content(without(raw, document))


@given(MESSY)
def test_front_matter_is_all_that_is_lost(body: str) -> None:
    head = "---\r\ntitle:\u00a0Birleşmiş\u0327\r\n---\r\n"
    document = normalise(head + body, body_start=len(head))
    assert document.text == normalise(body).text
    lost = {edit.name for edit in document.edits if edit.start < len(head)}
    assert "front matter" in {name for names in lost for name in names.split("+")}


@pytest.mark.parametrize("raw", ["", " ", "\n\f\n", "\u200b\u0301", "\ufeff\r\n"])
def test_a_text_without_text_is_empty(raw: str) -> None:
    document = normalise(raw)
    assert (document.text, document.blocks) == ("", ())
    assert document.offsets.raw_length == len(raw)


def test_clean_text_is_left_alone() -> None:
    text = "Giriş\n\nAstana, İşim Nehri’nin iki yakasında kurulu “genç” bir kenttir."
    document = normalise(text)
    assert (document.text, document.edits) == (text, ())


def test_every_edit_says_which_rule_wanted_it() -> None:
    raw = (
        " \ufeffKazakistan’ın\u00a0başkenti **Astana**, ulus-\n"
        "lararası  toplan\u00adtılara ev sahipliği yapan\r\n"
        "bir kenttir.\n"
    )
    names = {name for edit in normalise(raw).edits for name in edit.name.split("+")}
    assert names == {
        "outer space",
        "invisible character",
        "emphasis mark",
        "space",
        "spaces",
        "line-end hyphen",
        "line end",
    }


def test_a_mention_leads_back_over_a_line_end() -> None:
    raw = (
        "Ülkenin cumhurbaşkanı 2019 yılından beri Kasım Cömert\r\n"
        "Tokayev’dir. Daha önce Birleşmiş Milletlerin Cenevre\r\n"
        "ofisini yönetmiş, dışişleri bakanlığı yapmıştır.\r\n"
    )
    document = normalise(raw)
    start = document.text.index("Kasım Cömert Tokayev")
    low, high = document.offsets.to_raw(start, start + len("Kasım Cömert Tokayev"))
    assert raw[low:high] == "Kasım Cömert\r\nTokayev"


def test_blocks_know_their_page() -> None:
    raw = "Giriş\n\nBozkır geniştir.\n\fSonuç\n\nKent yenidir.\n"
    assert [block.page for block in normalise(raw).blocks] == [1, 1, 2, 2]


def test_a_moved_paragraph_leads_back_to_its_pieces() -> None:
    raw = (
        "Son yıllarda Çin ile ilişkiler gelişti.1 Astana’da bir\n"
        "konuşma yapan Çin Halk Cumhuriyeti Devlet Başkanı Xi\n\n"
        "1  Rapor, Astana 2014.\n\n"
        "\fJinping yeni bir yol önerdi ve bu öneri bölgede kabul\n"
        "gördü.\n"
    )
    document = normalise(raw)
    start = document.text.index("Xi Jinping")
    pieces = raw_pieces(document.offsets, document.order, start, start + len("Xi Jinping"))
    assert [raw[low:high] for low, high in pieces] == ["Xi\n\n", "Jinping"]
    assert [block.kind for block in document.blocks] == ["paragraph", "footnote"]
    note = document.blocks[1]
    assert (note.marker, note.anchor) == ("1", document.text.index(" Astana’da bir"))
    low, high = document.offsets.to_raw(note.start, note.end)
    assert raw[low:high] == "1  Rapor, Astana 2014."
    markers = [edit for edit in document.edits if "footnote marker" in edit.name]
    assert [raw[edit.start : edit.end] for edit in markers] == ["1"]
