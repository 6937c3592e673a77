"""How often: counts by any column, runs of words, and how evenly a word is spread."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.query.engine import limited, one_of, sql
from kzcorpus.query.filters import Filters
from kzcorpus.query.hits import find
from kzcorpus.query.units import COLUMNS, units
from kzcorpus.tables import Corpus

#: What words are taken as where one column is meant.
WORDS = ("lemma", "form")


def frequencies(
    corpus: Corpus,
    pattern: str | None = None,
    filters: Filters | None = None,
    *,
    by: Sequence[str] = ("lemma",),
    punctuation: bool = False,
    limit: int = 0,
) -> pa.Table:
    """Words by how often they occur: all of them, or those of a pattern's matches.

    Args:
        pattern: see `kzcorpus.query.pattern`; None for every word.
        by: one or more of form, lemma, upos, xpos, feats, ner, lang, doc, year. Forms and lemmas
            are folded. By form, ner and lang surface tokens are counted, else syntactic words.
        punctuation: list forms and lemmas without a letter or digit too; in per_million they
            count in any case.

    Returns:
        A column for each of `by`, then n, per_million (of the words that the filters leave) and
        documents.

    Raises:
        UsageError: no such column, or a pattern that does not parse.
    """
    for column in by:
        one_of("--by", column, tuple(COLUMNS))
    if not by or len(set(by)) < len(by):
        raise UsageError("--by: name each column once, with commas between")
    filters = filters or Filters()
    listed = ", ".join(by)
    source, values = units(filters, by)
    found = None if pattern is None else find(pattern, filters)
    mine, total = "select * from units", "select sum(n) as n from counted"
    if found is not None:
        mine += """ semi join hits on hits.doc_id = units.doc_id
            and hits.sent_id = units.sent_id and units.token_id between hits.first and hits.last"""
        total = "select count(*) as n from units"
    same = " and ".join(f"mine.{name} is not distinct from top.{name}" for name in by)
    order = ", ".join(f"{name} nulls last" for name in by)
    words = [f"regexp_matches({name}, '[\\pL\\pN]')" for name in by if name in WORDS]
    return sql(
        corpus,
        f"""
        with units as not materialized ({source}), mine as not materialized ({mine}),
        counted as (select {listed}, count(*) as n from mine group by {listed}),
        total as ({total}),
        top as (
            select counted.*, 1e6 * counted.n / total.n as per_million from counted, total
            where {" and ".join(words) if words and not punctuation else "true"}
            order by n desc, {order} {limited(limit)}
        ),
        -- Documents are counted only for what is shown: that costs more than the rest.
        cells as (
            select {listed}, doc_id from mine
            {f"semi join top on {same}" if limit else ""} group by {listed}, doc_id
        ),
        spread as (select {listed}, count(*) as documents from cells group by {listed})
        select {", ".join(f"top.{name}" for name in by)}, n, per_million, documents
        from top join spread as mine on {same} order by n desc, {order}
        """,
        values,
        first=found,
    )


def ngrams(
    corpus: Corpus,
    filters: Filters | None = None,
    *,
    size: int = 2,
    by: str = "lemma",
    least: int = 2,
    limit: int = 0,
) -> pa.Table:
    """Runs of words that occur `least` times or more, inside a sentence, without punctuation.

    Args:
        size: words of a run, 2 to 6.
        by: lemma or form.

    Returns:
        Columns ngram, n, per_million (of all runs of that size), documents.

    Raises:
        UsageError: no such size or column.
    """
    column = one_of("--by", by, WORDS)
    if not 2 <= size <= 6:
        raise UsageError(f"--size {size}: must be 2 to 6")
    source, parameters = units(filters or Filters(), (column,))
    # The first word of a token stands for it: "başkentteki" is one step in a run.
    ahead = ", ".join(f"lead({column}, {step}) over sentence as w{step}" for step in range(1, size))
    joined = " || ' ' || ".join([column, *(f"w{step}" for step in range(1, size))])
    letters = " and ".join(
        f"regexp_matches({name}, '\\pL')" for name in [column, *(f"w{s}" for s in range(1, size))]
    )
    return sql(
        corpus,
        f"""
        with units as ({source}),
        one as (
            select doc_id, sent_id, token_id, arg_min({column}, id) as {column}
            from units group by doc_id, sent_id, token_id
        ),
        runs as (
            select doc_id, {column}, {ahead} from {"one" if column == "lemma" else "units"}
            window sentence as (partition by doc_id, sent_id order by token_id)
        ),
        counted as (
            select {joined} as ngram, count(*) as n, count(distinct doc_id) as documents
            from runs where {letters} group by 1
        )
        select ngram, n, 1e6 * n / sum(n) over () as per_million, documents
        from counted qualify n >= ? order by n desc, ngram {limited(limit)}
        """,
        [*parameters, least],
    )


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
    source, parameters = units(filters or Filters(), (column,))
    return sql(
        corpus,
        f"""
        with units as not materialized ({source}),
        sizes as (select doc_id, count(*)::double as size from units group by 1),
        whole as (select sum(size) as size, count(*)::double as parts from sizes),
        cells as (
            select {column} as word, doc_id, count(*)::double as n from units
            where regexp_matches({column}, '[\\pL\\pN]') group by all
        ),
        sums as (
            select word, sum(n) as total from cells group by 1 having sum(n) >= ?
        ),
        spread as (
            select
                word, any_value(total) as total, count(*) as documents,
                any_value(whole.parts) as parts,
                sum(n / s.size) as rates, sum((n / s.size) ** 2) as squares,
                -- Documents without the word add their whole expected share.
                0.5 * (sum(abs(n / total - s.size / whole.size)) + 1 - sum(s.size / whole.size))
                    as dp
            from cells join sums using (word) join sizes s using (doc_id), whole group by word
        )
        select
            word, total::bigint as n, documents, documents / parts as range,
            case when parts > 1 then greatest(0, 1 - sqrt(greatest(0,
                squares / parts - (rates / parts) ** 2)) / (rates / parts) / sqrt(parts - 1))
            end as juilland_d,
            dp
        from spread order by n desc, word {limited(limit)}
        """,
        [*parameters, least],
    )
