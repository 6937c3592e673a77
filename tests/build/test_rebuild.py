"""Building again: nothing is done twice, and no crash or second build does harm."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kzcorpus.annotate import Segment, SentenceDraft
from kzcorpus.build import BuildReport, build_corpus
from kzcorpus.config import AnnotateConfig, IngestConfig, ModelsConfig, PipelineConfig
from kzcorpus.errors import CorpusError, ModelError
from kzcorpus.tables import Corpus, read_manifest, validate_corpus
from kzcorpus.tables.store import STAGING
from tests.conftest import contents, part
from tests.fakes import Factory, FakeBackend, fake_router


def rebuilt(raw: Path, out: Path, config: PipelineConfig | None = None) -> bool:
    """Whether a second build finds something to do."""
    return build_corpus(raw, out, config=config, router=fake_router).changed


def test_a_second_build_does_nothing_and_loads_no_annotator(raw: Path, out: Path) -> None:
    before = contents(out)
    factory = Factory()
    report = build_corpus(raw, out, router=factory)
    assert (report.changed, factory.calls) == (False, 0)
    assert contents(out) == before


def test_a_build_that_did_nothing_still_knows_its_rejects(raw: Path, out: Path) -> None:
    assert build_corpus(raw, out, router=fake_router).n_rejects == 1


def test_force_builds_all_the_same(raw: Path, out: Path) -> None:
    factory = Factory()
    report = build_corpus(raw, out, force=True, router=factory)
    assert (report.changed, factory.calls) == (True, 1)


def test_a_changed_document_is_built_anew(raw: Path, out: Path) -> None:
    (raw / "az/dost.txt").write_text("Qazaxıstan böyük ölkədir.\n", encoding="utf-8")
    assert rebuilt(raw, out)
    assert "Qazaxıstan böyük ölkədir." in set(Corpus(out).sentences.text)


def test_a_touched_document_is_not(raw: Path, out: Path) -> None:
    os.utime(raw / "az/dost.txt", (0, 0))
    assert not rebuilt(raw, out)


@pytest.mark.parametrize("name", ["yeni.txt", "metadata.csv"])
def test_a_new_document_or_another_sheet_is_built(raw: Path, out: Path, name: str) -> None:
    (raw / name).write_text("doc_id,title\ntr/baskent,Yeni başlık\n", encoding="utf-8")
    assert rebuilt(raw, out)


def test_a_document_that_is_gone_is_gone_from_the_corpus(raw: Path, out: Path) -> None:
    (raw / "az/dost.txt").unlink()
    assert rebuilt(raw, out)
    assert "az/dost" not in set(Corpus(out).tokens.doc_id)
    assert list(validate_corpus(Corpus(out))) == []


def test_changed_settings_are_built(raw: Path, out: Path) -> None:
    assert rebuilt(raw, out, PipelineConfig(ingest=IngestConfig(suffixes=(".txt",))))


def test_a_corpus_that_other_code_made_is_built_again(raw: Path, out: Path) -> None:
    manifest = read_manifest(out)
    older = replace(manifest, stages={**manifest.stages, "annotate": "0" * 64})
    (out / "manifest.json").write_text(older.to_json(), encoding="utf-8")
    assert rebuilt(raw, out)
    assert read_manifest(out) == manifest


def test_a_lost_table_is_built_again(raw: Path, out: Path) -> None:
    part(out, "words").unlink()
    assert rebuilt(raw, out)


def test_a_damaged_manifest_is_built_again(raw: Path, out: Path) -> None:
    (out / "manifest.json").write_text("{", encoding="utf-8")
    assert rebuilt(raw, out)
    assert not rebuilt(raw, out)


def own_model(folder: Path, digest: str) -> PipelineConfig:
    """Settings with a model folder of the user's own, which holds one file on record."""
    folder.mkdir(exist_ok=True)
    entry = {"packages": {"own": {"tokenize": "own"}}, "lang_name": "Turkish"}
    (folder / "resources.json").write_text(json.dumps({"tr": entry}), encoding="utf-8")
    (folder / "SHA256SUMS").write_text(f"{digest}  tr/tokenize/own.pt\n", encoding="utf-8")
    return PipelineConfig(
        annotate=AnnotateConfig(routes={"*": "stanza:tr-own"}), models=ModelsConfig(str(folder))
    )


def test_another_model_is_built(raw: Path, tmp_path: Path) -> None:
    models, out = tmp_path / "models", tmp_path / "out"
    assert rebuilt(raw, out, own_model(models, "0" * 64))
    assert not rebuilt(raw, out, own_model(models, "0" * 64))
    assert rebuilt(raw, out, own_model(models, "1" * 64))
    assert Corpus(out).manifest.models == {"tr-own": {"tr/tokenize/own.pt": "1" * 64}}


def test_a_tampered_model_is_named_and_the_corpus_stays(
    raw: Path, out: Path, tmp_path: Path
) -> None:
    before = contents(out)
    config = own_model(tmp_path / "models", "0" * 64)
    (tmp_path / "models/tr/tokenize").mkdir(parents=True)
    (tmp_path / "models/tr/tokenize/own.pt").write_bytes(b"changed")
    with pytest.raises(ModelError, match=r"tr/tokenize/own\.pt: SHA-256 is not the one on record"):
        build_corpus(raw, out, config=config)
    assert contents(out) == before


HOLD = """
import sys, filelock
with filelock.FileLock(sys.argv[1]):
    print("held", flush=True)
    input()
"""


def test_a_build_by_another_process_is_waited_for_by_nobody(raw: Path, out: Path) -> None:
    before = contents(out)
    command = [sys.executable, "-c", HOLD, str(out / ".lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(CorpusError, match="another build is writing there") as refusal:
            build_corpus(raw, out, force=True, router=fake_router)
        other.communicate(b"\n")
    assert refusal.value.exit_code == 3
    assert contents(out) == before
    assert not rebuilt(raw, out)


def test_a_build_that_dies_leaves_the_old_corpus(raw: Path, out: Path) -> None:
    class Dies(FakeBackend):
        def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
            raise KeyboardInterrupt

    before = contents(out)
    with pytest.raises(KeyboardInterrupt):
        build_corpus(raw, out, force=True, router=Factory(Dies()))
    assert contents(out) == before
    assert not (out / STAGING).exists()


def test_a_commit_that_was_cut_short_is_finished_by_the_next_build(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "az/dost.txt").unlink()
    rename = os.replace

    def stopped(source: Path, target: Path) -> None:
        if "rejects" in str(target):
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        build_corpus(raw, out, router=fake_router)
    monkeypatch.undo()
    report: BuildReport = build_corpus(raw, out, router=fake_router)
    assert not report.changed
    assert len(Corpus(out).documents) == 3
    assert list(validate_corpus(Corpus(out))) == []
