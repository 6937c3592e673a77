"""A block that is too long for a model is annotated in parts, and nobody can tell."""

from collections.abc import Sequence

import pytest

from kzcorpus.annotate import Segment, SentenceDraft, annotate_documents
from kzcorpus.annotate.documents import MAX_SEGMENT
from kzcorpus.records import AnnotatedDocument
from tests.fakes import FakeBackend, normalised, router_of


class Listens(FakeBackend):
    """Remembers the lengths of the segments that it got."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        self.heard += [len(segment.text) for segment in segments]
        return super().annotate(segments)


@pytest.mark.parametrize("sentence", ["Astana büyük bir kenttir. ", "Astana büyük bir kenttir "])
def test_a_very_long_block_is_annotated_in_parts(sentence: str) -> None:
    text = (sentence * (3 * MAX_SEGMENT // len(sentence))).strip()
    backend = Listens()
    (document,) = annotate_documents([normalised("d", "GİRİŞ", text)], router_of(backend))
    assert isinstance(document, AnnotatedDocument), document
    assert len(backend.heard) > 3
    assert max(backend.heard) <= MAX_SEGMENT
    assert [token.end - token.start for token in document.tokens()][1:4] == [6, 5, 3]
    assert {s.block for s in document.sentences} == {0, 1}
    assert all(document.norm.text[m.start : m.end] == "Astana" for m in document.mentions)
    assert len(document.mentions) == text.count("Astana")


def test_parts_of_a_long_block_end_with_sentences() -> None:
    text = ("Astana büyük bir kenttir. " * (2 * MAX_SEGMENT // 26)).strip()
    (document,) = annotate_documents([normalised("d", text)], router_of(FakeBackend()))
    assert isinstance(document, AnnotatedDocument)
    ends = {text[s.start : s.end] for s in document.sentences}
    assert ends == {"Astana büyük bir kenttir."}


def test_a_very_long_word_is_not_broken() -> None:
    backend = Listens()
    word = "a" * (2 * MAX_SEGMENT)
    (document,) = annotate_documents([normalised("d", word)], router_of(backend))
    assert isinstance(document, AnnotatedDocument)
    assert backend.heard == [len(word)]
