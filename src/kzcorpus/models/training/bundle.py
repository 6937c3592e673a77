"""Puts trained resources folders into the package: one Stanza folder, and digests on record."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kzcorpus.files import sha256_file
from kzcorpus.models.registry import RESOURCES
from kzcorpus.models.training.steps import TrainingError

#: Short licence name of all bundled weights; the model card says where it comes from.
LICENCE = "CC BY-SA 4.0"


def bundle(folders: Sequence[Path], target: Path, registry: Path) -> list[dict[str, Any]]:
    """Copy the weights of `folders` (as `pack` writes them) to `target`, beside those there.

    A language that `target` has is replaced, with its folder. `resources.json` of all of them is
    merged, and `registry` (registry.json) written with the digest of every file under `target`;
    its entries are returned. Raises TrainingError for a folder without models.
    """
    merged: dict[str, Any] = {}
    if (target / RESOURCES).is_file():
        merged = json.loads((target / RESOURCES).read_text(encoding="utf-8"))
    for folder in folders:
        if not (folder / RESOURCES).is_file():
            raise TrainingError(f"{folder}: no {RESOURCES} there; pack the models first")
        index = json.loads((folder / RESOURCES).read_text(encoding="utf-8"))
        for lang in (name for name, entry in index.items() if isinstance(entry, dict)):
            shutil.rmtree(target / lang, ignore_errors=True)
            shutil.copytree(folder / lang, target / lang)
        merged |= index
    text = json.dumps(merged, indent=1, ensure_ascii=False) + "\n"
    (target / RESOURCES).write_text(text, encoding="utf-8")
    entries = [
        _entry(target, lang, package, entry)
        for lang, entry in merged.items()
        if isinstance(entry, dict)
        for package in entry["packages"]
    ]
    written = json.dumps({"packages": entries}, indent=1, ensure_ascii=False) + "\n"
    registry.write_text(written, encoding="utf-8")
    return entries


def _entry(target: Path, lang: str, package: str, entry: dict[str, Any]) -> dict[str, Any]:
    paths = [target / RESOURCES, *sorted((target / lang).rglob("*.pt"))]
    processors = ", ".join(entry["packages"][package])
    return {
        "lang": lang,
        "package": package,
        "licence": LICENCE,
        "description": f"{entry['lang_name']}: {processors}",
        "files": {path.relative_to(target).as_posix(): sha256_file(path) for path in paths},
    }
