"""What the rows of a sound corpus say about each other: texts, offsets, tags, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyarrow as pa

from kzcorpus.tables.corpus import Corpus
from kzcorpus.tables.findings import Finding, Row
from kzcorpus.tables.value_checks import check_values

_SEPARATOR = "\n\n"


def check_documents(corpus: Corpus) -> Iterator[Finding]:
    """Text, offsets, counts and tags, document by document."""
    tables = ("blocks", "sentences", "tokens", "words", "entities", "spans")
    grouped = {name: _by_document(corpus.table(name)) for name in tables}
    for document in corpus.table("documents").to_pylist():
        rows = {name: grouped[name].get(document["doc_id"], []) for name in tables}
        yield from _check_counts(document, rows)
        blocks = rows["blocks"]
        text = _SEPARATOR.join(block["text"] for block in blocks)
        if len(text) != document["n_chars"]:
            yield Finding(f"documents {document['doc_id']}", "its blocks do not make up its text")
            continue
        for name, column in (
            ("blocks", "text"),
            ("sentences", "text"),
            ("tokens", "form"),
            ("entities", "text"),
            ("spans", "text"),
        ):
            yield from _check_spans(name, column, rows[name], document, text)
        yield from _check_nesting(document["doc_id"], rows)
        yield from _check_tags(document["doc_id"], rows["tokens"], rows["entities"])
        yield from check_values(document, rows, text)


def _by_document(table: pa.Table) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist():
        grouped[row["doc_id"]].append(row)
    return grouped


def _check_counts(document: Row, rows: dict[str, list[Row]]) -> Iterator[Finding]:
    for name in ("blocks", "sentences", "tokens", "words", "entities"):
        column = "n_mentions" if name == "entities" else f"n_{name}"
        if document[column] != len(rows[name]):
            yield Finding(
                f"documents {document['doc_id']}",
                f"{column} is {document[column]}, but {name} has {len(rows[name])} rows",
            )
    words: dict[tuple[int, int], int] = defaultdict(int)
    for word in rows["words"]:
        words[word["sent_id"], word["token_id"]] += 1
    for token in rows["tokens"]:
        if words[token["sent_id"], token["token_id"]] != token["n_words"]:
            yield Finding(
                f"tokens {document['doc_id']}",
                f"n_words of token {token['sent_id']}.{token['token_id']} is wrong",
            )
            break


def _check_spans(
    name: str, column: str, rows: list[Row], document: Row, text: str
) -> Iterator[Finding]:
    """Every row is its slice of the clean text and lies inside the raw text.

    Inside a block the raw text goes forward; blocks may have been moved.
    """
    last_raw: dict[int, int] = defaultdict(int)
    for row in rows:
        group = row.get("block_id" if name != "tokens" else "sent_id", 0)
        start, end = row["start_char"], row["end_char"]
        raw_start, raw_end = row["raw_start"], row["raw_end"]
        wrong = (
            f"is not the text at {start}..{end}"
            if not 0 <= start < end <= len(text) or text[start:end] != row[column]
            else f"maps to {raw_start}..{raw_end}, outside the raw text or out of order"
            if not last_raw[group] <= raw_start <= raw_end <= document["n_chars_raw"]
            else ""
        )
        if wrong:
            yield Finding(f"{name} {document['doc_id']}", f"{row[column]!r} {wrong}")
            return
        last_raw[group] = raw_start


#: table, the table whose row it lies in, the column that names that row
_PARENTS = (
    ("sentences", "blocks", "block_id"),
    ("tokens", "sentences", "sent_id"),
    ("entities", "blocks", "block_id"),
    ("entities", "sentences", "sent_id"),
    ("spans", "blocks", "block_id"),
)


def _check_nesting(doc_id: str, rows: dict[str, list[Row]]) -> Iterator[Finding]:
    """Every row lies inside the row that it belongs to."""
    for name, parent, key in _PARENTS:
        spans = {row[key]: (row["start_char"], row["end_char"]) for row in rows[parent]}
        for row in rows[name]:
            start, end = spans.get(row[key], (0, 0))
            if not start <= row["start_char"] < row["end_char"] <= end:
                place = f"{row['start_char']}..{row['end_char']}"
                yield Finding(f"{name} {doc_id}", f"{place} lies outside its {key} {row[key]}")
                break


def _check_tags(doc_id: str, tokens: list[Row], mentions: list[Row]) -> Iterator[Finding]:
    """The BIOES tags say the same as the mentions."""
    expected = dict.fromkeys(((t["sent_id"], t["token_id"]) for t in tokens), "O")
    places = {(token["sent_id"], token["token_id"]): token for token in tokens}
    for mention in mentions:
        first, last = mention["token_start"], mention["token_end"] - 1
        for token_id in range(first, last + 1):
            place = "S" if first == last else {first: "B", last: "E"}.get(token_id, "I")
            key = (mention["sent_id"], token_id)
            if expected.get(key) != "O":
                yield Finding(f"entities {doc_id}", f"{mention['mention_id']} overlaps another")
                return
            expected[key] = f"{place}-{mention['type']}"
        start = places.get((mention["sent_id"], first), {}).get("start_char")
        end = places.get((mention["sent_id"], last), {}).get("end_char")
        if (start, end) != (mention["start_char"], mention["end_char"]):
            yield Finding(f"entities {doc_id}", f"{mention['mention_id']} is not its tokens")
            return
    for token in tokens:
        want = expected[token["sent_id"], token["token_id"]]
        if token["ner"] != want:
            place = f"{token['sent_id']}.{token['token_id']}"
            yield Finding(
                f"tokens {doc_id}",
                f"token {place} is tagged {token['ner']}, its mention says {want}",
            )
            return


def check_canon(corpus: Corpus) -> Iterator[Finding]:
    """Counts and names in `canon` are those of its mentions."""
    mentions: dict[str, list[Row]] = defaultdict(list)
    columns = ["doc_id", "canonical_id", "canonical_name"]
    for row in corpus.table("entities", columns).to_pylist():
        if row["canonical_id"]:
            mentions[row["canonical_id"]].append(row)
    for entry in corpus.table("canon").to_pylist():
        mine = mentions[entry["canonical_id"]]
        counts = (len(mine), len({row["doc_id"] for row in mine}))
        if counts != (entry["n_mentions"], entry["n_documents"]):
            yield Finding("canon", f"counts of {entry['canonical_id']} are not its mentions'")
        if any(row["canonical_name"] != entry["name"] for row in mine):
            yield Finding("canon", f"the name of {entry['canonical_id']} differs in entities")
