"""Figures of a model, and the page that shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kzcorpus.files import write_text
from kzcorpus.models.registry import ModelPackage
from kzcorpus.models.scoring import Score


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: on which file, which measure, and the counts behind it."""

    data: str
    measure: str
    score: Score


@dataclass(frozen=True, slots=True)
class Speed:
    """Words annotated and the seconds that took."""

    words: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.words / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one package, and its speed over all of the data on one thread."""

    results: tuple[Result, ...]
    speed: Speed


def write_report(path: Path, package: ModelPackage, evaluation: Evaluation) -> None:
    """The figures as a Markdown page, beside those that others published for its language."""
    published = json.loads(
        (resources.files("kzcorpus.models") / "published.json").read_text(encoding="utf-8")
    )
    lines = [
        f"# Model {package.name}",
        "",
        f"Stanza package `{package.package}` for `{package.lang}` ({package.origin}, "
        f"{package.size / 1e6:.1f} MB). Written by `kzcorpus models evaluate --report`.",
        "",
        f"Speed: {evaluation.speed.rate:,.0f} words a second on one thread, over all of the data "
        "below.",
        "",
        "| data | measure | F1 | precision | recall | gold |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for result in evaluation.results:
        score = result.score
        shares = (f"{100 * share:.1f}" for share in (score.f1, score.precision, score.recall))
        lines.append(
            f"| {result.data} | {result.measure} | {' | '.join(shares)} | {score.gold:,} |"
        )
    lines += ["", "## Sizes", "", "| part | MB |", "|---|---:|", *_sizes(package)]
    if rows := published["rows"].get(package.lang):
        columns = published["columns"]
        lines += ["", "## Published figures", "", published["note"], ""]
        lines += [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
        lines += [f"| {' | '.join(row)} |" for row in rows]
    write_text(path, "\n".join(lines) + "\n")


def _sizes(package: ModelPackage) -> list[str]:
    """A table row for each weight file, by its processor."""
    return [
        f"| {Path(name).parent.name} | {(package.folder / name).stat().st_size / 1e6:.1f} |"
        for name in sorted(package.files)
        if name.endswith(".pt") and (package.folder / name).is_file()
    ]
