"""kzcorpus report"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kzcorpus.cli.filters import (
    DocOption,
    KindOption,
    SinceOption,
    TypeOption,
    UniqueOption,
    UntilOption,
)
from kzcorpus.cli.output import DEFAULT_CORPUS, CorpusOption, printable

#: Where `build` looks for documents, too.
DEFAULT_RAW = Path("data/raw")


def report(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The folder for the report, or a file.html for a small one.",
            show_default=True,
        ),
    ] = Path("report"),
    corpus: CorpusOption = DEFAULT_CORPUS,
    raw: Annotated[
        Path | None,
        typer.Option(
            "--raw", help="The documents' folder, for their original text.  [default: data/raw]"
        ),
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option("--places", help="A CSV file with your own places: canonical_id, lat, lon."),
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", help="Language of the pages: en, tr, ru.", show_default=True)
    ] = "en",
    title: Annotated[str, typer.Option("--title", help="What the report is called.")] = "",
    type: TypeOption = None,
    text_lang: Annotated[
        str | None, typer.Option("--text-lang", help="Language of the text: tr, az, …")
    ] = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
) -> None:
    """A site of the corpus to read and to send on: it opens from the disk, without a network.

    Entities, documents beside their originals, who stands with whom, timelines, words. A report
    that is there already is replaced.
    """
    from kzcorpus import query
    from kzcorpus.report import write_report
    from kzcorpus.tables import Corpus

    opened = Corpus(corpus)
    filters = query.Filters(type, text_lang, doc, since, until, kind, unique)
    if raw is None and DEFAULT_RAW.is_dir():
        raw = DEFAULT_RAW
    done = write_report(opened, output, filters, raw=raw, places=places, lang=lang, title=title)
    page = output / "index.html" if output.is_dir() else output
    typer.echo(
        printable(
            f"Wrote {page}: {done.documents:,} documents "
            f"({done.originals:,} beside their originals), {done.entities:,} entities, "
            f"{done.mentions:,} mentions, {done.bytes / 1e6:.1f} MB. Open it in a browser."
        )
    )
