"""Building a folder: no bad file costs a good one."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from kzcorpus.annotate import Segment, SentenceDraft
from kzcorpus.build import BuildEvent, build_corpus
from kzcorpus.config import AnnotateConfig, DuplicatesConfig, IngestConfig, PipelineConfig
from kzcorpus.errors import ConfigError, ModelError, UsageError
from kzcorpus.query import Filters, list_entities, list_mentions
from kzcorpus.tables import Corpus, validate_corpus
from tests.conftest import contents
from tests.fakes import Factory, FakeBackend, fake_router

#: Of a document that kills its worker.
DIED = "its worker process died (out of memory, or never done?)"


def test_a_build_makes_a_sound_corpus(raw: Path, tmp_path: Path) -> None:
    report = build_corpus(raw, tmp_path / "out", router=fake_router)
    corpus = Corpus(tmp_path / "out")
    assert (report.changed, report.out) == (True, tmp_path / "out")
    assert list(validate_corpus(corpus)) == []
    assert corpus.documents.doc_id.tolist() == [
        "az/dost",
        "ru/stolitsa",
        "tr/baskent",
        "tr/enerji",
    ]


def test_two_builds_of_one_input_are_the_same_byte_for_byte(
    raw: Path, tmp_path: Path, built: Path
) -> None:
    build_corpus(raw, tmp_path / "out", router=fake_router)
    assert contents(tmp_path / "out") == contents(built)


#: A news story that two papers print; the second changes a word.
STORY = (
    "Kazakistan ile Türkiye heyetleri dün Astana kentinde bir araya gelerek Hazar Denizi "
    "kıyısındaki limanların ortak kullanımını ve yeni feribot seferlerini görüştü.\n"
)


def test_a_story_that_occurs_twice_is_marked_and_can_be_left_out(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("Bozkır geniştir.\n\n" + STORY, encoding="utf-8")
    (raw / "b.txt").write_text(STORY.replace("dün", "bugün"), encoding="utf-8")
    build_corpus(raw, tmp_path / "out", router=fake_router)
    corpus = Corpus(tmp_path / "out")
    assert corpus.table("blocks")["duplicate_of"].to_pylist() == [None, None, "a#2"]
    assert corpus.table("documents")["duplicate_of"].to_pylist() == [None, "a"]
    counts = [
        list_entities(corpus, "astana", Filters(unique=unique))["mentions"].to_pylist()
        for unique in (False, True)
    ]
    assert counts == [[2], [1]]
    assert list_mentions(corpus, "astana", Filters(unique=True))["path"].to_pylist() == ["a.txt"]


def test_marking_duplicates_can_be_switched_off(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a.txt", "b.txt"):
        (raw / name).write_text(STORY, encoding="utf-8")
    config = PipelineConfig(duplicates=DuplicatesConfig(enabled=False))
    build_corpus(raw, tmp_path / "out", config=config, router=fake_router)
    corpus = Corpus(tmp_path / "out")
    assert corpus.table("blocks")["duplicate_of"].to_pylist() == [None, None]
    assert list_entities(corpus, None, Filters(unique=True)) == list_entities(corpus)


def write_bad_files(raw: Path) -> None:
    """One file of every kind that cannot become a document, among the good ones."""
    (raw / "empty.txt").touch()
    (raw / "spaces.txt").write_text(" \n\t\u00a0\n", encoding="utf-8")
    (raw / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (raw / "latin.txt").write_bytes("ŁÓDŹ ŻÓŁĆ".encode("iso-8859-2"))
    (raw / "large.txt").write_text("Astana. " * 1000, encoding="utf-8")
    (raw / "invisible.txt").write_text("\u00ad\u200d\u00ad", encoding="utf-8")
    (raw / "twice.md").write_text("Astana.", encoding="utf-8")
    (raw / "twice.txt").write_text("Astana.", encoding="utf-8")
    (raw / "gone.txt").symlink_to(raw / "nowhere.txt")
    (raw / "outside.txt").symlink_to(Path(__file__))
    os.mkfifo(raw / "pipe.txt")
    (raw / os.fsdecode(b"name\xff.txt")).write_text("Astana.", encoding="utf-8")
    (raw / "half.md").write_text('---\ntitle: "\\ud800"\n---\nAstana.', encoding="utf-8")
    (raw / "metadata.csv").write_text(
        "doc_id,date,colour\ntr/baskent,5/1/2024,red\nnobody,2024,\n", encoding="utf-8"
    )


def test_every_bad_file_is_a_row_and_all_others_are_built(raw: Path, tmp_path: Path) -> None:
    write_bad_files(raw)
    config = PipelineConfig(ingest=IngestConfig(max_bytes=5000))
    report = build_corpus(raw, tmp_path / "out", config=config, router=fake_router)
    corpus = Corpus(tmp_path / "out")
    rejects = corpus.table("rejects").to_pylist()
    assert [(row["path"], row["stage"], row["reason"]) for row in rejects] == [
        ("binary.txt", "ingest", "binary"),
        ("empty.txt", "ingest", "empty"),
        ("gone.txt", "ingest", "unreadable"),
        ("half.md", "ingest", "wrong metadata"),
        ("invisible.txt", "normalise", "cannot be normalised"),
        ("large.txt", "ingest", "too large"),
        ("latin.txt", "ingest", "unknown encoding"),
        ("metadata.csv", "ingest", "metadata without document"),
        ("metadata.csv", "ingest", "unknown metadata column"),
        ("metadata.csv", "ingest", "wrong metadata"),
        ("name\\udcff.txt", "ingest", "undecodable name"),
        ("outside.txt", "ingest", "link out of the folder"),
        ("pipe.txt", "ingest", "unreadable"),
        ("spaces.txt", "ingest", "empty"),
        ("tr/tarama.pdf", "ingest", "damaged"),
        ("twice.txt", "ingest", "duplicate doc_id"),
    ]
    assert all(row["detail"] and "\n" not in row["detail"] for row in rejects)
    assert report.n_rejects == len(rejects) == len(report.rejects)
    assert set(corpus.documents.doc_id) == {
        *("az/dost", "ru/stolitsa", "tr/baskent", "tr/enerji"),
        *("half", "twice"),
    }
    assert list(validate_corpus(corpus)) == []


def test_an_annotator_that_fails_on_one_document_costs_only_that(raw: Path, out: Path) -> None:
    class Fails(FakeBackend):
        def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
            if any("Qazaxıstan" in segment.text for segment in segments):
                raise MemoryError("no tensor so large")
            return super().annotate(segments)

    report = build_corpus(raw, out, force=True, router=Factory(Fails()))
    assert [(r.path, r.stage, r.reason, r.detail) for r in report.rejects] == [
        ("az/dost.txt", "annotate", "annotator failed", "MemoryError: no tensor so large"),
        ("tr/tarama.pdf", "ingest", "damaged", "the end is missing; fetch it again"),
    ]
    assert len(Corpus(out).documents) == 3


def test_a_document_that_kills_its_worker_costs_only_that(raw: Path, tmp_path: Path) -> None:
    class Kills(FakeBackend):
        def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
            if any("Qazaxıstan" in segment.text for segment in segments):
                os.kill(os.getpid(), signal.SIGKILL)
            return super().annotate(segments)

    config = PipelineConfig(annotate=AnnotateConfig(batch_chars=500))
    out = tmp_path / "out"
    report = build_corpus(raw, out, config=config, workers=2, router=Factory(Kills()))
    assert [(r.path, r.reason, r.detail) for r in report.rejects] == [
        ("az/dost.txt", "annotator failed", DIED),
        ("tr/tarama.pdf", "damaged", "the end is missing; fetch it again"),
    ]
    assert len(Corpus(out).documents) == 3
    assert list(validate_corpus(Corpus(out))) == []


def test_a_folder_with_nothing_but_bad_files_is_an_empty_corpus(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "empty.txt").touch()
    report = build_corpus(raw, tmp_path / "out", router=fake_router)
    assert (report.n_rejects, report.manifest.rows("documents")) == (1, 0)
    assert list(validate_corpus(Corpus(tmp_path / "out"))) == []


def test_progress_is_told_file_by_file_and_batch_by_batch(raw: Path, tmp_path: Path) -> None:
    told: list[BuildEvent] = []
    build_corpus(raw, tmp_path / "out", router=fake_router, progress=told.append)
    assert [(event.path, event.files_read, event.documents) for event in told] == [
        ("az/dost.txt", 1, 0),
        ("ru/stolitsa.txt", 2, 0),
        ("tr/baskent.txt", 3, 0),
        ("tr/enerji.md", 4, 0),
        ("tr/enerji.md", 4, 4),
    ]
    assert {(event.files, event.n_bytes) for event in told} == {(5, told[-1].n_bytes)}
    assert told[-1].tokens == Corpus(tmp_path / "out").manifest.rows("tokens")
    assert [e.bytes_read for e in told] == sorted(e.bytes_read for e in told)


@pytest.mark.parametrize("place", [".", "out", "tr/out"])
def test_a_build_never_writes_among_the_documents(raw: Path, place: str) -> None:
    before = contents(raw)
    with pytest.raises(UsageError, match=r"is inside .*never writes among the documents"):
        build_corpus(raw, raw / place, router=fake_router)
    assert contents(raw) == before


def test_a_link_into_the_raw_folder_does_not_deceive(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(raw)
    with pytest.raises(UsageError, match="never writes among"):
        build_corpus(raw, tmp_path / "link/out", router=fake_router)


def test_a_missing_raw_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere: no such folder"):
        build_corpus(tmp_path / "nowhere", tmp_path / "out", router=fake_router)


def test_a_raw_folder_without_files(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / ".hidden.txt").write_text("Astana.", encoding="utf-8")
    with pytest.raises(UsageError, match=r"raw: no files in it; put texts there \(\.txt \.md "):
        build_corpus(tmp_path / "raw", tmp_path / "out", router=fake_router)


def test_a_file_in_the_place_of_the_output_folder(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "out", tmp_path / "out/deeper"):
        with pytest.raises(UsageError, match="no folder can be made there"):
            build_corpus(raw, out, router=fake_router)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("route", "error"), [("stanza:tr-nowhere", ModelError), ("zemberek", ConfigError)]
)
def test_a_missing_annotator_is_named_before_anything_is_made(
    raw: Path, tmp_path: Path, route: str, error: type[Exception]
) -> None:
    config = PipelineConfig(annotate=AnnotateConfig(routes={"*": route}))
    with pytest.raises(error, match=route.removeprefix("stanza:")):
        build_corpus(raw, tmp_path / "out", config=config)
    assert not (tmp_path / "out").exists()
