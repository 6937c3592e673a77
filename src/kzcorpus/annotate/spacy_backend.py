"""spaCy's blank tokenisers as a backend, for languages without a bundled model.

They give tokens and sentences, and nothing that would need training: no lemma, no part of speech,
no names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kzcorpus.annotate.protocol import Segment, SentenceDraft, TokenDraft
from kzcorpus.errors import MissingPackageError
from kzcorpus.records import Word

#: spaCy has no rules for Kazakh; its multi-language tokeniser stands in.
_FALLBACK = "xx"
#: "К. К. Токаев", "S. Frederick": a full stop after one capital ends no sentence.
_INITIAL = re.compile(r"[^\W\d_]\.?")


class SpacyBackend:
    """`spacy.blank(lang)` with a sentencizer, one tokeniser per language, loaded when needed.

    Raises:
        MissingPackageError: spaCy is not installed.
    """

    def __init__(self) -> None:
        try:
            import spacy
        except ImportError as error:
            raise MissingPackageError(
                "languages without a model need spaCy: pip install 'kzcorpus[nlp]'"
            ) from error
        self._spacy: Any = spacy
        self._pipelines: dict[str, Any] = {}

    @property
    def name(self) -> str:
        return f"spacy-{self._spacy.__version__}/blank"

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        """Sentences of each segment, with tokens whose one word has a form and no analysis."""
        return [self._segment(segment) for segment in segments]

    def _pipeline(self, lang: str) -> Any:
        if lang not in self._pipelines:
            try:
                pipeline = self._spacy.blank(lang)
            except ImportError:
                pipeline = self._spacy.blank(_FALLBACK)
            pipeline.add_pipe("sentencizer")
            pipeline.max_length = 10**9  # the limit is for parsers, which are not used here
            self._pipelines[lang] = pipeline
        return self._pipelines[lang]

    def _segment(self, segment: Segment) -> list[SentenceDraft]:
        document = self._pipeline(segment.lang)(segment.text)
        sentences: list[list[TokenDraft]] = []
        open_end = False
        for sentence in document.sents:
            tokens = [
                TokenDraft(token.idx, token.idx + len(token.text), ())
                for token in sentence
                if not token.is_space
            ]
            if not tokens:
                continue
            if open_end and sentences:
                sentences[-1].extend(tokens)
            else:
                sentences.append(tokens)
            open_end = _ends_in_initial(segment.text, tokens)
        return [SentenceDraft(_with_words(segment.text, tokens)) for tokens in sentences]


def _ends_in_initial(text: str, tokens: Sequence[TokenDraft]) -> bool:
    last = text[tokens[-1].start : tokens[-1].end]
    if last == "." and len(tokens) > 1 and tokens[-2].end == tokens[-1].start:
        last = text[tokens[-2].start : tokens[-1].end]
    return len(last) == 2 and last[0].isupper() and _INITIAL.fullmatch(last) is not None


def _with_words(text: str, tokens: Sequence[TokenDraft]) -> tuple[TokenDraft, ...]:
    return tuple(
        TokenDraft(token.start, token.end, (Word(number, text[token.start : token.end]),))
        for number, token in enumerate(tokens, start=1)
    )
