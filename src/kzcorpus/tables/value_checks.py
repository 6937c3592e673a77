"""What each row says by itself and beside its neighbours: numbers, names of kinds, folded keys."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from kzcorpus.letters import fold, search_key
from kzcorpus.records import BLOCK_KINDS, ENTITY_TYPES
from kzcorpus.tables.corpus import Corpus
from kzcorpus.tables.findings import Finding, Row

_SHA256 = re.compile(r"[0-9a-f]{64}")
_STAGES = ("ingest", "normalise", "annotate", "link", "store")
#: Shares and scores: between 0 and 1 where there is one.
_SHARES = {
    "documents": ("lang_share",),
    "blocks": ("lang_score",),
    "spans": ("lang_score",),
    "entities": ("link_score",),
}
#: table, the column that counts from 1, the columns within which it does
_COUNTED = (
    ("blocks", "block_id", ()),
    ("sentences", "sent_id", ()),
    ("spans", "span_id", ()),
    ("tokens", "token_id", ("sent_id",)),
    ("words", "id", ("sent_id",)),
)


def check_values(document: Row, rows: dict[str, list[Row]], text: str) -> Iterator[Finding]:
    """The first row of each table of a document in which something cannot be, and what."""
    doc_id = document["doc_id"]
    for table, column, within in _COUNTED:
        yield from _check_numbers(doc_id, table, rows[table], column, within)
    for table, wrong in _WRONG.items():
        of_table = [document] if table == "documents" else rows[table]
        told = (told for row in of_table if (told := _wrong_share(table, row) or wrong(row)))
        if first := next(told, ""):
            yield Finding(f"{table} {doc_id}", first)
    for token in rows["tokens"]:
        end = token["end_char"]
        if token["space_after"] != (end >= len(text) or text[end].isspace()):
            yield Finding(f"tokens {doc_id}", f"space_after of {token['form']!r}")
            break
    numbers = {block["block_id"] for block in rows["blocks"]}
    for block in rows["blocks"]:
        if block["anchor_block"] not in {None, *numbers}:
            yield Finding(f"blocks {doc_id}", f"anchor_block of block {block['block_id']}")
            break


def _check_numbers(
    doc_id: str, table: str, rows: list[Row], column: str, within: tuple[str, ...]
) -> Iterator[Finding]:
    last: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in rows:
        group = tuple(row[name] for name in within)
        if row[column] != last[group] + 1:
            told = f"{column} {row[column]} comes after {last[group]}"
            yield Finding(f"{table} {doc_id}", told)
            return
        last[group] = row[column]


def _wrong_share(table: str, row: Row) -> str:
    for column in _SHARES.get(table, ()):
        if row[column] is not None and not 0 <= row[column] <= 1:
            return f"{column} is {row[column]}"
    return ""


def _nothing(_row: Row) -> str:
    return ""


def _document(row: Row) -> str:
    if not _SHA256.fullmatch(row["sha256"]):
        return f"sha256 is {row['sha256']!r}"
    return ""


def _block(row: Row) -> str:
    return "" if row["kind"] in BLOCK_KINDS else f"no kind {row['kind']!r} of a block"


def _token(row: Row) -> str:
    return "" if row["form_key"] == fold(row["form"]) else f"form_key of {row['form']!r}"


def _word(row: Row) -> str:
    key = fold(row["lemma"]) if row["lemma"] is not None else None
    return "" if row["lemma_key"] == key else f"lemma_key of {row['lemma']!r}"


def _mention(row: Row) -> str:
    if row["type"] not in ENTITY_TYPES:
        return f"no type {row['type']!r} of a mention"
    if row["name_key"] != search_key(row["name"]):
        return f"name_key of {row['name']!r}"
    if not re.fullmatch(rf"{re.escape(row['doc_id'])}#[0-9]+", row["mention_id"]):
        return f"mention_id {row['mention_id']!r} is not of its document"
    if (row["canonical_id"] is None) != (row["canonical_name"] is None):
        return f"{row['mention_id']} has canonical_id or canonical_name, but not both"
    return ""


_WRONG: dict[str, Callable[[Row], str]] = {
    "documents": _document,
    "blocks": _block,
    "spans": _nothing,
    "tokens": _token,
    "words": _word,
    "entities": _mention,
}


def check_references(corpus: Corpus) -> Iterator[Finding]:
    """Ids stay in the folder; duplicates name an original, refusals a stage, tokens their maker."""
    places: set[str] = set()
    for table in ("documents", "blocks"):
        columns = ["doc_id", "duplicate_of", *(["block_id"] if table == "blocks" else [])]
        for row in corpus.table(table, columns).to_pylist():
            if {"", ".", ".."} & set(row["doc_id"].split("/")):
                yield Finding(table, f"doc_id {row['doc_id']!r} leads out of the folder")
                break
            name = row["doc_id"] + (f"#{row['block_id']}" if table == "blocks" else "")
            if row["duplicate_of"] is not None and row["duplicate_of"] not in places:
                yield Finding(table, f"{name} is a duplicate of {row['duplicate_of']}, not there")
                break
            places.add(name)
    for row in corpus.table("rejects", ["path", "stage"]).to_pylist():
        if row["stage"] not in _STAGES:
            yield Finding("rejects", f"no stage {row['stage']!r}, of {row['path']}")
            break
    seen = set(corpus.table("tokens", ["annotator"])["annotator"].unique().to_pylist())
    if seen - set(corpus.manifest.annotators):
        named = ", ".join(sorted(seen - set(corpus.manifest.annotators)))
        yield Finding("tokens", f"annotated by {named}, of which manifest.json says nothing")
