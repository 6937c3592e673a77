"""A report of the small corpus, and one of a document that means harm."""

from pathlib import Path

import pytest

from kzcorpus.report import write_report
from kzcorpus.tables import Corpus


@pytest.fixture(scope="session")
def report(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the small corpus with its originals; tests only read it."""
    folder = tmp_path_factory.mktemp("report") / "site"
    write_report(Corpus(built), folder, raw=built.parent / "raw")
    return folder
