"""Raw text becomes clean text with blocks, whatever the text, and the way back is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.edits import Edit, apply_edits
from kzcorpus.normalise import BLOCK_SEPARATOR, normalise_text
from kzcorpus.normalise.chardata import INVISIBLE, JOINERS, SPACES
from kzcorpus.records import NormalisedDocument, RawDocument

#: Edits that may cost letters: what they remove is not the document's text.
NOT_TEXT = {"front matter"}

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
    """Letters and digits, without their marks."""
    return [ch for ch in unicodedata.normalize("NFD", text) if ch.isalnum()]


@given(MESSY)
def test_the_recorded_edits_make_the_text(raw: str) -> None:
    document = normalise(raw)
    text, _ = apply_edits(raw, document.edits)
    assert text == document.text


@given(MESSY)
def test_blocks_make_up_the_text_in_order(raw: str) -> None:
    document = normalise(raw)
    texts = [document.text[block.start : block.end] for block in document.blocks]
    assert BLOCK_SEPARATOR.join(texts) == document.text
    assert all(text == text.strip() and text for text in texts)
    pages = [block.page or 0 for block in document.blocks]
    assert pages == sorted(pages)


@given(MESSY)
def test_a_block_is_its_raw_slice_with_the_edits_inside(raw: str) -> None:
    document = normalise(raw)
    for block in document.blocks:
        start, end = document.offsets.to_raw(block.start, block.end)
        inside = [
            Edit(edit.start - start, edit.end - start, edit.replacement, edit.name)
            for edit in document.edits
            if start <= edit.start and edit.end <= end
        ]
        text, _ = apply_edits(raw[start:end], inside)
        assert text == document.text[block.start : block.end]


@given(MESSY)
def test_text_that_no_edit_touches_leads_to_itself(raw: str) -> None:
    document = normalise(raw)
    edited = {place for edit in document.edits for place in range(edit.start, edit.end)}
    for index, character in enumerate(document.text):
        start, end = document.offsets.to_raw(index, index + 1)
        if not edited & set(range(start, end)):
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


@given(MESSY)
def test_every_letter_and_digit_survives(raw: str) -> None:
    assert content(normalise(raw).text) == content(raw)


@given(MESSY)
def test_front_matter_is_all_that_is_lost(body: str) -> None:
    head = "---\r\ntitle:\u00a0Birleşmiş\u0327\r\n---\r\n"
    document = normalise(head + body, body_start=len(head))
    assert content(document.text) == content(body)
    lost = {edit.name for edit in document.edits if edit.start < len(head)}
    assert {name for names in lost for name in names.split("+")} >= NOT_TEXT


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
