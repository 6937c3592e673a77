"""How evenly words are spread over the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from kzcorpus.query.engine import asking, create, limited, one_of, within
from kzcorpus.query.filters import Filters
from kzcorpus.query.frequency import WORDS
from kzcorpus.query.units import units
from kzcorpus.tables import Corpus

#: Cells of words by documents that are held at a time, at most.
_CELLS = 2_000_000


def dispersion(
    corpus: Corpus,
    filters: Filters | None = None,
    *,
    by: str = "lemma",
    least: int = 5,
    limit: int = 0,
) -> pa.Table:
    """How evenly words are spread over the documents.

    Args:
        by: lemma or form.
        least: how often a word must occur.

    Returns:
        Columns word, n, documents, range (share of the documents that have it), juilland_d (1: the
        same rate in every document) and dp, Gries's deviation of proportions (0: as the sizes of
        the documents would have it, near 1: all in one small document); the most frequent first.
        Words without a letter or digit are not listed, but make up the sizes of documents too.

    Sources: Juilland and others, Frequency Dictionary of French Words (1970), with the population's
    standard deviation of the rates; Gries, Dispersions and adjusted frequencies (2008).

    Raises:
        UsageError: no such column.
    """
    column = one_of("--by", by, WORDS)
    limit_clause = limited(limit)
    source, parameters = units(filters or Filters(), (column,))
    with asking(corpus, source) as cursor:
        create(
            cursor,
            {
                "sizes": (
                    f"select doc_id, count(*)::double as size from ({source}) group by 1",
                    parameters,
                ),
                # Only of what is listed it is asked how it is spread.
                "listed": (
                    f"""select {column} as word, count(*)::double as total from ({source})
                    where regexp_matches({column}, '[\\pL\\pN]') group by 1 having count(*) >= ?
                    order by total desc, word {limit_clause}""",
                    [*parameters, least],
                ),
                "parts": ("select null::varchar as word, 0 as n, 0.0 as a, 0.0 as b, 0.0 as c", []),
            },
        )
        sizes = cursor.execute("select doc_id, size from sizes order by doc_id").fetchall()
        ((words,),) = cursor.execute("select count(*) from listed").fetchall()
        for first, last in _ranges(sizes, words):
            create(
                cursor,
                {
                    "parts": (
                        f"""
                        with cells as (
                            select {column} as word, doc_id, count(*)::double as n
                            from ({source}) units semi join listed on units.{column} = listed.word
                            where {within(first, last)} group by all
                        ),
                        whole as (select sum(size) as everything from sizes),
                        more as (
                            from parts union all
                            select word, 1, n / size, (n / size) ** 2,
                                -- Documents without the word add their whole expected share.
                                abs(n / total - size / everything) - size / everything
                            from cells join listed using (word) join sizes using (doc_id), whole
                        )
                        select word, sum(n) as n, sum(a) as a, sum(b) as b, sum(c) as c
                        from more group by word
                        """,
                        parameters,
                    )
                },
            )
        return cursor.sql(
            """
            select
                word, total::bigint as n, parts.n::bigint as documents,
                parts.n / whole.n as range,
                case when whole.n > 1 then greatest(0, 1 - sqrt(greatest(0,
                    b / whole.n - (a / whole.n) ** 2)) / (a / whole.n) / sqrt(whole.n - 1))
                end as juilland_d,
                0.5 * (1 + c) as dp
            from listed join parts using (word), (select count(*) as n from sizes) whole
            order by total desc, word
            """
        ).to_arrow_table()


def _ranges(sizes: Sequence[tuple[str, float]], words: int) -> Iterator[tuple[str, str]]:
    """First and last documents of ranges in which so many words make few enough cells."""
    first, before, cells = None, "", 0.0
    for doc_id, size in sizes:
        most = min(size, words)
        if first is not None and cells + most > _CELLS:
            yield first, before
            first, cells = None, 0.0
        first, before, cells = first or doc_id, doc_id, cells + most
    if first is not None:
        yield first, before
