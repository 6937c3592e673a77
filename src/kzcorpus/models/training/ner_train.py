"""Trains Stanza's NER tagger, on both label schemes at once where there are two.

Stanza's DataLoader, Trainer and scorer do the work. This loop adds what its command line lacks:
data drawn anew at each pass (`augment`), a small table of fine-tuned words in place of one row for
every training word, hidden words, weights averaged over steps, and a choice of checkpoints by the
development part of our own domain.
"""

from __future__ import annotations

import json
import logging
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.models.training.charlm_memory import MODULES, remember
from kzcorpus.models.training.ner_augment import Rates, augment, mention_pool
from kzcorpus.models.training.ner_data import SCHEMES, Tagged
from kzcorpus.models.training.weight_mean import WeightMean

log = logging.getLogger(__name__)

#: A string that no vocabulary holds: the word's vector is hidden, its letters are not.
HIDDEN = "\x00"


class Sentences:
    """Sentences with the one method that stanza's NER DataLoader asks of a Document."""

    def __init__(self, sentences: Sequence[Tagged], schemes: Sequence[str] = SCHEMES) -> None:
        self.sentences = sentences
        self.schemes = schemes

    def get(self, *_fields: Any, **_options: Any) -> list[list[list[Any]]]:
        """Word, no single tag, and one BIO tag a scheme (`-` where the row's is another)."""
        return [
            [
                [word, None, tuple(tag if s == row.scheme else "-" for s in self.schemes)]
                for word, tag in zip(row.words, row.tags, strict=True)
            ]
            for row in self.sentences
        ]


def train_ner(
    groups: Mapping[str, Sequence[Tagged]],
    dev: Mapping[str, Sequence[Tagged]],
    out: Path,
    *,
    pretrain_file: Path,
    settings: Mapping[str, Any],
    init: Path | None = None,
    device: str = "cpu",
) -> dict[str, float]:
    """Train and save the best model at `out`; returns the best development figures (strict F1).

    `groups` are training sets by name, each repeated `settings["repeat"][name]` times a pass (a
    fraction draws that share); `dev` sets are scored under their own scheme, and the mean weighed
    by `settings["choose_by"]` picks the checkpoint. `init` goes on from a saved model. Turkish and
    both schemes are meant where `settings` has neither `lang` nor `schemes`.
    """
    import torch
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.common.utils import set_random_seed
    from stanza.models.ner.trainer import Trainer

    set_random_seed(settings["seed"])
    rng = random.Random(settings["seed"])
    pretrain = Pretrain(str(pretrain_file))
    args = stanza_args(settings, word_dim=pretrain.emb.shape[1])
    if init is None:
        everything = [row for rows in groups.values() for row in rows]
        vocab = build_vocab(everything, args, pretrain, settings["delta_cutoff"])
        trainer = Trainer(args=args, vocab=vocab, pretrain=pretrain, device=device)
    else:
        overrides = {key: args[key] for key in ("lr", "optim", "dropout", "word_dropout")}
        trainer = Trainer(model_file=str(init), pretrain=pretrain, args=overrides, device=device)
    remember(trainer.model)
    named = trainer.model.named_parameters()
    weights = {k: v for k, v in named if v.requires_grad and not k.startswith(MODULES)}
    mean = WeightMean(weights)
    log.info("%d weights are trained", sum(v.numel() for v in weights.values()))

    best: dict[str, float] = {}
    steps, started, loss_sum = settings["steps"], time.monotonic(), 0.0
    batches = _batches(groups, trainer, settings, rng)
    for step in range(1, steps + 1):
        for group in trainer.optimizer.param_groups:
            group["lr"] = learning_rate(step, steps, settings["lr"], settings["warmup"])
        loss_sum += trainer.update(next(batches))
        mean.add(min(settings["average"], step / (step + 10)))
        if step % settings["eval_every"] and step != steps:
            continue
        with mean.shown():
            figures = {name: evaluate(trainer, rows, args) for name, rows in dev.items()}
            by = settings["choose_by"]
            figures["chosen"] = sum(w * figures[n] for n, w in by.items()) / sum(by.values())
            shown = " ".join(f"{name} {100 * value:.2f}" for name, value in figures.items())
            elapsed = time.monotonic() - started
            log.info("step %d, %.0f s, loss %.3f, dev %s", step, elapsed, loss_sum, shown)
            loss_sum = 0.0
            if figures["chosen"] > best.get("chosen", -1.0):
                best = {**figures, "step": step}
                out.parent.mkdir(parents=True, exist_ok=True)
                trainer.save(str(out))
                out.with_suffix(".json").write_text(json.dumps(best), encoding="utf-8")
    torch.set_grad_enabled(True)
    return best


def stanza_args(settings: Mapping[str, Any], *, word_dim: int) -> dict[str, Any]:
    """Stanza's own defaults with the sizes of `settings["args"]` on top."""
    from stanza.models.ner_tagger import parse_args

    lang = settings.get("lang", "tr")
    args: dict[str, Any] = parse_args(["--shorthand", f"{lang}_kz", "--no_lowercase"])
    unknown = set(settings["args"]) - set(args)
    if unknown:
        raise KeyError(f"[ner.args] has settings that Stanza does not know: {sorted(unknown)}")
    args.update(settings["args"])
    args.update(word_emb_dim=word_dim, optim="adam", lr=settings["lr"], device=None)
    args["schemes"] = list(settings.get("schemes", SCHEMES))
    return args


def build_vocab(
    rows: Sequence[Tagged], args: dict[str, Any], pretrain: Any, delta_cutoff: int
) -> Any:
    """Stanza's vocabularies; only words seen `delta_cutoff` times get a row of their own to train.

    Stanza's default is a float32 row for every training word: 18 MB in the first models, for a
    gain that the frequent words carry.
    """
    from stanza.models.ner.data import DataLoader
    from stanza.models.pos.vocab import WordVocab

    vocab = DataLoader(Sentences(rows, args["schemes"]), 32, args, pretrain).vocab
    data = [[[word] for word in row.words] for row in rows]
    vocab["delta"] = WordVocab(data, args["shorthand"], cutoff=delta_cutoff, lower=False)
    log.info("%d words have a trained row", len(vocab["delta"]))
    return vocab


def learning_rate(step: int, steps: int, peak: float, warmup: int) -> float:
    """Linear warm-up to `peak`, then a cosine down to a hundredth of it.

    >>> [round(learning_rate(s, 1000, 1.0, 100), 2) for s in (50, 100, 550, 1000)]
    [0.5, 1.0, 0.5, 0.01]
    """
    if step < warmup:
        return peak * step / warmup
    share = (step - warmup) / max(1, steps - warmup)
    return max(0.01, 0.5 * (1 + math.cos(math.pi * share))) * peak


def evaluate(trainer: Any, rows: Sequence[Tagged], args: Mapping[str, Any]) -> float:
    """Strict span F1 (0 to 1) of `rows`, all of one scheme, with gold tokens."""
    tp, predicted, gold = counts(predict(trainer, rows, args), rows)
    return 2 * tp / (predicted + gold) if predicted + gold else 0.0


def predict(trainer: Any, rows: Sequence[Tagged], args: Mapping[str, Any]) -> list[list[str]]:
    """BIOES tags for `rows` from the output column of their scheme."""
    import torch
    from stanza.models.ner.data import DataLoader

    schemes = args.get("schemes", SCHEMES)
    trainer.args["predict_tagset"] = schemes.index(rows[0].scheme)
    shown = Sentences(rows, schemes)
    loader = DataLoader(shown, 32, dict(args), vocab=trainer.vocab, evaluation=True)
    found: list[list[str]] = []
    with torch.no_grad():
        for batch in loader:
            found += trainer.predict(batch)
    trainer.args["predict_tagset"] = 0
    return found


def counts(found: Sequence[Sequence[str]], rows: Sequence[Tagged]) -> tuple[int, int, int]:
    """Matching, predicted and gold spans of BIOES tags `found` against the BIO tags of `rows`."""
    from stanza.models.ner.utils import decode_from_bioes

    def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
        return {(e["start"], e["end"], e["type"]) for e in decode_from_bioes(tags)}

    tp = predicted = gold = 0
    for tags, row in zip(found, rows, strict=True):
        ours, theirs = spans(tags), spans(row.tags)
        tp += len(ours & theirs)
        predicted += len(ours)
        gold += len(theirs)
    return tp, predicted, gold


def _batches(
    groups: Mapping[str, Sequence[Tagged]],
    trainer: Any,
    settings: Mapping[str, Any],
    rng: random.Random,
) -> Iterator[Any]:
    """Endless training batches: every pass draws, augments, shuffles and hides anew."""
    from stanza.models.ner.data import DataLoader

    rates = Rates(**settings["augment"])
    pool = mention_pool(row for rows in groups.values() for row in rows)
    hide = settings["hide_words"]
    while True:
        drawn: list[Tagged] = []
        for name, rows in groups.items():
            whole, part = divmod(settings["repeat"][name], 1)
            for _ in range(int(whole)):
                drawn += augment(rows, pool, rates, rng)
            if part:
                kept = [row for row in rows if rng.random() < part]
                drawn += augment(kept, pool, rates, rng)
        size = settings["args"]["batch_size"]
        drawn = in_buckets(drawn, size, rng)
        # evaluation=True: Stanza keeps the order, which is already a random one.
        shown = Sentences(drawn, settings.get("schemes", SCHEMES))
        loader = DataLoader(shown, size, trainer.args, vocab=trainer.vocab, evaluation=True)
        log.info("a pass of %d sentences, %d batches", len(drawn), len(loader))
        for batch in loader:
            words = [[HIDDEN if rng.random() < hide else w for w in row] for row in batch[0]]
            yield (words, *batch[1:])


def in_buckets(rows: Sequence[Tagged], size: int, rng: random.Random) -> list[Tagged]:
    """`rows` in a random order in which every `size` neighbours have about the same length.

    The CRF walks every batch to its longest sentence; like lengths together halve its work.
    """
    rows = list(rows)
    rng.shuffle(rows)
    pool = size * 40
    batches = []
    for start in range(0, len(rows), pool):
        near = sorted(rows[start : start + pool], key=lambda row: len(row.words))
        batches += [near[i : i + size] for i in range(0, len(near), size)]
    short = [batch for batch in batches if len(batch) < size]
    full = [batch for batch in batches if len(batch) == size]
    rng.shuffle(full)
    return [row for batch in (*full, *short) for row in batch]
