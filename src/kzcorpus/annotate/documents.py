"""Documents through backends: routing by language, checking what comes back, mentions.

Backends are not trusted: every token must be the text's own slice, in order and inside its block,
or the document is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby

from kzcorpus.annotate.bioes import encode
from kzcorpus.annotate.mentions import find_spans, mention_name
from kzcorpus.annotate.protocol import Backend, Segment, SentenceDraft
from kzcorpus.annotate.repair import Piece, repair
from kzcorpus.deadlines import deadline, seconds_for
from kzcorpus.errors import AnnotationError, TooLongError
from kzcorpus.records import (
    AnnotatedDocument,
    Block,
    Mention,
    NormalisedDocument,
    Reject,
    Sentence,
    Token,
)

log = logging.getLogger(__name__)

#: Characters that one call of a backend gets, so that memory does not grow with the corpus.
BATCH_CHARS = 60_000

#: Characters of a segment; a longer block is annotated in parts.
MAX_SEGMENT = 10_000


class Router:
    """Which backend annotates which language, and what its labels mean.

    `routes` maps ISO 639-1 codes to backends; "*" stands for every other language. `types` maps
    each backend's labels to ours, by the backend's name.
    """

    def __init__(
        self, routes: Mapping[str, Backend], types: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._routes = dict(routes)
        self._types = dict(types)

    def backend(self, lang: str) -> Backend:
        chosen = self._routes.get(lang) or self._routes.get("*")
        if chosen is None:
            raise AnnotationError(
                f"no annotator for language {lang!r}: add it to [annotate.routes]"
            )
        return chosen

    def types(self, backend: Backend) -> Mapping[str, str]:
        return self._types.get(backend.name, {})


def annotate_documents(
    documents: Iterable[NormalisedDocument],
    router: Router,
    batch_chars: int = BATCH_CHARS,
    max_seconds: float = 0,
) -> Iterator[AnnotatedDocument | Reject]:
    """Annotate documents in batches; the results come in the order of the documents.

    A document that a backend cannot annotate, or returns nonsense for, becomes a `Reject` and
    costs the others nothing: its batch is done again document by document. So does one that takes
    longer than `max_seconds` for each million characters; 0 is no bound.
    """
    for batch in _batches(documents, batch_chars):
        results: list[AnnotatedDocument | Reject]
        try:
            with _in_time(batch, max_seconds):
                results = [*_annotate_batch(batch, router)]
        except Exception as error:
            log.warning("annotating one by one after: %s", error)
            results = [_annotate_one(document, router, max_seconds) for document in batch]
        yield from results


def _batches(
    documents: Iterable[NormalisedDocument], batch_chars: int
) -> Iterator[list[NormalisedDocument]]:
    batch: list[NormalisedDocument] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= batch_chars:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _in_time(
    documents: Sequence[NormalisedDocument], seconds: float
) -> AbstractContextManager[None]:
    return deadline(seconds_for(sum(len(document.text) for document in documents), seconds))


def _annotate_one(
    document: NormalisedDocument, router: Router, max_seconds: float
) -> AnnotatedDocument | Reject:
    try:
        with _in_time([document], max_seconds):
            return _annotate_batch([document], router)[0]
    except (AnnotationError, TooLongError) as error:
        return Reject(document.raw.path, "annotate", "annotator failed", str(error))
    except Exception as error:  # whatever a model may raise
        detail = f"{type(error).__name__}: {error}".splitlines()[0]
        return Reject(document.raw.path, "annotate", "annotator failed", detail)


def _annotate_batch(
    documents: Sequence[NormalisedDocument], router: Router
) -> list[AnnotatedDocument]:
    work = [piece for document in documents for piece in _pieces(document, router)]
    drafts: dict[int, list[SentenceDraft]] = {}
    order = sorted(range(len(work)), key=lambda number: work[number].backend.name)
    for _, numbers in groupby(order, key=lambda number: work[number].backend.name):
        mine = list(numbers)
        results = work[mine[0]].backend.annotate([work[number].segment for number in mine])
        if len(results) != len(mine):
            raise AnnotationError(f"{len(results)} results for {len(mine)} segments")
        drafts.update(zip(mine, results, strict=True))
    finished = []
    number = 0
    for document in documents:
        sentences: list[Sentence] = []
        mentions: list[Mention] = []
        while number < len(work) and work[number].document is document:
            piece = work[number]
            for draft in drafts[number]:
                if draft.tokens:
                    sentence, found = _sentence(piece, draft, router, len(sentences))
                    _check(piece, sentence, sentences[-1] if sentences else None)
                    sentences.append(sentence)
                    mentions.extend(found)
            _check_end(piece, sentences[-1] if sentences else None)
            number += 1
        finished.append(AnnotatedDocument(document, tuple(sentences), tuple(mentions)))
    return finished


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a backend gets at once: a block of a document, or a part of a very long one."""

    document: NormalisedDocument
    index: int
    start: int
    end: int
    backend: Backend

    @property
    def block(self) -> Block:
        return self.document.blocks[self.index]

    @property
    def segment(self) -> Segment:
        return Segment(self.document.text[self.start : self.end], self.block.lang)


def _pieces(document: NormalisedDocument, router: Router) -> Iterator[_Piece]:
    for index, block in enumerate(document.blocks):
        backend = router.backend(block.lang)
        start = block.start
        while block.end - start > MAX_SEGMENT:
            # After a full stop if there is one, else between words: models pad all sentences of a
            # batch to the longest, so one endless sentence would take all memory.
            end = max(
                document.text.rfind(". ", start + MAX_SEGMENT // 2, start + MAX_SEGMENT) + 1,
                start,
            )
            if end == start:
                end = document.text.rfind(" ", start, start + MAX_SEGMENT)
            if end <= start:
                break
            yield _Piece(document, index, start, end, backend)
            start = end + 1
        yield _Piece(document, index, start, block.end, backend)


def _sentence(
    piece: _Piece, draft: SentenceDraft, router: Router, number: int
) -> tuple[Sentence, list[Mention]]:
    """A draft in the document's offsets, with its mentions."""
    text, backend = piece.document.text, piece.backend
    base = piece.start
    bounds = [(base + token.start, base + token.end) for token in draft.tokens]
    forms = [text[start:end] for start, end in bounds]
    tags = [token.ner for token in draft.tokens]
    found = find_spans(tags, forms, router.types(backend))
    pieces = repair(
        [Piece(*span, native) for span, native in found],
        forms,
        piece.block.lang,
        lambda index: _line_break(piece.document, bounds[index][1], bounds[index + 1][0]),
    )
    ours = encode(len(tags), [(part.first, part.last, part.type) for part in pieces])
    tokens = tuple(
        Token(start, end, token.words, ner)
        for (start, end), token, ner in zip(bounds, draft.tokens, ours, strict=True)
    )
    mentions = []
    for part in pieces:
        start, end = tokens[part.first].start, tokens[part.last - 1].end
        name = mention_name(text[start:end])
        span = (number, part.first, part.last)
        mentions.append(Mention(start, end, part.type, part.native, *span, name))
    sentence = Sentence(
        start=tokens[0].start,
        end=tokens[-1].end,
        block=piece.index,
        lang=piece.block.lang,
        annotator=backend.name,
        tokens=tokens,
    )
    return sentence, mentions


def _line_break(document: NormalisedDocument, end: int, start: int) -> bool:
    """Whether the white space between two tokens was a line break in the file."""
    left = document.offsets.to_raw(max(end - 1, 0), end)[1] if end else 0
    right = document.offsets.to_raw(start, start + 1)[0]
    return "\n" in document.raw.text[left:right]


def _check(piece: _Piece, sentence: Sentence, previous: Sentence | None) -> None:
    """Raise unless the sentence lies in its block, in order, and covers all but white space."""
    text, block = piece.document.text, piece.block
    position = max(block.start, previous.end if previous else 0)
    for token in sentence.tokens:
        form = text[token.start : token.end]
        between = text[position : token.start]
        wrong = (
            "overlaps or leaves its block"
            if not position <= token.start < token.end <= block.end
            else "skips text"
            if between.strip()
            else "has outer white space"
            if form != form.strip()
            else "has no words"
            if not token.words
            else ""
        )
        if wrong:
            raise AnnotationError(
                f"{sentence.annotator}: token {form!r} at {token.start}..{token.end} {wrong}"
            )
        position = token.end


def _check_end(piece: _Piece, last: Sentence | None) -> None:
    """Raise if text is left of a piece after its last sentence."""
    rest = piece.document.text[max(piece.start, last.end if last else 0) : piece.end].strip()
    if rest:
        raise AnnotationError(f"{piece.backend.name}: skips text: {rest[:40]!r} at a block's end")
