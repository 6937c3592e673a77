"""Ids of documents as names that other formats take: never two alike."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.export.names import (
    file_name,
    flat_id,
    parse_sentence_id,
    sentence_id,
    unflat_id,
    xml_id,
)

IDS = st.text(
    st.sampled_from("abğқ/.%_- -s1:*\u00a0") | st.characters(exclude_categories=["Cs"]), min_size=1
)


@given(IDS)
def test_a_flat_id_leads_back_and_is_one_word(doc_id: str) -> None:
    flat = flat_id(doc_id)
    assert unflat_id(flat) == doc_id
    assert not re.search(r"[\s/]", flat)


@given(IDS, st.integers(1, 10**6))
def test_a_sentence_id_leads_back(doc_id: str, number: int) -> None:
    assert parse_sentence_id(sentence_id(doc_id, number)) == (doc_id, number)


def test_what_is_no_sentence_id_is_none() -> None:
    assert parse_sentence_id("mf920901-001-p1") is None


@given(IDS)
def test_a_file_name_is_one_name_that_fits(doc_id: str) -> None:
    name = file_name(doc_id)
    assert len(name.encode()) <= 200
    assert not re.search(r'[/\\:*?"<>|\0]', name)


def test_long_names_stay_apart() -> None:
    assert file_name("ş" * 300 + "1") != file_name("ş" * 300 + "2")


@given(IDS)
def test_an_xml_id_is_a_name_and_one_to_one(text: str) -> None:
    name = xml_id("e", text)
    ElementTree.fromstring(f"<{name}/>")
    back = re.sub(r"_([0-9a-f]+)_", lambda m: chr(int(m[1], 16)), name[2:].replace(".", "/"))
    assert back == text
