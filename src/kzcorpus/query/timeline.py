"""When an entity is mentioned: by the dates of documents, or by those that the text states."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from kzcorpus.query.engine import from_rows, limited, one_of, sql
from kzcorpus.query.filters import Filters, Resolved, resolve
from kzcorpus.tables import Corpus

#: Digits of an ISO date that make a period.
_LENGTHS = {"decade": 3, "year": 4, "month": 7}
PERIODS = tuple(_LENGTHS)
_SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("mentions", pa.int64()),
        ("documents", pa.int64()),
        ("per_1000_sentences", pa.float64()),
    ]
)
#: Whose dates: the documents' own, or those in the sentence of the mention.
DATES = ("document", "text")


def timeline(
    corpus: Corpus,
    query: str | Resolved | None = None,
    filters: Filters | None = None,
    *,
    by: str = "year",
    dates: str = "document",
    limit: int = 0,
) -> pa.Table:
    """Mentions by period; every period between the first and the last has a row.

    Args:
        query: a name, an alias or an id; None for all mentions.
        by: decade, year or month.
        dates: "document" counts a mention at the date of its document, "text" at each date that
            its sentence states.
        limit: at most so many periods, the first ones; 0 for all.

    Returns:
        Columns period, mentions, documents, per_1000_sentences (mentions to the sentences of the
        documents of that period; null for dates of the text). Mentions without a date, or with one
        that is less exact than the period, come last, under "undated".

    Raises:
        UsageError: nothing is called so, or no such period.
    """
    length = _LENGTHS[one_of("--by", by, PERIODS)]
    of_text = one_of("--dates", dates, DATES) == "text"
    limited(limit)
    filters = filters or Filters()
    where, parameters = filters.where("entities")
    mine, ids = _mine(corpus, query)
    parameters = [*parameters, *ids]
    period = _period(length)
    if of_text:
        rows = _of_text(corpus, where, mine, period, parameters)
    else:
        rows = _of_documents(corpus, filters, where, mine, period, parameters)
    found = {row["period"]: row for row in rows}
    names: list[str | None] = list(_periods([p for p in found if p], by))
    if None in found:
        names.append(None)
    names = names[:limit] if limit else names
    none = {"mentions": 0, "documents": 0}
    return from_rows(
        [{**(found.get(name) or none), "period": _shown(name, by)} for name in names], _SCHEMA
    )


def dated_mentions(
    corpus: Corpus,
    query: str | Resolved | None = None,
    filters: Filters | None = None,
    *,
    by: str = "year",
    dates: str = "document",
    limit: int = 0,
) -> pa.Table:
    """The mentions behind the figures of `timeline`: what it takes, and at most `limit` rows.

    Returns:
        Columns period, path, line, text, sentence, mention_id; by period, then in the order of
        the text.
    """
    length = _LENGTHS[one_of("--by", by, PERIODS)]
    of_text = one_of("--dates", dates, DATES) == "text"
    where, parameters = (filters or Filters()).where("entities")
    mine, ids = _mine(corpus, query)
    parameters = [*parameters, *ids]
    period = _period(length)
    dated = f"select doc_id, {period} as period from documents"
    keys = "doc_id"
    if of_text:
        dated, keys = _stated(period), "doc_id, sent_id"
    suffix = "0s" if by == "decade" else ""
    return sql(
        corpus,
        f"""
        with dated as ({dated}),
        hits as (select * from entities where {where} and {mine})
        select
            coalesce(period || '{suffix}', 'undated') as period, documents.path,
            raw_line as line, hits.text, sentences.text as sentence, mention_id
        from hits left join dated using ({keys})
        join documents using (doc_id) join sentences using (doc_id, sent_id)
        order by dated.period nulls last, hits.doc_id, hits.start_char
        {limited(limit)}
        """,
        parameters,
    )


def _mine(corpus: Corpus, query: str | Resolved | None) -> tuple[str, list[str]]:
    """A condition for mentions of the entity that a name means, and its parameters."""
    if query is None:
        return "true", []
    return "canonical_id = ?", [resolve(corpus, query).canonical_id]


def _period(length: int) -> str:
    """The period of a date; null where the date is not as exact as that."""
    return f"case when length(date) >= {max(length, 4)} then left(date, {length}) end"


def _stated(period: str) -> str:
    """The periods that each sentence states."""
    return f"""
        select distinct doc_id, sent_id, {period} as period
        from (select doc_id, sent_id, value as date from entities where type = 'DATE')
        where regexp_matches(date, '^\\d{{4}}') and {period} is not null
    """


def _of_documents(
    corpus: Corpus, filters: Filters, where: str, mine: str, period: str, parameters: list[Any]
) -> list[dict[str, Any]]:
    sentences, of_sentences = filters.where("sentences", typed=False)
    rows: list[dict[str, Any]] = sql(
        corpus,
        f"""
        with dated as (select doc_id, {period} as period from documents),
        hits as (
            select period, count(*) as mentions, count(distinct doc_id) as documents
            from entities join dated using (doc_id) where {where} and {mine} group by 1
        ),
        sizes as (
            select period, count(*) as sentences
            from sentences join dated using (doc_id) where {sentences} group by 1
        )
        select hits.period, mentions, documents, 1000 * mentions / sentences as per_1000_sentences
        from hits join sizes on hits.period is not distinct from sizes.period
        """,
        [*parameters, *of_sentences],
    ).to_pylist()
    return rows


def _of_text(
    corpus: Corpus, where: str, mine: str, period: str, parameters: list[Any]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = sql(
        corpus,
        f"""
        with stated as ({_stated(period)}),
        hits as (select doc_id, sent_id, mention_id from entities where {where} and {mine})
        select period, count(*) as mentions, count(distinct hits.doc_id) as documents
        from hits left join stated using (doc_id, sent_id) group by 1
        """,
        parameters,
    ).to_pylist()
    return rows


def _periods(found: list[str], by: str) -> list[str]:
    """All periods from the first to the last that was found."""
    if not found:
        return []
    first, last = min(found), max(found)
    if by == "month":
        start = int(first[:4]) * 12 + int(first[5:7]) - 1
        end = int(last[:4]) * 12 + int(last[5:7]) - 1
        return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, end + 1)]
    width = _LENGTHS[by]
    return [f"{at:0{width}}" for at in range(int(first), int(last) + 1)]


def _shown(period: str | None, by: str) -> str:
    if period is None:
        return "undated"
    return f"{period}0s" if by == "decade" else period
