"""Second phase of the tagger: the same data with a learning rate that falls to nothing.

Stanza's tagger trains at one rate and stops when it no longer improves. On a small development
budget, a few hundred steps of falling rate at the end give what thousands at the full rate do not.
Stanza's own data sets, trainer and scorer are used; only the loop is ours.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)


def tune_tagger(
    model: Path,
    vectors: Path,
    files: Sequence[Path],
    ratios: Sequence[float],
    dev_conllu: Path,
    out: Path,
    *,
    settings: Mapping[str, Any],
    seed: int,
    device: str = "cpu",
) -> float:
    """Train `model` further and write the best by AllTags on `dev_conllu` to `out`.

    `files` and `ratios` are training files and passes over each in one epoch; `settings` has
    steps, eval_steps, lr (of the first step; falls linearly to 1 % of it) and batch_size. The
    model as it was is the first candidate. Returns the best AllTags F1, between 0 and 1.
    """
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.common.utils import set_random_seed
    from stanza.models.pos.data import Dataset, ShuffledDataset
    from stanza.models.pos.trainer import Trainer
    from stanza.utils.conll import CoNLL

    set_random_seed(seed)
    pretrain = Pretrain(str(vectors))
    trainer = Trainer(pretrain=pretrain, model_file=str(model), device=device)
    args = trainer.args

    def dataset(path: Path, *, evaluation: bool) -> Any:
        document = CoNLL.conll2doc(input_file=str(path))
        return Dataset(
            document,
            args,
            pretrain,
            vocab=trainer.vocab,
            evaluation=evaluation,
            sort_during_eval=evaluation,
        )

    dev = dataset(dev_conllu, evaluation=True)
    train = [dataset(path, evaluation=False) for path in files]
    batches = ShuffledDataset(train, settings["batch_size"], ratios=list(ratios))
    best = _score(trainer, dev, dev_conllu)
    trainer.save(str(out))
    logger.info("before: AllTags %.4f", best)
    step = 0
    while step < settings["steps"]:
        for batch in batches:
            step += 1
            rate = settings["lr"] * max(1 - step / settings["steps"], 0.01)
            for optimizer in trainer.optimizers.values():
                for group in optimizer.param_groups:
                    group["lr"] = rate
            loss = trainer.update(batch, eval=False)
            if step % settings["eval_steps"] == 0 or step == settings["steps"]:
                score = _score(trainer, dev, dev_conllu)
                logger.info("step %d: loss %.3f, AllTags %.4f", step, loss, score)
                if score > best:
                    best = score
                    trainer.save(str(out))
            if step == settings["steps"]:
                break
    return best


def _score(trainer: Any, dev: Any, gold: Path) -> float:
    """AllTags F1 on gold tokens by Stanza's scorer."""
    from stanza.models.common.utils import unsort
    from stanza.models.pos import scorer
    from stanza.models.tagger import set_predictions

    predicted: list[Any] = []
    order: list[int] = []
    for batch in dev.to_loader(batch_size=100):
        predicted += trainer.predict(batch)
        order.extend(batch.idx)
    set_predictions(dev.doc, trainer, unsort(predicted, order))
    system = io.StringIO(f"{dev.doc:C}\n\n")
    return float(scorer.score(system, str(gold), eval_type="AllTags")[2])
