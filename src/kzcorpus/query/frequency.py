"""How often: counts by any column."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.query.engine import limited, one_of, stream
from kzcorpus.query.filters import Filters
from kzcorpus.query.hits import find
from kzcorpus.query.stream import Stream
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
    return stream_frequencies(
        corpus, pattern, filters, by=by, punctuation=punctuation, limit=limit
    ).table()


def stream_frequencies(
    corpus: Corpus,
    pattern: str | None = None,
    filters: Filters | None = None,
    *,
    by: Sequence[str] = ("lemma",),
    punctuation: bool = False,
    limit: int = 0,
) -> Stream:
    """The same, some rows at a time: words by documents are millions."""
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
    shown = ", ".join(f"top.{name}" for name in by)
    # Documents are counted only for what is shown: that costs more than the rest.
    spread = f"""
        select {shown}, n, per_million, documents from top join (
            select {listed}, count(*) as documents from (
                select {listed}, doc_id from mine
                {f"semi join top on {same}" if limit else ""} group by {listed}, doc_id
            ) group by {listed}
        ) mine on {same}
    """
    if "doc" in by:
        spread = f"select {shown}, n, per_million, 1::bigint as documents from top"
    return stream(
        corpus,
        f"""
        with units as not materialized ({source}), mine as not materialized ({mine}),
        counted as (select {listed}, count(*) as n from mine group by {listed}),
        total as ({total}),
        top as (
            select counted.*, 1e6 * counted.n / total.n as per_million from counted, total
            where {" and ".join(words) if words and not punctuation else "true"}
            order by n desc, {order} {limited(limit)}
        )
        {spread} order by n desc, {order}
        """,
        values,
        first=found,
    )
