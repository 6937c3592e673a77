"""Paragraphs as Stanza's loader sees them, with the place of each character."""

from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate.stanza_fast.characters import code_points, paragraphs
from kzcorpus.annotate.stanza_fast.decoding import ADDRESS_SIGNS

SPACED = st.text(alphabet=" \n\t\r\u00a0\u2003\x85\x97\x1cabİ.", max_size=40)


@given(text=SPACED | st.text(max_size=30))
def test_paragraphs_are_stanza_s(text: str) -> None:
    from stanza.models.tokenization.data import TokenizationDataset

    wanted = TokenizationDataset({}, input_text=text).data
    found = list(paragraphs(text))
    assert [part.text for part in found] == ["".join(unit for unit, _ in part) for part in wanted]
    for part in found:
        assert len(part.positions) == len(part.text)
        for letter, position in zip(part.text, part.positions, strict=True):
            assert letter in (text[position], " ")
            assert letter != " " or text[position].isspace() or "\x80" <= text[position] <= "\x9f"


def test_half_a_surrogate_pair_is_a_code_point() -> None:
    assert code_points("a\ud800").tolist() == [0x61, 0xD800]


@given(data=st.data())
def test_what_stanza_takes_for_an_address_has_one_of_the_signs(data: st.DataObject) -> None:
    from stanza.models.tokenization.utils import MASK_RE

    address = data.draw(st.from_regex(MASK_RE, fullmatch=True))
    assert any(sign in address for sign in ADDRESS_SIGNS)
