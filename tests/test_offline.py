"""Everything but fetching works without a network; a guard holds all tests to that."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

import pytest

from kzcorpus.build import build_corpus
from kzcorpus.cli import main
from kzcorpus.errors import ModelError
from kzcorpus.models import fetch
from tests.fakes import fake_router
from tests.offline import ReachedOutError, is_cut_off


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_no_test_reaches_beyond_this_machine(host: str) -> None:
    with pytest.raises(ReachedOutError):
        socket.create_connection((host, 443), timeout=1)
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind) as plain, pytest.raises(ReachedOutError):
        plain.connect((host, 443))
    with socket.socket(kind) as plain, pytest.raises(ReachedOutError):
        plain.connect_ex((host, 443))


@pytest.mark.skipif(not os.environ.get("CUT_OFF"), reason="make test-offline cuts the network off")
def test_the_network_is_cut_off() -> None:
    assert is_cut_off()


def test_nothing_that_a_user_does_without_a_network_needs_one(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The guard of all tests would fail it; fetching is the one that does ask."""
    out = tmp_path / "built"
    build_corpus(raw, out, router=fake_router)
    for command in (
        ["validate"],
        ["status"],
        ["entities"],
        ["kwic", "Astana"],
        ["sql", "select count(*) from tokens"],
        ["export", "conllu"],
        ["report", "-o", str(tmp_path / "report")],
    ):
        monkeypatch.setattr(sys, "argv", ["kzcorpus", *command, "--corpus", str(out)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code, (command, capsys.readouterr().err)
    monkeypatch.setattr(sys, "argv", ["kzcorpus", "models", "list", "-f", "json"])
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main()
    assert json.loads(capsys.readouterr().out)[0]["model"] == "tr-kz"


def test_fetching_without_a_network_says_so_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="it needs the internet") as refusal:
        fetch("tr", folder=tmp_path / "models")
    assert "\n" not in str(refusal.value)
    assert list((tmp_path / "models").iterdir()) == []
