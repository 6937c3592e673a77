"""What a build remembers of each document besides the public rows, so that the next can keep them.

Three hidden tables, in parts like the public ones: `done` has the keys of a document's work, how
many rows it has in each table, and its signature for finding duplicates; `pending` has for every
row of `entities` the name whose id only the whole corpus decides, if it waits for one; `drafts` are
the mentions as the model gave them, before the gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from kzcorpus.build.keys import raw_key, row_key
from kzcorpus.entities import PENDING as PENDING_COLUMNS
from kzcorpus.normalise import DocumentSignature
from kzcorpus.records import (
    AnnotatedDocument,
    EntityLink,
    Mention,
    NormalisedDocument,
    Sentence,
    Token,
    Word,
)
from kzcorpus.tables import TABLES
from kzcorpus.tables.store import LEDGER

_S, _I = pa.string(), pa.int32()
DONE, PENDING, DRAFTS = (f"{LEDGER}/{name}" for name in ("done", "pending", "drafts"))

#: Public tables whose rows belong to a document, in the order of the contract.
PUBLIC = tuple(name for name, schema in TABLES.items() if "doc_id" in schema.names)

_COLUMNS: dict[str, tuple[tuple[str, pa.DataType], ...]] = {
    DONE: (
        ("doc_id", _S),
        ("path", _S),
        ("sha256", _S),
        ("sheet", _S),
        ("raw_key", _S),
        ("annotation_key", _S),
        ("done_key", _S),
        ("row_key", _S),
        ("annotators", _S),
        ("n_chars_raw", _I),
        *((f"n_{name}", _I) for name in (*PUBLIC[1:], "pending", "drafts")),
        ("signature", pa.binary()),
    ),
    # `direct`: how the link came about is not known either before the name has an id.
    PENDING: (("doc_id", _S), *((name, _S) for name in PENDING_COLUMNS), ("direct", pa.bool_())),
    DRAFTS: (
        ("doc_id", _S),
        ("start", _I),
        ("end", _I),
        ("type", _S),
        ("ner_native", _S),
        ("sentence", _I),
        ("token_start", _I),
        ("token_end", _I),
        ("name", _S),
    ),
}

#: Every table that is kept in parts, with its schema.
PARTED: dict[str, pa.Schema] = {
    **{name: TABLES[name] for name in PUBLIC},
    **{name: pa.schema(columns) for name, columns in _COLUMNS.items()},
}

Tables = dict[str, pa.Table]


def count_column(table: str) -> str:
    """The column of `done` that counts a document's rows in a table."""
    return f"n_{table.rpartition('/')[2]}"


class LedgerBuilder:
    """Collects the hidden rows of documents, as `RowBuilder` does the public ones."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _COLUMNS}

    def take(self) -> Tables:
        """The rows of all hidden tables so far, which are then forgotten."""
        tables = {n: pa.Table.from_pylist(rows, PARTED[n]) for n, rows in self._rows.items()}
        self._rows = {name: [] for name in _COLUMNS}
        return tables

    def add(
        self,
        document: AnnotatedDocument,
        links: Sequence[EntityLink | None],
        drafts: Sequence[Mention],
        signature: DocumentSignature | None,
        keys: tuple[str, str],
        sheet: str,
    ) -> None:
        """The hidden rows of one document.

        Args:
            links: one for each mention of the document.
            drafts: the model's mentions.
            keys: of the annotation, and of the rows.
            sheet: the key of its row in the metadata sheet.
        """
        raw, doc_id = document.norm.raw, document.doc_id
        for link in links:
            pending = link.pending if link else None
            direct = bool(pending and link and not link.method)
            self._add(PENDING, doc_id, *(pending or (None, None)), direct)
        for draft in drafts:
            self._add(
                DRAFTS,
                doc_id,
                draft.start,
                draft.end,
                draft.type,
                draft.ner_native,
                draft.sentence,
                draft.token_start,
                draft.token_end,
                draft.name,
            )
        annotation_key, done_key = keys
        self._add(
            DONE,
            doc_id,
            raw.path,
            raw.sha256,
            sheet,
            raw_key(raw),
            annotation_key,
            done_key,
            row_key(raw, done_key),
            "\n".join(sorted({sentence.annotator for sentence in document.sentences})),
            len(raw.text),
            len(document.norm.blocks),
            len(document.sentences),
            sum(len(sentence.tokens) for sentence in document.sentences),
            sum(1 for _ in document.words()),
            len(document.mentions),
            len(document.norm.spans),
            len(links),
            len(drafts),
            signature.to_bytes() if signature else b"",
        )

    def _add(self, table: str, *values: object) -> None:
        columns = (name for name, _ in _COLUMNS[table])
        self._rows[table].append(dict(zip(columns, values, strict=True)))


def restored(document: NormalisedDocument, stored: Tables) -> AnnotatedDocument:
    """The annotation of a document from its rows in `sentences`, `tokens`, `words` and drafts.

    The tags of the tokens are those of the tables, with the gazetteer's names in them; whoever
    finds the names anew writes them anew.
    """
    words: dict[tuple[int, int], list[Word]] = {}
    for row in stored["words"].to_pylist():
        word = Word(
            row["id"],
            row["form"],
            *(row[name] or "" for name in ("lemma", "upos", "xpos", "feats", "misc")),
        )
        words.setdefault((row["sent_id"], row["token_id"]), []).append(word)
    tokens: dict[int, list[Token]] = {}
    annotators: dict[int, str] = {}
    for row in stored["tokens"].to_pylist():
        number = row["sent_id"]
        made = tuple(words[number, row["token_id"]])
        tokens.setdefault(number, []).append(
            Token(row["start_char"], row["end_char"], made, row["ner"])
        )
        annotators[number] = row["annotator"]
    sentences = tuple(
        Sentence(
            row["start_char"],
            row["end_char"],
            row["block_id"] - 1,
            row["lang"],
            annotators[row["sent_id"]],
            tuple(tokens[row["sent_id"]]),
        )
        for row in stored["sentences"].to_pylist()
    )
    return AnnotatedDocument(document, sentences, tuple(_drafts(stored[DRAFTS].to_pylist())))


def _drafts(rows: Iterable[dict[str, Any]]) -> Iterable[Mention]:
    for row in rows:
        yield Mention(
            row["start"],
            row["end"],
            row["type"],
            row["ner_native"],
            row["sentence"],
            row["token_start"],
            row["token_end"],
            row["name"],
        )
