"""A store for each test, and a place for its copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kzcorpus.remote import Store, open_store
from tests.stores import KINDS, empty_address


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of stores are made here."""
    monkeypatch.setenv("KZCORPUS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with empty_address(request.param, tmp_path) as address:
        yield address


@pytest.fixture
def store(address: str) -> Store:
    return open_store(f"{address}/folder")
