"""A corpus to draw: that of the questions, whose figures are known."""

import pytest

import kzcorpus
from tests.query.running import write_running


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> kzcorpus.Corpus:
    """Two Turkish documents with a copy, one in Azerbaijani, one in English, one undated."""
    pytest.importorskip("matplotlib")
    folder = tmp_path_factory.mktemp("drawn") / "corpus"
    write_running(folder)
    return kzcorpus.open(folder)
