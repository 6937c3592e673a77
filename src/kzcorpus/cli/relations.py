"""kzcorpus entities: cooccur, timeline, network"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzcorpus.cli.filters import (
    DocOption,
    KindOption,
    LangOption,
    MentionsOption,
    NameArgument,
    QueryArgument,
    SinceOption,
    TypeOption,
    UniqueOption,
    UntilOption,
)
from kzcorpus.cli.output import (
    DEFAULT_CORPUS,
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    OutputOption,
    printable,
    show,
)

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


def cooccur(
    query: NameArgument,
    type: TypeOption = None,
    within: WithinOption = "sentence",
    by: Annotated[
        str, typer.Option("--by", help="Rank by together, log_likelihood or pmi.")
    ] = "together",
    mentions: MentionsOption = False,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Who and what is mentioned together with one entity."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    opened = Corpus(corpus)
    filters = ask.Filters(type, lang, doc, since, until, kind, unique)
    _tell(ask.resolve(opened, query))
    if mentions:
        found = ask.together(opened, query, filters, within=within, limit=limit)
        if format is Format.table:
            found = found.select(["path", "line", "name", "text", "passage"])
    else:
        found = ask.cooccurrences(opened, query, filters, within=within, by=by, limit=limit)
    show(found, format, output)


def timeline(
    query: QueryArgument = None,
    type: TypeOption = None,
    by: Annotated[str, typer.Option("--by", help="decade, year or month.")] = "year",
    dates: Annotated[
        str,
        typer.Option("--dates", help="document: of the documents; text: that the sentence states."),
    ] = "document",
    mentions: MentionsOption = False,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 0,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """How often something is mentioned, period by period."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    opened = Corpus(corpus)
    filters = ask.Filters(type, lang, doc, since, until, kind, unique)
    if query is not None:
        _tell(ask.resolve(opened, query))
    if mentions:
        found = ask.dated_mentions(opened, query, filters, by=by, dates=dates, limit=limit)
        if format is Format.table:
            found = found.select(["period", "path", "line", "text", "sentence"])
    else:
        found = ask.timeline(opened, query, filters, by=by, dates=dates)
        found = found.slice(0, limit) if limit else found
    show(found, format, output)


def network(
    type: TypeOption = None,
    within: WithinOption = "sentence",
    least: Annotated[int, typer.Option("--min", help="Together at least so often.")] = 2,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 0,
    format: FormatOption = Format.table,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .gexf or .graphml file, or a table of the edges."),
    ] = None,
) -> None:
    """Entities that are mentioned together, as a network; edges as rows, or a graph file."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(type, lang, doc, since, until, kind, unique)
    nodes, edges = ask.network(Corpus(corpus), filters, within=within, least=least, limit=limit)
    suffix = output.suffix.lower() if output else ""
    if output is not None:
        from kzcorpus.export.graph import SUFFIXES, write_graph

        if suffix in SUFFIXES:
            write_graph(nodes, edges, output)
            typer.echo(f"{output}: {nodes.num_rows:,} entities, {edges.num_rows:,} edges", err=True)
            return
    show(edges, Format.csv if suffix == ".csv" else format, output)


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
