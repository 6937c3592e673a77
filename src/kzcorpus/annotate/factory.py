"""Annotators by the names that pipeline files use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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


class Annotators:
    """The annotators that `routes` (language to annotator) name, each loaded when first needed.

    `models` says where each Stanza annotator's files are.

    Raises:
        ConfigError: a route to something that is no annotator.
    """

    def __init__(self, routes: Mapping[str, str], models: Mapping[str, StanzaModel]) -> None:
        stanza_models(routes)
        self._routes, self._models = routes, models
        self._backends: dict[str, Backend] = {}
        self._types: dict[str, dict[str, str]] = {}

    def router(self, langs: Iterable[str] | None = None) -> Router:
        """A router for texts in these languages alone; None for whatever language there may be.

        Raises:
            MissingPackageError: the Python package of one of the annotators is not installed.
            ModelError: a model cannot be loaded, or gives labels that nobody has mapped.
        """
        routes = self._routes
        if langs is not None:
            named = {lang: routes.get(lang, routes.get("*")) for lang in langs}
            routes = {lang: annotator for lang, annotator in named.items() if annotator}
        for annotator in dict.fromkeys(routes.values()):
            if annotator not in self._backends:
                self._backends[annotator] = self._load(annotator)
        loaded = {lang: self._backends[annotator] for lang, annotator in routes.items()}
        return Router(loaded, self._types)

    def _load(self, annotator: str) -> Backend:
        # Imported where they are needed: Stanza alone costs seconds and hundreds of megabytes.
        if annotator == "spacy":
            from kzcorpus.annotate.spacy_backend import SpacyBackend

            return SpacyBackend()
        from kzcorpus.annotate.stanza_backend import StanzaBackend

        model = self._models[annotator]
        stanza = StanzaBackend(
            model.folder, model.lang, model.package, model.threads, device=model.device
        )
        self._types[stanza.name] = label_map(stanza.labels(), stanza.name)
        return stanza


def load_router(routes: Mapping[str, str], models: Mapping[str, StanzaModel]) -> Router:
    """Load all annotators that `routes` asks for, each of them once. See `Annotators`."""
    return Annotators(routes, models).router()
