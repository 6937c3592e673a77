"""What is free goes back to the system, even from below what is still used."""

from __future__ import annotations

import sys
from pathlib import Path
from weakref import ref

import pyarrow as pa
import pytest

from kzcorpus.annotate import Router
from kzcorpus.build import build_corpus, memory
from kzcorpus.build.finish import write_tables
from kzcorpus.config import PipelineConfig
from tests.fakes import FakeBackend, router_of


def resident() -> int:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 >> 20


@pytest.mark.skipif(memory._trim() is None, reason="another C library than glibc")
def test_holes_below_used_memory_are_handed_back() -> None:
    # Too small to be mapped each by itself, so that they lie on the heap.
    pieces = [bytearray(b"x") * 60_000 for _ in range(3_000)]
    kept = pieces[::100]
    full = resident()
    del pieces
    memory.release()
    assert resident() < full - 100
    assert all(piece[-1] == ord("x") for piece in kept)


@pytest.mark.skipif(memory._trim() is None, reason="another C library than glibc")
def test_arrow_takes_its_memory_from_the_c_library() -> None:
    before = pa.default_memory_pool()
    try:
        memory.one_allocator()
        assert pa.default_memory_pool().backend_name == "system"
    finally:
        pa.set_memory_pool(before)


def test_elsewhere_nothing_is_asked_of_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    memory._trim.cache_clear()
    assert memory._trim() is None
    before = pa.default_memory_pool().backend_name
    memory.one_allocator()
    assert pa.default_memory_pool().backend_name == before
    memory.release()
    memory._trim.cache_clear()


@pytest.mark.parametrize("workers", [1, 2])
def test_no_model_is_held_when_the_tables_are_written(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    models: list[ref[FakeBackend]] = []
    left: list[FakeBackend | None] = []

    def router(config: PipelineConfig) -> Router:
        backend = FakeBackend()
        models.append(ref(backend))
        return router_of(backend)

    def look(*args: object) -> object:
        left.extend(model() for model in models)
        return write_tables(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("kzcorpus.build.work.write_tables", look)
    report = build_corpus(raw, tmp_path / "out", router=router, workers=workers)
    assert report.work.annotated == 4
    assert left == [None]
