"""The language of each block and of the document, by py3langid.

A short block ("KAYNAKÇA", "Xi Jinping") is weak evidence; the languages that the whole document
is written in are then the better guess. Both are weighed by Bayes' rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from kzcorpus.errors import ConfigError, MissingPackageError
from kzcorpus.records import NormalisedDocument

#: Languages of the field. Restricting the candidates is what keeps az apart from its neighbours.
LANGUAGES = ("tr", "az", "kk", "ru", "en", "ar")
#: Part of the prior that is spread evenly, so that no language is ruled out.
_SMOOTHING = 0.05


class Detector(Protocol):
    """Probabilities of languages for a text; they sum to 1."""

    def __call__(self, text: str) -> dict[str, float]: ...


def load_detector(languages: Sequence[str] = LANGUAGES) -> Detector:
    """The py3langid detector, restricted to `languages` (ISO 639-1).

    Raises:
        MissingPackageError: py3langid is not installed.
        ConfigError: no language, or one that it does not know.
    """
    if not languages:
        raise ConfigError("[language] candidates: name at least one language")
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError as error:
        raise MissingPackageError(
            "language identification needs py3langid: pip install 'kzcorpus[nlp]'"
        ) from error
    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    try:
        identifier.set_languages(list(languages))
    except ValueError as error:
        raise ConfigError(f"[language] candidates: {error}") from error
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return lambda text: dict(rank(text))


def detect_languages(document: NormalisedDocument, detector: Detector) -> NormalisedDocument:
    """The document with a language and a score on each block, and its own main language.

    A language stated in the metadata counts as a prior for every block, and is the document's
    language where no block has a letter.
    """
    evidence = [detector(document.text[block.start : block.end]) for block in document.blocks]
    letters = [
        sum(ch.isalpha() for ch in document.text[block.start : block.end])
        for block in document.blocks
    ]
    languages = sorted({lang for probabilities in evidence for lang in probabilities})
    mass: dict[str, float] = defaultdict(float)
    for probabilities, count in zip(evidence, letters, strict=True):
        for lang, probability in probabilities.items():
            mass[lang] += probability * count
    stated = document.raw.meta.lang
    if stated in languages:
        mass[stated] += 0.5 * sum(letters) or 1.0
    total = sum(mass.values())
    prior = {
        lang: _SMOOTHING / len(languages) + (1 - _SMOOTHING) * (mass[lang] / total if total else 0)
        for lang in languages
    }
    blocks = []
    share: dict[str, float] = defaultdict(float)
    for block, probabilities, count in zip(document.blocks, evidence, letters, strict=True):
        posterior = {lang: p * prior[lang] for lang, p in probabilities.items()}
        best = max(sorted(posterior), key=posterior.__getitem__)
        score = posterior[best] / (sum(posterior.values()) or 1.0)
        blocks.append(replace(block, lang=best, lang_score=round(score, 4)))
        share[best] += count
    main = max(sorted(share), key=share.__getitem__) if any(share.values()) else stated
    whole = sum(share.values())
    return replace(
        document,
        blocks=tuple(blocks),
        lang=main,
        lang_share=round(share[main] / whole, 4) if whole else 0.0,
    )
