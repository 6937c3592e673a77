"""What an annotator is: text segments in, sentences with tokens out.

Backends know nothing of documents, files or tables. Everything they return is checked against the
text before it is believed (`documents.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kzcorpus.records import Word


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of clean text to annotate: one block, in one language (ISO 639-1)."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class TokenDraft:
    """A token as a backend sees it; offsets count in the segment's text.

    `ner` is a BIOES tag with the model's own label ("S-PER"), or "O".
    """

    start: int
    end: int
    words: tuple[Word, ...]
    ner: str = "O"


@dataclass(frozen=True, slots=True)
class SentenceDraft:
    """The tokens of one sentence, in order."""

    tokens: tuple[TokenDraft, ...]


class Backend(Protocol):
    """A tokeniser and whatever else it can do."""

    @property
    def name(self) -> str:
        """Program, version and model: what the `annotator` column shows."""
        ...

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        """The sentences of each segment, in order.

        Raises:
            AnnotationError: these segments cannot be annotated.
        """
        ...
