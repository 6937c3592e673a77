"""kzcorpus entities: cooccur, timeline, network"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcorpus.cli.filters import MentionsOption, NameArgument, QueryArgument
from kzcorpus.cli.output import printable
from kzcorpus.cli.question import Asked, Table, question

if TYPE_CHECKING:
    from kzcorpus.query import Resolved

WithinOption = Annotated[
    str, typer.Option("--within", help="What is together: sentence, paragraph, document.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to `kzcorpus entities`."""
    app.command("cooccur")(cooccur)
    app.command("timeline")(timeline)
    app.command("network")(network)


@question(typed=True, shown=("path", "line", "name", "text", "passage"))
def cooccur(
    asked: Asked,
    query: NameArgument,
    within: WithinOption = "sentence",
    by: Annotated[
        str, typer.Option("--by", help="Rank by together, log_likelihood or pmi.")
    ] = "together",
    companion: Annotated[
        str | None, typer.Option("--with", help="Only this companion: a name or an entity's id.")
    ] = None,
    mentions: MentionsOption = False,
) -> Table:
    """Who and what is mentioned together with one entity."""
    from kzcorpus import query as ask

    entity = ask.resolve(asked.corpus, " ".join(query))
    _tell(entity)
    other = None if companion is None else ask.resolve(asked.corpus, companion)
    if other is not None:
        _tell(other)
    options: dict[str, Any] = {"companion": other, "within": within, "limit": asked.limit}
    if mentions:
        return ask.together(asked.corpus, entity, asked.filters, **options)
    return ask.cooccurrences(asked.corpus, entity, asked.filters, by=by, **options)


@question(typed=True, limit=0, shown=("period", "path", "line", "text", "sentence"))
def timeline(
    asked: Asked,
    query: QueryArgument = None,
    by: Annotated[str, typer.Option("--by", help="decade, year or month.")] = "year",
    dates: Annotated[
        str,
        typer.Option("--dates", help="document: of the documents; text: that the sentence states."),
    ] = "document",
    mentions: MentionsOption = False,
) -> Table:
    """How often something is mentioned, period by period."""
    from kzcorpus import query as ask

    entity = ask.resolve(asked.corpus, " ".join(query)) if query else None
    if entity is not None:
        _tell(entity)
    if mentions:
        return ask.dated_mentions(
            asked.corpus, entity, asked.filters, by=by, dates=dates, limit=asked.limit
        )
    return ask.timeline(asked.corpus, entity, asked.filters, by=by, dates=dates, limit=asked.limit)


@question(
    typed=True,
    limit=0,
    output=Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .gexf or .graphml file, or a table of the edges."),
    ],
)
def network(
    asked: Asked,
    within: WithinOption = "sentence",
    least: Annotated[int, typer.Option("--min", help="Together at least so often.")] = 2,
) -> Table:
    """Entities that are mentioned together, as a network; edges as rows, or a graph file."""
    from kzcorpus import query as ask

    nodes, edges = ask.network(
        asked.corpus, asked.filters, within=within, least=least, limit=asked.limit
    )
    if asked.output is not None:
        from kzcorpus.export.graph import SUFFIXES, write_graph

        if asked.output.suffix.lower() in SUFFIXES:
            write_graph(nodes, edges, asked.output)
            told = f"{asked.output}: {nodes.num_rows:,} entities, {edges.num_rows:,} edges"
            typer.echo(printable(told), err=True)
            return None
    return edges


def _tell(entity: Resolved) -> None:
    """Which entity the figures are about, where a name means several."""
    if entity.others:
        others = ", ".join(f"{other} ({count})" for other, count in entity.others[:3])
        more = len(entity.others) - 3
        typer.echo(
            printable(
                f"{entity.name} is taken for {entity.canonical_id} ({entity.mentions}); it may "
                f"also be {others}{f' and {more} more' if more > 0 else ''}: give the id to choose"
            ),
            err=True,
        )
