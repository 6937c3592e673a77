"""DuckDB over the Parquet files of a corpus: views named as the tables are."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pyarrow as pa

from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.query.stream import BATCH, Stream
from kzcorpus.tables import TABLES, Corpus

if TYPE_CHECKING:
    import duckdb


def sql(
    corpus: Corpus,
    statement: str,
    parameters: Sequence[Any] = (),
    *,
    first: Mapping[str, tuple[str, Sequence[Any]]] | None = None,
) -> pa.Table:
    """The result of one of our own statements over the tables, which it names as they are.

    Args:
        first: relations that are found by themselves, each by a statement and its parameters,
            before the statement that names them is planned. The planner then knows how few rows
            they have, and reads only what belongs to those: seconds on millions of tokens.

    Raises:
        CorpusError: a file of a table that is asked about is missing or damaged.
    """
    first = first or {}
    with asking(corpus, statement, *(relation for relation, _ in first.values())) as cursor:
        create(cursor, first)
        return cursor.sql(statement, params=list(parameters)).to_arrow_table()


def stream(
    corpus: Corpus,
    statement: str,
    parameters: Sequence[Any] = (),
    *,
    first: Mapping[str, tuple[str, Sequence[Any]]] | None = None,
) -> Stream:
    """The same as `sql`, some rows at a time: the whole is never held."""
    pieces = _stream(corpus, statement, parameters, first or {})
    return Stream(next(pieces).schema, pieces)


def _stream(
    corpus: Corpus,
    statement: str,
    parameters: Sequence[Any],
    first: Mapping[str, tuple[str, Sequence[Any]]],
) -> Iterator[pa.Table]:
    """No rows, but their schema; then the rows."""
    with asking(corpus, statement, *(relation for relation, _ in first.values())) as cursor:
        create(cursor, first)
        yield from pieces_of(cursor.sql(statement, params=list(parameters)))


def pieces_of(relation: duckdb.DuckDBPyRelation) -> Iterator[pa.Table]:
    """A relation some rows at a time, as `_stream` gives them.

    Raises:
        duckdb.Error: what goes wrong in a later piece too, of which Arrow makes errors of its own.
    """
    import duckdb

    reader = relation.to_arrow_reader(BATCH)
    yield pa.Table.from_batches([], schema=reader.schema)
    while True:
        try:
            batch = next(reader, None)
        except (OSError, pa.ArrowException) as error:
            stopped = "INTERRUPT" in str(error)
            raise (duckdb.InterruptException if stopped else duckdb.IOException)(
                str(error)
            ) from error
        if batch is None:
            return
        yield pa.Table.from_batches([batch])


@contextmanager
def asking(corpus: Corpus, *statements: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor for several statements, with the tables that they name; its own tables go with it.

    Raises:
        CorpusError: a file of a table that is asked about is missing or damaged.
    """
    import duckdb

    if corpus not in _OPEN:
        _OPEN[corpus] = _connection()
    named = {name.lower() for text in statements for name in _TABLE.findall(text)}
    # A cursor of its own, so that threads of a notebook do not get in each other's way.
    with _OPEN[corpus].cursor() as cursor:
        _make_views(cursor, corpus, named)
        try:
            yield cursor
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise CorpusError(
                f"{corpus.folder}: cannot be read ({str(error).splitlines()[0]}); "
                "build again with --force"
            ) from error


def create(
    cursor: duckdb.DuckDBPyConnection, relations: Mapping[str, tuple[str, Sequence[Any]]]
) -> None:
    """Find relations, each by a statement and its parameters, and keep them under their names."""
    for name, (relation, values) in relations.items():
        cursor.execute(f"create or replace temp table {name} as {relation}", list(values))


def within(first: str, last: str) -> str:
    """A condition for rows of documents from one to another, in the order of their ids.

    As text, not as parameters: so the planner knows which parts of the files it need not open.
    """
    return f"doc_id between {quoted(first)} and {quoted(last)}"


#: One connection a corpus, for as long as that is in use.
_OPEN: WeakKeyDictionary[Corpus, duckdb.DuckDBPyConnection] = WeakKeyDictionary()
#: The names of tables in a statement, and perhaps some that are something else there.
_TABLE = re.compile(rf"\b(?:{'|'.join(TABLES)})\b", re.IGNORECASE)


def connect(corpus: Corpus) -> duckdb.DuckDBPyConnection:
    """A connection in memory, with a view for each table.

    Raises:
        CorpusError: a table cannot be read.
    """
    connection = _connection()
    try:
        _make_views(connection, corpus, TABLES)
    except CorpusError:
        connection.close()
        raise
    return connection


def _connection() -> duckdb.DuckDBPyConnection:
    import duckdb

    # What does not fit into memory goes there, not into the folder that one happens to be in.
    config: dict[str, Any] = {"temp_directory": str(Path(tempfile.gettempdir(), "kzcorpus-duckdb"))}
    connection = duckdb.connect(":memory:", config=config)
    # A question may go through the same hundred files several times.
    connection.execute("set parquet_metadata_cache = true")
    return connection


def _make_views(
    connection: duckdb.DuckDBPyConnection, corpus: Corpus, names: Iterable[str]
) -> None:
    """A view for each of these tables that has none yet. Only the first file of each is opened."""
    import duckdb

    made = {row[0] for row in connection.execute("select view_name from duckdb_views()").fetchall()}
    for name in names:
        if name in made:
            continue
        files = ", ".join(_literal(path) for path in corpus.files(name))
        # Without hive_partitioning=false, a folder named "lang=tr" would become a column.
        source = f"read_parquet([{files}], hive_partitioning=false)"
        try:
            connection.execute(f"create view if not exists {name} as from {source}")
        except duckdb.Error as error:
            raise CorpusError(
                f"{corpus.folder / name}: cannot be read ({str(error).splitlines()[0]}); "
                "build again with --force"
            ) from error


def _literal(path: Path) -> str:
    """A path as a string of SQL that means this file alone: DuckDB reads "*" as a pattern."""
    return quoted(re.sub(r"[*?\[]", r"[\g<0>]", str(path)))


def quoted(text: str) -> str:
    """A text as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"


def from_rows(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Rows as an Arrow table with the columns of `schema`; a key that a row lacks is null.

    By way of JSON: to look at a list of Python, pyarrow imports pandas, which takes longer than
    most answers.
    """
    import pyarrow.json as arrow_json

    if not rows:
        return schema.empty_table()
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return arrow_json.read_json(
        io.BytesIO(data),
        read_options=arrow_json.ReadOptions(block_size=len(data)),
        parse_options=arrow_json.ParseOptions(
            explicit_schema=schema, unexpected_field_behavior="error"
        ),
    )


def limited(limit: int) -> str:
    """The `limit` clause; 0 means all rows.

    Raises:
        UsageError: a negative number.
    """
    if limit < 0:
        raise UsageError(f"--limit {limit}: must be 0 (all) or more")
    return f"limit {limit}" if limit else ""


def one_of(option: str, value: str, allowed: Sequence[str]) -> str:
    """The value, if it is an allowed one.

    Raises:
        UsageError: it is not; the message lists them, the one that may be meant last.
    """
    if value not in allowed:
        listed = ", ".join(allowed)
        raise UsageError(f"{option} {value}: must be one of {listed}{nearest(value, allowed)}")
    return value


def nearest(value: str, allowed: Sequence[str]) -> str:
    """A question for the end of a message: whether another name was meant; empty if none is near.

    >>> nearest("lema", ("form", "lemma")), nearest("colour", ("form", "lemma"))
    ('; did you mean lemma?', '')
    """
    from difflib import get_close_matches

    by_key = {name.lower(): name for name in allowed}
    found = get_close_matches(value.lower(), by_key, n=1)
    return f"; did you mean {by_key[found[0]]}?" if found else ""
