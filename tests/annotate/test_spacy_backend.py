"""spaCy's blank tokenisers, for real, on small texts in five languages."""

from typing import Any

import pytest

from kzcorpus.annotate import Router, Segment, annotate_documents
from kzcorpus.annotate.spacy_backend import SpacyBackend
from kzcorpus.records import AnnotatedDocument
from tests.conftest import cases
from tests.fakes import normalised


@pytest.fixture(scope="module")
def backend() -> SpacyBackend:
    return SpacyBackend()


def sentences(backend: SpacyBackend, text: str, lang: str) -> list[str]:
    (found,) = backend.annotate([Segment(text, lang)])
    return [text[s.tokens[0].start : s.tokens[-1].end] for s in found]


@pytest.mark.parametrize("case", cases("sentences.json", "spacy"))
def test_sentences(backend: SpacyBackend, case: dict[str, Any]) -> None:
    assert sentences(backend, case["input"], case["lang"]) == case["want"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Астана — столица Казахстана.  Река Ишим делит её."),
        ("en", "Astana isn’t the largest city; Almaty is."),
        ("kk", "Астана — Қазақстанның астанасы. Ол Есіл өзенінің бойында."),
        ("ar", "أستانا عاصمة كازاخستان. تقع على نهر إيشيم."),
        ("xx", "Astana, 1997."),
    ],
)
def test_a_document_is_covered_token_by_token(backend: SpacyBackend, lang: str, text: str) -> None:
    router = Router({"*": backend}, {})
    (document,) = annotate_documents([normalised("d", text, lang=lang)], router)
    assert isinstance(document, AnnotatedDocument), document
    forms = [text[token.start : token.end] for token in document.tokens()]
    assert "".join(forms) == "".join(text.split())
    assert [word.form for word in document.words()] == forms


def test_words_are_numbered_within_their_sentence(backend: SpacyBackend) -> None:
    ((first, second),) = backend.annotate([Segment("Astana grew. It did.", "en")])
    assert [word.id for token in first.tokens for word in token.words] == [1, 2, 3]
    assert [word.id for token in second.tokens for word in token.words] == [1, 2, 3]


def test_no_analysis_is_invented(backend: SpacyBackend) -> None:
    ((sentence,),) = backend.annotate([Segment("Astana grew.", "en")])
    for token in sentence.tokens:
        assert token.ner == "O"
        assert [(w.lemma, w.upos, w.feats) for w in token.words] == [("", "", "")]


def test_segments_keep_their_order(backend: SpacyBackend) -> None:
    segments = [Segment("Астана.", "ru"), Segment("Almaty.", "en"), Segment("   ", "ru")]
    first, second, third = backend.annotate(segments)
    assert len(first) == len(second) == 1
    assert third == []


def test_its_name_says_which_program_it_is(backend: SpacyBackend) -> None:
    assert backend.name.startswith("spacy-3.")
    assert backend.name.endswith("/blank")
