"""Entities: the ranking, what an entity's page shows, and every mention with its sentence."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

from kzcorpus.query.association import log_likelihood
from kzcorpus.report.chunks import ChunkWriter, columns
from kzcorpus.report.selection import Selection
from kzcorpus.tables import regrouped

#: Rows of a chunk.
RANKED, DETAILED, MENTIONS = 1000, 250, 500
#: How much an entity's page shows of each.
_NAMES, _COMPANIONS, _DOCUMENTS = 40, 20, 20
#: Entities whose details are asked for at once: whole chunks of them.
_ASKED = 20 * DETAILED
#: Names, companions and documents of a span of entities.
_DETAILS = (
    f"""
    select e, name, lang, n from names where e >= ? and e < ?
    qualify row_number() over (partition by e order by n desc, name) <= {_NAMES}
    order by e, n desc, name, lang
    """,
    """
    select e, other, n, ll from companions where e >= ? and e < ?
    order by e, n desc, ll desc, other
    """,
    f"""
    select e, d, n from spread where e >= ? and e < ?
    qualify row_number() over (partition by e order by n desc, d) <= {_DOCUMENTS}
    order by e, n desc, d
    """,
)


def write_entities(selection: Selection, writer: ChunkWriter) -> int:
    """Write the chunks entities/N, details/N and mentions/N; returns how many entities there are.

    The mentions of all entities are one long list in the order of the ranking, so that a page
    finds those of an entity by the number of its first one.
    """
    number = _write_ranking(selection, writer)
    _create_pairs(selection)
    _write_details(selection, writer, number)
    _write_mentions(selection, writer)
    return number


def _write_ranking(selection: Selection, writer: ChunkWriter) -> int:
    """Columns id, name, type, n, docs, first, keys, labels [language, label], cells.

    `cells` are language, year, mentions; language, year, mentions; …
    """
    selection.create("""
        create temp table cells as
        select e, list_value(l.i, y.i, count(*)::int) as cell
        from ment join docs using (d) join langs l on l.value = ment.lang
        join years y on y.value = left(coalesce(docs.date, ''), 4)
        where e is not null group by e, l.i, y.i
    """)
    selection.create("""
        create temp table shares as
        select e, flatten(list(cell order by cell[2], cell[1])) as cells from cells group by e
    """)
    ranked = selection.stream("""
        select
            ents.canonical_id as id, ents.name, ents.type, ents.n, ents.documents as docs,
            (sum(ents.n) over (order by e) - ents.n)::bigint as first,
            coalesce(array_to_string(canon.name_keys, ' | '), '') as keys,
            canon.labels, cells
        from ents join shares using (e) left join canon using (canonical_id) order by e
    """)
    number = 0
    for index, table in enumerate(regrouped(ranked, RANKED)):
        rows = columns(table)
        # Only labels that say something that the name does not.
        rows["labels"] = [
            [pair for pair in labels or () if pair[1] != name]
            for labels, name in zip(rows["labels"], rows["name"], strict=True)
        ]
        writer.write(f"entities/{index}", rows)
        number += table.num_rows
    return number


def _create_pairs(selection: Selection) -> None:
    """Tables of entities that stand in one sentence, a < b, and n sentences with both.

    `paircells` has them by language and year, `pairs` with the weight ll of each.
    """
    selection.create("""
        create temp table sides as
        select ment.d, sent_id, e, min(l.i) as lang, min(y.i) as year
        from ment join docs using (d) join langs l on l.value = ment.lang
        join years y on y.value = left(coalesce(docs.date, ''), 4)
        where e is not null group by ment.d, sent_id, e
    """)
    selection.create("""
        create temp table paircells as
        select a.e as a, b.e as b, a.lang, a.year, count(*)::int as n
        from sides a join sides b on a.d = b.d and a.sent_id = b.sent_id and a.e < b.e
        group by all
    """)
    where, parameters = selection.filters.where("sentences", typed=False)
    selection.create(
        f"""
        create temp table pairs as
        with singles as (select e, count(*)::double as c from sides group by e),
        counted as (select a, b, sum(n)::double as n from paircells group by all),
        total as (select count(*)::double as all_ from sentences where {where})
        select a, b, n::int as n, round({log_likelihood("n", "s.c", "t.c", "all_")}, 1) as ll
        from counted join singles s on s.e = a join singles t on t.e = b, total
        """,
        parameters,
    )


def _write_details(selection: Selection, writer: ChunkWriter, number: int) -> None:
    """A list of entities; each has names [name, language, n], with [e, n, ll], docs [d, n], qid."""
    selection.create("""
        create temp table names as
        select e, name, l.i as lang, count(*) as n
        from ment join langs l on l.value = ment.lang where e is not null group by all
    """)
    selection.create("""
        create temp table spread as
        select e, d, count(*) as n from ment where e is not null group by all
    """)
    selection.create(f"""
        create temp table companions as
        select * from (
            select a as e, b as other, n, ll from pairs union all select b, a, n, ll from pairs
        )
        qualify row_number() over (partition by e order by n desc, ll desc, other) <= {_COMPANIONS}
    """)
    qids = dict(
        selection.rows(
            "select e, qid from ents join canon using (canonical_id) where qid is not null"
        )
    )
    for first in range(0, number, _ASKED):
        ids = (first, first + _ASKED)
        names, companions, spread = (
            _by_entity(selection.rows(statement, ids)) for statement in _DETAILS
        )
        for start in range(first, min(first + _ASKED, number), DETAILED):
            details = [
                {
                    "names": names.get(e, []),
                    "with": companions.get(e, []),
                    "docs": spread.get(e, []),
                    "qid": qids.get(e),
                }
                for e in range(start, min(start + DETAILED, number))
            ]
            writer.write(f"details/{start // DETAILED}", details)


def _by_entity(rows: list[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    return {e: [row[1:] for row in group] for e, group in groupby(rows, key=itemgetter(0))}


def _write_mentions(selection: Selection, writer: ChunkWriter) -> None:
    """Columns d, m (the mention's number), lang, text (the sentence), at, len (code points)."""
    rows = selection.stream("""
        select
            ment.d, ment.number as m, l.i as lang, sentences.text,
            ment.start_char - sentences.start_char as at, ment.end_char - ment.start_char as len
        from ment join docs using (d) join langs l on l.value = ment.lang
        join sentences on sentences.doc_id = docs.doc_id and sentences.sent_id = ment.sent_id
        where e is not null
        order by e, docs.date nulls last, ment.d, ment.start_char, ment.number
    """)
    for index, table in enumerate(regrouped(rows, MENTIONS)):
        writer.write(f"mentions/{index}", columns(table))
