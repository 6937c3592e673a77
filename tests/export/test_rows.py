"""CSV and JSON Lines: every row of every table, and the same rows that questions find."""

import csv
import io
import json
from typing import Any

import pytest

from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.export import export_corpus
from kzcorpus.query import Filters
from kzcorpus.query.engine import sql
from kzcorpus.query.entities import list_mentions
from kzcorpus.query.units import units
from kzcorpus.tables import TABLES, Corpus


def text(corpus: Corpus, format: str, table: str, filters: Filters | None = None) -> str:
    handle = io.StringIO(newline="")
    export_corpus(corpus, format, handle, filters, table=table)
    return handle.getvalue()


def jsonl(corpus: Corpus, table: str, filters: Filters | None = None) -> list[dict[str, Any]]:
    found = text(corpus, "jsonl", table, filters).removesuffix("\n")
    return [json.loads(line) for line in found.split("\n") if line]


@pytest.mark.parametrize("table", list(TABLES))
def test_json_lines_hold_the_table(any_corpus: Corpus, table: str) -> None:
    expected = any_corpus.table(table).to_pylist(maps_as_pydicts="strict")
    assert jsonl(any_corpus, table) == expected


@pytest.mark.parametrize("table", list(TABLES))
def test_csv_holds_every_row_and_no_formula(any_corpus: Corpus, table: str) -> None:
    rows = list(csv.reader(io.StringIO(text(any_corpus, "csv", table), newline="")))
    assert rows[0] == TABLES[table].names
    assert len(rows) - 1 == any_corpus.counts()[table]
    strings = [
        cell
        for row in rows[1:]
        for cell, field in zip(row, TABLES[table], strict=True)
        if str(field.type) == "string"
    ]
    assert not [cell for cell in strings if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_lists_and_maps_are_json_in_csv(corpus: Corpus) -> None:
    rows = csv.DictReader(io.StringIO(text(corpus, "csv", "canon"), newline=""))
    labels = {row["canonical_id"]: json.loads(row["labels"]) for row in rows}
    assert labels["nil/gpe/kazakistan"] == {"tr": "Kazakistan"}


@pytest.mark.parametrize(
    "filters",
    [
        Filters(lang="tr"),
        Filters(doc="tr"),
        Filters(doc="tr/baskent"),
        Filters(since="2024-03"),
        Filters(until="2024-03"),
        Filters(kind="heading"),
        Filters(unique=True),
        Filters(lang="az", kind="paragraph", unique=True),
    ],
    ids=str,
)
def test_exports_hold_what_the_questions_find(corpus: Corpus, filters: Filters) -> None:
    found = list_mentions(corpus, filters=filters, limit=0)["mention_id"].to_pylist()
    assert [row["mention_id"] for row in jsonl(corpus, "entities", filters)] == found
    statement, parameters = units(filters, ["form"])
    count = sql(corpus, f"select count(*) as n from ({statement})", parameters)["n"][0].as_py()
    assert len(jsonl(corpus, "tokens", filters)) == count


def test_words_go_with_their_tokens(corpus: Corpus) -> None:
    filters = Filters(lang="tr", kind="paragraph")
    tokens = jsonl(corpus, "tokens", filters)
    words = jsonl(corpus, "words", filters)
    assert len(words) == sum(token["n_words"] for token in tokens) > 0
    keys = [(word["doc_id"], word["sent_id"], word["id"]) for word in words]
    assert keys == sorted(keys)


def test_documents_are_filtered_by_what_they_are(corpus: Corpus) -> None:
    found = jsonl(corpus, "documents", Filters(lang="tr", since="2024-03", unique=True))
    assert [row["doc_id"] for row in found] == ["tr/enerji"]


@pytest.mark.parametrize(
    ("table", "filters"),
    [
        ("documents", Filters(kind="heading")),
        ("canon", Filters(lang="tr")),
        ("rejects", Filters(unique=True)),
    ],
)
def test_filters_that_make_no_sense_are_refused(
    corpus: Corpus, table: str, filters: Filters
) -> None:
    with pytest.raises(UsageError, match=f"--table {table}: its rows belong to no block"):
        jsonl(corpus, table, filters)


def test_a_slip_in_a_doc_id_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="--doc tr/baskend: no such document"):
        jsonl(corpus, "tokens", Filters(doc="tr/baskend"))


def test_a_damaged_table_is_one_line(copy: Any) -> None:
    (file,) = (copy / "tokens").glob("*.parquet")
    opened = Corpus(copy)
    file.write_bytes(file.read_bytes()[:200] + b"\0" * 100)
    with pytest.raises(CorpusError, match="cannot be read"):
        jsonl(opened, "tokens")
    with pytest.raises(CorpusError, match="cannot be read"):
        export_corpus(opened, "conllu", io.StringIO())
