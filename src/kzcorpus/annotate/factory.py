"""Annotators by the names that pipeline files use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kzcorpus.annotate.documents import Router
from kzcorpus.annotate.labels import label_map
from kzcorpus.annotate.protocol import Backend
from kzcorpus.errors import ConfigError

_STANZA = re.compile(r"stanza:([a-z]{2,3})-(\S+)")


@dataclass(frozen=True, slots=True)
class StanzaModel:
    """A verified Stanza package in a resources directory, and how it is run.

    `threads` are CPU threads (None: torch's choice), `device` is "auto", "cpu" or "cuda".
    """

    folder: Path
    lang: str
    package: str
    threads: int | None = None
    device: str = "auto"


def stanza_models(routes: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The Stanza models that routes (language to annotator) name: annotator to (lang, package).

    Raises:
        ConfigError: a route to something that is no annotator.

    >>> stanza_models({"tr": "stanza:tr-kz", "az": "stanza:tr-kz", "*": "spacy"})
    {'stanza:tr-kz': ('tr', 'kz')}
    """
    named = {}
    for lang, annotator in routes.items():
        match = _STANZA.fullmatch(annotator)
        if match:
            named[annotator] = (match.group(1), match.group(2))
        elif annotator != "spacy":
            raise ConfigError(
                f"[annotate.routes] {lang}: no annotator {annotator!r}; "
                'use "spacy" or "stanza:LANG-PACKAGE", such as "stanza:tr-kz"'
            )
    return named


def load_router(routes: Mapping[str, str], models: Mapping[str, StanzaModel]) -> Router:
    """Load the annotators that `routes` asks for, each of them once.

    `models` says where each Stanza annotator's files are.

    Raises:
        ConfigError: a route to something that is no annotator.
        MissingPackageError: its Python package is not installed.
        ModelError: a model cannot be loaded, or gives labels that nobody has mapped.
    """
    backends: dict[str, Backend] = {}
    types: dict[str, dict[str, str]] = {}
    # Imported where they are needed: Stanza alone costs seconds and hundreds of megabytes.
    for annotator in stanza_models(routes):
        from kzcorpus.annotate.stanza_backend import StanzaBackend

        model = models[annotator]
        stanza = StanzaBackend(
            model.folder, model.lang, model.package, model.threads, device=model.device
        )
        backends[annotator] = stanza
        types[stanza.name] = label_map(stanza.labels(), stanza.name)
    if "spacy" in routes.values():
        from kzcorpus.annotate.spacy_backend import SpacyBackend

        backends["spacy"] = SpacyBackend()
    return Router({lang: backends[annotator] for lang, annotator in routes.items()}, types)
