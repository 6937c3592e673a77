"""Corpora to export: a hostile one, and one that repeats itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from kzcorpus.annotate import annotate_documents
from kzcorpus.build import build_corpus
from kzcorpus.records import AnnotatedDocument, DocumentMeta
from kzcorpus.tables import Corpus
from tests.fakes import FakeBackend, annotated, fake_router, normalised, router_of, write_corpus

ATTACK = 'Astana <script>alert(1)</script> javascript:alert(2) & "Ankara" ]]> \x1b[31m \ufffe.'


def hostile() -> AnnotatedDocument:
    """A document whose text, names and metadata try to be markup, in every place they can."""
    document = normalised("kötü/v1.2 <b>&'\"", ATTACK, "=2+3 Kazakistan\u00a0| _ .")
    meta = DocumentMeta(
        title="</title><script>alert(3)</script>\x07",
        author="=cmd|' /C calc'!A0",
        date="2024",
        source_url="javascript:alert(4)",
        licence='"><img src=x onerror=alert(5)>',
    )
    document = replace(document, raw=replace(document.raw, meta=meta))
    names: dict[tuple[str, ...], str] = {
        ("astana",): "GPE",
        ("script",): "PER",
        ("_",): "ORG",
        ("kazakistan",): "GPE",
    }
    (result,) = annotate_documents([document], router_of(FakeBackend(names)))
    assert isinstance(result, AnnotatedDocument)
    return result


@pytest.fixture(scope="session")
def hostile_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("hostile") / "corpus"
    # Sorted as a build sorts them.
    write_corpus(folder, annotated("a", "Başkentteki ev. Kazakistan büyük."), hostile())
    return Corpus(folder)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The documents that come with the program, in five languages."""
    folder = tmp_path_factory.mktemp("samples") / "corpus"
    build_corpus(Path(__file__).parents[2] / "data/raw", folder, router=fake_router)
    return Corpus(folder)


@pytest.fixture(scope="session", params=["corpus", "hostile_corpus", "samples"])
def any_corpus(request: pytest.FixtureRequest) -> Corpus:
    """Each of the corpora: what holds for every one is tested on all."""
    found: Corpus = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A place to write to."""
    return tmp_path / "export"
