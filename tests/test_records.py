"""Records are frozen, and each leads back to what it was made from."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any

import pytest

from kzcorpus import records
from kzcorpus.records import BLOCK_KINDS, ENTITY_TYPES, BlockKind
from tests.fakes import annotated

RECORDS = [item for item in vars(records).values() if dataclasses.is_dataclass(item)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_no_record_can_be_changed(record: type[Any]) -> None:
    bare = object.__new__(record)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(bare, dataclasses.fields(record)[0].name, None)
    assert not hasattr(bare, "__dict__")


def test_the_kinds_of_blocks_are_those_of_the_type() -> None:
    assert typing.get_args(BlockKind) == BLOCK_KINDS


def test_entity_types_are_the_eighteen_of_ontonotes_and_title() -> None:
    assert len(set(ENTITY_TYPES)) == len(ENTITY_TYPES) == 19
    assert "TITLE" in ENTITY_TYPES


def test_an_annotated_document_leads_back_to_its_file() -> None:
    document = annotated("tr/not", "Başkentteki kule yüksek. Astana büyüyor.")
    assert document.doc_id == document.norm.doc_id == document.norm.raw.doc_id == "tr/not"


def test_tokens_and_words_run_through_all_sentences() -> None:
    document = annotated("tr/not", "Başkentteki kule.", "Astana.")
    text = document.norm.text
    surface = [text[token.start : token.end] for token in document.tokens()]
    assert surface == ["Başkentteki", "kule", ".", "Astana", "."]
    assert [word.form for word in document.words()] == ["başkentte", "ki", *surface[1:]]


def test_annotators_are_named_once_in_order_of_first_use() -> None:
    document = annotated("tr/not", "Bir.", "İki.", "Üç.")
    names = ["stanza-tr", "spacy-ru", "stanza-tr"]
    sentences = tuple(
        dataclasses.replace(sentence, annotator=name)
        for sentence, name in zip(document.sentences, names, strict=True)
    )
    assert dataclasses.replace(document, sentences=sentences).annotator == "stanza-tr+spacy-ru"
