"""Which model packages there are, and the digests that their files must have.

`registry.json` is code, not data of a model folder: whoever swaps a weight file cannot swap its
digest along with it. For packages that a user fetched or trained, the digests are those written
down when the files arrived (`SHA256SUMS` in their folder).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kzcorpus.errors import ModelError

SUMS = "SHA256SUMS"
RESOURCES = "resources.json"


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A Stanza package: its folder, and the SHA-256 of each file by its path there."""

    lang: str
    package: str
    folder: Path
    files: Mapping[str, str]
    origin: str
    licence: str
    description: str

    @property
    def name(self) -> str:
        return f"{self.lang}-{self.package}"

    @property
    def size(self) -> int:
        """Bytes of its files that are there."""
        paths = [self.folder / name for name in self.files]
        return sum(path.stat().st_size for path in paths if path.is_file())


def bundled_folder() -> Path:
    """The Stanza resources directory inside the installed package."""
    return Path(str(resources.files("kzcorpus.models") / "stanza"))


def bundled_packages() -> list[ModelPackage]:
    """The packages that come with kzcorpus.

    Raises:
        ModelError: the installation lacks its registry.
    """
    try:
        text = (resources.files("kzcorpus.models") / "registry.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ModelError("models/registry.json is missing; install kzcorpus again") from None
    return [
        ModelPackage(folder=bundled_folder(), origin="bundled", **entry)
        for entry in json.loads(text)["packages"]
    ]


def user_folder() -> Path:
    """Where fetched models live: KZCORPUS_MODELS, or the system's place for application data."""
    named = os.environ.get("KZCORPUS_MODELS")
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local")))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", str(home / ".local" / "share")))
    return base / "kzcorpus" / "models"


def folder_packages(folder: Path) -> list[ModelPackage]:
    """The packages of a folder that somebody fetched or trained, with their written digests."""
    try:
        entries = json.loads((folder / RESOURCES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / RESOURCES}: cannot be read: {error}") from error
    if not isinstance(entries, dict):
        raise ModelError(f"{folder / RESOURCES}: no Stanza resources; it must be a JSON object")
    sums = read_sums(folder)
    found = []
    for lang, entry in sorted(entries.items()):
        if not isinstance(entry, dict) or "packages" not in entry:
            continue
        files = {n: d for n, d in sums.items() if n.startswith(f"{lang}/") or n == RESOURCES}
        for package in sorted(entry["packages"]):
            if files:
                found.append(
                    ModelPackage(
                        lang, package, folder, files, "local", "", str(entry.get("lang_name", ""))
                    )
                )
    return found


def read_sums(folder: Path) -> dict[str, str]:
    """Digests by file name from a folder's SHA256SUMS; empty where there is none.

    Raises:
        ModelError: it cannot be read.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        pairs = [line.split(maxsplit=1) for line in lines if line.strip()]
        return {name.strip().removeprefix("*").removeprefix("./"): digest for digest, name in pairs}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{folder / SUMS}: cannot be read; a line is a digest and a file name ({error})"
        ) from error


def find_package(lang: str, package: str, folder: Path | None = None) -> ModelPackage:
    """A package by name: from `folder` if given, else the bundled one, else a fetched one.

    Raises:
        ModelError: there is no such package, or `folder` has none with digests at all.
    """
    own = folder_packages(folder) if folder is not None else []
    if folder is not None and not own:
        raise ModelError(f"{folder}: no models with a {SUMS} file there")
    for candidate in [*own, *bundled_packages(), *folder_packages(user_folder())]:
        if (candidate.lang, candidate.package) == (lang, package):
            return candidate
    raise ModelError(
        f"no model {lang}-{package}; `kzcorpus models list` shows those that there are, "
        f"`kzcorpus models fetch {lang}` brings Stanza's"
    )
