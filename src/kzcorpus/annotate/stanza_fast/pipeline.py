"""From texts to sentence drafts: the stages in turn, for many texts at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kzcorpus.annotate.drafts import ShownWord, token_draft
from kzcorpus.annotate.protocol import SentenceDraft
from kzcorpus.annotate.stanza_fast.names import NameTagger
from kzcorpus.annotate.stanza_fast.tagger import Tagger
from kzcorpus.annotate.stanza_fast.tokenizer import Tokenizer
from kzcorpus.annotate.stanza_fast.words import Expander, Lemmatizer


class FastPipeline:
    """The models of a loaded Stanza pipeline, run in large batches without Stanza's documents.

    The answers are those of `pipeline(text)` for each text by itself. The stages have the names of
    Stanza's processors.
    """

    def __init__(self, pipeline: Any) -> None:
        processors = pipeline.processors
        self.tokenize = Tokenizer(processors["tokenize"])
        self.mwt = Expander(processors["mwt"])
        self.pos = Tagger(processors["pos"])
        self.lemma = Lemmatizer(processors["lemma"])
        self.ner = NameTagger(processors["ner"])

    def __call__(self, texts: Sequence[str], shown: Sequence[str]) -> list[list[SentenceDraft]]:
        """The sentences of each text.

        Args:
            texts: what the authors wrote.
            shown: the same texts as the model is to see them, character for character.

        Raises:
            AnnotationError: a token is not what stands at its place in the text.
        """
        import torch

        with torch.inference_mode(), _no_collection():
            return self._annotate(texts, shown)

    def _annotate(self, texts: Sequence[str], shown: Sequence[str]) -> list[list[SentenceDraft]]:
        found = self.tokenize(shown)
        sentences = [sentence for text in found for sentence in text]
        if not sentences:
            return [[] for _ in texts]
        multi = (token.form for sentence in sentences for token in sentence if token.multi)
        expanded = self.mwt(multi)
        words = [
            [
                word
                for token in sentence
                for word in (expanded[token.form] if token.multi else (token.form,))
            ]
            for sentence in sentences
        ]
        tags = self.pos(words)
        names = iter(self.ner([[token.form for token in sentence] for sentence in sentences]))
        forms = (form for sentence in words for form in sentence)
        keys = [(form, tag[0]) for form, tag in zip(forms, tags, strict=True)]
        lemmas = self.lemma(keys)
        analysed = iter(zip(keys, tags, strict=True))
        drafts = []
        for text, seen, own in zip(texts, shown, found, strict=True):
            made = []
            for sentence in own:
                tokens = []
                number = 1
                for token, name in zip(sentence, next(names), strict=True):
                    count = len(expanded[token.form]) if token.multi else 1
                    parts = []
                    for _ in range(count):
                        key, (upos, xpos, feats) = next(analysed)
                        parts.append(ShownWord(number, key[0], lemmas[key], upos, xpos, feats))
                        number += 1
                    tokens.append(
                        token_draft(token.start, token.end, token.form, parts, name, text, seen)
                    )
                made.append(SentenceDraft(tuple(tokens)))
            drafts.append(made)
        return drafts


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without Python's search for cycles.

    None are made here, and looking through the models' dictionaries for some, whenever enough
    drafts have been made, takes a tenth of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
