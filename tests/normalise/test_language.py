"""Each block has a language; short blocks lean on their document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.errors import ConfigError
from kzcorpus.normalise import LANGUAGES, Detector, detect_languages, load_detector
from kzcorpus.normalise.language import sample
from kzcorpus.records import NormalisedDocument
from tests.conftest import cases
from tests.fakes import normalised


def fake(evidence: dict[str, dict[str, float]]) -> Detector:
    """A detector that has been told what to say about each text."""
    return lambda texts: [evidence[text] for text in texts]


def found(document: NormalisedDocument) -> list[str]:
    return [block.lang for block in document.blocks]


PARAGRAPHS = cases("languages.json", "paragraphs")
TURKISH, AZERBAIJANI, TITLE = "uzun bir Türkçe paragraf", "uzun bir Azərbaycan abzası", "Bakı"
DETECTOR = fake(
    {
        TURKISH: {"tr": 0.99, "az": 0.01},
        AZERBAIJANI: {"tr": 0.01, "az": 0.99},
        TITLE: {"tr": 0.45, "az": 0.55},
        "Xan": {"tr": 0.3, "az": 0.7},
        "1991": {"tr": 0.4, "az": 0.6},
        "…": {"tr": 0.4, "az": 0.6},
    }
)


def test_a_short_block_leans_on_its_document() -> None:
    assert found(detect_languages(normalised("x", TITLE, TURKISH), DETECTOR)) == ["tr", "tr"]
    assert found(detect_languages(normalised("x", TITLE, AZERBAIJANI), DETECTOR)) == ["az", "az"]


def test_a_short_block_leans_on_its_neighbours_first() -> None:
    blocks = [TURKISH] * 5 + [AZERBAIJANI, TITLE, AZERBAIJANI] + [TURKISH] * 5
    document = detect_languages(normalised("x", *blocks), DETECTOR)
    assert found(document) == ["tr"] * 5 + ["az"] * 3 + ["tr"] * 5


def test_many_short_blocks_do_not_outvote_a_long_one() -> None:
    document = detect_languages(normalised("x", "Xan", "Xan", "Xan", TURKISH), DETECTOR)
    assert set(found(document)) == {"tr"}


def test_strong_evidence_stands_against_the_document() -> None:
    document = detect_languages(normalised("x", TURKISH, AZERBAIJANI, TURKISH), DETECTOR)
    assert found(document) == ["tr", "az", "tr"]


def test_the_document_has_the_language_of_most_of_its_letters() -> None:
    document = detect_languages(normalised("x", TITLE, TURKISH, TURKISH, AZERBAIJANI), DETECTOR)
    letters = {"tr": 0, "az": 0}
    for block in document.blocks:
        text = document.text[block.start : block.end]
        letters[block.lang] += sum(ch.isalpha() for ch in text)
    assert document.lang == "tr"
    assert document.lang_share == round(letters["tr"] / sum(letters.values()), 4)


def stated(document: NormalisedDocument, lang: str) -> NormalisedDocument:
    """The same document, its metadata stating a language."""
    return replace(document, raw=replace(document.raw, meta=replace(document.raw.meta, lang=lang)))


def test_a_stated_language_is_evidence_for_every_block() -> None:
    even = fake({"Astana": {"tr": 0.5, "az": 0.5}})
    document = normalised("x", "Astana")
    for lang in ("tr", "az"):
        assert found(detect_languages(stated(document, lang), even)) == [lang]


def test_a_stated_language_does_not_silence_the_text() -> None:
    document = detect_languages(stated(normalised("x", AZERBAIJANI), "tr"), DETECTOR)
    assert (document.lang, found(document)) == ("az", ["az"])


def test_a_stated_language_that_is_no_candidate_changes_nothing() -> None:
    plain = normalised("x", TITLE, TURKISH)
    with_language = detect_languages(stated(plain, "kk"), DETECTOR)
    assert with_language.blocks == detect_languages(plain, DETECTOR).blocks


@pytest.mark.parametrize("lang", ["kk", ""])
def test_without_a_letter_only_the_metadata_can_say(lang: str) -> None:
    document = detect_languages(stated(normalised("x", "1991", "…"), lang), DETECTOR)
    assert (document.lang, document.lang_share) == (lang, 0.0)
    assert all(block.lang for block in document.blocks)


def test_a_document_without_blocks_has_no_language() -> None:
    document = detect_languages(normalised("x"), DETECTOR)
    assert (document.lang, document.lang_share, document.blocks) == ("", 0.0, ())


def test_nothing_but_language_changes() -> None:
    before = normalised("x", TURKISH, TITLE)
    after = detect_languages(before, DETECTOR)
    assert (after.text, after.raw, after.offsets) == (before.text, before.raw, before.offsets)
    assert [(block.start, block.end, block.kind) for block in after.blocks] == [
        (block.start, block.end, block.kind) for block in before.blocks
    ]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector()


@pytest.mark.parametrize("case", cases("languages.json", "paragraphs"))
def test_a_paragraph_is_recognised(detector: Detector, case: dict[str, str]) -> None:
    document = detect_languages(normalised("x", case["input"]), detector)
    (block,) = document.blocks
    assert (document.lang, block.lang, document.lang_share) == (case["want"], case["want"], 1.0)
    assert 0.85 < block.lang_score <= 1


@pytest.mark.parametrize("case", cases("languages.json", "documents"))
def test_the_blocks_of_a_document(detector: Detector, case: dict[str, Any]) -> None:
    document = normalised("x", *(text for text, _ in case["blocks"]))
    assert found(detect_languages(document, detector)) == [lang for _, lang in case["blocks"]]


def test_the_blocks_of_one_document_keep_their_languages(detector: Detector) -> None:
    known = [case.values[0] for case in cases("languages.json", "paragraphs")]
    document = detect_languages(normalised("x", *(case["input"] for case in known)), detector)
    assert found(document) == [case["want"] for case in known]
    assert set(found(document)) == set(LANGUAGES)


def test_the_document_has_the_spans_of_its_blocks(detector: Detector) -> None:
    texts = ["Gazete ertesi gün “Елордада жаңа кітапхана ашылды” diye yazdı.", "Bozkır geniştir."]
    document = detect_languages(normalised("x", *texts, *texts), detector)
    assert [(document.text[s.start : s.end], s.lang) for s in document.spans] == [
        ("Елордада жаңа кітапхана ашылды", "kk")
    ] * 2
    assert document.lang_at(document.spans[1].start) == "kk"


def test_a_long_block_is_judged_by_parts_of_it() -> None:
    text = "a" * 500 + "b" * 500 + "c" * 500
    assert len(sample(text, 0, len(text))) < 450
    assert set(sample(text, 0, len(text))) == set("abc ")
    assert sample(text, 10, 60) == text[10:60]


def test_addresses_are_no_evidence() -> None:
    text = "Bkz. https://www.example.org/en/the-press ve ali@example.org"
    assert sample(text, 0, len(text)).split() == ["Bkz.", "ve"]


def test_probabilities_of_the_candidates_sum_to_one(detector: Detector) -> None:
    for evidence in detector(["Қазақстан – Орталық Азиядағы мемлекет.", "", "1991", "a\0b"]):
        assert set(evidence) == set(LANGUAGES)
        assert sum(evidence.values()) == pytest.approx(1.0)


def test_a_text_without_a_letter_may_be_anything(detector: Detector) -> None:
    for text in ("", " ", "12.03.1991 – …", "\0"):
        (evidence,) = detector([text])
        assert list(evidence.values()) == pytest.approx([1 / len(LANGUAGES)] * len(LANGUAGES))


@given(st.lists(st.text(st.sampled_from("abcəқбй قن¤\0 .,\u0301😀") | st.characters()), max_size=8))
def test_texts_are_judged_each_for_itself(texts: list[str]) -> None:
    detect = load_detector()
    together = detect(texts)
    assert len(together) == len(texts)
    for text, evidence in zip(texts, together, strict=True):
        (alone,) = detect([text])
        assert alone == pytest.approx(evidence, abs=1e-4)


def test_candidates_are_all_that_is_found() -> None:
    known = {case.values[0]["label"]: case.values[0]["input"] for case in PARAGRAPHS}
    kazakh, kyrgyz, german = known["Kazakh"], known["Kyrgyz"], known["German"]

    def best(candidates: list[str], text: str) -> str:
        (evidence,) = load_detector(candidates)([text])
        assert list(evidence) == candidates
        return max(evidence, key=evidence.__getitem__)

    assert [best(["kk", "ru"], text) for text in (kazakh, kyrgyz)] == ["kk", "kk"]
    both = [best(["kk", "ky", "other"], text) for text in (kazakh, kyrgyz, german)]
    assert both == ["kk", "ky", "other"]


@pytest.mark.parametrize(
    ("candidates", "message"),
    [
        (
            ["tr", "xx"],
            r"\[language\] candidates: unknown language 'xx'; there are: tr, az, .*other",
        ),
        ([], "name at least one language"),
    ],
)
def test_candidates_that_cannot_be_are_refused(candidates: list[str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_detector(candidates)
