"""The gazetteer's names are found in every language, whatever their endings."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate import with_mentions
from kzcorpus.annotate.bioes import decode
from kzcorpus.records import AnnotatedDocument, Mention
from tests.conftest import cases
from tests.entities.small import as_table, document_of, found_in, recognised

PERSON = {("kasım", "cömert", "tokayev"): "PER", ("tokayev",): "PER"}


@pytest.mark.parametrize("case", cases("gazetteer_recognition.json", "names"))
def test_names_are_found(case: dict[str, Any]) -> None:
    found = as_table(found_in(case["input"], case["lang"]))
    assert found == [tuple(row) for row in case["want"]]


@pytest.mark.parametrize("case", cases("gazetteer_recognition.json", "negatives"))
def test_other_words_are_not(case: dict[str, Any]) -> None:
    assert [item for item in found_in(case["input"], case["lang"]) if item.choice] == case["want"]


@pytest.mark.parametrize("case", cases("names_variants.json", "tokayev"))
def test_spellings_of_one_person(case: dict[str, Any]) -> None:
    (item,) = found_in(f"Dün {case['input']} geldi.", case["lang"])
    assert item.choice is not None
    assert item.choice.canonical_id == case["want"]


@pytest.mark.parametrize("case", cases("names_variants.json", "others"))
def test_other_people_stay_other_people(case: dict[str, Any]) -> None:
    whole = [
        item
        for item in found_in(f"Dün {case['input']} geldi.", case["lang"])
        if item.mention.name == case["input"]
    ]
    assert [item.choice.canonical_id for item in whole if item.choice] == (
        [case["want"]] if case["want"] else []
    )


def test_a_mention_that_both_saw_says_so() -> None:
    found = found_in("Dün Kasım Cömert Tokayev geldi.", names=PERSON)
    assert [(i.mention.source, i.mention.ner_native) for i in found] == [("both", "PER")]


def test_a_mention_of_the_gazetteer_alone_has_no_label_of_a_model() -> None:
    found = found_in("Dün Kazakistan oradaydı.")
    assert [(i.mention.source, i.mention.ner_native) for i in found] == [("gazetteer", "")]


def test_a_mention_of_the_model_alone_stays() -> None:
    found = found_in("Dün Hazar Denizi sakindi.", names={("hazar", "denizi"): "LOC"})
    assert [(i.mention.source, i.choice) for i in found] == [("ner", None)]


def test_the_type_of_both_is_the_gazetteers() -> None:
    found = found_in("Dün Orta Asya oradaydı.", names={("orta", "asya"): "ORG"})
    assert [(i.mention.type, i.mention.ner_native) for i in found] == [("LOC", "ORG")]


def test_a_longer_mention_of_the_model_keeps_its_name() -> None:
    names = {("kazakistan", "dışişleri", "kurulu"): "ORG"}
    found = found_in("Dün Kazakistan Dışişleri Kurulu toplandı.", names=names)
    assert as_table(found) == [("Kazakistan Dışişleri Kurulu", "ORG", "")]


def test_a_longer_name_of_the_gazetteer_replaces_the_models() -> None:
    found = found_in("Dün Türk Devletleri Teşkilatı toplandı.", names={("türk",): "NORP"})
    assert [(i.mention.name, i.mention.source) for i in found] == [
        ("Türk Devletleri Teşkilatı", "both")
    ]


def test_neighbours_in_one_span_are_told_apart() -> None:
    names = {("tokayevlə", "əliyev"): "PER"}
    text = "Dünən Tokayevlə Əliyev görüşdü."
    assert as_table(found_in(text, "az", names)) == [
        ("Tokayev", "PERSON", "person/kassym-jomart-tokayev"),
        ("Əliyev", "PERSON", "person/ilham-aliyev"),
    ]


PHRASES = [
    ("Rusiyanın Tokayevə KTMT formatı.", "az", ["rusiyanın", "tokayevə", "ktmt"]),
    ("Bu Avrupa - Orta Asya hattı.", "tr", ["avrupa", "-", "orta", "asya"]),
    ("Dün İlham Aliyev Astanada konuştu.", "tr", ["ilham", "aliyev", "astanada"]),
]


@pytest.mark.parametrize(("text", "lang", "words"), PHRASES)
def test_known_names_with_endings_or_marks_between_are_no_institution(
    text: str, lang: str, words: list[str]
) -> None:
    found = found_in(text, lang, {tuple(words): "ORG"})
    assert len(found) >= 2
    assert all(item.choice for item in found)


def test_a_place_with_an_ending_behind_a_name_is_no_part_of_it() -> None:
    found = found_in("Dün Pol Qobl Astanada konuştu.", names={("pol", "qobl", "astanada"): "PER"})
    assert as_table(found) == [("Pol Qobl", "PERSON", ""), ("Astana", "GPE", "gpe/astana")]


def test_a_name_is_as_long_as_its_capitals() -> None:
    names = {("kazakistan",): "GPE"}
    found = found_in("Bu Kazakistan Cumhuriyetinin kararıdır.", names=names)
    assert as_table(found) == [("Kazakistan Cumhuriyeti", "GPE", "gpe/kazakhstan")]


@pytest.mark.parametrize("name", ["ABŞ", "Ankara"])
def test_a_name_holds_its_hyphenated_ending_wherever_the_token_ends(name: str) -> None:
    document = document_of(f"Dünən {name}-nın elçisi gəldi.", lang="az", names={})
    (sentence,) = document.sentences
    first, whole, *rest = sentence.tokens
    at = whole.start + len(name) + 1
    halves = [replace(whole, end=at), replace(whole, start=at)]
    split = replace(document, sentences=(replace(sentence, tokens=(first, *halves, *rest)),))
    (item,) = recognised(split)
    mention = item.mention
    assert split.norm.text[mention.start : mention.end] == f"{name}-nın"
    assert mention.name == name


def test_a_sum_has_its_currency() -> None:
    names = {("iki", "milyard", "abş"): "MONEY"}
    text = "Dünən dəyəri iki milyard ABŞ dollarından çox idi."
    (item,) = [i for i in found_in(text, "az", names) if i.mention.type == "MONEY"]
    mention = item.mention
    assert text[mention.start : mention.end] == "iki milyard ABŞ dollarından"
    assert (mention.value, mention.token_end - mention.token_start) == ("2000000000 USD", 4)


def test_what_follows_a_surname_is_no_part_of_the_person() -> None:
    names = {("kasım", "cömert", "tokayev", "dönemi"): "PER"}
    found = found_in("Bu Kasım Cömert Tokayev Dönemi oldu.", names=names)
    assert [i.mention.name for i in found] == ["Kasım Cömert Tokayev"]


def test_a_surname_follows_a_full_name() -> None:
    text = "Dün Muhtar Tileuberdi geldi. Sonra Tileuberdi konuştu."
    ids = [i.choice.canonical_id for i in found_in(text) if i.choice]
    assert ids == ["person/mukhtar-tleuberdi"] * 2
    methods = [i.choice.method for i in found_in(text) if i.choice]
    assert methods == ["alias", "surname"]


def test_a_surname_follows_the_one_who_was_named() -> None:
    text = "Dün Kemel Tokayev yazdı. Sonra Tokayev sustu."
    ids = [i.choice.canonical_id for i in found_in(text) if i.choice]
    assert ids == ["person/kemel-tokayev"] * 2


def test_a_prominent_person_needs_no_full_name() -> None:
    (item,) = found_in("Sonra Tokayev konuştu.")
    assert item.choice is not None
    assert (item.choice.method, item.choice.score) == ("prominent", 0.85)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We saw Tbilisi in Georgia.", "gpe/georgia"),
        ("We saw Atlanta in Georgia.", "gpe/georgia-us-state"),
        ("Dün Türkistan şehri güzeldi.", "gpe/turkistan"),
        ("Dün Türkistan bölgesi güzeldi.", "gpe/turkistan-region"),
    ],
)
def test_context_decides_between_two(text: str, wanted: str) -> None:
    lang = "en" if text.startswith("We") else "tr"
    (item,) = [i for i in found_in(text, lang) if i.mention.name.startswith(("Ge", "Tü"))]
    assert item.choice is not None
    assert (item.choice.canonical_id, item.choice.method) == (wanted, "context")
    assert 0.6 <= item.choice.score < 1


def test_tags_say_the_same_as_the_merged_mentions() -> None:
    document = document_of("Dün Rusya ve Tokayev, Orta Asya’daydı.", names=PERSON)
    found = recognised(document)
    tagged = with_mentions(document, (item.mention for item in found))
    spans = [
        (number, *span)
        for number, sentence in enumerate(tagged.sentences)
        for span in decode([token.ner for token in sentence.tokens])
    ]
    assert spans == [
        (m.sentence, m.token_start, m.token_end, m.type) for m in (i.mention for i in found)
    ]
    assert len(spans) == 3


def test_a_word_that_the_document_writes_small_is_no_name_at_a_sentence_s_head() -> None:
    text = "Sonra edebiyat sevdi. Edebiyat güzeldir."
    assert found_in(text, names={("edebiyat",): "PER"})[:1] == []
    assert len(found_in("Edebiyat güzeldir.", names={("edebiyat",): "PER"})) == 1


WORDS = (
    *("Kasım", "Cömert", "Tokayev", "Rusya", "ve", "Orta", "Asya", "Türk", "Devletleri"),
    *("Teşkilatı", "Aliyev", ",", "KGAÖ"),
)
TYPES = ("PERSON", "GPE", "LOC", "ORG", "NORP", "DATE", "EVENT")


@st.composite
def sentences(draw: Any) -> tuple[AnnotatedDocument, int]:
    """A sentence of words of names, with a model's spans anywhere in it."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
    document = document_of(" ".join(words))
    mentions, position = [], 0
    tokens = document.sentences[0].tokens
    while position < len(tokens):
        first = position + draw(st.integers(0, 2))
        last = min(first + draw(st.integers(1, 4)), len(tokens))
        if first < last:
            start, end = tokens[first].start, tokens[last - 1].end
            kind, text = draw(st.sampled_from(TYPES)), document.norm.text[start:end]
            mentions.append(Mention(start, end, kind, kind, 0, first, last, text))
        position = max(last, first + 1)
    return with_mentions(document, mentions), len(tokens)


@given(sentences())
def test_merged_mentions_are_in_order_and_apart(drawn: tuple[AnnotatedDocument, int]) -> None:
    document, length = drawn
    position = 0
    for item in recognised(document):
        mention = item.mention
        assert position <= mention.token_start < mention.token_end <= length
        position = mention.token_end


def test_a_long_name_that_replaces_two_mentions_counts_once() -> None:
    names = {("türk", "devletleri"): "NORP", ("teşkilatı",): "ORG"}
    found = found_in("Dün Türk Devletleri Teşkilatı toplandı.", names=names)
    assert [item.mention.name for item in found] == ["Türk Devletleri Teşkilatı"]


def test_dates_are_found_by_their_form_where_no_model_is() -> None:
    (item,) = found_in("Ол 1991 жылғы 16 желтоқсанда болды.", "kk")
    mention = item.mention
    assert (mention.type, mention.source, mention.value) == ("DATE", "pattern", "1991-12-16")


def test_half_a_date_of_the_model_grows_whole() -> None:
    names = {("2017", "ci", "il"): "DATE", ("oktyabrın",): "DATE"}
    (item,) = found_in("Sənəd 2017-ci il oktyabrın 30-da imzalandı.", "az", names)
    assert (item.mention.value, item.mention.source) == ("2017-10-30", "ner")


def test_a_measure_is_no_money() -> None:
    (item,) = found_in("Bu 3 milyon ton idi.", "az", {("3", "milyon", "ton"): "MONEY"})
    assert (item.mention.type, item.mention.value) == ("QUANTITY", "3000000 t")
