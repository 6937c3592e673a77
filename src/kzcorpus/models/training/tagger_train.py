"""Trains Stanza's tagger: its data sets, model, trainer and scorer, with a loop of our own.

Stanza's loop trains at one rate and stops when it no longer improves. On a small development
budget, a few hundred steps of falling rate at the end give what thousands at the full rate do not.
And what the frozen character models say of a sentence never changes, so it is asked only once:
that halves the time of a step.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.models.training.bilinear import by_matrices
from kzcorpus.models.training.charlm_memory import remember

logger = logging.getLogger(__name__)

#: Settings of the loop; what else a section has are options of Stanza's tagger.
LOOP = ("steps", "eval_steps", "lr", "hold", "batch_size")


def train_tagger(
    model: Path | None,
    vectors: Path,
    files: Mapping[Path, float],
    dev_conllu: Path | None,
    out: Path,
    *,
    settings: Mapping[str, Any],
    options: Mapping[str, Any] | None = None,
    charlms: Mapping[str, Path] | None = None,
    seed: int,
    lang: str = "tr",
    device: str = "cpu",
) -> float:
    """Train a new tagger (`model` None), or `model` further, and write it to `out`.

    `files` are training files and passes over each in one epoch; one without sentences is left
    out. `settings` has steps, eval_steps, lr, batch_size and hold, the share of the steps at the
    full rate before it falls linearly to 1 %. `options` are Stanza's (sizes) for a new model;
    `charlms` names the character models as Stanza does (charlm_forward_file, charlm_backward_file).
    The best by AllTags on `dev_conllu` is kept and its F1 (0 to 1) returned; without one, the last,
    and 0.
    """
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.common.utils import set_random_seed
    from stanza.models.pos.data import Dataset, ShuffledDataset
    from stanza.models.pos.trainer import Trainer
    from stanza.utils.conll import CoNLL

    set_random_seed(seed)
    pretrain = Pretrain(str(vectors))
    paths = {key: str(path) for key, path in (charlms or {}).items()}
    read = {path: CoNLL.conll2doc(input_file=str(path)) for path in files}
    documents = [document for document in read.values() if document.sentences]
    passes = [files[path] for path, document in read.items() if document.sentences]
    if model is None:
        sizes = {**(options or {}), **paths}
        trainer = _new(documents, pretrain, sizes, settings, lang, device)
    else:
        trainer = Trainer(pretrain=pretrain, model_file=str(model), device=device, args=paths)
    remember(trainer.model)
    by_matrices(trainer.model)
    common = {"vocab": trainer.vocab}
    train = [Dataset(d, trainer.args, pretrain, evaluation=False, **common) for d in documents]
    batches = ShuffledDataset(train, settings["batch_size"], ratios=passes)
    dev = None
    if dev_conllu is not None:
        document = CoNLL.conll2doc(input_file=str(dev_conllu))
        dev = Dataset(
            document, trainer.args, pretrain, evaluation=True, sort_during_eval=True, **common
        )
    best = _score(trainer, dev, dev_conllu) if dev and model else -1.0
    if model:
        trainer.save(str(out))
        logger.info("before: AllTags %.4f", best)
    step, steps = 0, settings["steps"]
    while step < steps:
        for batch in batches:
            step += 1
            _set_rate(trainer, settings["lr"] * falling(step, steps, settings["hold"]))
            loss = trainer.update(batch, eval=False)
            if step % settings["eval_steps"] == 0 or step == steps:
                score = _score(trainer, dev, dev_conllu)
                logger.info("step %d: loss %.3f, AllTags %.4f", step, loss, score)
                if score > best or dev is None:
                    best = score
                    trainer.save(str(out))
            if step == steps:
                break
    return max(best, 0.0)


def falling(step: int, steps: int, hold: float) -> float:
    """1 for a share `hold` of the steps, then a straight line to 0.01.

    >>> [round(falling(step, 100, 0.5), 2) for step in (1, 50, 75, 100)]
    [1.0, 1.0, 0.5, 0.01]
    """
    held = hold * steps
    return 1.0 if step <= held else max(0.01, 1 - (step - held) / (steps - held))


def _new(
    documents: Sequence[Any],
    pretrain: Any,
    options: Mapping[str, Any],
    settings: Mapping[str, Any],
    lang: str,
    device: str,
) -> Any:
    """A new model of Stanza's, its vocabularies from the training files."""
    from stanza.models.pos.data import Dataset
    from stanza.models.pos.tag_columns import tag_columns_from_args
    from stanza.models.pos.trainer import Trainer
    from stanza.models.tagger import parse_args

    args: dict[str, Any] = parse_args(["--shorthand", f"{lang}_kz", "--lang", lang])
    unknown = set(options) - set(args)
    if unknown:
        raise KeyError(f"[tagger] has settings that Stanza does not know: {sorted(unknown)}")
    args |= options
    args |= {"lr": settings["lr"], "charlm": "charlm_forward_file" in options, "device": device}
    vocab = Dataset.init_vocab(list(documents), args, tag_columns_from_args(args))
    return Trainer(args=args, vocab=vocab, pretrain=pretrain, device=device)


def _set_rate(trainer: Any, rate: float) -> None:
    for optimizer in trainer.optimizers.values():
        for group in optimizer.param_groups:
            group["lr"] = rate


def _score(trainer: Any, dev: Any, gold: Path | None) -> float:
    """AllTags F1 on gold tokens by Stanza's scorer; 0 without a development file."""
    from stanza.models.common.utils import unsort
    from stanza.models.pos import scorer
    from stanza.models.tagger import set_predictions

    if dev is None:
        return 0.0
    predicted: list[Any] = []
    order: list[int] = []
    for batch in dev.to_loader(batch_size=100):
        predicted += trainer.predict(batch)
        order.extend(batch.idx)
    set_predictions(dev.doc, trainer, unsort(predicted, order))
    system = io.StringIO(f"{dev.doc:C}\n\n")
    return float(scorer.score(system, str(gold), eval_type="AllTags")[2])
