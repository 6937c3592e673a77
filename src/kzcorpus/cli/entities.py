"""kzcorpus entities: list, mentions, show, explain, unlinked"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from kzcorpus.cli import relations
from kzcorpus.cli.filters import (
    DocOption,
    KindOption,
    LangOption,
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
    show,
)

if TYPE_CHECKING:
    import pyarrow as pa


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
def list_(
    query: QueryArgument = None,
    type: TypeOption = None,
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
    """Entities, the most mentioned first."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(type, lang, doc, since, until, kind, unique)
    show(ask.list_entities(Corpus(corpus), query, filters, limit=limit), format, output)


@app.command("mentions")
def mentions(
    query: QueryArgument = None,
    type: TypeOption = None,
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
    """Every mention with its sentence, and where it stands in the original file."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(type, lang, doc, since, until, kind, unique)
    found = ask.list_mentions(Corpus(corpus), query, filters, limit=limit)
    show_mentions(found, format, output)


def show_mentions(found: pa.Table, format: Format, output: OutputOption) -> None:
    """Mentions on the screen have fewer columns than in a file."""
    if format is Format.table:
        found = found.select(["path", "line", "text", "type", "sentence"])
    show(found, format, output)


@app.command("show")
def show_(
    query: NameArgument,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """One entity: its names by language, its documents, its companions."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(None, lang, doc, since, until, kind, unique)
    show(ask.show_entity(Corpus(corpus), query, filters), format, output)


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
def unlinked(
    type: TypeOption = None,
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
    """The most frequent names that no gazetteer knows, ready to be filled in."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(type, lang, doc, since, until, kind, unique)
    show(ask.unlinked(Corpus(corpus), filters, limit=limit), format, output)


relations.register(app)
