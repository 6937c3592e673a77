"""The recipes of the bundled models: from training data to a Stanza resources folder."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kzcorpus.errors import ConfigError
from kzcorpus.models.training.kk_steps import LANG, kazakh_steps
from kzcorpus.models.training.ner_steps import ner_steps
from kzcorpus.models.training.pack import pack_steps
from kzcorpus.models.training.plan import Plan
from kzcorpus.models.training.steps import Step, TrainingError, run_step
from kzcorpus.models.training.tagger_steps import last_tagger_steps
from kzcorpus.models.training.text_steps import charlm_steps, vector_steps
from kzcorpus.models.training.ud_steps import ud_steps

logger = logging.getLogger(__name__)

#: Sections that train.toml may have; each belongs to the steps that read it.
SECTIONS = frozenset(
    {"run", "treebanks", "tokenizer", "mwt", "tagger", "lemmatizer", "vectors", "charlm", "ner"}
    | {"pack", "kazakh"}
)


def load_config(path: Path) -> dict[str, Any]:
    """Read train.toml. Raises ConfigError for broken TOML or an unknown section."""
    try:
        config = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    unknown = sorted(set(config) - SECTIONS)
    if unknown:
        raise ConfigError(f"{path}: unknown section [{unknown[0]}]")
    return config


def plan_steps(plan: Plan) -> list[Step]:
    """All steps in the order in which they run; `lang` in [run] says of which language."""
    if plan.section("run").get("lang") == LANG:
        return [*kazakh_steps(plan), *pack_steps(plan, lang=LANG)]
    pretraining = [*vector_steps(plan), *charlm_steps(plan)]
    trained = [*ud_steps(plan), *ner_steps(plan), *last_tagger_steps(plan)]
    return [*pretraining, *trained, *pack_steps(plan)]


def train(
    data: Path,
    out: Path,
    *,
    config: Path,
    steps: Sequence[str] | None = None,
    device: str = "cpu",
    work: Path | None = None,
) -> None:
    """Train the bundled models from `data` into `out`, a Stanza resources folder.

    `config` is train.toml or train-kk.toml; `steps` chooses steps by name (all, where it is None),
    which then must find what earlier steps left in `work` (by default `<out>.work`). A step that
    was done with the same inputs and settings is skipped, so an interrupted run goes on where it
    stopped. `device` is cpu or cuda. Raises TrainingError, ConfigError, or MissingPackageError.
    """
    plan = Plan(
        data=data,
        own=config.parent / "data",
        work=work or out.with_name(out.name + ".work"),
        out=out,
        config=load_config(config),
        device=device,
    )
    todo = plan_steps(plan)
    if steps is not None:
        names = [step.name for step in todo]
        unknown = [name for name in steps if name not in names]
        if unknown:
            raise TrainingError(f"no step {unknown[0]!r}; there are {', '.join(names)}")
        todo = [step for step in todo if step.name in steps]
    done = sum(run_step(step, plan.work) for step in todo)
    logger.info("%d steps done, %d skipped", done, len(todo) - done)
