"""Which change redoes what: exactly what depends on it; the tables are those of a fresh build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kzcorpus.annotate import Router, Segment, SentenceDraft
from kzcorpus.build import BuildReport, Work, build_corpus
from kzcorpus.build import keys as build_keys
from kzcorpus.config import AnnotateConfig, DuplicatesConfig, LanguageConfig, PipelineConfig
from kzcorpus.tables import Corpus, validate_corpus
from tests.conftest import SHEET, contents
from tests.fakes import FakeBackend, router_of

PLAIN = PipelineConfig()


class Counting:
    """Makes fake annotators, and knows which texts they have seen."""

    def __init__(self) -> None:
        self.made = 0
        self.seen: list[str] = []

    def __call__(self, config: PipelineConfig) -> Router:
        self.made += 1
        seen = self.seen

        class Seeing(FakeBackend):
            def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
                seen.extend(segment.text for segment in segments)
                return super().annotate(segments)

        return router_of(Seeing())


def touch(raw: Path) -> None:
    for path in raw.rglob("*.txt"):
        os.utime(path, (0, 0))


def edit(raw: Path) -> None:
    (raw / "az/dost.txt").write_text("Qazaxıstan böyük ölkədir.\n", encoding="utf-8")


def rename(raw: Path) -> None:
    (raw / "az/dost.txt").rename(raw / "az/yeni.txt")


def move_folder(raw: Path) -> None:
    (raw / "az").rename(raw / "zz")


def rename_over(raw: Path) -> None:
    """One document takes the name of another that is gone."""
    (raw / "tr/enerji.md").unlink()
    (raw / "az/dost.txt").rename(raw / "tr/enerji.txt")


def delete(raw: Path) -> None:
    (raw / "ru/stolitsa.txt").unlink()


def add(raw: Path) -> None:
    (raw / "tr/yeni.txt").write_text("Ankara büyük.\n", encoding="utf-8")


def copy_one(raw: Path) -> None:
    shutil.copy(raw / "az/dost.txt", raw / "az/kopya.txt")


def retitle(raw: Path) -> None:
    sheet = SHEET.replace("Başkent,Proje", "Yeni başlık,Proje")
    (raw / "metadata.csv").write_text(sheet, encoding="utf-8")


def state_language(raw: Path) -> None:
    """A stated language is weighed when languages are judged: it is part of the text's key."""
    sheet = SHEET + "az/dost,,,,,,az\n"
    (raw / "metadata.csv").write_text(sheet, encoding="utf-8")


def add_refused(raw: Path) -> None:
    (raw / "bos.txt").touch()


#: The change, what it costs, and the tables of which no file is written anew.
CHANGES = [
    (edit, Work(kept=3, annotated=1), ()),
    (rename, Work(kept=3, at_hand=1), ()),
    (move_folder, Work(kept=3, at_hand=1), ()),
    (rename_over, Work(kept=2, at_hand=1), ()),
    (delete, Work(kept=3), ()),
    (add, Work(kept=4, annotated=1), ()),
    (copy_one, Work(kept=4, at_hand=1), ()),
    (retitle, Work(kept=3, at_hand=1), ("blocks", "sentences", "tokens", "words", "entities")),
    (state_language, Work(kept=3, annotated=1), ()),
    (add_refused, Work(kept=4), ("documents", "blocks", "sentences", "tokens", "words")),
]


def done(work: Work) -> Work:
    """Without the number of files."""
    return replace(work, files_written=0)


@pytest.mark.parametrize(
    ("change", "work", "untouched"), CHANGES, ids=[change.__name__ for change, _, _ in CHANGES]
)
def test_a_change_costs_what_depends_on_it_and_gives_the_tables_of_a_fresh_build(
    raw: Path,
    out: Path,
    tmp_path: Path,
    change: Callable[[Path], None],
    work: Work,
    untouched: Sequence[str],
) -> None:
    before = contents(out)
    change(raw)
    factory = Counting()
    report = build_corpus(raw, out, router=factory)
    assert done(report.work) == work
    assert factory.made == (1 if work.annotated else 0)
    build_corpus(raw, tmp_path / "fresh", router=Counting())
    assert contents(out) == contents(tmp_path / "fresh")
    assert list(validate_corpus(Corpus(out))) == []
    after = contents(out)
    for table in untouched:
        assert {n for n in before if n.startswith(table)} == {
            n for n in after if n.startswith(table)
        }


def test_a_touch_changes_nothing_at_all(raw: Path, out: Path) -> None:
    touch(raw)
    assert not build_corpus(raw, out, router=Counting()).changed


def test_only_the_edited_document_is_seen_by_the_annotator(raw: Path, out: Path) -> None:
    edit(raw)
    factory = Counting()
    build_corpus(raw, out, router=factory)
    assert factory.seen == ["Qazaxıstan böyük ölkədir."]


def test_the_way_back_gives_the_old_tables(raw: Path, out: Path) -> None:
    before = contents(out)
    text = (raw / "az/dost.txt").read_text(encoding="utf-8")
    edit(raw)
    build_corpus(raw, out, router=Counting())
    assert contents(out) != before
    (raw / "az/dost.txt").write_text(text, encoding="utf-8")
    build_corpus(raw, out, router=Counting())
    assert contents(out) == before


#: Settings, and what changing to them costs.
SETTINGS = [
    (PipelineConfig(annotate=AnnotateConfig(batch_chars=1, threads=2)), Work(kept=4)),
    (PipelineConfig(duplicates=DuplicatesConfig(threshold=0.9)), Work(kept=4)),
    (PipelineConfig(duplicates=DuplicatesConfig(min_words=30)), Work(linked=4)),
    (PipelineConfig(language=LanguageConfig(("tr", "az", "kk", "ru", "other"))), Work(linked=4)),
    (PipelineConfig(annotate=AnnotateConfig(routes={"*": "spacy"})), Work(annotated=4)),
]


@pytest.mark.parametrize(("config", "work"), SETTINGS)
def test_settings_redo_the_stages_behind_them(
    raw: Path, out: Path, tmp_path: Path, config: PipelineConfig, work: Work
) -> None:
    report = build_corpus(raw, out, config=config, router=Counting())
    assert done(report.work) == work
    build_corpus(raw, tmp_path / "fresh", config=config, router=Counting())
    assert contents(out) == contents(tmp_path / "fresh")


#: The room whose code changes, and what that costs.
ROOMS = [
    ("ingest", Work(at_hand=4)),
    ("normalise", Work(linked=4)),
    ("entities", Work(linked=4)),
    ("tables", Work(linked=4)),
    ("annotate", Work(annotated=4)),
]


@pytest.mark.parametrize(("room", "work"), ROOMS)
def test_code_redoes_the_stages_behind_it(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch, room: str, work: Work
) -> None:
    code = build_keys.code
    monkeypatch.setattr(build_keys, "code", lambda name: code(name) + ("2" if name == room else ""))
    factory = Counting()
    report: BuildReport = build_corpus(raw, out, router=factory)
    assert done(report.work) == work
    assert factory.made == (1 if work.annotated else 0)
    assert list(validate_corpus(Corpus(out))) == []


@pytest.mark.parametrize(
    ("file", "work"), [("build/ledger.py", Work(linked=4)), ("build/parts.py", Work(kept=4))]
)
def test_so_does_code_of_the_build_itself(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch, file: str, work: Work
) -> None:
    digest = build_keys.files
    changed = lambda *names: digest(*names) + ("2" if file in names else "")  # noqa: E731
    monkeypatch.setattr(build_keys, "files", changed)
    assert done(build_corpus(raw, out, router=Counting()).work) == work
    assert list(validate_corpus(Corpus(out))) == []


def test_what_was_refused_before_is_refused_without_being_read(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Corpus(out).table("rejects")
    add(raw)
    build_corpus(raw, out, router=Counting())
    assert Corpus(out).table("rejects") == before


def test_a_document_whose_annotation_failed_is_tried_again(raw: Path, tmp_path: Path) -> None:
    class Fails(FakeBackend):
        def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
            if any("Qazaxıstan" in segment.text for segment in segments):
                raise MemoryError("no tensor so large")
            return super().annotate(segments)

    out = tmp_path / "out"
    failed = build_corpus(raw, out, router=lambda config: router_of(Fails()))
    assert [reject.path for reject in failed.rejects] == ["az/dost.txt", "tr/tarama.pdf"]
    add(raw)
    report = build_corpus(raw, out, router=Counting())
    assert done(report.work) == Work(kept=3, annotated=2)
    assert [reject.path for reject in report.rejects] == ["tr/tarama.pdf"]


def test_a_damaged_part_costs_its_documents_only_their_work(raw: Path, out: Path) -> None:
    before = contents(out)
    for path in (out / ".ledger/done").glob("*.parquet"):
        path.write_bytes(b"PAR1 nothing PAR1")
    add(raw)
    report = build_corpus(raw, out, router=Counting())
    assert done(report.work) == Work(annotated=5)
    (raw / "tr/yeni.txt").unlink()
    build_corpus(raw, out, router=Counting())
    assert contents(out) == before
