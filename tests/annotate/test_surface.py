"""What a model sees has the length of what the author wrote."""

from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate.surface import model_form
from kzcorpus.letters import APOSTROPHES


@given(st.text())
def test_no_offset_moves(text: str) -> None:
    assert len(model_form(text)) == len(text)


def test_all_apostrophes_are_one_to_a_model() -> None:
    assert len({model_form(f"Astana{mark}da") for mark in APOSTROPHES}) == 1


def test_quotation_marks_stay() -> None:
    assert model_form("“Akorda” «Ақорда»") == "“Akorda” «Ақорда»"


def test_azerbaijani_is_read_in_turkish_letters_by_a_turkish_model_only() -> None:
    assert model_form("Qazaxıstanın Xəzər sahili", "az", "tr") == "Kazahıstanın Hezer sahili"
    assert model_form("Qazaxıstan", "az", "az") == "Qazaxıstan"
    assert model_form("Quran xəttatı", "tr", "tr") == "Quran xəttatı"


def test_kazakh_in_latin_letters_is_read_in_cyrillic_ones() -> None:
    assert model_form("Şymkent qalasynda ūlttyq ūiym quryldy", "kk", "kk") == (
        "Шымкент қаласында ұлттық ұиым қурылды"
    )
    assert model_form("Kereñ’e", "kk", "tr") == "Kereñ’e"


def test_latin_names_in_cyrillic_text_stay() -> None:
    assert model_form("Air Astana ұшағы", "kk", "kk") == "Air Astana ұшағы"


@given(st.text(alphabet="aäğıñöqşūüyIİQŞÑcwx ’0.Ұқ"))
def test_no_offset_moves_between_alphabets(text: str) -> None:
    assert len(model_form(text, "kk", "kk")) == len(text)
