"""The user's own SQL: one statement that reads the corpus and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.query.engine import connect, limited, pieces_of
from kzcorpus.query.stream import Stream
from kzcorpus.tables import TABLES, Corpus

if TYPE_CHECKING:
    import duckdb


_ONE = "give one select statement; the corpus can only be read"
#: What a statement may take, so that a slip of the pen does not fill the machine: a recursion
#: without an end grows until it meets these.
_MEMORY, _DISK = "2GB", "10GB"


def select(corpus: Corpus, statement: str, *, limit: int = 0, timeout: float = 0) -> pa.Table:
    """The rows of one `select` over the tables of a corpus, in DuckDB's SQL.

    It can neither write, nor change settings, nor read any file but those of the corpus.

    Args:
        limit: at most so many rows; 0 for all.
        timeout: seconds of work after which to give up; 0 for never.

    Raises:
        UsageError: it is no SQL, no single `select`, asks for more than the tables, or takes too
            much time or memory.
    """
    return stream_select(corpus, statement, limit=limit, timeout=timeout).table()


def stream_select(corpus: Corpus, statement: str, *, limit: int = 0, timeout: float = 0) -> Stream:
    """The same, some rows at a time; what a row alone is wrong with is raised when it comes."""
    limited(limit)
    if timeout < 0:
        raise UsageError(f"--timeout {timeout:g}: must be 0 (never) or more")
    pieces = _pieces(corpus, statement, limit, timeout)
    return Stream(next(pieces).schema, pieces)


def _pieces(corpus: Corpus, statement: str, limit: int, timeout: float) -> Iterator[pa.Table]:
    """No rows, but their schema; then the rows."""
    import duckdb

    with connect(corpus) as connection:
        try:
            statements = connection.extract_statements(statement)
        except duckdb.Error as error:
            raise UsageError(_told(error)) from error
        if len(statements) != 1 or statements[0].type is not duckdb.StatementType.SELECT:
            raise UsageError(_ONE)
        _lock(connection, corpus)
        left = timeout
        try:
            _check_reads_only(connection, statements[0].query)
            with _interrupting(connection, left) as taken:
                relation = connection.sql(statements[0])
                if relation is None:
                    raise UsageError(_ONE)
                found = pieces_of(relation.limit(limit) if limit else relation)
                piece = next(found, None)
            while piece is not None:
                # What the reader of the rows does meanwhile is not the statement's time.
                left -= taken()
                yield piece
                with _interrupting(connection, left if timeout else 0) as taken:
                    piece = next(found, None)
        except duckdb.InterruptException as error:
            raise UsageError(
                f"SQL: stopped after {timeout:g} seconds; ask for less, or give it more time by "
                "--timeout"
            ) from error
        except duckdb.Error as error:
            raise UsageError(_told(error)) from error


def _check_reads_only(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Refuse what calls itself a select and writes: `with x as (copy … to 'file') from x`.

    DuckDB lets only outermost statements do that, and inside query() none is outermost.
    """
    import duckdb

    try:
        connection.execute(f"explain from query({_literal(statement)})")
    except duckdb.BinderException as error:
        if "at the top level" in str(error):
            raise UsageError(_ONE) from error
        raise


@contextmanager
def _interrupting(
    connection: duckdb.DuckDBPyConnection, seconds: float
) -> Iterator[Callable[[], float]]:
    """Stop what runs on the connection after so many seconds, 0 for never; tell what it took."""
    timer = Timer(max(seconds, 0.001), connection.interrupt)
    timer.daemon = True
    begun = monotonic()
    ended: list[float] = []
    if seconds:
        timer.start()
    try:
        yield lambda: ended[0] - begun
    finally:
        ended.append(monotonic())
        timer.cancel()


def _lock(connection: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    """Leave nothing within reach but the corpus's own files, and a share of the machine."""
    files = ", ".join(_literal(str(path)) for name in TABLES for path in corpus.files(name))
    connection.execute(f"set memory_limit = '{_MEMORY}'")
    connection.execute(f"set max_temp_directory_size = '{_DISK}'")
    connection.execute(f"set allowed_paths = [{files}]")
    # Names in a statement are tables, and no variables of the program around it.
    connection.execute("set python_enable_replacements = false")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _told(error: Exception) -> str:
    """What is wrong and where, on one line, as DuckDB tells it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip(" ^")]
    # What `_check_reads_only` puts around a statement is nobody's business.
    wrapped = "explain from query('"
    lines = [
        line.replace(wrapped, "").removesuffix("')").replace("''", "'") if wrapped in line else line
        for line in lines
    ]
    return "SQL: " + " · ".join(lines[:4])
