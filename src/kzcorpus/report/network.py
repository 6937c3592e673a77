"""The network of the pages: the heaviest connections, of all, of each language and each year."""

from __future__ import annotations

from typing import Any

from kzcorpus.report.chunks import ChunkWriter
from kzcorpus.report.selection import Selection

#: Connections that the pages get: of all, besides of each language and of each year.
_ALL, _OF_LANGUAGE, _OF_YEAR = 1500, 300, 60


def write_network(selection: Selection, writer: ChunkWriter) -> None:
    """Write the chunk network: its edges and nodes.

    An edge is [a, b, n, ll, cells], a node [e, id, name, type, n, labels].
    `cells` are language, year, sentences; language, year, sentences; … Every language and every
    year brings its own heaviest edges, so that a filter shows more than what is heavy anyhow.
    """
    selection.create(f"""
        create temp table kept as
        select a, b from (
            select a, b from pairs order by n desc, ll desc, a, b limit {_ALL}
        )
        union {_heaviest("lang", _OF_LANGUAGE)}
        union {_heaviest("year", _OF_YEAR)}
    """)
    edges: list[list[Any]] = [
        list(row)
        for row in selection.rows("""
            with cells as (
                select a, b, flatten(list(list_value(lang, year, n) order by year, lang)) as cells
                from paircells semi join kept using (a, b) group by a, b
            )
            select a, b, n, ll, cells
            from pairs join cells using (a, b) order by n desc, ll desc, a, b
        """)
    ]
    ends = sorted({end for edge in edges for end in edge[:2]})
    nodes = selection.rows(
        """
        select e, canonical_id, ents.name, ents.type, n, coalesce(canon.labels, map {})
        from ents left join canon using (canonical_id) where list_contains(?, e) order by e
        """,
        [ends],
    )
    writer.write("network", {"nodes": nodes, "edges": edges})


def _heaviest(part: str, most: int) -> str:
    """The heaviest pairs of each language or year."""
    return f"""
        select a, b from (
            select a, b, {part}, sum(n) as n from paircells group by a, b, {part}
        )
        qualify row_number() over (partition by {part} order by n desc, a, b) <= {most}
    """
