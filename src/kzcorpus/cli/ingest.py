"""kzcorpus ingest"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzcorpus.cli.build import EXIT_WITH_REJECTS
from kzcorpus.cli.output import printable
from kzcorpus.cli.reading import read_apart
from kzcorpus.errors import IngestError, KzcorpusError, UsageError

if TYPE_CHECKING:
    from kzcorpus.config import IngestConfig
    from kzcorpus.ingest import Candidate
    from kzcorpus.records import DocumentMeta, NormalisedDocument

#: What is asked for on a terminal, and the words for it.
_QUESTIONS = {
    "title": "Title",
    "author": "Author (several: A; B)",
    "date": "Date (2023-11-03, 3 Kasım 2023, 2023)",
    "source_url": "Where it is from (URL)",
    "licence": "Licence",
}
#: Documents of one table that --explain shows.
_EXPLAINED = 20


def ingest(
    files: Annotated[list[Path], typer.Argument(help="Documents to add.", show_default=False)],
    raw: Annotated[Path, typer.Option("--raw", help="The folder with the documents.")] = Path(
        "data/raw"
    ),
    title: Annotated[str, typer.Option("--title", help="Its title.")] = "",
    author: Annotated[str, typer.Option("--author", help="Its author.")] = "",
    date: Annotated[
        str, typer.Option("--date", help="Its date, in ISO 8601 or in words: 3 Kasım 2023.")
    ] = "",
    source_url: Annotated[str, typer.Option("--source-url", help="Where it is from.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="What may be done with it.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="Its language, such as tr.")] = "",
    doc_id: Annotated[
        str, typer.Option("--as", help="The document's name in the folder, such as tr/report.")
    ] = "",
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask for nothing.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what normalising does to it; add nothing.")
    ] = False,
    pipeline: Annotated[
        Path | None, typer.Option("--pipeline", help="A pipeline file (TOML) with settings.")
    ] = None,
) -> None:
    """Add documents to the raw folder, with their metadata.

    A file that cannot be read, or that is there already, is refused. Missing metadata is asked
    for on a terminal. Exits with 4 if only some of the files were added.
    """
    from kzcorpus.config import load_config
    from kzcorpus.ingest import check_file, checked_meta

    config = load_config(pipeline).ingest
    if explain:
        with read_apart(partial(_normalised, config=config), config) as read:
            _each(files, lambda file: _explain(file, *read(file)))
        return
    if doc_id and len(files) > 1:
        raise UsageError("--as names one document; add the files one by one")
    given = {
        "title": title,
        "author": author,
        "date": date,
        "source_url": source_url,
        "licence": licence,
        "lang": lang,
    }
    meta, problems = checked_meta({name: value.strip() for name, value in given.items()})
    if problems:
        raise UsageError(problems[0])
    ask = sys.stdin.isatty() and not no_input
    with read_apart(partial(check_file, raw=raw, config=config, doc_id=doc_id), config) as check:
        _each(files, lambda file: _add(check(file), raw, config, meta, ask))


def _each(files: Sequence[Path], deed: Callable[[Path], None]) -> None:
    """Do it with every file. What goes wrong with one of several is told, and the rest is done."""
    refused = 0
    for file in files:
        try:
            deed(file)
        except KzcorpusError as error:
            refused += 1
            reason = f"{file}: {error.reason}: {error}" if isinstance(error, IngestError) else error
            if len(files) > 1:
                typer.echo(f"kzcorpus: {printable(str(reason))}", err=True)
            else:
                raise KzcorpusError(str(reason)) from error
    if refused:
        raise typer.Exit(EXIT_WITH_REJECTS if refused < len(files) else 1)


def _add(
    candidate: Candidate, raw: Path, config: IngestConfig, meta: DocumentMeta, ask: bool
) -> None:
    from kzcorpus.cells import is_formula
    from kzcorpus.ingest import add_file

    for warning in candidate.warnings:
        typer.echo(printable(f"{candidate.file}: {warning.reason}: {warning.detail}"), err=True)
    if not candidate.is_container:
        if config.metadata and is_formula(candidate.doc_id):
            raise UsageError(
                f"{candidate.file}: a spreadsheet would run {candidate.doc_id!r} as a formula in "
                "the metadata sheet; add it --as another name"
            )
        # What the document says about itself goes into the sheet, where it can be seen and mended;
        # but not what a spreadsheet would run there: a build finds that in the document anyway.
        own = asdict(candidate.found).items()
        found = {name: value for name, value in own if value and not is_formula(value)}
        meta = replace(meta, **{name: getattr(meta, name) or found[name] for name in found})
        if ask:
            meta = _asked(candidate, meta)
    target = add_file(candidate, raw, config, meta)
    many = f" ({candidate.documents:,} documents)" if candidate.is_container else ""
    typer.echo(printable(f"Added {target}{many}"))


def _asked(candidate: Candidate, meta: DocumentMeta) -> DocumentMeta:
    """Metadata with what the user says to each question; an empty answer leaves a field empty."""
    from kzcorpus.ingest import checked_meta

    typer.echo(printable(f"{candidate.file}: what is known? (Enter leaves it empty)"), err=True)
    for name, question in _QUESTIONS.items():
        while not getattr(meta, name):
            answer = typer.prompt(question, default="", show_default=False, err=True).strip()
            answered, problems = checked_meta({name: answer})
            if not problems:
                meta = replace(meta, **{name: getattr(answered, name)})
                break
            typer.echo(printable(problems[0]), err=True)
    return meta


def _normalised(file: Path, config: IngestConfig) -> tuple[list[NormalisedDocument], bool]:
    """The documents of a file that are shown, and whether there are more."""
    from kzcorpus.ingest import explainable
    from kzcorpus.normalise import normalise_text

    documents = explainable(file, config, _EXPLAINED + 1)
    shown = [normalise_text(document) for document in documents[:_EXPLAINED]]
    return shown, len(documents) > _EXPLAINED


def _explain(file: Path, documents: Sequence[NormalisedDocument], more: bool) -> None:
    from kzcorpus.explain import explain

    width = shutil.get_terminal_size((120, 24)).columns
    for document in documents:
        for line in explain(document, width):
            typer.echo(line)
        typer.echo("")
    if more:
        typer.echo(f"{file}: only the first {_EXPLAINED} documents are shown", err=True)
