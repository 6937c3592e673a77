"""Whole tables as CSV or JSON Lines, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.cells import csv_head, csv_rows, json_rows
from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.export.documents import BATCH
from kzcorpus.query import Filters, check_doc
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
    found = batches(corpus, table, filters)
    handle.write(csv_head(TABLES[table].names) + "\n")
    return _write(found, csv_rows, handle)


def write_jsonl(corpus: Corpus, table: str, filters: Filters, handle: TextIO) -> int:
    """A table as JSON Lines, one object a row; returns the number of rows."""
    return _write(batches(corpus, table, filters), json_rows, handle)


def _write(
    found: Iterator[pa.Table], lines: Callable[[pa.Table], list[str]], handle: TextIO
) -> int:
    count = 0
    for rows in found:
        handle.writelines(f"{line}\n" for line in lines(rows))
        count += rows.num_rows
    return count


def batches(corpus: Corpus, table: str, filters: Filters) -> Iterator[pa.Table]:
    """The rows of a table that filters leave, in the order of the table, some at a time.

    The filters mean what they mean in questions: a token has the language of its own span.

    Raises:
        UsageError: filters that make no sense for the table.
        CorpusError: the table is missing or damaged.
    """
    check_doc(corpus, filters)
    if filters == Filters():
        # Read through as it is stored: sorting would need the whole.
        return _read(corpus, table, _stored(corpus, table))
    return _read(corpus, table, _found(corpus, *_statement(table, filters)))


def _read(corpus: Corpus, table: str, found: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    import duckdb

    try:
        for batch in found:
            yield pa.Table.from_batches([batch])
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0]
        raise CorpusError(
            f"{corpus.folder / table}: cannot be read ({reason}); build again with --force"
        ) from error


def _stored(corpus: Corpus, table: str) -> Iterator[pa.RecordBatch]:
    for path in corpus.files(table):
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(BATCH, columns=TABLES[table].names)


def _found(corpus: Corpus, statement: str, parameters: list[Any]) -> Iterator[pa.RecordBatch]:
    with connect(corpus) as connection:
        yield from connection.sql(statement, params=parameters).to_arrow_reader(BATCH)


def _statement(table: str, filters: Filters) -> tuple[str, list[Any]]:
    columns = ", ".join(TABLES[table].names)
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
