"""The user's own SQL: one statement that reads the corpus and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.query.engine import connect, limited
from kzcorpus.tables import Corpus

if TYPE_CHECKING:
    import duckdb


def select(corpus: Corpus, statement: str, *, limit: int = 0) -> pa.Table:
    """The rows of one `select` over the tables of a corpus, in DuckDB's SQL.

    It can neither write, nor change settings, nor read any file but those of the corpus.

    Args:
        limit: at most so many rows; 0 for all.

    Raises:
        UsageError: it is no SQL, no single `select`, or it asks for more than the tables.
    """
    import duckdb

    limited(limit)
    with connect(corpus) as connection:
        try:
            statements = connection.extract_statements(statement)
        except duckdb.Error as error:
            raise UsageError(_told(error)) from error
        if len(statements) != 1 or statements[0].type is not duckdb.StatementType.SELECT:
            raise UsageError("give one select statement; the corpus can only be read")
        _lock(connection, corpus)
        try:
            relation = connection.sql(statements[0])
            if relation is None:
                raise UsageError("give one select statement; the corpus can only be read")
            rows: pa.Table = (relation.limit(limit) if limit else relation).to_arrow_table()
        except duckdb.Error as error:
            raise UsageError(_told(error)) from error
        return rows


def _lock(connection: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    """Leave nothing within reach but the corpus's own files."""
    files = [str(path) for name in corpus.counts() for path in corpus.files(name)]
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    connection.execute(f"set allowed_paths = [{listed}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _told(error: Exception) -> str:
    """What is wrong and where, on one line, as DuckDB tells it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip(" ^")]
    return "SQL: " + " · ".join(lines[:4])
