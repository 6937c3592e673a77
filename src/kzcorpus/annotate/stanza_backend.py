"""Stanza as a backend: tokenize, mwt, pos, lemma and ner from a local resources directory.

Models of the shape that the bundled ones have go through `stanza_fast`; any other package is left
to Stanza's own bulk processing. Both answer as `stanza.Pipeline` does for each text by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kzcorpus.annotate.drafts import ShownWord, token_draft
from kzcorpus.annotate.protocol import Segment, SentenceDraft, TokenDraft
from kzcorpus.annotate.stanza_fast import FastPipeline, unsupported
from kzcorpus.annotate.stanza_fast.windows import WHOLE, text_longer_than
from kzcorpus.annotate.surface import model_form
from kzcorpus.config import DEVICES
from kzcorpus.errors import ConfigError, MissingPackageError, ModelError

PROCESSORS = "tokenize,mwt,pos,lemma,ner"

#: Characters that go through the models at once, so that memory does not grow with a document.
CHUNK_CHARS = 100_000


class StanzaBackend:
    """A Stanza pipeline that never looks at the network.

    The caller has verified the files: Stanza itself checks MD5 sums at most. Weights are loaded
    by Stanza with `weights_only`, so that a model file cannot run code. With `threads=1` no thread
    is started, and a process may fork after loading.

    Args:
        model_dir: a Stanza resources directory (with `resources.json`).
        lang: the language of the models, e.g. "tr".
        package: the package in `resources.json`, e.g. "kz" or "default".
        threads: CPU threads for torch; None leaves torch's own choice.
        tagset: which of the entity label sets of the model to use; most models have one.
        device: "cpu", "cuda", or "auto" for a GPU where there is one.
        plain: leave everything to Stanza, whatever the models' shape.

    Raises:
        MissingPackageError: Stanza is not installed.
        ModelError: the models cannot be loaded.
        ConfigError: there is no such device.
    """

    def __init__(
        self,
        model_dir: Path,
        lang: str = "tr",
        package: str = "kz",
        threads: int | None = None,
        tagset: int = 0,
        device: str = "auto",
        plain: bool = False,
    ) -> None:
        # Read by oneDNN when it first computes: it would keep the code that it makes for each of a
        # thousand shapes of a batch, and few come twice; memory grew with the corpus.
        os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "32")
        try:
            import stanza
            import torch
        except ImportError as error:
            raise MissingPackageError(
                "annotating needs Stanza: pip install 'kzcorpus[nlp]'"
            ) from error
        if threads is not None:
            torch.set_num_threads(threads)
        self.device = _device(device)
        self._stanza: Any = stanza
        try:
            with _without_optimizers():
                self._pipeline: Any = stanza.Pipeline(
                    lang,
                    dir=str(model_dir),
                    package=package,
                    processors=PROCESSORS,
                    download_method=None,
                    device=self.device,
                    logging_level="ERROR",
                    ner_predict_tagset=str(tagset),
                )
        except Exception as error:  # Stanza and torch raise whatever the broken file provokes
            message = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(
                f"Stanza cannot load package {package!r} for {lang!r} from {model_dir}: {message}"
            ) from error
        self._lang, self._tagset = lang, tagset
        self._name = f"stanza-{stanza.__version__}/{lang}-{package}"
        #: Why the models are run by Stanza itself; empty where they take the fast path.
        self.why_plain = ["asked for"] if plain else unsupported(self._pipeline)
        self._fast = None if self.why_plain else FastPipeline(self._pipeline)

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
        """Sentences of each segment; offsets are checked against the tokens' texts."""
        texts = [segment.text for segment in segments]
        shown = [model_form(segment.text, segment.lang, self._lang) for segment in segments]
        made: list[list[SentenceDraft]] = []
        run = self._fast or self._bulk
        for start, end in _chunks(shown):
            made.extend(run(texts[start:end], shown[start:end]))
        return made

    def _bulk(self, texts: Sequence[str], shown: Sequence[str]) -> list[list[SentenceDraft]]:
        """By Stanza's own processors: what a package of another shape gets."""
        documents = [self._stanza.Document([], text=text) for text in shown]
        for name, processor in self._pipeline.processors.items():
            if name == "tokenize":
                # In one go with others, a long paragraph would be answered by what they are.
                long = [text_longer_than(text, WHOLE) for text in shown]
                pairs = list(zip(documents, long, strict=True))
                together = [document for document, alone in pairs if not alone]
                for asked in (together, *([document] for document, alone in pairs if alone)):
                    processor.bulk_process(asked)
            else:
                processor.bulk_process(documents)
        return [
            [sentence_draft(sentence, text, seen) for sentence in document.sentences]
            for document, text, seen in zip(documents, texts, shown, strict=True)
        ]


@contextmanager
def _without_optimizers() -> Iterator[None]:
    """Stanza's models without the optimizers that train them, which it makes whenever it loads one.

    Annotating has no use for them, and torch imports its compiler for the first: 800 modules, 70 MB
    and more than a second in every build.
    """
    from stanza.models.common import utils

    make = utils.dispatch_optimizer
    utils.dispatch_optimizer = lambda *_, **__: None
    try:
        yield
    finally:
        utils.dispatch_optimizer = make


def _device(wanted: str) -> str:
    """The torch device for one of `DEVICES`.

    Raises:
        ConfigError: there is no GPU that torch can use, or no such device.
    """
    import torch

    if wanted not in DEVICES:
        raise ConfigError(f"[annotate] device: must be {', '.join(DEVICES)}, not {wanted!r}")
    there = torch.cuda.is_available()
    if wanted == "cuda" and not there:
        raise ConfigError('[annotate] device: torch finds no GPU; use "auto" or "cpu"')
    if wanted == "cpu" or not there:
        return "cpu"
    # Ten bits of a number are not enough for the same answers as on a CPU.
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    return "cuda"


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of texts with CHUNK_CHARS characters, or one longer text."""
    start = size = 0
    for number, text in enumerate(texts):
        if size and size + len(text) > CHUNK_CHARS:
            yield start, number
            start, size = number, 0
        size += len(text)
    if texts:
        yield start, len(texts)


def sentence_draft(sentence: Any, text: str, shown: str) -> SentenceDraft:
    """The draft of a sentence of a Stanza document.

    Args:
        sentence: from a document that was made of `shown`.
        text: what the author wrote.
        shown: the same as the model saw it, character for character.

    Raises:
        AnnotationError: a token is not what stands at its place in the text.
    """
    return SentenceDraft(tuple(_token(token, text, shown) for token in sentence.tokens))


def _token(token: Any, text: str, shown: str) -> TokenDraft:
    words = [
        ShownWord(
            word.id, word.text, word.lemma or "", word.upos or "", word.xpos or "", word.feats or ""
        )
        for word in token.words
    ]
    return token_draft(
        token.start_char, token.end_char, token.text, words, token.ner or "O", text, shown
    )
