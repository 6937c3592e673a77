"""Checking model files before anything opens them."""

from __future__ import annotations

from collections.abc import Iterator

from kzcorpus.errors import ModelError
from kzcorpus.files import sha256_file
from kzcorpus.models.registry import ModelPackage


def problems(package: ModelPackage) -> Iterator[str]:
    """What is wrong with a package's files: missing ones, and ones whose digest differs."""
    if not package.files:
        yield f"{package.name}: no digests known"
    for name, digest in sorted(package.files.items()):
        path = package.folder / name
        if not path.is_file():
            yield f"{path}: missing"
            continue
        try:
            changed = sha256_file(path) != digest
        except OSError as error:
            yield f"{path}: cannot be read ({error.strerror})"
            continue
        if changed:
            yield f"{path}: SHA-256 is not the one on record, so the file was changed"


def verify(package: ModelPackage) -> None:
    """Raise unless every file of a package is what it was when it was published.

    Raises:
        ModelError: names the first file that is wrong.
    """
    for problem in problems(package):
        if package.origin == "bundled":
            remedy = "install kzcorpus again"
        else:
            remedy = f"`kzcorpus models fetch {package.lang}` again"
        raise ModelError(f"{problem}; nothing was loaded; {remedy}")
