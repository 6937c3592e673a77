"""Steps that train the tagger, the last of them behind entity recognition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.models.training.pack import charlms_of
from kzcorpus.models.training.steps import Step, logged
from kzcorpus.models.training.tagger_names import write_named
from kzcorpus.models.training.tagger_train import LOOP, train_tagger
from kzcorpus.models.training.text_steps import ALIASED, charlm_files

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan

#: In the ratios of the last phase, the sentences of `tagger_names.py`.
NAMES = "names"
_FIRST, _TUNED, _LAST = (f"tagger{part}.pt" for part in ("-first", "-tuned", ""))


def tagger_steps(plan: Plan) -> list[Step]:
    """A new tagger, and one that goes on from it with a falling rate and other shares."""
    section = plan.section("tagger")
    tune = section.pop("tune")
    for other in ("last", "names", "lower_aliases"):
        section.pop(other)
    section["ratios"] = plan.section("treebanks")["ratios"]
    first, tuned = plan.work / _FIRST, plan.work / _TUNED
    return [
        _phase(plan, "tagger", None, first, section),
        _phase(plan, "tagger-tune", first, tuned, tune),
    ]


def last_tagger_steps(plan: Plan) -> list[Step]:
    """Sentences with names, found by the tagger so far and entity recognition, and a last phase."""
    section = plan.section("tagger")
    settings = {**section["names"], "seed": plan.seed}
    vectors, tuned = plan.work / ALIASED, plan.work / _TUNED
    parts = {"tokenize": "tokenizer.pt", "mwt": "mwt.pt", "pos": _TUNED, "ner": "ner.pt"}
    files = {kind: plan.work / name for kind, name in parts.items()}
    charlms = charlms_of(plan)
    out = _named(plan)

    def write(log: Path) -> None:
        with logged(log):
            write_named(
                *(plan.data, files, vectors, plan.work / "naming", out),
                charlms=charlms,
                settings=settings,
                seed=plan.seed,
                device=plan.device,
            )

    texts = (plan.data / source["path"] for source in settings["sources"])
    inputs = (*files.values(), vectors, *charlms.values(), *texts)
    data = Step("tagger-names", inputs, (out,), settings, write)
    last = _phase(plan, "tagger-last", tuned, plan.work / _LAST, section["last"], (out,))
    return [data, last]


def _named(plan: Plan) -> Path:
    return plan.work / "ud" / "tagger-names.conllu"


def _phase(
    plan: Plan,
    name: str,
    init: Path | None,
    out: Path,
    settings: Mapping[str, Any],
    more: tuple[Path, ...] = (),
) -> Step:
    work, vectors, charlms = plan.work / "ud", plan.work / ALIASED, charlm_files(plan)
    own = {*LOOP, "ratios", "choose"}
    files = {
        _named(plan) if bank == NAMES else work / f"tagger/{bank}.conllu": ratio
        for bank, ratio in settings["ratios"].items()
    }

    def action(log: Path) -> None:
        with logged(log):
            train_tagger(
                init,
                vectors,
                files,
                work / "dev.conllu" if settings["choose"] else None,
                out,
                settings={key: settings[key] for key in LOOP},
                options={k: v for k, v in settings.items() if k not in own},
                charlms=charlms,
                seed=plan.seed,
                device=plan.device,
            )

    inputs = (vectors, work / "tagger", work / "dev.conllu", *charlms.values(), *more)
    inputs += (init,) if init else ()
    return Step(name, inputs, (out,), {**settings, "seed": plan.seed}, action)
