"""Who is mentioned with whom: companions of one entity, and the network of all."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from kzcorpus.query.association import log_likelihood
from kzcorpus.query.engine import limited, one_of, sql
from kzcorpus.query.filters import Filters, Resolved, resolve
from kzcorpus.tables import Corpus

#: What "together" means: the unit of text, the table of such units, the columns that name one.
_UNITS = {
    "sentence": ("sentences", "doc_id, sent_id"),
    "paragraph": ("blocks", "doc_id, block_id"),
    "document": ("documents", "doc_id"),
}
WITHIN = tuple(_UNITS)
#: By which figure companions are ranked.
RANKINGS = ("together", "log_likelihood", "pmi")


def _measures(o11: str, r1: str, c1: str, n: str) -> str:
    """Columns expected, pmi (in bits) and log_likelihood (Dunning's), from counts of units.

    Of `n` units, `o11` hold both entities, `r1` the one and `c1` the other; all are doubles.
    """
    expected = f"({r1} * {c1} / {n})"
    return (
        f"{expected} as expected, log2({o11} / {expected}) as pmi, "
        f"{log_likelihood(o11, r1, c1, n)} as log_likelihood"
    )


def cooccurrences(
    corpus: Corpus,
    query: str | Resolved,
    filters: Filters | None = None,
    *,
    companion: str | Resolved | None = None,
    within: str = "sentence",
    by: str = "together",
    limit: int = 0,
) -> pa.Table:
    """Entities that are mentioned together with one.

    Args:
        query: a name, an alias or an id, or what `resolve` made of one.
        filters: `type` is that of the companions; the rest is about the text.
        companion: one that alone is asked about, named as `query` is; None for all.
        within: what counts as together: sentence, paragraph or document.
        by: the ranking: together, log_likelihood or pmi.

    Returns:
        Columns name, type, together (units that hold both, O11), alone (units that hold the
        companion), expected (E11), pmi (bits), log_likelihood (Dunning's), canonical_id.

    Raises:
        UsageError: nothing is called so, or no such unit or measure.
    """
    table, unit = _UNITS[one_of("--within", within, WITHIN)]
    order = one_of("--by", by, RANKINGS)
    filters = filters or Filters()
    entity = resolve(corpus, query)
    where, parameters = filters.where("entities", typed=False)
    n, n_parameters = _count(table, filters)
    wanted = filters.entity_type()
    only, chosen = _only(corpus, companion)
    return sql(
        corpus,
        f"""
        with base as (
            select distinct {unit}, canonical_id from entities
            where canonical_id is not null and {where}
        ),
        mine as (select {unit} from base where canonical_id = ?),
        singles as (select canonical_id, count(*)::double as c1 from base group by 1),
        pairs as (
            select canonical_id, count(*)::double as o11 from base join mine using ({unit})
            where canonical_id <> ? and {only} group by 1
        ),
        totals as (select (select count(*) from mine)::double as r1, ({n})::double as n)
        select
            canon.name, canon.type, o11::bigint as together, c1::bigint as alone,
            {_measures("o11", "r1", "c1", "n")}, canonical_id
        from pairs join singles using (canonical_id) join canon using (canonical_id), totals
        where {"canon.type = ?" if wanted else "true"}
        order by {order} desc, together desc, canonical_id
        {limited(limit)}
        """,
        [
            *parameters,
            entity.canonical_id,
            entity.canonical_id,
            *chosen,
            *n_parameters,
            *([wanted] if wanted else []),
        ],
    )


def together(
    corpus: Corpus,
    query: str | Resolved,
    filters: Filters | None = None,
    *,
    companion: str | Resolved | None = None,
    within: str = "sentence",
    limit: int = 0,
) -> pa.Table:
    """The passages behind the figures of `cooccurrences`: one row a companion and unit of text.

    Returns:
        Columns name (the companion's), type, path, line, text (the companion as written), passage
        (the sentence or paragraph; for documents the companion's sentence), mention_id,
        canonical_id; in the order of the text.
    """
    _, unit = _UNITS[one_of("--within", within, WITHIN)]
    filters = filters or Filters()
    entity = resolve(corpus, query)
    anywhere, parameters = filters.where("entities", typed=False)
    where, typed = filters.where("entities")
    only, chosen = _only(corpus, companion)
    place = (
        "blocks where (blocks.doc_id, blocks.block_id) = (found.doc_id, found.block_id)"
        if within == "paragraph"
        else "sentences s where (s.doc_id, s.sent_id) = (found.doc_id, found.sent_id)"
    )
    return sql(
        corpus,
        f"""
        with mine as (
            select distinct {unit} from entities where canonical_id = ? and {anywhere}
        ),
        found as (
            select entities.* from entities join mine using ({unit})
            where canonical_id <> ? and {only} and {where}
            qualify row_number() over (
                partition by {unit}, canonical_id order by start_char
            ) = 1
        )
        select
            canon.name, found.type, documents.path, raw_line as line, found.text,
            (select text from {place}) as passage, mention_id, canonical_id
        from found join documents using (doc_id) join canon using (canonical_id)
        order by found.doc_id, start_char
        {limited(limit)}
        """,
        [entity.canonical_id, *parameters, entity.canonical_id, *chosen, *typed],
    )


def _only(corpus: Corpus, companion: str | Resolved | None) -> tuple[str, list[Any]]:
    """A condition that leaves one companion, or all."""
    if companion is None:
        return "true", []
    return "canonical_id = ?", [resolve(corpus, companion).canonical_id]


def network(
    corpus: Corpus,
    filters: Filters | None = None,
    *,
    within: str = "sentence",
    least: int = 1,
    limit: int = 0,
) -> tuple[pa.Table, pa.Table]:
    """Entities as nodes, and an edge between two that are mentioned together.

    Args:
        filters: `type` is that of both ends.
        within: what counts as together: sentence, paragraph or document.
        least: how often two must be together.
        limit: at most so many edges, the heaviest ones; 0 for all.

    Returns:
        Nodes with columns id, name, type, mentions; edges with columns source, target,
        source_name, target_name, together, pmi, log_likelihood. `source` is the first of the two
        in the alphabet.
    """
    table, unit = _UNITS[one_of("--within", within, WITHIN)]
    filters = filters or Filters()
    where, parameters = filters.where("entities")
    n, n_parameters = _count(table, filters)
    left = ", ".join(f"a.{column.strip()}" for column in unit.split(","))
    right = ", ".join(f"b.{column.strip()}" for column in unit.split(","))
    edges = sql(
        corpus,
        f"""
        with base as (
            select distinct {unit}, canonical_id from entities
            where canonical_id is not null and {where}
        ),
        singles as (select canonical_id, count(*)::double as c1 from base group by 1),
        pairs as (
            select a.canonical_id as source, b.canonical_id as target, count(*)::double as o11
            from base a join base b on ({left}) = ({right}) and a.canonical_id < b.canonical_id
            group by all having count(*) >= ?
        ),
        totals as (select ({n})::double as n)
        select
            source, target, cs.name as source_name, ct.name as target_name,
            o11::bigint as together,
            {_measures("o11", "s.c1", "t.c1", "n")}
        from pairs
        join singles s on s.canonical_id = source join singles t on t.canonical_id = target
        join canon cs on cs.canonical_id = source join canon ct on ct.canonical_id = target, totals
        order by together desc, log_likelihood desc, source, target
        {limited(limit)}
        """,
        [*parameters, least, *n_parameters],
    ).drop_columns(["expected"])
    ends = sorted({*edges["source"].to_pylist(), *edges["target"].to_pylist()})
    nodes = sql(
        corpus,
        f"""
        select canonical_id as id, canon.name, canon.type, count(*) as mentions
        from entities join canon using (canonical_id)
        where list_contains(?, canonical_id) and {where}
        group by all order by mentions desc, id
        """,
        [ends, *parameters],
    )
    return nodes, edges


def _count(table: str, filters: Filters) -> tuple[str, list[Any]]:
    """A scalar query: how many units there are."""
    if table == "documents":
        where, parameters = filters.where("blocks", typed=False)
        return f"select count(distinct doc_id) from blocks where {where}", parameters
    where, parameters = filters.where(table, typed=False)
    return f"select count(*) from {table} where {where}", parameters
