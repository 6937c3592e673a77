"""Endings, declension and transliteration, as far as names need them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.entities.declension import form_keys, forms
from kzcorpus.entities.gazetteer import Name
from kzcorpus.entities.suffixes import stems
from kzcorpus.entities.transliteration import skeleton, skeletons
from kzcorpus.entities.variants import surname, variants
from kzcorpus.letters import search_key


@given(st.text(), st.sampled_from(["tr", "az", "kk", "ru", "en"]), st.booleans())
def test_a_stem_is_the_beginning_of_the_word(word: str, lang: str, plural: bool) -> None:
    for stem in stems(word, lang, plural=plural):
        assert 0 < len(stem) < len(word)


@pytest.mark.parametrize(
    ("word", "lang", "stem"),
    [
        ("Kazakların", "tr", "kazak"),
        ("Bakanlığının", "tr", "bakanlığı"),
        ("Türkiyədən", "az", "türkiyə"),
        ("Çinə", "az", "çin"),
        ("Алматыдан", "kk", "алматы"),
        ("облысында", "kk", "облысы"),
        ("қазақтардың", "kk", "қазақ"),
    ],
)
def test_endings(word: str, lang: str, stem: str) -> None:
    assert stem in set(stems(word, lang, plural=True))


@pytest.mark.parametrize(
    ("word", "lang", "stem"),
    [
        ("Kazakların", "tr", "kazak"),
        ("Nazarbayeva", "tr", "nazarbayev"),
        ("İrana", "tr", "iran"),
    ],
)
def test_what_is_no_ending(word: str, lang: str, stem: str) -> None:
    # The plural of a people alone; a back vowel after a front one; a letter after a short word.
    assert stem not in set(stems(word, lang))


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12))
def test_a_word_is_among_its_forms(word: str) -> None:
    assert word in forms(word)


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12))
def test_keys_of_forms_are_search_keys(word: str) -> None:
    assert form_keys(word) == {search_key(form) for form in forms(word)}


@pytest.mark.parametrize(
    ("word", "form", "fits"),
    [
        ("азия", "азии", True),
        ("центральная", "центральной", True),
        ("путин", "путиным", True),
        ("назарбаева", "назарбаевой", True),
        ("китай", "китаем", True),
        ("казахи", "казахов", True),
        ("россия", "россияне", False),
        ("казахстан", "казахстанский", False),
        ("алматы", "алмат", False),
    ],
)
def test_declension(word: str, form: str, fits: bool) -> None:
    assert (form in forms(word)) is fits


@given(st.text())
def test_a_skeleton_is_one_word_of_letters_and_figures(word: str) -> None:
    assert all(ch.isalnum() for ch in skeleton(word))


@pytest.mark.parametrize(
    "spellings",
    [
        "Nursultan Нұрсұлтан Нурсултан Nūrsūltan",
        "Nazarbayev Назарбаев Nazarbaev",
        "Yerlan Ерлан Erlan",
        "Aliyev Алиев Əliyev",
        "Bakıtcan Bakytzhan Бақытжан Bakıtjan",
        "Recep Receb Реджеп",
    ],
)
def test_spellings_share_a_skeleton(spellings: str) -> None:
    assert len({skeleton(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["Kasım Kemel", "Tokayev Tokayeva", "Çin Cin", "Şahin Sahin"])
def test_names_do_not(pair: str) -> None:
    one, other = pair.split()
    assert skeleton(one) != skeleton(other)


def test_variants_end_or_begin_with_the_surname() -> None:
    name = Name("Recep Tayyip Erdoğan", "tr", alone="Erdoğan")
    made = [words for words, _ in variants(name)]
    assert len(made) == len(set(made))
    assert all(skeletons("Erdoğan")[0] in (words[0], words[-1]) for words in made)
    assert ("r", "t", "erdogan") in made
    assert ("t", "erdogan") not in made


@pytest.mark.parametrize("text", ["Cengiz Han", "Abylai Khan"])
def test_a_style_is_no_surname(text: str) -> None:
    assert surname(Name(text, alone=text.split()[-1])) == ()
    assert list(variants(Name(text, alone=text.split()[-1]))) == []
