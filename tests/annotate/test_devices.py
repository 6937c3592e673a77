"""Where models run, and that loading them starts no threads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kzcorpus.annotate import StanzaModel, load_router
from kzcorpus.annotate.stanza_backend import StanzaBackend, _device
from kzcorpus.errors import ConfigError

FORK = """
import json, os, sys
from pathlib import Path
from kzcorpus.annotate import Segment
from kzcorpus.annotate.stanza_backend import StanzaBackend

backend = StanzaBackend(Path(sys.argv[1]), "tr", sys.argv[2], threads=1, device="cpu")
segments = [Segment("Astana ve Almatı. Kentler kuruldu. " * 40, "tr")] * 3
mine = repr(backend.annotate(segments))
reading, writing = os.pipe()
if os.fork() == 0:
    os.write(writing, b"same" if repr(backend.annotate(segments)) == mine else b"else")
    os._exit(0)
print(json.dumps({"child": os.read(reading, 4).decode()}))
"""


def test_without_a_gpu_the_cpu_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    assert (_device("auto"), _device("cpu")) == ("cpu", "cpu")


def test_a_gpu_is_taken_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", True)
    assert (_device("auto"), _device("cuda"), _device("cpu")) == ("cuda", "cuda", "cpu")
    assert not torch.backends.cudnn.allow_tf32


@pytest.mark.parametrize("device", ["cuda", "gpu"])
def test_a_device_that_is_not_there_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    models = {"stanza:tr-kz": StanzaModel(tmp_path, "tr", "kz", threads=1, device=device)}
    with pytest.raises(ConfigError, match=r"^\[annotate\] device: ") as refusal:
        load_router({"tr": "stanza:tr-kz"}, models)
    assert "\n" not in str(refusal.value)


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="no fork here")
def test_a_process_may_fork_after_loading(tmp_path: Path) -> None:
    from tests.annotate.tiny_models import make_package

    make_package(tmp_path)
    command = [sys.executable, "-c", FORK, str(tmp_path), "tiny"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert json.loads(done.stdout.splitlines()[-1])["child"] == "same"


@pytest.mark.models
def test_a_gpu_answers_as_the_cpu(tmp_path: Path) -> None:
    import torch

    if not torch.cuda.is_available():
        pytest.skip("no GPU here")
    from kzcorpus.annotate import Segment
    from kzcorpus.models import find_package

    package = find_package("tr", "kz")
    segments = [Segment("Tokayev 2019’da göreve başladı. Kazakistan’ın başkenti Astana’dır.", "tr")]
    made = [
        StanzaBackend(package.folder, "tr", "kz", threads=1, device=device).annotate(segments)
        for device in ("cpu", "cuda")
    ]
    assert made[0] == made[1]
