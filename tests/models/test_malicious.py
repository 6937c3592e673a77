"""A model file that carries code: refused by its digest, and harmless even where that matches."""

import json
import os
from pathlib import Path

import pytest

from kzcorpus.annotate.stanza_backend import PROCESSORS, StanzaBackend
from kzcorpus.build import build_corpus
from kzcorpus.config import AnnotateConfig, ModelsConfig, PipelineConfig
from kzcorpus.errors import ModelError
from kzcorpus.files import sha256_file
from kzcorpus.models import find_package, verify


class Evil:
    """Unpickling it makes a folder: the trace of code that ran."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.trace),)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "code-has-run"


@pytest.fixture
def models(tmp_path: Path, trace: Path) -> Path:
    """A Stanza resources directory whose files are all malicious, with their digests."""
    import torch

    folder = tmp_path / "models"
    names = PROCESSORS.split(",")
    entry = {
        "lang_name": "Turkish",
        "packages": {"evil": dict.fromkeys(names, "evil")},
        "default_processors": dict.fromkeys(names, "evil"),
        "default_dependencies": {},
        **{name: {"evil": {}} for name in names},
    }
    sums = []
    for name in names:
        path = folder / "tr" / name / "evil.pt"
        path.parent.mkdir(parents=True)
        torch.save(Evil(trace), path)
        sums.append(f"{sha256_file(path)}  tr/{name}/evil.pt\n")
    (folder / "resources.json").write_text(json.dumps({"tr": entry, "url": ""}), encoding="utf-8")
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return folder


def test_the_file_is_as_malicious_as_we_say(models: Path, trace: Path) -> None:
    import torch

    torch.load(models / "tr/tokenize/evil.pt", weights_only=False)
    assert trace.exists()


def test_a_file_that_was_swapped_is_refused_before_it_is_opened(
    models: Path, trace: Path, raw: Path, tmp_path: Path
) -> None:
    sums = (models / "SHA256SUMS").read_text(encoding="utf-8")
    honest = sums.replace(sums[:64], "0" * 64)
    (models / "SHA256SUMS").write_text(honest, encoding="utf-8")
    config = PipelineConfig(
        annotate=AnnotateConfig(routes={"*": "stanza:tr-evil"}), models=ModelsConfig(str(models))
    )
    with pytest.raises(ModelError, match=r"evil\.pt: SHA-256 is not the one .* nothing was loaded"):
        build_corpus(raw, tmp_path / "out", config=config)
    assert not trace.exists()


def test_a_file_on_record_does_not_run_either(models: Path, trace: Path) -> None:
    verify(find_package("tr", "evil", models))
    with pytest.raises(ModelError, match=r"cannot load package 'evil'.*[Ww]eights") as refusal:
        StanzaBackend(models, "tr", "evil", threads=1)
    assert "\n" not in str(refusal.value)
    assert not trace.exists()
