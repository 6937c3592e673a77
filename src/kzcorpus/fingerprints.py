"""What a corpus depends on, as digests: if none of them changed, there is nothing to build."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import kzcorpus
from kzcorpus.config import PipelineConfig
from kzcorpus.ingest import folder_fingerprint
from kzcorpus.models import ModelPackage
from kzcorpus.tables import Manifest

#: Rooms whose code decides what is in the tables.
_CODE = ("annotate", "entities", "ingest", "normalise", "tables")

#: What these rooms know besides: classifier, word list, gazetteer.
_DATA = (".csv", ".gz", ".npz")


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Digests of the raw files, the settings, the code, and the files of each model.

    The gazetteer is part of `inputs`: a user's own file is one, and ours decides as much.
    """

    inputs: str
    config: str
    code: str
    models: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(
        cls,
        raw: Path,
        config: PipelineConfig,
        packages: Mapping[str, ModelPackage],
        gazetteer: str = "",
    ) -> Fingerprints:
        documents = folder_fingerprint(raw, config.ingest)
        return cls(
            hashlib.sha256(f"{documents} {gazetteer}".encode()).hexdigest(),
            config.fingerprint,
            code_fingerprint(),
            {package.name: dict(package.files) for package in packages.values()},
        )

    def match(self, manifest: Manifest) -> bool:
        return (self.inputs, self.config, self.code, self.models) == (
            manifest.input_fingerprint,
            manifest.config_fingerprint,
            manifest.code_fingerprint,
            manifest.models,
        )


def code_fingerprint() -> str:
    """SHA-256 over the source and the data of everything that decides what is in the tables."""
    root = Path(str(resources.files(kzcorpus)))
    paths = [
        path
        for room in _CODE
        for path in (root / room).rglob("*")
        if path.suffix in (".py", *_DATA)
    ]
    digest = hashlib.sha256()
    for path in sorted([*paths, *root.glob("*.py")]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
