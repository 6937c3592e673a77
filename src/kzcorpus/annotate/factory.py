"""Annotators by the names that pipeline files use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kzcorpus.annotate.documents import Router
from kzcorpus.annotate.labels import label_map
from kzcorpus.annotate.protocol import Backend
from kzcorpus.errors import ConfigError

ANNOTATORS = ("stanza", "spacy")


@dataclass(frozen=True, slots=True)
class StanzaModel:
    """Where a verified Stanza package lies, and how many CPU threads it gets (None: torch's)."""

    folder: Path
    lang: str
    package: str
    threads: int | None = None


def load_router(routes: Mapping[str, str], model: StanzaModel) -> Router:
    """Load the annotators that `routes` (language to name) asks for, each of them once.

    Raises:
        ConfigError: a name that is no annotator.
        MissingPackageError: its Python package is not installed.
        ModelError: the model cannot be loaded, or gives labels that nobody has mapped.
    """
    backends: dict[str, Backend] = {}
    types: dict[str, dict[str, str]] = {}
    for lang, name in routes.items():
        if name not in ANNOTATORS:
            known = ", ".join(ANNOTATORS)
            raise ConfigError(f"[annotate.routes] {lang}: no annotator {name!r}; known: {known}")
    # Imported where they are needed: Stanza alone costs seconds and hundreds of megabytes.
    if "stanza" in routes.values():
        from kzcorpus.annotate.stanza_backend import StanzaBackend

        stanza = StanzaBackend(model.folder, model.lang, model.package, model.threads)
        backends["stanza"] = stanza
        types[stanza.name] = label_map(stanza.labels(), stanza.name)
    if "spacy" in routes.values():
        from kzcorpus.annotate.spacy_backend import SpacyBackend

        backends["spacy"] = SpacyBackend()
    return Router({lang: backends[name] for lang, name in routes.items()}, types)
