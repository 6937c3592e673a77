"""What costs the same for every input and finds nothing: left out while fuzzing.

The code that runs is the same; data that it goes through are fewer, and what is opened is opened
once.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def few_stopwords() -> None:
    """Of trafilatura's stop words in a hundred languages, folded anew for each page, take three.

    Nine tenths of the time of a short page went there.
    """
    from trafilatura import external

    external.JT_STOPLIST = ("ve", "и", "the")  # type: ignore[assignment]


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect(":memory:")


def reaches_the_tables(statement: str) -> bool:
    """Whether `select` would go on after it has parsed a statement; it opens its tables before."""
    import duckdb

    try:
        statements = _parser().extract_statements(statement)
    except duckdb.Error:
        return False
    return len(statements) == 1 and statements[0].type is duckdb.StatementType.SELECT
