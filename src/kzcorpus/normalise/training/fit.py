"""Learn the weights of the language classifier: Adam on the cross-entropy of minibatches."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np

from kzcorpus.normalise.ngrams import BUCKETS, features_of

_LOG = logging.getLogger(__name__)
_EPOCHS, _BATCH = 6, 1536
#: Texts whose features are looked for at once.
_TOGETHER = 2000
_RATE, _DECAY = 0.03, 2e-8
_FIRST, _SECOND = 0.9, 0.999


def feature_matrix(texts: Sequence[str]) -> Any:
    """A sparse row for each text: its n-grams and words, scaled as the model does, and behind
    them its telling letters."""
    from scipy import sparse

    parts = []
    for begin in range(0, len(texts), _TOGETHER):
        found = features_of(texts[begin : begin + _TOGETHER])
        sizes = np.diff(np.append(found.starts, len(found.rows))) * found.rows.shape[1]
        blocks = []
        for rows, starts in ((found.rows, found.starts), (found.words, found.word_starts)):
            flat, there = rows.ravel(), rows < BUCKETS
            ends = np.append(0, np.cumsum(there.sum(axis=1)))[np.append(starts, len(rows))]
            kept = flat[flat < BUCKETS]
            values = np.repeat(1 / np.sqrt(sizes), np.diff(ends)).astype(np.float32)
            blocks.append(sparse.csr_matrix((values, kept, ends), shape=(len(sizes), BUCKETS)))
        telling = sparse.csr_matrix(found.telling, dtype=np.float32)
        parts.append(sparse.hstack([blocks[0] + blocks[1], telling], format="csr"))
    return sparse.vstack(parts, format="csr", dtype=np.float32)


def train(texts: Sequence[str], labels: Sequence[int], n_languages: int, seed: int) -> Any:
    """Weights: a row for each bucket, then one for each telling letter; a column a language."""
    rng = np.random.default_rng(seed)
    examples, wanted = feature_matrix(texts), np.asarray(labels)
    number, n_rows = examples.shape
    _LOG.info("%d examples, %d languages", number, n_languages)
    weights = np.zeros((n_rows, n_languages), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    step = 0
    for epoch in range(_EPOCHS):
        order = rng.permutation(number)
        loss = 0.0
        for begin in range(0, number, _BATCH):
            picked = order[begin : begin + _BATCH]
            x = examples[picked]
            logits = x @ weights
            logits -= logits.max(axis=1, keepdims=True)
            p = np.exp(logits)
            p /= p.sum(axis=1, keepdims=True)
            at = np.arange(len(picked))
            loss -= float(np.log(p[at, wanted[picked]] + 1e-9).sum())
            p[at, wanted[picked]] -= 1
            gradient = (x.T @ p) / len(picked) + np.float32(_DECAY) * weights
            step += 1
            first *= _FIRST
            first += (1 - _FIRST) * gradient
            second *= _SECOND
            second += (1 - _SECOND) * gradient**2
            rate = _RATE * (1 - epoch / _EPOCHS) / (1 - _FIRST**step)
            weights -= rate * first / (np.sqrt(second / (1 - _SECOND**step)) + 1e-7)
        _LOG.info("epoch %d: loss %.4f", epoch + 1, loss / number)
    return weights
