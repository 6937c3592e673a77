"""Sets how readily the NER tagger names something, by the development parts.

Where annotators left names out, a tagger learns to leave out still more: of the wiki's titles it
found fewer than half as many as the annotators. One number a label scheme, taken off the score of
`O`, puts precision and recall in balance without any training.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from kzcorpus.models.training.ner_data import SCHEMES, Tagged

log = logging.getLogger(__name__)


def balance_ner(
    model: Path,
    dev: Mapping[str, Sequence[Tagged]],
    out: Path,
    *,
    pretrain_file: Path,
    offsets: Sequence[float],
    charlms: Mapping[str, str],
    device: str = "cpu",
) -> dict[str, float]:
    """Write `model` with the best of `offsets` taken off O's score in each scheme to `out`.

    `dev` has for each scheme the sentences that decide; a scheme without any stays as it is. An
    offset must gain more than a tenth of a point over none. Returns the offset of each scheme.
    """
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.ner.trainer import Trainer

    from kzcorpus.models.training.ner_train import evaluate

    trainer = Trainer(
        model_file=str(model),
        pretrain=Pretrain(str(pretrain_file)),
        args=dict(charlms),
        device=device,
    )
    args = dict(trainer.args)
    chosen: dict[str, float] = {}
    for column, scheme in enumerate(SCHEMES):
        rows = dev.get(scheme, [])
        if not rows:
            continue
        bias = trainer.model.tag_clfs[column].bias.data
        outside = trainer.vocab["tag"].unit2id(["O"] * len(SCHEMES))[column]
        was = float(bias[outside])
        figures = {}
        for offset in offsets:
            bias[outside] = was - offset
            figures[offset] = evaluate(trainer, rows, args)
        best = max(figures, key=lambda offset: (figures[offset], -offset))
        if figures[best] < figures[offsets[0]] + 0.001:
            best = offsets[0]
        bias[outside] = was - best
        chosen[scheme] = best
        shown = " ".join(f"{offset}: {100 * value:.2f}" for offset, value in figures.items())
        log.info("%s, taken off O: %s; kept %s", scheme, shown, best)
    trainer.save(str(out))
    return chosen
