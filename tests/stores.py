"""Stores for tests: one in memory, one of files, and a real one where somebody names it.

    KZCORPUS_TEST_STORE=s3://bucket AWS_ENDPOINT_URL=http://127.0.0.1:5000 pytest -k remote

runs the same tests against a store of this machine (MinIO, moto): no test reaches beyond it.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fsspec.registry import _registry

from kzcorpus.remote import open_store

#: Kinds of stores that are always there, and the one that may be named.
NAMED = os.environ.get("KZCORPUS_TEST_STORE", "")
KINDS = ["memory", "file", *(["named"] if NAMED else [])]


@contextmanager
def empty_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty place in a store of this kind, emptied again in the end."""
    name = f"kzcorpus-test-{secrets.token_hex(4)}"
    roots = {"memory": "memory://", "file": f"file://{folder}", "named": NAMED}
    address = f"{roots[kind].rstrip('/')}/{name}" if kind != "memory" else f"memory:///{name}"
    try:
        yield address
    finally:
        store = open_store(address)
        store.remove(store.listing())


def without_s3(patch: pytest.MonkeyPatch) -> None:
    """Let s3fs be missing, also where it was imported before."""
    patch.setitem(sys.modules, "s3fs", None)
    for name in ("s3", "s3a"):
        patch.delitem(_registry, name, raising=False)
