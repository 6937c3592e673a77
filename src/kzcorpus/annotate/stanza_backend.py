"""Stanza as a backend: tokenize, mwt, pos, lemma and ner from a local resources directory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.annotate.protocol import Segment, SentenceDraft, TokenDraft
from kzcorpus.annotate.surface import model_form
from kzcorpus.errors import AnnotationError, MissingPackageError, ModelError
from kzcorpus.letters import lower_tr, name_part
from kzcorpus.records import Word

PROCESSORS = "tokenize,mwt,pos,lemma,ner"


class StanzaBackend:
    """A Stanza pipeline that never looks at the network.

    The caller has verified the files: Stanza itself checks MD5 sums at most. Weights are loaded
    by Stanza with `weights_only`, so that a model file cannot run code.

    Args:
        model_dir: a Stanza resources directory (with `resources.json`).
        lang: the language of the models, e.g. "tr".
        package: the package in `resources.json`, e.g. "kz" or "default".
        threads: CPU threads for torch; None leaves torch's own choice.
        tagset: which of the entity label sets of the model to use; most models have one.

    Raises:
        MissingPackageError: Stanza is not installed.
        ModelError: the models cannot be loaded.
    """

    def __init__(
        self,
        model_dir: Path,
        lang: str = "tr",
        package: str = "kz",
        threads: int | None = None,
        tagset: int = 0,
    ) -> None:
        try:
            import stanza
            import torch
        except ImportError as error:
            raise MissingPackageError(
                "annotating needs Stanza: pip install 'kzcorpus[nlp]'"
            ) from error
        if threads is not None:
            torch.set_num_threads(threads)
        self._stanza: Any = stanza
        try:
            self._pipeline: Any = stanza.Pipeline(
                lang,
                dir=str(model_dir),
                package=package,
                processors=PROCESSORS,
                download_method=None,
                use_gpu=False,
                logging_level="ERROR",
                ner_predict_tagset=str(tagset),
                # A lemma depends on form and part of speech alone: once found, it is kept.
                lemma_store_results=True,
            )
        except Exception as error:  # Stanza and torch raise whatever the broken file provokes
            message = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(
                f"Stanza cannot load package {package!r} for {lang!r} from {model_dir}: {message}"
            ) from error
        self._lang, self._tagset = lang, tagset
        self._name = f"stanza-{stanza.__version__}/{lang}-{package}"

    @property
    def name(self) -> str:
        return self._name

    def labels(self) -> set[str]:
        """The entity labels that the model may give."""
        return self.label_sets()[self._tagset]

    def label_sets(self) -> list[set[str]]:
        """The entity labels of each of the model's label sets."""
        vocabulary = self._pipeline.processors["ner"].trainers[0].vocab["tag"]
        columns = [vocabulary.items(number) for number in range(len(vocabulary.lens()))]
        return [{tag[2:] for tag in tags if tag[1:2] == "-"} for tags in columns]

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        """Sentences of each segment; Stanza's offsets are checked against its token texts."""
        texts = [model_form(segment.text, segment.lang, self._lang) for segment in segments]
        documents = [self._stanza.Document([], text=text) for text in texts]
        results = self._pipeline.bulk_process(documents)
        return [
            [_sentence(sentence, segment.text, text) for sentence in result.sentences]
            for result, segment, text in zip(results, segments, texts, strict=True)
        ]


def _sentence(sentence: Any, text: str, shown: str) -> SentenceDraft:
    return SentenceDraft(tuple(_token(token, text, shown) for token in sentence.tokens))


def _token(token: Any, text: str, shown: str) -> TokenDraft:
    start, end = token.start_char, token.end_char
    if start is None or end is None or _squeezed(token.text) != _squeezed(shown[start:end]):
        raise AnnotationError(
            f"Stanza moved a token: {token.text!r} is not the text at {start}..{end}"
        )
    # Stanza lets a token begin or end in a space where odd white space confused it.
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    made = tuple(_words(token.words, text[start:end], shown[start:end]))
    return TokenDraft(start, end, made, token.ner or "O")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _words(words: Sequence[Any], form: str, shown: str) -> Iterator[Word]:
    """The words of a token in the author's spelling, where the model's words spell the token."""
    spelt = len(words) == 1 or "".join(word.text for word in words) == shown
    position = 0
    for word in words:
        end = len(form) if len(words) == 1 else position + len(word.text)
        own = form[position:end] if spelt else word.text
        upos = word.upos or ""
        yield Word(
            id=word.id,
            form=own,
            lemma=_lemma(word.lemma, own, shown[position:end] if spelt else word.text, upos),
            upos=upos,
            xpos=word.xpos or "",
            feats=word.feats or "",
        )
        position = end


def _lemma(lemma: str | None, form: str, shown: str, upos: str) -> str:
    """A lemma in the author's letters.

    A word that the lemmatiser has no answer to is its own lemma. A lemma that the model made from
    other letters than the author's ("Kazahıstan") is spelt as the word is, as far as it goes.
    """
    if not lemma:
        return name_part(form) if upos == "PROPN" else lower_tr(form)
    same = 0
    while same < min(len(lemma), len(shown)) and lower_tr(lemma[same]) == lower_tr(shown[same]):
        same += 1
    if form[:same] == shown[:same]:
        return lemma
    start = form[:same] if lemma[:same] == shown[:same] else lower_tr(form[:same])
    return start + lemma[same:]
