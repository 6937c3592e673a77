"""kzcorpus build"""

from __future__ import annotations

import enum
import shlex
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzcorpus.cli.output import DEFAULT_CORPUS, printable
from kzcorpus.cli.progress import ProgressLog

if TYPE_CHECKING:
    from kzcorpus.build import BuildReport

EXIT_WITH_REJECTS = 4


class EngineName(enum.StrEnum):
    """Where the work is done."""

    local = "local"
    ray = "ray"


def build(
    raw: Annotated[Path, typer.Argument(help="The folder with the documents; or s3://…")] = Path(
        "data/raw"
    ),
    out: Annotated[
        Path, typer.Option("--out", help="The folder for the tables; or s3://…")
    ] = DEFAULT_CORPUS,
    pipeline: Annotated[
        Path | None, typer.Option("--pipeline", help="A pipeline file (TOML) with settings.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that annotate; 0 for one a CPU.")
    ] = 0,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="Processes of this machine, or a Ray cluster.")
    ] = EngineName.local,
    force: Annotated[bool, typer.Option("--force", help="Do everything anew.")] = False,
    json_log: Annotated[
        bool, typer.Option("--json-log", help="Progress as lines of JSON on stderr.")
    ] = False,
) -> None:
    """Build the documents of a folder into annotated tables.

    Only what changed since the last build is done; after a crash or an interrupt, the next build
    goes on where this one was. Exits with 4 if some documents were refused; the others are built
    all the same.
    """
    from kzcorpus.build import build_corpus
    from kzcorpus.config import load_config
    from kzcorpus.engines import available_cpus

    started = time.monotonic()
    config = load_config(pipeline)
    with ProgressLog(as_json=json_log) as progress:
        report = build_corpus(
            raw,
            out,
            config=config,
            force=force,
            workers=workers or available_cpus(),
            engine=engine.value,
            progress=progress,
        )
    if report.changed:
        _summary(report, time.monotonic() - started)
    else:
        typer.echo(f"{report.place} is up to date: nothing changed")
    if report.n_rejects:
        raise typer.Exit(EXIT_WITH_REJECTS)


def _summary(report: BuildReport, seconds: float) -> None:
    rows = report.manifest.rows
    typer.echo(
        f"Built {report.place} in {seconds:.0f} s: {rows('documents'):,} documents, "
        f"{rows('sentences'):,} sentences, {rows('tokens'):,} tokens, "
        f"{rows('entities'):,} mentions of {rows('canon'):,} entities."
    )
    work = report.work
    before = [
        f"{count:,} {what}"
        for count, what in (
            (work.kept, "unchanged"),
            (work.at_hand, "done before"),
            (work.linked, "linked anew"),
        )
        if count
    ]
    if before:
        typer.echo(f"Documents annotated now: {work.annotated:,} ({', '.join(before)}).")
    if report.n_rejects:
        typer.echo(f"Refused: {report.n_rejects} (all of them: kzcorpus rejects)", err=True)
        for reject in report.rejects[:10]:
            line = f"{reject.path}: {reject.reason}: {reject.detail}"
            typer.echo(f"  {printable(line)}", err=True)
    program, python = _program()
    here = "" if report.out == DEFAULT_CORPUS else f" --corpus {shlex.quote(report.place)}"
    code = f"import kzcorpus; print(kzcorpus.open({report.place!r}).entities)"
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
