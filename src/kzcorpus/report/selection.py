"""The part of a corpus that a report shows, numbered, in a DuckDB connection.

Documents and entities go by small numbers in the pages, since a million mentions that name theirs
by text would not fit. Three tables hold them:

- docs: d, from 0 in the order of doc_id; doc_id, date, lang
- ents: e, from 0, the most mentioned first; canonical_id, name, type, n, documents
- ment: a mention, in the order of the text; d, e (null for values such as dates), and its places
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kzcorpus.query import Filters
from kzcorpus.query.engine import connect
from kzcorpus.tables import Corpus

if TYPE_CHECKING:
    import duckdb

#: What DuckDB may hold in memory; the rest it puts into temporary files.
_MEMORY = "400MB"


class Selection:
    """A corpus through filters.

    `langs` and `years` are the languages of mentions and documents and the years of documents;
    pages name them by their place in these lists. The year "" stands for unknown and comes last.
    """

    def __init__(
        self, corpus: Corpus, filters: Filters, connection: duckdb.DuckDBPyConnection
    ) -> None:
        self.corpus = corpus
        self.filters = filters
        self._connection = connection
        self._create_documents()
        self._create_mentions()
        self._create_entities()
        langs = self.rows("""
            select lang, sum(n) from (
                select lang, count(*) as n from docs group by 1
                union all select lang, count(*) from ment group by 1
            ) group by 1 order by 2 desc, 1
        """)
        self.langs = [row[0] for row in langs]
        years = self.rows("select distinct left(coalesce(date, ''), 4) as y from docs order by 1")
        self.years = sorted((row[0] for row in years), key=lambda year: (not year, year))
        self._numbers("langs", self.langs)
        self._numbers("years", self.years)

    def _create_documents(self) -> None:
        where, parameters = self.filters.where("blocks", typed=False)
        self.create(
            f"""
            create temp table docs as
            select
                (row_number() over (order by doc_id) - 1)::int as d, doc_id, date, lang,
                n_sentences, n_tokens
            from documents semi join (
                select distinct doc_id from blocks where {where}
            ) kept using (doc_id)
            order by d
            """,
            parameters,
        )

    def _create_mentions(self) -> None:
        where, parameters = self.filters.where("entities")
        self.create(
            f"""
            create temp table found as
            select
                docs.d, mention_id, entities.lang, type, name, sent_id, block_id,
                start_char, end_char, raw_start, raw_end, canonical_id, canonical_name,
                value, link_method, link_evidence
            from entities join docs using (doc_id) where {where}
            """,
            parameters,
        )

    def _create_entities(self) -> None:
        self.create(
            """
            create temp table ents as
            with counted as (
                select
                    canonical_id, count(*) as n, count(distinct d) as documents,
                    coalesce(mode(canonical_name), mode(name)) as name, mode(type) as type
                from found where canonical_id is not null group by canonical_id
            )
            select
                (row_number() over (order by n desc, canonical_id) - 1)::int as e,
                canonical_id, coalesce(canon.name, counted.name) as name,
                coalesce(canon.type, counted.type) as type, n, documents
            from counted left join canon using (canonical_id) order by e
            """
        )
        self.create(
            """
            create temp table ment as
            select
                found.d, ents.e, try_cast(regexp_extract(mention_id, '[0-9]+$') as int) as number,
                found.lang, found.type, found.name, sent_id, block_id, start_char, end_char,
                raw_start, raw_end, value, link_method, link_evidence
            from found left join ents using (canonical_id) order by d, start_char, end_char desc
            """
        )
        self.create("drop table found")

    def _numbers(self, name: str, values: Sequence[str]) -> None:
        """A table that numbers values as their list does: columns i and value."""
        self.create(
            f"create temp table {name} as "
            "select (i - 1)::int as i, ?[i] as value from range(1, len(?) + 1) t(i)",
            [list(values), list(values)],
        )

    def create(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Carry out a `create temp table` of a part of the report."""
        self._connection.execute(statement, list(parameters))

    def table(self, statement: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The result of a statement as a whole."""
        result: pa.Table = self._connection.sql(statement, params=list(parameters)).to_arrow_table()
        return result

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The result of a small statement, as tuples."""
        found = self.table(statement, parameters)
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def stream(self, statement: str) -> Iterator[pa.Table]:
        """The result of a statement that does not fit into memory; read it to its end."""
        for batch in self._connection.sql(statement).to_arrow_reader(20_480):
            yield pa.Table.from_batches([batch])


@contextmanager
def select(corpus: Corpus, filters: Filters) -> Iterator[Selection]:
    """A selection, for as long as its tables are needed.

    Raises:
        CorpusError: a table cannot be read.
    """
    connection = connect(corpus)
    try:
        connection.execute(f"set memory_limit = '{_MEMORY}'")
        yield Selection(corpus, filters, connection)
    finally:
        connection.close()
