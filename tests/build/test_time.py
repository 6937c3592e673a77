"""A document that never ends costs the build its seconds, and itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kzcorpus.annotate import Segment, SentenceDraft
from kzcorpus.build import build_corpus
from kzcorpus.config import IngestConfig, PipelineConfig
from kzcorpus.ingest import MetadataSheet, RawFile, read_documents
from kzcorpus.normalise import normalise_text
from kzcorpus.records import NormalisedDocument, RawDocument, Reject
from kzcorpus.tables import Corpus, validate_corpus
from tests.fakes import Factory, FakeBackend, fake_router
from tests.ingest.samples import pdf

SHORT = PipelineConfig(ingest=IngestConfig(max_seconds=2))
LATE = "took longer than 2 seconds; cut it up, or raise [ingest] max_seconds"
DAMAGED = ("tr/tarama.pdf", "ingest", "damaged", "the end is missing; fetch it again")


def rejects(raw: Path, out: Path) -> list[tuple[str, str, str, str]]:
    report = build_corpus(raw, out, config=SHORT, router=fake_router)
    assert list(validate_corpus(Corpus(out))) == []
    return [(r.path, r.stage, r.reason, r.detail) for r in report.rejects]


def endless() -> None:
    while True:
        time.sleep(0.01)


def reading(monkeypatch: pytest.MonkeyPatch, name: str, deed: Callable[[], None]) -> None:
    """Let something happen when a file is read."""

    def read(
        file: RawFile, config: IngestConfig, sheet: MetadataSheet
    ) -> Iterator[RawDocument | Reject]:
        if file.path == name:
            deed()
        yield from read_documents(file, config, sheet)

    monkeypatch.setattr("kzcorpus.build.reading.read_documents", read)


@pytest.mark.parametrize("name", ["az/a.pdf", "az/a.txt"])
def test_a_file_that_is_read_for_ever(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (raw / name).write_bytes(pdf(["Astana"]) if name.endswith("f") else b"Astana")
    reading(monkeypatch, name, endless)
    assert rejects(raw, tmp_path / "out") == [(name, "ingest", "took too long", LATE), DAMAGED]
    assert len(Corpus(tmp_path / "out").documents) == 4


def test_a_file_that_kills_its_reader(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "az/a.pdf").write_bytes(pdf(["Astana"]))
    reading(monkeypatch, "az/a.pdf", lambda: os.kill(os.getpid(), signal.SIGKILL))
    told = "its process died (out of memory?); save its text as .txt"
    out = tmp_path / "out"
    assert rejects(raw, out) == [("az/a.pdf", "ingest", "reader died", told), DAMAGED]
    monkeypatch.undo()
    assert rejects(raw, out) == [DAMAGED]
    assert len(Corpus(out).documents) == 5


def test_a_text_that_is_normalised_for_ever(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(document: RawDocument) -> NormalisedDocument:
        if document.doc_id == "az/dost":
            endless()
        return normalise_text(document)

    monkeypatch.setattr("kzcorpus.build.workshop.normalise_text", slow)
    assert rejects(raw, tmp_path / "out") == [
        ("az/dost.txt", "normalise", "cannot be normalised", LATE),
        DAMAGED,
    ]


class Endless(FakeBackend):
    """Never answers where this stands."""

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        if any("müstəqilliyini" in segment.text for segment in segments):
            endless()
        return super().annotate(segments)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_is_annotated_for_ever(raw: Path, tmp_path: Path, workers: int) -> None:
    report = build_corpus(
        raw, tmp_path / "out", config=SHORT, workers=workers, router=Factory(Endless())
    )
    assert [(r.path, r.reason, r.detail) for r in report.rejects][:1] == [
        ("az/dost.txt", "annotator failed", LATE)
    ]
    assert len(Corpus(tmp_path / "out").documents) == 3


def test_more_time_makes_the_document_good(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(monkeypatch, "az/dost.txt", endless)
    rejects(raw, tmp_path / "out")
    monkeypatch.undo()
    report = build_corpus(raw, tmp_path / "out", router=fake_router)
    assert report.changed
    assert len(Corpus(tmp_path / "out").documents) == 4
