"""Second phase of the lemmatizer: its network goes on at a rate that falls to nothing.

Stanza's loop lowers its rate only for plain gradient descent and after thirty epochs; the network
is still noisy when a short training ends. The last epochs at a falling rate are what settles it.
Only words that the table does not know ever reach the network, so the best is chosen on those.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kzcorpus.models.training.tagger_train import falling

logger = logging.getLogger(__name__)


def tune_lemmatizer(
    model: Path,
    train_conllu: Path,
    dev_conllu: Path,
    out: Path,
    *,
    settings: Mapping[str, Any],
    seed: int,
    more_conllu: Path | None = None,
    device: str = "cpu",
) -> float:
    """Train the network of `model` further on `train_conllu`; write the best to `out`.

    The words of `more_conllu` train the network too, and are no part of the table.

    `settings`: epochs, lr (falls linearly to 1 %), batch_size, eval_steps, and the shares that are
    dropped: dropout, emb_dropout (of letters), pos_dropout. The table is made anew from
    `train_conllu`. Returns the share of right lemmas among the words of `dev_conllu` that are
    not in the table, by which the best is chosen. Letters that `model` has never seen count as
    unknown.
    """
    import torch
    from stanza.models.common.utils import set_random_seed
    from stanza.models.lemma.data import DataLoader
    from stanza.models.lemma.trainer import Trainer
    from stanza.utils.conll import CoNLL

    set_random_seed(seed)
    trainer = Trainer(model_file=str(model), device=device, args={})
    dropped = {"drop": "dropout", "emb_drop": "emb_dropout", "pos_drop": "pos_dropout"}
    for layer, name in dropped.items():
        getattr(trainer.model, layer).p = trainer.args[name] = settings[name]
    size = settings["batch_size"]
    document = CoNLL.conll2doc(input_file=str(train_conllu))
    train = DataLoader(document, size, trainer.args, vocab=trainer.vocab)
    trainer.pos_dict = {}
    trainer.train_dict(train.raw_data())
    if more_conllu is not None:
        document.sentences += CoNLL.conll2doc(input_file=str(more_conllu)).sentences
        train = DataLoader(document, size, trainer.args, vocab=trainer.vocab)
    dev_doc = CoNLL.conll2doc(input_file=str(dev_conllu))
    words = [word for sentence in dev_doc.sentences for word in sentence.words]
    known = trainer.skip_seq2seq([(word.text, word.upos) for word in words])
    asked = [word for word, skip in zip(words, known, strict=True) if not skip]
    dev = DataLoader(dev_doc, size, trainer.args, vocab=trainer.vocab, evaluation=True, skip=known)

    def score() -> float:
        predicted: list[str] = []
        edits: list[int] = []
        with torch.no_grad():
            for batch in dev:
                found, edit = trainer.predict(batch, trainer.args["beam_size"])
                predicted += found
                edits += edit or []
        lemmas = trainer.postprocess([word.text for word in asked], predicted, edits=edits)
        right = sum(word.lemma == lemma for word, lemma in zip(asked, lemmas, strict=True))
        return right / len(asked) if asked else 0.0

    best = score()
    trainer.save(str(out))
    steps = settings["epochs"] * len(train)
    logger.info("%d words of %d are asked for; before: %.4f", len(asked), len(words), best)
    generator = torch.Generator().manual_seed(seed)
    step, loss = 0, 0.0
    for _ in range(settings["epochs"]):
        for index in torch.randperm(len(train), generator=generator).tolist():
            step += 1
            trainer.update_lr(settings["lr"] * falling(step, steps, 0.0))
            loss += trainer.update(train[index])
            if step % settings["eval_steps"] and step != steps:
                continue
            now = score()
            logger.info("step %d of %d: loss %.4f, right %.4f", step, steps, loss, now)
            loss = 0.0
            if now >= best:
                best = now
                trainer.save(str(out))
    return best
