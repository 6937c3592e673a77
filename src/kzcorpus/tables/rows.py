"""An annotated document as rows of the tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from kzcorpus.letters import search_key
from kzcorpus.records import (
    AnnotatedDocument,
    EntityLink,
    NormalisedDocument,
    Reject,
    Sentence,
)
from kzcorpus.tables.schemas import TABLES
from kzcorpus.tables.token_rows import token_columns, word_columns

Columns = dict[str, list[Any]]


class RowBuilder:
    """Collects the rows of documents, column by column, until they are taken as Arrow tables."""

    def __init__(self) -> None:
        self._columns: dict[str, Columns] = {}
        self.clear()

    def clear(self) -> None:
        self._columns = {name: {c: [] for c in schema.names} for name, schema in TABLES.items()}

    def take(self, table: str) -> pa.Table:
        """The rows of a table so far, which are then forgotten."""
        columns = self._columns[table]
        self._columns[table] = {name: [] for name in columns}
        return pa.table(columns, schema=TABLES[table])

    def __len__(self) -> int:
        """Rows of tokens: what a batch's memory goes by."""
        return len(self._columns["tokens"]["form"])

    def _add(self, table: str, **values: Any) -> None:
        columns = self._columns[table]
        for name, value in values.items():
            columns[name].append(value)

    def _extend(self, table: str, n_rows: int, made: Mapping[str, Sequence[Any]]) -> None:
        """Add rows by columns; a string stands in all of them."""
        columns = self._columns[table]
        for name, values in made.items():
            columns[name] += [values] * n_rows if isinstance(values, str) else values

    def add_reject(self, reject: Reject) -> None:
        self._add(
            "rejects",
            path=_printable(reject.path),
            stage=reject.stage,
            reason=reject.reason,
            detail=_printable(reject.detail),
        )

    def add_canon(self, entry: Any) -> None:
        """A row of `canon`, from an object with its columns as attributes."""
        self._add(
            "canon",
            canonical_id=entry.canonical_id,
            qid=entry.qid or None,
            qid_source=entry.qid_source or None,
            name=entry.name,
            type=entry.type,
            labels=list(entry.labels.items()),
            aliases=list(entry.aliases),
            name_keys=list(entry.name_keys),
            relations=list(entry.relations),
            n_mentions=entry.n_mentions,
            n_documents=entry.n_documents,
        )

    def add_document(self, document: AnnotatedDocument, links: Sequence[EntityLink | None]) -> None:
        """All rows of one document; `links` belong to its mentions, one for one.

        `canonical_name` stays empty: only the whole corpus knows the most frequent name.
        """
        norm, raw = document.norm, document.norm.raw
        doc_id = document.doc_id
        for number, block in enumerate(norm.blocks, start=1):
            raw_start, raw_end = norm.offsets.to_raw(block.start, block.end)
            self._add(
                "blocks",
                doc_id=doc_id,
                block_id=number,
                kind=block.kind,
                page=block.page,
                lang=block.lang,
                lang_score=block.lang_score,
                start_char=block.start,
                end_char=block.end,
                raw_start=raw_start,
                raw_end=raw_end,
                marker=block.marker or None,
                anchor_block=_block_at(norm, block.anchor),
                anchor_char=block.anchor,
                duplicate_of=None,
                text=norm.text[block.start : block.end],
            )
        self._add_spans(norm)
        n_tokens = n_words = 0
        for number, sentence in enumerate(document.sentences, start=1):
            n_words += self._add_sentence(document, sentence, number)
            n_tokens += len(sentence.tokens)
        self._add_mentions(document, links)
        self._add(
            "documents",
            doc_id=doc_id,
            path=raw.path,
            sha256=raw.sha256,
            format=raw.format,
            encoding=raw.encoding,
            title=raw.meta.title or None,
            author=raw.meta.author or None,
            date=raw.meta.date or None,
            source_url=raw.meta.source_url or None,
            licence=raw.meta.licence or None,
            lang=norm.lang,
            lang_share=norm.lang_share,
            duplicate_of=None,
            n_chars_raw=len(raw.text),
            n_chars=len(norm.text),
            n_blocks=len(norm.blocks),
            n_sentences=len(document.sentences),
            n_tokens=n_tokens,
            n_words=n_words,
            n_mentions=len(document.mentions),
        )

    def _add_spans(self, norm: NormalisedDocument) -> None:
        for number, span in enumerate(norm.spans, start=1):
            raw_start, raw_end = norm.offsets.to_raw(span.start, span.end)
            self._add(
                "spans",
                doc_id=norm.doc_id,
                span_id=number,
                block_id=_block_at(norm, span.start),
                lang=span.lang,
                lang_score=span.score,
                start_char=span.start,
                end_char=span.end,
                raw_start=raw_start,
                raw_end=raw_end,
                text=norm.text[span.start : span.end],
            )

    def _add_sentence(self, document: AnnotatedDocument, sentence: Sentence, number: int) -> int:
        norm = document.norm
        raw_start, raw_end = norm.offsets.to_raw(sentence.start, sentence.end)
        self._add(
            "sentences",
            doc_id=document.doc_id,
            sent_id=number,
            block_id=sentence.block + 1,
            lang=sentence.lang,
            start_char=sentence.start,
            end_char=sentence.end,
            raw_start=raw_start,
            raw_end=raw_end,
            text=norm.text[sentence.start : sentence.end],
        )
        self._extend("tokens", len(sentence.tokens), token_columns(document, sentence, number))
        words = word_columns(document, sentence, number)
        self._extend("words", len(words["id"]), words)
        return len(words["id"])

    def _add_mentions(
        self, document: AnnotatedDocument, links: Sequence[EntityLink | None]
    ) -> None:
        norm = document.norm
        line_starts = [0, *(at + 1 for at, ch in enumerate(norm.raw.text) if ch == "\n")]
        pairs = zip(document.mentions, links, strict=True)
        for number, (mention, link) in enumerate(pairs, start=1):
            sentence = document.sentences[mention.sentence]
            raw_start, raw_end = norm.offsets.to_raw(mention.start, mention.end)
            self._add(
                "entities",
                mention_id=f"{document.doc_id}#{number}",
                doc_id=document.doc_id,
                sent_id=mention.sentence + 1,
                block_id=sentence.block + 1,
                text=norm.text[mention.start : mention.end],
                name=mention.name,
                name_key=search_key(mention.name),
                type=mention.type,
                ner_native=mention.ner_native or None,
                value=mention.value or None,
                start_char=mention.start,
                end_char=mention.end,
                raw_start=raw_start,
                raw_end=raw_end,
                raw_line=bisect_right(line_starts, raw_start),
                token_start=mention.token_start + 1,
                token_end=mention.token_end + 1,
                lang=norm.lang_at(mention.start) or sentence.lang,
                canonical_id=(link.canonical_id or None) if link else None,
                canonical_name=None,
                link_method=link.method if link else None,
                link_score=link.score if link else None,
                link_evidence=(link.evidence or None) if link else None,
                source=mention.source,
                annotator=sentence.annotator,
            )


def _block_at(norm: NormalisedDocument, position: int | None) -> int | None:
    """The number of the block that a position of the clean text is in, or at the end of."""
    if position is None:
        return None
    return bisect_right(norm.blocks, position, key=lambda block: block.start) or None


def _printable(text: str) -> str:
    """A path or message that Parquet can hold: undecodable bytes shown, one line."""
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return " ".join(shown.splitlines()) or shown
