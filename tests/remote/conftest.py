"""Stores for the tests: one in memory, and one of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from kzcorpus.remote import Store, open_store


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of stores are made here."""
    monkeypatch.setenv("KZCORPUS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(params=["memory", "file"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty folder in either store."""
    yield f"memory:///{tmp_path.name}" if request.param == "memory" else f"file://{tmp_path}/store"
    fsspec.filesystem("memory").store.clear()


@pytest.fixture
def store(address: str) -> Store:
    return open_store(f"{address}/folder")


def send(store: Store, folder: Path) -> None:
    """Put all files of a folder into a store."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        store.write(path.relative_to(folder).as_posix(), path.read_bytes())
