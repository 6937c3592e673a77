"""kzcorpus models"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kzcorpus.cli.output import Format, FormatOption, OutputOption, show

app = typer.Typer(
    no_args_is_help=True,
    help="The models: which there are, whether they are intact, how to get more.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

DirOption = Annotated[
    Path | None, typer.Option("--dir", help="A model folder; left out: the user's own.")
]


@app.command("list")
def list_(
    dir: DirOption = None, format: FormatOption = Format.table, output: OutputOption = None
) -> None:
    """The bundled packages, and those that were fetched."""
    import pyarrow as pa

    from kzcorpus.models import bundled_packages, folder_packages, user_folder

    packages = [*bundled_packages(), *folder_packages(dir or user_folder())]
    rows = [
        {
            "model": package.name,
            "origin": package.origin,
            "size_mb": round(package.size / 1e6, 1),
            "licence": package.licence,
            "description": package.description,
            "folder": str(package.folder),
        }
        for package in packages
    ]
    show(pa.Table.from_pylist(rows), format, output)


@app.command("verify")
def verify(dir: DirOption = None) -> None:
    """Compare every model file with its SHA-256 on record; exits with 1 if one differs."""
    from kzcorpus.models import bundled_packages, folder_packages, problems, user_folder

    failed = False
    for package in [*bundled_packages(), *folder_packages(dir or user_folder())]:
        found = list(problems(package))
        failed = failed or bool(found)
        state = "intact" if not found else f"{len(found)} problems"
        typer.echo(f"{package.name} ({package.origin}, {len(package.files)} files): {state}")
        for problem in found:
            typer.echo(f"  {problem}")
    if failed:
        raise typer.Exit(1)


@app.command("evaluate")
def evaluate(
    conllu: Annotated[
        list[Path] | None, typer.Option("--conllu", help="Gold CoNLL-U; may be given again.")
    ] = None,
    ner: Annotated[
        list[Path] | None,
        typer.Option("--ner", help="Gold entities, JSONL or CoNLL with BIO; may be given again."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of the models.")] = "tr",
    package: Annotated[str, typer.Option("--package", help="The Stanza package.")] = "kz",
    text_lang: Annotated[
        str, typer.Option("--text-lang", help="Language of the gold, if not the models'.")
    ] = "",
    dir: DirOption = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a Markdown report to this file.")
    ] = None,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Score a model on gold data, from raw text: CoNLL 2018 measures and strict entity F1."""
    import pyarrow as pa

    from kzcorpus.errors import UsageError
    from kzcorpus.evaluate import evaluate_package
    from kzcorpus.models import find_package
    from kzcorpus.models.report import write_report

    if not conllu and not ner:
        raise UsageError("nothing to score on: add --conllu FILE or --ner FILE")
    chosen = find_package(lang, package, dir)
    evaluation = evaluate_package(chosen, conllu or [], ner or [], text_lang)
    if report is not None:
        write_report(report, chosen, evaluation)
    rows = [
        {
            "data": result.data,
            "measure": result.measure,
            "f1": round(100 * result.score.f1, 2),
            "precision": round(100 * result.score.precision, 2),
            "recall": round(100 * result.score.recall, 2),
            "gold": result.score.gold,
        }
        for result in evaluation.results
    ]
    show(pa.Table.from_pylist(rows), format, output)
    typer.echo(f"{evaluation.speed.rate:,.0f} words a second on one thread", err=True)


@app.command("train")
def train(
    data: Annotated[Path, typer.Argument(help="The folder of training data.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the steps and the models.")],
    config: Annotated[Path, typer.Option("--config", help="The recipe.")] = Path(
        "pipelines/train/train.toml"
    ),
    step: Annotated[
        list[str] | None, typer.Option("--step", help="Only this step; may be given again.")
    ] = None,
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
) -> None:
    """Train Stanza models by the recipe; steps that are done are not done again."""
    from kzcorpus.models.training.run import train as run

    run(data, out, config=config, steps=step, device=device)
    typer.echo(f"trained; the models are under {out}")


@app.command("fetch")
def fetch(
    lang: Annotated[str, typer.Argument(help="Language code, such as tr.")] = "tr",
    package: Annotated[str, typer.Option("--package", help="Stanza's package.")] = "default",
    dir: DirOption = None,
    unpinned: Annotated[
        bool,
        typer.Option("--unpinned", help="Take what Stanza publishes now, whatever its MD5 sums."),
    ] = False,
) -> None:
    """Download Stanza's own package for a language, check it, and write down its digests."""
    from kzcorpus.models import fetch as download
    from kzcorpus.models import user_folder

    folder = dir or user_folder()
    got = download(lang, package=package, folder=folder, unpinned=unpinned)
    typer.echo(f"{got.name}: {len(got.files)} files, {got.size / 1e6:.0f} MB in {got.folder}")
    where = "" if dir is None else f'\n[models]\ndir = "{folder}"'
    typer.echo(
        "To build with it, put in a pipeline file:\n[annotate.routes]\n"
        f'{lang} = "stanza:{got.name}"\n"*" = "spacy"{where}'
    )
