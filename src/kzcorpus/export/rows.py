"""Whole tables as CSV or JSON Lines, a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TextIO

import pyarrow as pa

from kzcorpus.cells import CsvRows
from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.export.documents import BATCH, Row, check_doc
from kzcorpus.query import Filters
from kzcorpus.query.engine import connect
from kzcorpus.tables import TABLES, Corpus

#: Tables whose rows lie in a block, and the order of their rows.
_ORDERS = {
    "blocks": "block_id",
    "sentences": "sent_id",
    "tokens": "sent_id, token_id",
    "words": "sent_id, id",
    "entities": "start_char",
    "spans": "span_id",
}
#: What `Filters` asks of a row, where the table itself does not have it.
_JOINS = {
    "tokens": "select t.*, s.block_id from tokens t join sentences s using (doc_id, sent_id)",
    "words": (
        "select w.*, t.lang, s.block_id from words w "
        "join tokens t using (doc_id, sent_id, token_id) join sentences s using (doc_id, sent_id)"
    ),
}


def write_csv(corpus: Corpus, table: str, filters: Filters, handle: TextIO) -> int:
    """A table as CSV, of which no cell runs as a formula; returns the number of rows.

    Lists and maps are written as JSON.
    """
    found = rows(corpus, table, filters)
    writer = CsvRows(handle)
    writer.head(TABLES[table].names)
    count = 0
    for row in found:
        writer.row(_flat(value) for value in row.values())
        count += 1
    return count


def write_jsonl(corpus: Corpus, table: str, filters: Filters, handle: TextIO) -> int:
    """A table as JSON Lines, one object a row; returns the number of rows."""
    count = 0
    for row in rows(corpus, table, filters):
        handle.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def rows(corpus: Corpus, table: str, filters: Filters) -> Iterator[Row]:
    """The rows of a table that filters leave, in the order of the table.

    The filters mean what they mean in questions: a token has the language of its own span.

    Raises:
        UsageError: filters that make no sense for the table.
    """
    check_doc(corpus, filters)
    return _read(corpus, table, *_statement(table, filters))


def _read(corpus: Corpus, table: str, statement: str, parameters: list[Any]) -> Iterator[Row]:
    import duckdb

    with connect(corpus) as connection:
        try:
            reader = connection.sql(statement, params=parameters).to_arrow_reader(BATCH)
            for batch in reader:
                yield from _as_dicts(batch)
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            reason = str(error).splitlines()[0]
            raise CorpusError(
                f"{corpus.folder / table}: cannot be read ({reason}); build again with --force"
            ) from error


def _as_dicts(batch: pa.RecordBatch) -> list[Row]:
    made: list[Row] = batch.to_pylist(maps_as_pydicts="strict")
    return made


def _statement(table: str, filters: Filters) -> tuple[str, list[Any]]:
    columns = ", ".join(TABLES[table].names)
    if filters == Filters():
        # Read through as it is stored: sorting would need the whole.
        return f"select {columns} from {table}", []
    if table in _ORDERS:
        where, parameters = filters.where("unit", typed=False)
        source = f"({_JOINS[table]})" if table in _JOINS else table
        return (
            f"select {columns} from {source} unit where {where} order by doc_id, {_ORDERS[table]}",
            parameters,
        )
    if table == "documents" and filters.kind is None:
        where, parameters = replace(filters, unique=False).where(table, typed=False)
        single = " and duplicate_of is null" if filters.unique else ""
        return (
            f"select {columns} from documents where {where}{single} order by doc_id",
            parameters,
        )
    option = "--kind" if table == "documents" else "a filter"
    raise UsageError(f"--table {table}: its rows belong to no block of text, drop {option}")


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
