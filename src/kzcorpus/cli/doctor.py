"""kzcorpus doctor"""

from __future__ import annotations

from dataclasses import astuple

import typer

from kzcorpus.cli.output import (
    DEFAULT_CORPUS,
    CorpusOption,
    Format,
    FormatOption,
    OutputOption,
    show,
)


def doctor(
    corpus: CorpusOption = DEFAULT_CORPUS,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Look at Python, packages, models, disk, memory, terminal, corpus; exits with 1 on a problem.

    Send what it says with a bug report: it names no user, no machine and no setting of yours.
    """
    import pyarrow as pa

    from kzcorpus.doctor import examine

    checks = list(examine(corpus))
    columns = ("check", "state", "found", "advice")
    rows = [dict(zip(columns, astuple(check), strict=True)) for check in checks]
    show(pa.Table.from_pylist(rows), format, output)
    found = sum(check.state == "problem" for check in checks)
    if found:
        typer.echo(f"kzcorpus: {found} problem{'s' if found > 1 else ''}; see advice", err=True)
    typer.echo("for a bug report, send these lines and the command that went wrong", err=True)
    if found:
        raise typer.Exit(1)
