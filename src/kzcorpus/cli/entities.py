"""kzcorpus entities: list, mentions, show, explain, unlinked"""

from __future__ import annotations

from typing import Annotated

import typer
from typer.core import TyperGroup

from kzcorpus.cli import relations
from kzcorpus.cli.filters import NameArgument, QueryArgument, words
from kzcorpus.cli.output import (
    DEFAULT_CORPUS,
    CorpusOption,
    Format,
    FormatOption,
    OutputOption,
    show,
)
from kzcorpus.cli.question import Asked, Table, question


class _ListByDefault(TyperGroup):
    """`entities Tokayev` means `entities list Tokayev`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        asks_for_help = bool(args) and args[0] in ctx.help_option_names
        if not asks_for_help and (not args or args[0] not in self.commands):
            args = ["list", *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


app = typer.Typer(
    cls=_ListByDefault,
    help="Who and what is mentioned. Without a subcommand: list.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("list")
@question(typed=True)
def list_(asked: Asked, query: QueryArgument = None) -> Table:
    """Entities, the most mentioned first."""
    from kzcorpus import query as ask

    return ask.list_entities(asked.corpus, words(query), asked.filters, limit=asked.limit)


@app.command("mentions")
@question(typed=True, shown=("path", "line", "text", "type", "sentence"))
def mentions(asked: Asked, query: QueryArgument = None) -> Table:
    """Every mention with its sentence, and where it stands in the original file."""
    from kzcorpus import query as ask

    return ask.list_mentions(asked.corpus, words(query), asked.filters, limit=asked.limit)


@app.command("show")
@question(limit=None)
def show_(asked: Asked, query: NameArgument) -> Table:
    """One entity: its names by language, its documents, its companions."""
    from kzcorpus import query as ask

    return ask.show_entity(asked.corpus, " ".join(query), asked.filters)


@app.command("explain")
def explain(
    mention_id: Annotated[
        str, typer.Argument(help="As `entities mentions -f csv` shows them: DOC_ID#NUMBER.")
    ],
    corpus: CorpusOption = DEFAULT_CORPUS,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Why a mention was recognised and linked as it was."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    show(ask.explain(Corpus(corpus), mention_id), format, output)


@app.command("unlinked")
@question(typed=True)
def unlinked(asked: Asked) -> Table:
    """The most frequent names that no gazetteer knows, ready to be filled in."""
    from kzcorpus import query as ask

    return ask.unlinked(asked.corpus, asked.filters, limit=asked.limit)


relations.register(app)
