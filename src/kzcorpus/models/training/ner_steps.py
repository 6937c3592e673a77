"""Steps of the training run that make the NER tagger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.models.training.ner_balance import balance_ner
from kzcorpus.models.training.ner_sets import read_sets
from kzcorpus.models.training.steps import Step, logged
from kzcorpus.models.training.text_steps import ALIASED, charlm_files

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan

NER = "ner.pt"


def ner_steps(plan: Plan) -> list[Step]:
    """The tagger `<work>/ner.pt`, with the character models where [charlm] makes them.

    `ner_base` trains on everything; `ner_finish` goes on from it with the settings of
    [ner.finish], a short pass at a low rate in which our own domain weighs more; `ner` sets how
    readily it names something.
    """
    settings = {**plan.section("ner"), "seed": plan.seed}
    finish, offsets = settings.pop("finish"), settings.pop("balance")
    wiki = plan.data / "ner" / "wiki"
    inputs = [plan.data / "ner" / "domain", wiki / "train.conll", wiki / "dev.conll"]
    inputs += [plan.own / "ner", plan.work / ALIASED]
    files = charlm_files(plan)
    inputs += files.values()
    args: dict[str, Any] = {key: str(path) for key, path in files.items()}
    if files:
        args |= {"charlm": True, "charlm_shorthand": "tr_kz"}
    base, last = plan.work / "ner_base.pt", plan.work / "ner_finish.pt"
    stages = [
        ("ner_base", base, None, settings),
        ("ner_finish", last, base, {**settings, **finish}),
    ]
    steps: list[Step] = []
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

    def balance(log: Path) -> None:
        with logged(log):
            sets = read_sets(plan.data, plan.own, bridge=settings["bridge_az"])
            balance_ner(
                last,
                {"kz": sets["tr_dev"] + sets["az_dev"], "wiki": sets["wiki_dev"]},
                plan.work / NER,
                pretrain_file=plan.work / ALIASED,
                offsets=offsets,
                charlms={key: str(path) for key, path in files.items()},
                device=plan.device,
            )

    balanced = {"offsets": offsets, "bridge_az": settings["bridge_az"]}
    steps.append(Step("ner", (*inputs, last), (plan.work / NER,), balanced, action=balance))
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
