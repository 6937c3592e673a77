"""kzcorpus entities"""

from __future__ import annotations

from typing import Annotated

import typer
from typer.core import TyperGroup

from kzcorpus.cli.output import (
    DEFAULT_CORPUS,
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    OutputOption,
    show,
)


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

QueryArgument = Annotated[
    str | None,
    typer.Argument(help="Words of a name, in any case; or an entity's id. Left out: all."),
]
TypeOption = Annotated[str | None, typer.Option("--type", help="PERSON, GPE, LOC, ORG, …")]
LangOption = Annotated[str | None, typer.Option("--lang", help="Language of the text: tr, az, …")]
DocOption = Annotated[str | None, typer.Option("--doc", help="A doc_id, or a folder of them.")]


@app.command("list")
def list_(
    query: QueryArgument = None,
    type: TypeOption = None,
    lang: LangOption = None,
    doc: DocOption = None,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Entities, the most mentioned first."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    found = ask.list_entities(Corpus(corpus), query, type=type, lang=lang, doc=doc, limit=limit)
    show(found, format, output)


@app.command("mentions")
def mentions(
    query: QueryArgument = None,
    type: TypeOption = None,
    lang: LangOption = None,
    doc: DocOption = None,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Every mention with its sentence, and where it stands in the original file."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    found = ask.list_mentions(Corpus(corpus), query, type=type, lang=lang, doc=doc, limit=limit)
    if format is Format.table:
        found = found.select(["path", "line", "text", "type", "sentence"])
    show(found, format, output)
