"""kzcorpus export"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kzcorpus.cli.filters import Chosen, with_filters
from kzcorpus.cli.output import DEFAULT_CORPUS, CorpusOption, printable
from kzcorpus.errors import UsageError


@with_filters
def export(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="conllu, tei, csv, jsonl, html, docbin (spaCy), hf (Hugging Face), gexf (Gephi).",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The file to write; for hf and html a folder (or one .html page, with --doc). "
            "conllu, csv and jsonl go to stdout without it.",
        ),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", help="For csv and jsonl; entities if left out.")
    ] = None,
    filters: Chosen = None,
    corpus: CorpusOption = DEFAULT_CORPUS,
) -> None:
    """The corpus, or a part of it, whole and uncapped in the format of another program."""
    from kzcorpus.export import FORMATS, TEXT, export_corpus
    from kzcorpus.query.engine import one_of
    from kzcorpus.tables import Corpus

    one_of("FORMAT", format, FORMATS)
    if output is None and format not in TEXT:
        raise UsageError(f"{format} cannot go to the screen: add -o PATH")
    target = sys.stdout if output is None else output
    counts = export_corpus(Corpus(corpus), format, target, filters, table=table)
    if output is not None:
        told = ", ".join(f"{count:,} {what}" for what, count in counts.items())
        typer.echo(printable(f"{output}: {told}"), err=True)
