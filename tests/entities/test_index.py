"""The compiled gazetteer: what is made when a text needs it is what was there otherwise."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.entities import Recogniser, load_gazetteer
from kzcorpus.entities.gazetteer import Name
from kzcorpus.entities.index import AliasIndex
from kzcorpus.entities.reading import _LETTER_KEYS, _ODD
from kzcorpus.entities.transliteration import search_words
from kzcorpus.entities.variants import surname, variant_words, variants
from kzcorpus.letters import lower_tr, search_key
from tests.entities.small import as_table, document_of, small_gazetteer

#: Sentences whose names need variants, Russian cases, and each other's leftovers.
SENTENCES = [
    ("Dün K. C. Tokayev geldi.", "tr"),
    ("Dün Tokayev Kemel geldi, sonra Şi Cinping.", "tr"),
    ("Мы видели Токаева и Тлеуберди в Казахстане.", "ru"),
    ("Центральной Азией и Анкарой.", "ru"),
    ("Біз Қазақстанда болдық.", "kk"),
    ("Dünən Əliyev İlhamla Bakıda idi.", "az"),
    ("We saw Xi Jinping and the Organization of Turkic States.", "en"),
]
WORDS = st.sampled_from(
    ("Kasım", "Jomart", "Tokayev", "Назарбаев", "Абишевич", "Xi", "bin", "Said", "ulı", "Han", "Y.")
)


@given(st.lists(WORDS, max_size=5), WORDS, st.booleans())
def test_words_of_variants_without_making_them(
    given_names: list[str], last: str, first: bool
) -> None:
    text = " ".join([last, *given_names] if first else [*given_names, last])
    name = Name(text, alone=last)
    made = {word for words, _ in variants(name) for word in words}
    assert (variant_words(name, surname(name)) if surname(name) else set()) == made


def test_what_was_read_before_makes_no_difference() -> None:
    documents = [document_of(text, lang=lang) for text, lang in SENTENCES]
    alone = [Recogniser(small_gazetteer()).recognise(document) for document in documents]
    for order in (documents, documents[::-1]):
        recogniser = Recogniser(small_gazetteer())
        found = {document.norm.text: recogniser.recognise(document) for document in order}
        assert [found[document.norm.text] for document in documents] == alone
    for items in alone:
        assert any(item.choice for item in items), as_table(items)


def test_names_come_in_the_order_of_the_gazetteer() -> None:
    one, other = AliasIndex(small_gazetteer()), AliasIndex(small_gazetteer())
    surnames = sorted(one.first_surname_words)
    one.prepare(surnames)
    other.prepare(surnames[::-1])
    for words in (("k", "tokaev"), ("kemel", "tokaev"), ("i", "aliev")):
        found = [reference.entry.id for reference in one.variants(words)]
        assert found == sorted(found) != []
        assert found == [reference.entry.id for reference in other.variants(words)]


def test_russian_cases_are_one_form() -> None:
    index = AliasIndex(small_gazetteer())
    assert index.russian("россиеи") == index.russian("россию") == index.russian("россия")
    assert index.russian("rusya") is None
    stem = index.russian("анкарои")
    assert stem is not None
    assert [reference.entry.id for reference in index.aliases((stem,))] == ["gpe/ankara"]


@given(st.text())
def test_words_of_a_search_key(text: str) -> None:
    assert " ".join(search_words(text)) == search_key(text)


@given(st.text())
def test_keys_letter_by_letter(text: str) -> None:
    keys = lower_tr(text).translate(_LETTER_KEYS)
    if _ODD not in keys:
        assert len(keys) == len(text)
        assert " ".join(keys.split()) == search_key(text)


@pytest.mark.parametrize("word", ["Қазақстанның", "Türkiyədən", "İĞDIR", "Ёлкин", "Noël"])
def test_letters_of_our_languages_are_not_odd(word: str) -> None:
    assert _ODD not in lower_tr(word).translate(_LETTER_KEYS)


def test_compiling_our_gazetteer_loads_nothing_heavy() -> None:
    code = (
        "import sys; from kzcorpus.entities import Linker, Recogniser, load_gazetteer; "
        "gazetteer = load_gazetteer(); Recogniser(gazetteer); Linker(gazetteer); "
        "print(*{'spacy', 'stanza', 'torch', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_person_of_ours_is_found_by_the_words_of_the_variants() -> None:
    people = [e for e in load_gazetteer().entries.values() if e.type == "PERSON"][::40]
    for name in (name for entry in people for name in entry.names):
        made = {word for words, _ in variants(name) for word in words}
        assert (variant_words(name, surname(name)) if surname(name) else set()) == made, name
