"""kzcorpus: texts about Kazakhstan as an annotated corpus in Parquet tables.

    import kzcorpus
    corpus = kzcorpus.open("data/processed")
    corpus.entities
    corpus.kwic("dış politika")

Importing this loads nothing heavy; names are brought in when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from kzcorpus.build import BuildReport, build_corpus
    from kzcorpus.config import PipelineConfig, load_config
    from kzcorpus.notebook import Corpus

    __version__: str

__all__ = [
    "BuildReport",
    "Corpus",
    "PipelineConfig",
    "__version__",
    "build_corpus",
    "load_config",
    "open",
]

_HOMES = {
    "BuildReport": "kzcorpus.build",
    "Corpus": "kzcorpus.notebook",
    "PipelineConfig": "kzcorpus.config",
    "build_corpus": "kzcorpus.build",
    "load_config": "kzcorpus.config",
}


def open(folder: str | Path = "data/processed") -> Corpus:  # noqa: A001  (as in gzip.open)
    """The corpus in a folder, read-only: its tables and its questions as DataFrames.

    Raises:
        CorpusError: no corpus there, or one that this version cannot read.
    """
    corpus: Corpus = import_module(_HOMES["Corpus"]).Corpus(folder)
    return corpus


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kzcorpus' has no attribute {name!r}")


def _version() -> str:
    # Looking it up takes a tenth of what a question may take, and hardly any question needs it.
    from importlib import metadata

    try:
        return metadata.version("kzcorpus")
    except metadata.PackageNotFoundError:  # the source tree without an installation
        return "0+unknown"
