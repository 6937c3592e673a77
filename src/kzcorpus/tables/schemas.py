"""The columns of every table, with types and meaning: the public contract.

All offsets are Unicode code points, all spans half-open; ids of blocks, sentences and tokens count
from 1. `start_char`/`end_char` count in the normalised text of the document, `raw_start`/`raw_end`
in the decoded text of the file.
"""

from __future__ import annotations

import json

import pyarrow as pa

SCHEMA_VERSION = 2
METADATA_KEY = b"kzcorpus"

_S, _I, _F, _B = pa.string(), pa.int32(), pa.float32(), pa.bool_()
#: Parquet calls what is in a list so.
_LIST = pa.list_(pa.field("element", _S))
_DOC = ("doc_id", _S, "the file's path under the raw folder without its suffix")
_SENT = ("sent_id", _I, "number of the sentence in its document")
_SPAN = (
    ("start_char", _I, "where it starts in the normalised text"),
    ("end_char", _I, "where it ends in the normalised text"),
    ("raw_start", _I, "where it starts in the decoded raw text"),
    ("raw_end", _I, "where it ends in the decoded raw text"),
)

_COLUMNS: dict[str, tuple[tuple[str, pa.DataType, str], ...]] = {
    "documents": (
        _DOC,
        ("path", _S, "the file under the raw folder"),
        ("sha256", _S, "digest of the bytes that it was read from"),
        ("format", _S, "txt, md, html, pdf, docx, jsonl or csv"),
        ("encoding", _S, "how the bytes were decoded"),
        ("title", _S, "from the metadata; null if unknown, like the next five"),
        ("author", _S, "who wrote it"),
        ("date", _S, "ISO 8601 as far as known: 2023, 2023-11 or 2023-11-03"),
        ("source_url", _S, "where it was found"),
        ("licence", _S, "what may be done with it"),
        ("lang", _S, "main language by letters, ISO 639-1"),
        ("lang_share", _F, "share of letters in blocks of that language, 0 to 1"),
        ("duplicate_of", _S, "doc_id of an earlier document with nearly the same text"),
        ("n_chars_raw", _I, "code points of the decoded raw text"),
        ("n_chars", _I, "code points of the normalised text"),
        ("n_blocks", _I, "rows in blocks"),
        ("n_sentences", _I, "rows in sentences"),
        ("n_tokens", _I, "rows in tokens"),
        ("n_words", _I, "rows in words"),
        ("n_mentions", _I, "rows in entities"),
    ),
    "blocks": (
        _DOC,
        ("block_id", _I, "number of the block in its document"),
        (
            "kind",
            _S,
            "paragraph, heading, footnote, header, list_item, quotation or bibliography",
        ),
        ("page", _I, "page that it starts on, from 1; 1 throughout where pages are unknown"),
        ("lang", _S, "language of the block, ISO 639-1"),
        ("lang_score", _F, "how sure that is, 0 to 1"),
        *_SPAN,
        ("marker", _S, "of a note or source: 12, *, [3]"),
        ("anchor_block", _I, "the block that refers to it"),
        ("anchor_char", _I, "where in the normalised text the reference stood"),
        ("duplicate_of", _S, "doc_id#block_id of an earlier block with nearly the same text"),
        (
            "text",
            _S,
            "the normalised text of the block; blocks joined by an empty line make the document's",
        ),
    ),
    "sentences": (
        _DOC,
        _SENT,
        ("block_id", _I, "the block that it stands in"),
        ("lang", _S, "language of its block"),
        *_SPAN,
        ("text", _S, "the sentence"),
    ),
    "tokens": (
        _DOC,
        _SENT,
        ("token_id", _I, "number of the token in its sentence"),
        ("form", _S, "the token as the author wrote it"),
        ("form_key", _S, "folded by Turkish rules: İ to i, I to ı"),
        ("ner", _S, "BIOES tag, such as B-PERSON or O"),
        *_SPAN,
        ("space_after", _B, "whether white space follows"),
        ("n_words", _I, "syntactic words in it; more than one in a multiword token"),
        ("lang", _S, "language of its span, or else of its block"),
        ("annotator", _S, "program, version and model"),
    ),
    "words": (
        _DOC,
        _SENT,
        ("token_id", _I, "the surface token that it is in"),
        ("id", _I, "number of the word in its sentence, CoNLL-U's ID"),
        ("form", _S, "the word"),
        ("lemma", _S, "dictionary form; null where no model knows the language"),
        ("lemma_key", _S, "the lemma folded by Turkish rules"),
        ("upos", _S, "universal part of speech"),
        ("xpos", _S, "part of speech of the treebank"),
        ("feats", _S, "universal features, Name=Value joined by |"),
        ("misc", _S, "anything else"),
    ),
    "entities": (
        ("mention_id", _S, "doc_id#number, in the order of the text"),
        _DOC,
        _SENT,
        ("block_id", _I, "the block that it stands in"),
        ("text", _S, "the mention as the author wrote it"),
        ("name", _S, "without the case suffix after an apostrophe"),
        ("name_key", _S, "the name for searching: folded, without diacritics"),
        ("type", _S, "one label set for every language"),
        ("ner_native", _S, "the model's own label; null where only the gazetteer found it"),
        ("value", _S, "what a date (ISO 8601), a number or a sum means"),
        *_SPAN,
        ("raw_line", _I, "line of the raw text that it starts on, from 1"),
        ("token_start", _I, "token_id of its first token"),
        ("token_end", _I, "token_id of its last token, plus 1"),
        ("lang", _S, "language of its span, or else of its block"),
        ("canonical_id", _S, "the entity; null for values such as dates"),
        ("canonical_name", _S, "what the entity goes by"),
        ("link_method", _S, "how the entity was found"),
        ("link_score", _F, "how sure that is, 0 to 1"),
        ("link_evidence", _S, "what spoke for it: the alias that matched, the context"),
        (
            "source",
            _S,
            "what recognised it: ner, gazetteer, both, or pattern (a date by its form)",
        ),
        ("annotator", _S, "program, version and model"),
    ),
    "spans": (
        _DOC,
        ("span_id", _I, "number of the span in its document"),
        ("block_id", _I, "the block that it stands in"),
        ("lang", _S, "its language, which is not that of its block"),
        ("lang_score", _F, "how sure that is, 0 to 1"),
        *_SPAN,
        ("text", _S, "a title or a quotation in that language"),
    ),
    "canon": (
        ("canonical_id", _S, "readable and stable; nil/… for what no gazetteer knows"),
        ("qid", _S, "Wikidata id, only where a source at hand states it"),
        ("qid_source", _S, "the source that states the Wikidata id"),
        ("name", _S, "the gazetteer's first label, or else its most frequent name"),
        ("type", _S, "type of its mentions"),
        ("labels", pa.map_(_S, _S), "name in each language, the gazetteer's or the most frequent"),
        ("aliases", _LIST, "all names that the gazetteer lists"),
        ("name_keys", _LIST, "aliases and names in the corpus, folded for searching"),
        ("relations", _LIST, "kind:canonical_id or kind:canonical_id:from-to"),
        ("n_mentions", _I, "rows in entities"),
        ("n_documents", _I, "documents that mention it"),
    ),
    "rejects": (
        ("path", _S, "the file, under the raw folder"),
        ("stage", _S, "ingest, normalise, annotate, link or store"),
        ("reason", _S, "a word or two to count by"),
        ("detail", _S, "what was found, and what to do"),
    ),
}


#: Columns that may be null; every other one always has a value.
_NULLABLE = {
    "documents": ("title", "author", "date", "source_url", "licence", "duplicate_of"),
    "blocks": ("page", "marker", "anchor_block", "anchor_char", "duplicate_of"),
    "words": ("lemma", "lemma_key", "upos", "xpos", "feats", "misc"),
    "entities": (
        "ner_native",
        "value",
        "canonical_id",
        "canonical_name",
        "link_method",
        "link_score",
        "link_evidence",
    ),
    "canon": ("qid", "qid_source"),
}


def _schema(table: str) -> pa.Schema:
    metadata = json.dumps({"table": table, "schema_version": SCHEMA_VERSION})
    fields = [
        pa.field(
            name,
            kind,
            nullable=name in _NULLABLE.get(table, ()),
            metadata={"description": meaning},
        )
        for name, kind, meaning in _COLUMNS[table]
    ]
    return pa.schema(fields, metadata={METADATA_KEY: metadata})


#: The tables by name, in the order in which they are written.
TABLES: dict[str, pa.Schema] = {name: _schema(name) for name in _COLUMNS}

#: Columns with few values: pandas reads them as categories.
CATEGORIES = (
    "format",
    "encoding",
    "kind",
    "lang",
    "ner",
    "type",
    "ner_native",
    "upos",
    "source",
    "annotator",
    "stage",
    "link_method",
    "licence",
)


def describe_tables() -> pa.Table:
    """The contract as a table: table, column, type, description."""
    rows = [
        {"table": table, "column": name, "type": str(kind), "description": meaning}
        for table, columns in _COLUMNS.items()
        for name, kind, meaning in columns
    ]
    return pa.Table.from_pylist(rows)
