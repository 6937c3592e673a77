"""kzcorpus status, validate, stats, schema, rejects, sql"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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

ArgumentCorpus = Annotated[
    Path | None, typer.Argument(help="The corpus folder; the same as --corpus.")
]


def status(
    folder: ArgumentCorpus = None,
    corpus: CorpusOption = DEFAULT_CORPUS,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """What is in a corpus, and what made it."""
    from kzcorpus import query
    from kzcorpus.tables import Corpus

    show(query.status(Corpus(folder or corpus)), format, output)


def validate(folder: ArgumentCorpus = None, corpus: CorpusOption = DEFAULT_CORPUS) -> None:
    """Check every promise of the tables; exits with 3 if one is broken."""
    from kzcorpus.tables import Corpus, validate_corpus

    opened = Corpus(folder or corpus)
    findings = 0
    for finding in validate_corpus(opened):
        findings += 1
        typer.echo(printable(f"{finding.where}: {finding.what}"))
    if findings:
        faults = f"{findings} fault{'s' if findings > 1 else ''}"
        remedy = f"kzcorpus build RAW --out {opened.place} --force"
        typer.echo(f"kzcorpus: {opened.place} has {faults}; make it again: {remedy}", err=True)
        raise typer.Exit(3)
    counts = opened.counts()
    typer.echo(
        f"{opened.place} is sound: {counts['documents']:,} documents, {counts['tokens']:,} "
        f"tokens, {counts['entities']:,} mentions checked"
    )


def stats(
    corpus: CorpusOption = DEFAULT_CORPUS,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Documents, sentences, tokens, words and mentions by language."""
    from kzcorpus import query
    from kzcorpus.tables import Corpus

    show(query.stats(Corpus(corpus)), format, output)


def schema(format: FormatOption = Format.table, output: OutputOption = None) -> None:
    """The tables and their columns, with types and meaning."""
    from kzcorpus.tables import describe_tables

    show(describe_tables(), format, output)


def rejects(
    corpus: CorpusOption = DEFAULT_CORPUS,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """What the last build refused, and why."""
    from kzcorpus import query
    from kzcorpus.tables import Corpus

    show(query.list_rejects(Corpus(corpus)), format, output)


def sql(
    statement: Annotated[str, typer.Argument(help="One select statement, in DuckDB's SQL.")],
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 0,
    timeout: Annotated[
        float, typer.Option("--timeout", help="Give up after so many seconds; 0 for never.")
    ] = 300,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Ask the tables by SQL, read-only; `kzcorpus schema` shows their columns."""
    from kzcorpus import query
    from kzcorpus.tables import Corpus

    found = query.stream_select(Corpus(corpus), statement, limit=limit, timeout=timeout)
    show(found, format, output)
