"""Which words keep company with a pattern, and which are typical of a part of the corpus."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.query.association import MEASURES, log_likelihood, measures, table
from kzcorpus.query.engine import limited, one_of, sql
from kzcorpus.query.filters import Filters
from kzcorpus.query.frequency import WORDS, frequencies
from kzcorpus.query.hits import find
from kzcorpus.query.units import units
from kzcorpus.remote import is_remote
from kzcorpus.tables import Corpus
from kzcorpus.tables.store import MANIFEST


def collocates(
    corpus: Corpus,
    pattern: str,
    filters: Filters | None = None,
    *,
    window: int = 5,
    by: str = "lemma",
    measure: str = "log_likelihood",
    least: int = 2,
    limit: int = 0,
) -> pa.Table:
    """Words that stand near the matches of a pattern more often than chance would have it.

    Args:
        window: tokens on each side of a match, inside its sentence.
        by: lemma or form of the collocates.
        measure: the ranking: log_likelihood, pmi, log_dice, mi3 or t_score.
        least: how often a word must stand there.

    Returns:
        Columns collocate, o11 (in the windows), o12, o21, o22, e11, and one for each measure.
        The table's rows are words inside and outside the windows; a word in the windows of two
        matches counts once.

    Raises:
        UsageError: the pattern does not parse, or no such column or measure.
    """
    column = one_of("--by", by, WORDS)
    order = one_of("--measure", measure, MEASURES)
    if window < 1:
        raise UsageError(f"--window {window}: must be 1 or more")
    filters = filters or Filters()
    source, values = units(filters, (column,))
    margins = ("o11", "r1", "c1", "n")
    return sql(
        corpus,
        f"""
        with units as not materialized ({source}),
        near as (
            select distinct h.doc_id, h.sent_id, unnest(range(h.first - {window}, h.first)
                || range(h.last + 1, h.last + {window + 1})) as token_id
            from hits h
        ),
        inside as (
            select distinct h.doc_id, h.sent_id, unnest(range(h.first, h.last + 1)) as token_id
            from hits h
        ),
        windows as (
            select {column} as word, count(*)::double as o11
            from units semi join near using (doc_id, sent_id, token_id)
            anti join inside using (doc_id, sent_id, token_id) group by 1
        ),
        words_ as (select {column} as word, count(*)::double as c1 from units group by 1),
        totals as (
            select (select sum(o11) from windows) as r1, (select sum(c1) from words_) as n
        )
        select word as collocate, {table(*margins)}, {measures(*margins)}
        from windows join words_ using (word), totals
        where o11 >= ? and regexp_matches(word, '[\\pL\\pN]')
        order by {order} desc, o11 desc, word {limited(limit)}
        """,
        [*values, least],
        first=find(pattern, filters),
    )


def keywords(
    corpus: Corpus,
    filters: Filters,
    against: Filters | Corpus | None = None,
    *,
    by: str = "lemma",
    least: int = 3,
    limit: int = 0,
) -> pa.Table:
    """Words that are typical of a part of the corpus.

    Args:
        filters: the part.
        against: another part, or another corpus; None for all the rest of this one.
        by: lemma or form.
        least: how often a word must occur in the part.

    Returns:
        Columns word, n, per_million, n_against, per_million_against, log_ratio (base 2, half an
        occurrence added to each side) and log_likelihood, the most typical first.

    Raises:
        UsageError: the part, or what it is held against, has no words.
    """
    column = one_of("--by", by, WORDS)
    mine = _counts(corpus, filters, column)
    if isinstance(against, Corpus):
        theirs = _counts(against, Filters(), column)
    else:
        theirs = _counts(corpus, against or Filters(), column)
    a, b = (sum(table["n"].to_pylist()) for table in (mine, theirs))
    # All the rest is the whole without the part.
    own = 1 if against is None else 0
    b -= own * a
    if not a or not b:
        raise UsageError(
            f"nothing to compare: {a:,} words against {b:,}; choose the part by --lang, --doc, …"
        )
    import duckdb

    with duckdb.connect(":memory:") as connection:
        connection.register("mine", mine)
        connection.register("theirs", theirs)
        found: pa.Table = connection.sql(
            f"""
            with counted as (
                select word, mine.n::double as x,
                    (coalesce(theirs.n, 0) - {own} * mine.n)::double as y
                from mine left join theirs using (word)
            )
            select word, x::bigint as n, 1e6 * x / {a} as per_million, y::bigint as n_against,
                1e6 * y / {b} as per_million_against,
                log2((x + 0.5) / ({a} + 0.5)) - log2((y + 0.5) / ({b} + 0.5)) as log_ratio,
                {log_likelihood("x", f"{a}.0", "(x + y)", f"{a + b}.0")} as log_likelihood
            from counted
            where x >= ? and x / {a} > y / {b} and regexp_matches(word, '\\pL')
            order by log_likelihood desc, word {limited(limit)}
            """,
            params=[least],
        ).to_arrow_table()
        return found


def reference(corpus: Corpus, against: str) -> Filters | Corpus:
    """What a part is held against, by name: a corpus where there is one, a language, documents."""
    if is_remote(against) or Path(against, MANIFEST).is_file():
        return Corpus(against)
    langs = frequencies(corpus, by=("lang",))["lang"].to_pylist()
    return Filters(lang=against) if against.lower() in langs else Filters(doc=against)


def _counts(corpus: Corpus, filters: Filters, column: str) -> pa.Table:
    """How often each word occurs: columns word and n. Punctuation counts, as everywhere."""
    source, parameters = units(filters, (column,))
    return sql(
        corpus,
        f"select {column} as word, count(*) as n from ({source}) where word is not null group by 1",
        parameters,
    )
