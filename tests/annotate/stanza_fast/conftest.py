"""The tiny package, and how it answers by each way of running it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kzcorpus.annotate import Segment, SentenceDraft
from kzcorpus.annotate.stanza_backend import StanzaBackend, sentence_draft
from kzcorpus.annotate.surface import model_form
from kzcorpus.errors import AnnotationError

#: The sentences of a text, or why it is refused.
Answer = list[SentenceDraft] | str
Answers = Callable[[list[str]], list[Answer]]
MakeBackend = Callable[..., StanzaBackend]


@pytest.fixture(scope="session")
def make_backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeBackend]:
    """Backends of tiny packages, by the settings in which they differ."""
    from tests.annotate.tiny_models import make_package

    def make(seed: int = 1, plain: bool = False, **changes: dict[str, Any]) -> StanzaBackend:
        folder = make_package(tmp_path_factory.mktemp("tiny"), seed, **changes)
        return StanzaBackend(folder, "tr", "tiny", threads=1, device="cpu", plain=plain)

    logging.disable(logging.WARNING)
    yield make
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def backend(make_backend: MakeBackend) -> StanzaBackend:
    return make_backend()


def naive(backend: StanzaBackend, texts: list[str]) -> list[Answer]:
    """What a call of `stanza.Pipeline` for each text by itself gives."""
    made: list[Answer] = []
    pipeline: Any = backend._pipeline
    for text in texts:
        shown = model_form(text)
        try:
            made.append([sentence_draft(found, text, shown) for found in pipeline(shown).sentences])
        except AnnotationError as error:
            made.append(str(error))
    return made


def ours(backend: StanzaBackend, texts: list[str], size: int | None = None) -> list[Answer]:
    """What the backend gives, `size` texts at a time; one by one where it refuses."""
    made: list[Answer] = []
    size = size or max(1, len(texts))
    for at in range(0, len(texts), size):
        asked = texts[at : at + size]
        try:
            made.extend(backend.annotate([Segment(text, "tr") for text in asked]))
        except AnnotationError as error:
            made.extend([str(error)] if len(asked) == 1 else ours(backend, asked, 1))
    return made
