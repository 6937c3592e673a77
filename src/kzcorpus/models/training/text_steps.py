"""Steps that learn from plain text: the word vectors and the character models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.models.training import charlm, vectors
from kzcorpus.models.training.ner_data import read_conll
from kzcorpus.models.training.ner_sets import held_out_texts
from kzcorpus.models.training.steps import Step, logged

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan

#: What the other steps find in the work folder.
VECTORS = "vectors.pt"
#: The vectors with lower-case keys added, which every tagger is packed with.
ALIASED = "vectors.aliased.pt"
CHARLM = "charlm"


def vector_steps(plan: Plan) -> list[Step]:
    """`vectors_text` writes the tokenised text, `vectors` the pretrain file `<work>/vectors.pt`."""
    settings = plan.section("vectors")
    corpus = plan.work / "vectors.txt"
    sources = _sources(plan, settings.pop("sources"))
    own = plan.own / "ner"
    wiki = plan.data / "ner" / "wiki" / "train.conll"

    def write(log: Path) -> None:
        with logged(log):
            names = _wiki_lines(wiki, plan.work / "vectors_names.txt", settings["wiki_times"])
            held_out = held_out_texts(plan.data, plan.own)
            vectors.write_corpus([names, *sources], corpus, held_out=held_out, seed=plan.seed)

    def train(log: Path) -> None:
        with logged(log):
            chosen = {**settings, "seed": plan.seed}
            vectors.train_vectors(corpus, plan.work / VECTORS, settings=chosen)

    inputs = (*(source["path"] for source in sources), wiki, plan.data / "ner" / "domain", own)
    repeats = [[source["times"], source["lang"]] for source in sources]
    written = {"times": repeats, "wiki_times": settings["wiki_times"], "seed": plan.seed}
    return [
        Step("vectors_text", inputs, (corpus,), written, action=write),
        Step(
            "vectors",
            (corpus,),
            (plan.work / VECTORS,),
            {**settings, "seed": plan.seed},
            action=train,
        ),
    ]


def charlm_files(plan: Plan) -> dict[str, Path]:
    """The character models by the names of Stanza's options; none where [charlm] is off."""
    if not plan.section("charlm")["use"]:
        return {}
    return {f"charlm_{d}_file": plan.work / CHARLM / f"{d}.pt" for d in charlm.DIRECTIONS}


def charlm_steps(plan: Plan) -> list[Step]:
    """`charlm_text` writes the text, `charlm_forward` and `charlm_backward` the two models."""
    settings = plan.section("charlm")
    if not settings.pop("use"):
        return []
    folder = plan.work / CHARLM
    sources = _sources(plan, settings.pop("sources"))
    text = {key: settings.pop(key) for key in ("dev_share", "capitals")}
    wiki_times = settings.pop("wiki_times")
    seeded = {**settings, "seed": plan.seed}
    wiki = plan.data / "ner" / "wiki" / "train.conll"

    def write(log: Path) -> None:
        with logged(log):
            names = _wiki_lines(wiki, plan.work / "charlm_names.txt", wiki_times)
            held_out = held_out_texts(plan.data, plan.own)
            charlm.write_text([names, *sources], folder, held_out=held_out, seed=plan.seed, **text)

    parts = (folder / "train.txt", folder / "dev.txt")
    inputs = (*(source["path"] for source in sources), wiki, plan.data / "ner" / "domain")
    repeats = [[source["times"], source["lang"]] for source in sources]
    written = {**text, "times": repeats, "wiki_times": wiki_times, "seed": plan.seed}
    steps = [Step("charlm_text", (*inputs, plan.own / "ner"), parts, written, action=write)]
    for direction in charlm.DIRECTIONS:

        def train(log: Path, direction: str = direction) -> None:
            with logged(log):
                charlm.train_charlm(
                    *parts, folder, direction=direction, settings=seeded, device=plan.device
                )

        out = (folder / f"{direction}.pt",)
        steps.append(Step(f"charlm_{direction}", parts, out, seeded, action=train))
    return steps


def _wiki_lines(wiki: Path, out: Path, times: float) -> dict[str, Any]:
    """The training sentences of the wiki set as plain text, as a source of its own."""
    lines = [" ".join(row.words) for row in read_conll(wiki)]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"path": out, "times": times, "lang": "tr"}


def _sources(plan: Plan, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"times": 1, "lang": "tr", **row, "path": plan.data / row["path"]} for row in rows]
