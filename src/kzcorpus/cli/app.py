"""The program: its commands put together, and the one place where errors become exit codes."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from kzcorpus.cli import build, corpus, doctor, entities, export, ingest, models, report, words
from kzcorpus.cli.output import printable
from kzcorpus.cycles import search_seldom
from kzcorpus.errors import KzcorpusError

app = typer.Typer(
    name="kzcorpus",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Texts about Kazakhstan as an annotated corpus: build it, ask it, export it.",
)
app.command("ingest")(ingest.ingest)
app.command("build")(build.build)
app.command("status")(corpus.status)
app.command("validate")(corpus.validate)
app.command("stats")(corpus.stats)
app.command("schema")(corpus.schema)
app.command("rejects")(corpus.rejects)
app.command("sql")(corpus.sql)
app.command("kwic")(words.kwic)
app.command("freq")(words.freq)
app.command("collocates")(words.collocates)
app.command("keywords")(words.keywords)
app.command("ngrams")(words.ngrams)
app.command("dispersion")(words.dispersion)
app.command("export")(export.export)
app.command("report")(report.report)
app.command("doctor")(doctor.doctor)
app.add_typer(entities.app, name="entities")
app.add_typer(models.app, name="models")


def _show_version(wanted: bool) -> None:
    if wanted:
        from kzcorpus import __version__

        typer.echo(f"kzcorpus {__version__}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell on stderr what is going on.")
    ] = False,
) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.ERROR, format="%(levelname)s %(message)s"
    )


def main() -> None:
    """Run the program; an expected error is one line on stderr and its class's exit code."""
    search_seldom()
    try:
        app()
    except KzcorpusError as error:
        typer.echo(f"kzcorpus: {printable(str(error))}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        # A full disk, a folder that may not be written to.
        typer.echo(f"kzcorpus: {printable(str(error))}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("kzcorpus: stopped", err=True)
        sys.exit(130)
