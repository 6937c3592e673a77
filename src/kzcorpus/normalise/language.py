"""The language of each block and of the document.

A short block ("KAYNAKÇA", "Xi Jinping") is weak evidence; the languages of the blocks around it and
of the whole document are then the better guess. All three are weighed by Bayes' rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from kzcorpus.errors import ConfigError
from kzcorpus.normalise.charscan import SCRIPTS, script_counts
from kzcorpus.normalise.ngrams import count_letters, load_model
from kzcorpus.normalise.spans import ADDRESS, find_spans
from kzcorpus.records import NormalisedDocument

#: The languages of the field, and everything else: Kyrgyz, Uzbek, German, …
LANGUAGES = ("tr", "az", "kk", "ru", "en", "ar", "other")
OTHER = "other"

#: Part of the prior that is spread evenly, so that no language is ruled out.
_SMOOTHING = 0.05
#: How much a neighbour counts at a distance of one block, two, three; on either side.
_NEARNESS = (1.0, 0.3, 0.1)
#: How much more the neighbours together count than the whole document.
_NEAR = 3
_FEW = 40
#: Letters beyond which a neighbour is no better a neighbour.
_ENOUGH = 200
#: A longer block is judged by three slices, from its beginning, its middle and its end.
_SLICE = 100

#: A block with a larger share of its letters in one script is in that script.
_ONE_SCRIPT = 0.75
#: Characters up to which a text is judged once more without its names.
_SHORT = 120
_SMALL_WORD = re.compile(r"(?<![\w’'])[a-zçğıöşüəñäа-яёәғқңөұүһі][\w’'-]*")
_SCRIPT_RUNS = [re.compile(f"[{own}]+") for own in SCRIPTS.values()]


class Detector(Protocol):
    """Probabilities of languages for each of some texts.

    Every text has the same languages, and its probabilities sum to 1. They are equal for a text
    without a letter.
    """

    def __call__(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]: ...


def load_detector(languages: Sequence[str] = LANGUAGES) -> Detector:
    """The bundled classifier, restricted to `languages` (ISO 639-1, and "other").

    "other" stands for every language that the classifier knows and that is not named; without it,
    a text in one of those gets the likeliest of the named ones.

    Raises:
        ConfigError: no language, or one that it does not know.
    """
    if not languages:
        raise ConfigError("[language] candidates: name at least one language")
    model = load_model()
    names = tuple(dict.fromkeys(languages))
    known = (*model.languages[:-1], OTHER)
    for name in names:
        if name not in known:
            raise ConfigError(
                f"[language] candidates: unknown language {name!r}; there are: {', '.join(known)}"
            )
    # One column for each candidate, with a 1 in the rows that are counted for it.
    belongs: Any = np.zeros((len(model.languages), len(names)), dtype=np.float32)
    for row, language in enumerate(model.languages):
        target = language if language in names else OTHER
        if target in names:
            belongs[row, names.index(target)] = 1

    def detect(texts: Sequence[str]) -> list[dict[str, float]]:
        found = model.probabilities(texts) @ belongs
        short = {row: words for row, text in enumerate(texts) if (words := _without_names(text))}
        if short:
            rows = list(short)
            again = model.probabilities(list(short.values())) @ belongs
            found[rows] = np.sqrt(found[rows] * again)
        # Whoever has no candidate near it gets them all alike, not a division by zero.
        found += np.float32(1e-9)
        found[[not any(map(str.isalpha, text)) for text in texts]] = 1
        found /= found.sum(axis=1, keepdims=True)
        return [dict(zip(names, row, strict=True)) for row in found.tolist()]

    return detect


def _without_names(text: str) -> str:
    """The words of a short text that are no names; empty where too few are left, or none went.

    "Deniz yatmışdı" would be Turkish by the name alone. In a longer text names weigh little.
    """
    if len(text) > _SHORT:
        return ""
    words = " ".join(_SMALL_WORD.findall(text))
    return words if 6 <= len(words) < len(text) - 3 else ""


def detect_languages(document: NormalisedDocument, detector: Detector) -> NormalisedDocument:
    """The document with languages: of each block, of spans inside blocks, and its main one.

    A language stated in the metadata counts as a prior for every block, and is the document's
    language where no block has a letter.
    """
    stated = document.raw.meta.lang
    if not document.blocks:
        return replace(document, lang=stated, lang_share=0.0, spans=())
    names, found = _evidence(document, detector)
    letters = count_letters(document.text, [(b.start, b.end) for b in document.blocks])
    posterior = found * _prior(found, letters, names.index(stated) if stated in names else None)
    posterior /= posterior.sum(axis=1, keepdims=True)
    best = posterior.argmax(axis=1)
    blocks = tuple(
        replace(block, lang=names[index], lang_score=round(float(row[index]), 4))
        for block, index, row in zip(document.blocks, best.tolist(), posterior, strict=True)
    )
    share = np.bincount(best, weights=letters, minlength=len(names))
    whole = float(share.sum())
    main = int(share.argmax())
    return replace(
        document,
        blocks=blocks,
        lang=names[main] if whole else stated,
        lang_share=round(float(share[main]) / whole, 4) if whole else 0.0,
        spans=find_spans(document.text, blocks, detector),
    )


def _evidence(document: NormalisedDocument, detector: Detector) -> tuple[list[str], Any]:
    """The names of the languages, and what each block says for itself: a row for each block.

    A block in two scripts is a mixture: each script's part says its own. A note in Turkish with a
    long title in Kazakh may then be either, and its neighbours decide.
    """
    spans = [(block.start, block.end) for block in document.blocks]
    counts = script_counts(document.text, spans).tolist()
    texts, owners, weights = [], [], []
    for number, ((start, end), letters) in enumerate(zip(spans, counts, strict=True)):
        text = sample(document.text, start, end)
        total = sum(letters)
        shares = [count / total for count in letters] if total else [1.0]
        if max(shares) > _ONE_SCRIPT:
            shares, parts = [1.0], [text]
        else:
            text = document.text[start:end]
            parts = [" ".join(run.findall(text))[: 3 * _SLICE] for run in _SCRIPT_RUNS]
        texts += parts
        owners += [number] * len(parts)
        weights += shares
    evidence = detector(texts)
    names = sorted(evidence[0])
    found: Any = np.zeros((len(spans), len(names)))
    rows = np.array([[row[name] for name in names] for row in evidence])
    np.add.at(found, owners, rows * np.array(weights)[:, None])
    return names, found


def sample(text: str, start: int, end: int) -> str:
    """As much of a span as its language can be told from, without addresses."""
    if end - start > 3 * _SLICE + 2:
        middle = (start + end - _SLICE) // 2
        slices = ((start, start + _SLICE), (middle, middle + _SLICE), (end - _SLICE, end))
        words = " ".join([text[low:high] for low, high in slices])
    else:
        words = text[start:end]
    return ADDRESS.sub(" ", words) if "/" in words or "@" in words else words


def _prior(found: Any, letters: Any, stated: int | None) -> Any:
    """What the surroundings of each block say of its language: a row for each, summing to 1."""
    n_blocks, n_languages = found.shape
    whole = (found * letters[:, None]).sum(axis=0)
    if stated is not None:
        whole[stated] += 0.5 * letters.sum() or 1.0
    weighed = found * np.minimum(letters, _ENOUGH)[:, None]
    near = np.zeros_like(found)
    for distance, weight in enumerate(_NEARNESS, 1):
        if distance < n_blocks:
            near[distance:] += weight * weighed[:-distance]
            near[:-distance] += weight * weighed[distance:]
    # A few letters beside a block say as little as a few letters in it.
    near /= near.sum(axis=1, keepdims=True) + _FEW
    context = _share(whole[None, :]) + _NEAR * near
    prior = _SMOOTHING / n_languages + (1 - _SMOOTHING) * _share(context)
    return prior / prior.sum(axis=1, keepdims=True)


def _share(mass: Any) -> Any:
    """Rows that sum to 1, or to 0 where there is nothing."""
    total = mass.sum(axis=1, keepdims=True)
    return np.divide(mass, total, out=np.zeros_like(mass), where=total > 0)
