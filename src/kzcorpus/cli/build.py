"""kzcorpus build"""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzcorpus.cli.output import DEFAULT_CORPUS, printable

if TYPE_CHECKING:
    from kzcorpus.build import BuildReport

EXIT_WITH_REJECTS = 4


def build(
    raw: Annotated[Path, typer.Argument(help="The folder with the documents.")] = Path("data/raw"),
    out: Annotated[Path, typer.Option("--out", help="The folder for the tables.")] = DEFAULT_CORPUS,
    pipeline: Annotated[
        Path | None, typer.Option("--pipeline", help="A pipeline file (TOML) with settings.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing changed.")] = False,
) -> None:
    """Build the documents of a folder into annotated tables.

    Does nothing where documents, settings, code and models are those of the last build. Exits
    with 4 if some documents were refused; the others are built all the same.
    """
    from kzcorpus.build import build_corpus
    from kzcorpus.config import load_config

    started = time.monotonic()
    config = load_config(pipeline)
    progress = _Progress()
    try:
        report = build_corpus(raw, out, config=config, force=force, progress=progress)
    finally:
        progress.close()
    if report.changed:
        _summary(report, time.monotonic() - started)
    else:
        typer.echo(f"{out} is up to date: nothing changed")
    if report.n_rejects:
        raise typer.Exit(EXIT_WITH_REJECTS)


class _Progress:
    """The document at hand, on stderr: one line that is rewritten, or nothing in a pipe."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._open = False

    def __call__(self, path: str, number: int, total: int) -> None:
        if self._live:
            sys.stderr.write(f"\r\x1b[K{number}/{total} {printable(path[:60])}")
            sys.stderr.flush()
            self._open = True

    def close(self) -> None:
        if self._open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _summary(report: BuildReport, seconds: float) -> None:
    rows = report.manifest.rows
    typer.echo(
        f"Built {report.out} in {seconds:.0f} s: {rows('documents'):,} documents, "
        f"{rows('sentences'):,} sentences, {rows('tokens'):,} tokens, "
        f"{rows('entities'):,} mentions of {rows('canon'):,} entities."
    )
    if report.n_rejects:
        typer.echo(f"Refused: {report.n_rejects} (all of them: kzcorpus rejects)", err=True)
        for reject in report.rejects[:10]:
            line = f"{reject.path}: {reject.reason}: {reject.detail}"
            typer.echo(f"  {printable(line)}", err=True)
    program, python = _program()
    here = "" if report.out == DEFAULT_CORPUS else f" --corpus {shlex.quote(str(report.out))}"
    code = f"import kzcorpus; print(kzcorpus.open({str(report.out)!r}).entities)"
    typer.echo(
        "Next:\n"
        f"  {program} entities --type PERSON --limit 10{here}\n"
        f"  {program} entities mentions Tokayev --limit 5{here}\n"
        f"  {program} stats{here}\n"
        f"  {python} -c {shlex.quote(code)}"
    )


def _program() -> tuple[str, str]:
    """How to type this program, and its Python, from where the user stands."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m kzcorpus", "python"
    found = shutil.which("kzcorpus")
    if found and Path(found).resolve() == called.resolve():
        return "kzcorpus", "python"
    here = called.absolute()
    if here.is_relative_to(Path.cwd()):
        here = here.relative_to(Path.cwd())
    return shlex.quote(str(here)), shlex.quote(str(here.with_name("python")))
