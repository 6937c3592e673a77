"""Steps of the training run that make the word vectors, the character models and the NER tagger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.letters import bridge_az
from kzcorpus.models.training import charlm, vectors
from kzcorpus.models.training.ner_data import (
    Passage,
    Tagged,
    part_of,
    read_conll,
    read_domain,
    read_marked,
)
from kzcorpus.models.training.steps import Step, logged

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan

#: What the other steps find in the work folder.
VECTORS = "vectors.pt"
NER = "ner.pt"
#: The vectors with lower-case keys added, which every tagger is packed with.
ALIASED = "vectors.aliased.pt"
CHARLM = "charlm"

Sets = dict[str, list[Tagged]]


def vector_steps(plan: Plan) -> list[Step]:
    """`vectors_text` writes the tokenised text, `vectors` the pretrain file `<work>/vectors.pt`."""
    settings = plan.section("vectors")
    corpus = plan.work / "vectors.txt"
    sources = _sources(plan, settings.pop("sources"))
    own = plan.own / "ner"
    wiki = plan.data / "ner" / "wiki" / "train.conll"

    def write(log: Path) -> None:
        with logged(log):
            names = plan.work / "vectors_names.txt"
            lines = [" ".join(row.words) for row in read_conll(wiki)]
            names.write_text("\n".join(lines) + "\n", encoding="utf-8")
            extra = [{"path": names, "times": settings["wiki_times"]}]
            held_out = held_out_texts(plan.data, plan.own)
            vectors.write_corpus([*extra, *sources], corpus, held_out=held_out, seed=plan.seed)

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


def ner_steps(plan: Plan) -> list[Step]:
    """The character models, where [charlm] asks for them, and the tagger `<work>/ner.pt`.

    `ner_base` trains on everything; `ner` goes on from it with the settings of [ner.finish], a
    short pass at a low rate in which our own domain weighs more.
    """
    settings = {**plan.section("ner"), "seed": plan.seed}
    finish = settings.pop("finish")
    lm = plan.section("charlm")
    steps: list[Step] = []
    wiki = plan.data / "ner" / "wiki"
    inputs = [plan.data / "ner" / "domain", wiki / "train.conll", wiki / "dev.conll"]
    inputs += [plan.own / "ner", plan.work / ALIASED]
    args: dict[str, Any] = {}
    if lm.pop("use"):
        steps = _charlm_steps(plan, lm)
        files = {f"charlm_{d}_file": plan.work / CHARLM / f"{d}.pt" for d in charlm.DIRECTIONS}
        inputs += files.values()
        args = {"charlm": True, "charlm_shorthand": "tr_kz"}
        args |= {key: str(path) for key, path in files.items()}
    base, last = plan.work / "ner_base.pt", plan.work / NER
    stages = [("ner_base", base, None, settings), ("ner", last, base, {**settings, **finish})]
    for name, out, init, chosen in stages:

        def train(
            log: Path,
            out: Path = out,
            init: Path | None = init,
            chosen: dict[str, Any] = chosen,
        ) -> None:
            full = {**chosen, "args": {**chosen["args"], **args}}
            _train(plan, log, out, init, full)

        needed = (*inputs, init) if init else tuple(inputs)
        steps.append(Step(name, needed, (out,), chosen, action=train))
    return steps


def _train(plan: Plan, log: Path, out: Path, init: Path | None, settings: dict[str, Any]) -> None:
    from kzcorpus.models.training.ner_train import train_ner

    with logged(log):
        sets = read_sets(plan.data, plan.own, bridge=settings["bridge_az"])
        train_ner(
            {name: sets[f"{name}_train"] for name in settings["repeat"]},
            {name: sets[f"{name}_dev"] for name in settings["repeat"]},
            out,
            pretrain_file=plan.work / ALIASED,
            settings=settings,
            init=init,
            device=plan.device,
        )


def _charlm_steps(plan: Plan, settings: dict[str, Any]) -> list[Step]:
    folder = plan.work / CHARLM
    sources = _sources(plan, settings.pop("sources"))
    text = {key: settings.pop(key) for key in ("characters", "dev_share")}
    seeded = {**settings, "seed": plan.seed}

    def write(log: Path) -> None:
        with logged(log):
            held_out = held_out_texts(plan.data, plan.own)
            charlm.write_text(sources, folder, held_out=held_out, seed=plan.seed, **text)

    parts = (folder / "train.txt", folder / "dev.txt")
    inputs = (*(source["path"] for source in sources), plan.data / "ner" / "domain")
    steps = [Step("charlm_text", inputs, parts, {**text, "seed": plan.seed}, action=write)]
    for direction in charlm.DIRECTIONS:

        def train(log: Path, direction: str = direction) -> None:
            with logged(log):
                charlm.train_charlm(
                    *parts, folder, direction=direction, settings=seeded, device=plan.device
                )

        out = (folder / f"{direction}.pt",)
        steps.append(Step(f"charlm_{direction}", parts, out, seeded, action=train))
    return steps


def passages(data: Path, own: Path) -> Iterator[Passage]:
    """Every paragraph and context annotated by our guide: ner/domain, then our own sentences."""
    for path in sorted((data / "ner" / "domain").glob("*.jsonl")):
        yield from read_domain(path)
    for path in sorted((own / "ner").glob("*.txt")):
        yield from read_marked(path)


def held_out_texts(data: Path, own: Path) -> list[str]:
    """Texts of the development and test parts, which no plain text may hold either."""
    return [row.text for row in passages(data, own) if part_of(row.id) != "train"]


def read_sets(data: Path, own: Path, *, bridge: bool) -> Sets:
    """Sentences by set: `tr`, `az` and `wiki`, each with _train, _dev and _test.

    With `bridge` Azerbaijani is read over `letters.bridge_az`, as the annotator will do.
    """
    wiki = data / "ner" / "wiki"
    sets: Sets = {}
    for part in ("train", "dev"):
        sets[f"wiki_{part}"] = list(read_conll(wiki / f"{part}.conll"))
    for passage in passages(data, own):
        for sentence in passage.sentences:
            name = f"{sentence.lang}_{part_of(passage.id)}"
            sets.setdefault(name, []).append(_bridged(sentence) if bridge else sentence)
    return sets


def _bridged(sentence: Tagged) -> Tagged:
    if sentence.lang != "az":
        return sentence
    return replace(sentence, words=tuple(bridge_az(word) for word in sentence.words))


def _sources(plan: Plan, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"times": 1, "lang": "tr", **row, "path": plan.data / row["path"]} for row in rows]
