"""Documents through backends: order, offsets, routing, and distrust."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from kzcorpus.annotate import Router, Segment, SentenceDraft, TokenDraft, annotate_documents
from kzcorpus.errors import AnnotationError
from kzcorpus.records import AnnotatedDocument, NormalisedDocument, Reject, Word
from tests.fakes import FakeBackend, annotated, normalised, router_of

TEXT = "Astana büyük."


def draft(*tokens: tuple[int, int], ner: str = "O") -> SentenceDraft:
    return SentenceDraft(
        tuple(TokenDraft(start, end, (Word(1, "x"),), ner) for start, end in tokens)
    )


class Answers:
    """A backend that answers every segment in one way, right or wrong."""

    def __init__(self, answer: Callable[[Segment], list[SentenceDraft]], name: str = "odd") -> None:
        self.name = name
        self._answer = answer

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        return [self._answer(segment) for segment in segments]


def refused(*drafts: SentenceDraft) -> str:
    """Why a document is refused for which a backend returns these sentences."""
    router = Router({"*": Answers(lambda segment: list(drafts))}, {"odd": {"GPE": "GPE"}})
    (result,) = annotate_documents([normalised("tr/odd", TEXT)], router)
    assert isinstance(result, Reject), result
    assert (result.path, result.stage, result.reason) == (
        "tr/odd.txt",
        "annotate",
        "annotator failed",
    )
    return result.detail


@pytest.mark.parametrize("batch_chars", [1, 20, 10_000])
def test_documents_keep_their_order_in_batches_of_any_size(batch_chars: int) -> None:
    documents = [normalised(f"d{number}", f"Astana {number}.") for number in range(7)]
    results = list(annotate_documents(documents, router_of(FakeBackend()), batch_chars))
    assert [doc.norm for doc in results if isinstance(doc, AnnotatedDocument)] == documents


def test_documents_are_taken_one_batch_at_a_time() -> None:
    taken = []

    def stream():
        for number in range(3):
            taken.append(number)
            yield normalised(f"d{number}", TEXT)

    next(annotate_documents(stream(), router_of(FakeBackend()), batch_chars=len(TEXT)))
    assert taken == [0]


def test_offsets_count_in_the_document_not_in_the_block() -> None:
    document = annotated("d", "GİRİŞ", "Nursultan Nazarbayev Almatı’dan geldi. Astana büyüdü.")
    text = document.norm.text
    assert [text[s.start : s.end] for s in document.sentences] == [
        "GİRİŞ",
        "Nursultan Nazarbayev Almatı’dan geldi.",
        "Astana büyüdü.",
    ]
    assert [(text[m.start : m.end], m.name, m.sentence) for m in document.mentions] == [
        ("Nursultan Nazarbayev", "Nursultan Nazarbayev", 1),
        ("Almatı’dan", "Almatı", 1),
        ("Astana", "Astana", 2),
    ]


def test_a_sentence_names_its_block_its_language_and_its_annotator() -> None:
    document = annotated("d", "GİRİŞ", TEXT, lang="az")
    assert [(s.block, s.lang, s.annotator) for s in document.sentences] == [
        (0, "az", "fake-1"),
        (1, "az", "fake-1"),
    ]


def test_tags_are_written_anew_after_trimming_in_our_types() -> None:
    backend = FakeBackend({("“", "akorda", "”"): "ORGANIZATION"}, name="quotes")
    router = Router({"*": backend}, {"quotes": {"ORGANIZATION": "ORG"}})
    (document,) = annotate_documents([normalised("d", "“Akorda” yeni.")], router)
    assert isinstance(document, AnnotatedDocument)
    assert [token.ner for token in document.tokens()] == ["O", "S-ORG", "O", "O", "O"]
    (mention,) = document.mentions
    assert (mention.type, mention.ner_native) == ("ORG", "ORGANIZATION")
    assert (mention.token_start, mention.token_end) == (1, 2)


def test_one_document_that_fails_costs_no_other() -> None:
    class Fails(FakeBackend):
        def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
            if any("felaket" in segment.text for segment in segments):
                raise RuntimeError("out of luck\nand more")
            return super().annotate(segments)

    texts = ["Astana.", "felaket.", "Ankara."]
    documents = [normalised(f"d{number}", text) for number, text in enumerate(texts)]
    first, second, third = annotate_documents(documents, router_of(Fails()))
    assert isinstance(first, AnnotatedDocument)
    assert second == Reject("d1.txt", "annotate", "annotator failed", "RuntimeError: out of luck")
    assert isinstance(third, AnnotatedDocument)


def test_a_token_that_skips_text_is_refused() -> None:
    assert refused(draft((7, 13))) == "odd: token 'büyük.' at 7..13 skips text"


def test_text_left_at_the_end_of_a_block_is_refused() -> None:
    assert refused(draft((0, 6))) == "odd: skips text: 'büyük.' at a block's end"


def test_a_block_without_sentences_is_refused() -> None:
    assert "skips text" in refused()


def test_tokens_that_overlap_are_refused() -> None:
    assert "overlaps or leaves its block" in refused(draft((0, 6), (5, 13)))


def test_a_sentence_that_comes_twice_is_refused() -> None:
    assert "overlaps or leaves its block" in refused(draft((0, 6)), draft((0, 6), (7, 13)))


def test_a_token_that_leaves_its_block_is_refused() -> None:
    assert "overlaps or leaves its block" in refused(draft((0, 6), (7, 99)))


def test_an_empty_token_is_refused() -> None:
    assert "overlaps or leaves its block" in refused(draft((0, 0)))


def test_a_token_with_outer_space_is_refused() -> None:
    assert "has outer white space" in refused(draft((0, 7), (7, 13)))


def test_a_token_without_words_is_refused() -> None:
    empty = SentenceDraft((TokenDraft(0, 6, ()), TokenDraft(7, 13, (Word(1, "x"),))))
    assert "'Astana' at 0..6 has no words" in refused(empty)


def test_a_label_that_nobody_mapped_is_refused() -> None:
    assert "VEHICLE" in refused(draft((0, 6), (7, 13), ner="S-VEHICLE"))


def test_a_sentence_without_tokens_is_left_out() -> None:
    answer = [SentenceDraft(()), draft((0, 6), (7, 13))]
    router = Router({"*": Answers(lambda segment: answer)}, {})
    (document,) = annotate_documents([normalised("d", TEXT)], router)
    assert isinstance(document, AnnotatedDocument)
    assert len(document.sentences) == 1


def test_a_wrong_number_of_results_is_refused() -> None:
    class Short(FakeBackend):
        def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
            return super().annotate(segments)[1:]

    (result,) = annotate_documents([normalised("d", TEXT)], router_of(Short()))
    assert isinstance(result, Reject)
    assert result.detail == "0 results for 1 segments"


def two_languages() -> NormalisedDocument:
    document = normalised("d", "Astana büyük.", "Астана большая.", "Ankara uzak.")
    first, second, third = document.blocks
    return replace(document, blocks=(first, replace(second, lang="ru"), third))


def test_each_block_goes_to_the_annotator_of_its_language() -> None:
    router = Router(
        {"tr": FakeBackend(name="ours"), "*": FakeBackend({}, name="other")},
        {"ours": {"GPE": "GPE"}},
    )
    (document,) = annotate_documents([two_languages()], router)
    assert isinstance(document, AnnotatedDocument)
    assert [(s.lang, s.annotator) for s in document.sentences] == [
        ("tr", "ours"),
        ("ru", "other"),
        ("tr", "ours"),
    ]
    assert document.annotator == "ours+other"


def test_a_backend_gets_all_its_blocks_of_a_batch_at_once() -> None:
    calls = []

    class Counts(FakeBackend):
        def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
            calls.append(len(segments))
            return super().annotate(segments)

    list(annotate_documents([two_languages(), two_languages()], router_of(Counts())))
    assert calls == [6]


def test_a_language_without_a_route_is_refused_by_name() -> None:
    router = Router({"tr": FakeBackend({})}, {})
    (result,) = annotate_documents([two_languages()], router)
    assert isinstance(result, Reject)
    assert result.detail == "no annotator for language 'ru': add it to [annotate.routes]"


def test_the_router_says_which_language_it_cannot_serve() -> None:
    with pytest.raises(AnnotationError, match="'kk'"):
        Router({}, {}).backend("kk")
