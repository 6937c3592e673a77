"""Later phases of the tokenizer: they go on from a trained one with other text.

A tokenizer learns the marks of sentence ends from a small, clean mix in a few thousand steps and
forgets little when it then meets more registers; trained on everything at once it needs several
times as long. Stanza's command line can load a model but rebuilds its alphabet from the new text,
so the loop is repeated here with Stanza's own trainer, data loader and evaluation.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.models.training.weight_mean import WeightMean

logger = logging.getLogger(__name__)

#: Augmentations that add letters to the alphabet, which is fixed by now.
_GROWING = ("augment_final_punct_prob", "augment_mid_punct_prob")


def tune_tokenizer(
    model: Path,
    stem: Path,
    dev_stems: Sequence[Path],
    out: Path,
    *,
    settings: Mapping[str, Any],
    seed: int,
    device: str = "cpu",
) -> float:
    """Train `model` further on `stem`.txt/.labels/.mwt.json and write the best to `out`.

    `settings`: steps, eval_steps, lr (falls to a tenth, linearly), dropout, unit_dropout (share of
    the letters that are hidden), average (decay of the running mean of the weights; the mean is
    what is scored and kept), mwt_offset (`offset_mwt`, at the end). Checkpoints are chosen by the
    mean of Stanza's own development score over the files of `dev_stems`, beginning with the model
    as it was; returns the best, between 0 and 1. Letters that the model has never seen count as
    unknown.
    """
    from stanza.models.common.utils import set_random_seed
    from stanza.models.tokenization.data import DataLoader, TokenizationDataset
    from stanza.models.tokenization.trainer import Trainer
    from stanza.models.tokenization.utils import eval_model, load_mwt_dict

    set_random_seed(seed)
    trainer = Trainer(model_file=str(model), device=device, args={})
    args = trainer.args
    args |= dict.fromkeys(_GROWING, 0.0)
    args |= {"conll_file": None, "mode": "train"}
    args |= {key: settings[key] for key in ("dropout", "unit_dropout")}
    trainer.model.dropout.p = settings["dropout"]
    mean = WeightMean(trainer.model.state_dict())
    known = load_mwt_dict(f"{stem}.mwt.json")
    train = DataLoader(
        args,
        input_files={"txt": f"{stem}.txt", "label": f"{stem}.labels"},
        vocab=trainer.vocab,
        mwt_expansions={form: words[0] for form, words in known.items()},
    )
    devs = [
        (
            TokenizationDataset(
                args,
                input_files={"txt": f"{dev}.txt", "label": f"{dev}.labels"},
                vocab=trainer.vocab,
                evaluation=True,
            ),
            load_mwt_dict(f"{dev}.mwt.json"),
        )
        for dev in dev_stems
    ]

    best = -1.0

    def judge(step: int) -> None:
        nonlocal best
        with mean.shown():
            scores = [eval_model(args, trainer, dev, trainer.vocab, words) for dev, words in devs]
            score = float(sum(scores)) / len(scores)
            logger.info("step %d: development score %.4f", step, score)
            if score > best:
                best = score
                trainer.save(str(out))

    judge(0)
    for step in range(1, settings["steps"] + 1):
        trainer.change_lr(settings["lr"] * (1 - 0.9 * step / settings["steps"]))
        trainer.update(
            train.next(
                unit_dropout=args["unit_dropout"], feat_unit_dropout=args["feat_unit_dropout"]
            )
        )
        # The first steps forget faster.
        mean.add(min(settings["average"], (1 + step) / (10 + step)))
        if step % 100 == 0:
            train.shuffle()
        if step % settings["eval_steps"] == 0:
            judge(step)
    if offset := settings.get("mwt_offset"):
        offset_mwt(out, out, offset)
    return best


def offset_mwt(model: Path, out: Path, offset: float) -> None:
    """Write a tokenizer that finds more multiword tokens: `offset` is added to their log-odds.

    Sentences without gold tokens teach it that no token has several words, and some treebanks open
    fewer than UD_Turkish-BOUN does.
    """
    import torch

    state = torch.load(model, map_location="cpu", weights_only=True)
    state["model"]["mwt_clf.bias"] += offset
    torch.save(state, out, _use_new_zipfile_serialization=False)
