"""A fault at one document, in reading or in a model: its row, the rest built, and later healed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.annotate import Segment, SentenceDraft
from kzcorpus.build import build_corpus
from kzcorpus.errors import ModelError
from kzcorpus.tables import Corpus, validate_corpus
from tests.build.test_resume import SMALL
from tests.conftest import contents
from tests.fakes import FakeBackend, fake_router, router_of
from tests.faults.injecting import FAULTS

_DISK = [pytest.param(fault, id=name) for name, fault in FAULTS if name != "no memory"]


def refused(out: Path) -> list[tuple[str, str, str]]:
    rows = Corpus(out).table("rejects").to_pylist()
    return [(row["path"], row["stage"], row["reason"]) for row in rows]


@pytest.mark.parametrize("name", ["az/dost.txt", "tr/enerji.md"])
@pytest.mark.parametrize("fault", _DISK)
def test_a_file_that_cannot_be_read_for_once(
    raw: Path, tmp_path: Path, name: str, fault: Callable[[], OSError]
) -> None:
    original = os.open

    def failing(path: Any, *args: Any, **options: Any) -> int:
        if str(path) == str(raw / name):
            raise fault()
        return original(path, *args, **options)

    out = tmp_path / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", failing)
        build_corpus(raw, out, router=fake_router)
    assert (name, "ingest", "unreadable") in refused(out)
    assert len(Corpus(out).documents) == 3
    assert list(validate_corpus(Corpus(out))) == []
    build_corpus(raw, out, router=fake_router)
    build_corpus(raw, tmp_path / "fresh", router=fake_router)
    assert contents(out) == contents(tmp_path / "fresh")
    assert not build_corpus(raw, out, router=fake_router).changed


def test_a_file_that_nobody_may_read_is_not_tried_with_every_build(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its digest tells when that changes."""
    (raw / "az/dost.txt").unlink()
    (raw / "az/dost.txt").symlink_to("/dev/null")
    out = tmp_path / "out"
    assert build_corpus(raw, out, router=fake_router).changed
    assert not build_corpus(raw, out, router=fake_router).changed


class Faulty(FakeBackend):
    """Fails where this stands."""

    def __init__(self, fault: Callable[[], BaseException]) -> None:
        super().__init__()
        self._fault = fault

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        if any("müstəqilliyini" in segment.text for segment in segments):
            raise self._fault()
        return super().annotate(segments)


_MODEL = [
    *FAULTS,
    ("Stanza", lambda: RuntimeError("expected scalar type\nFloat")),
    ("ours", lambda: ModelError("no such label")),
]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=name) for name, fault in _MODEL])
@pytest.mark.parametrize("config", [None, SMALL], ids=["in a batch", "alone"])
def test_a_model_that_fails_at_one_document(
    raw: Path, tmp_path: Path, fault: Callable[[], BaseException], config: Any
) -> None:
    out = tmp_path / "out"
    build_corpus(raw, out, config=config, router=lambda config: router_of(Faulty(fault)))
    assert ("az/dost.txt", "annotate", "annotator failed") in refused(out)
    assert len(Corpus(out).documents) == 3
    assert list(validate_corpus(Corpus(out))) == []
    build_corpus(raw, out, config=config, force=True, router=fake_router)
    assert len(Corpus(out).documents) == 4
