"""A corpus in several files a table answers as one in single files does, in the same order."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from kzcorpus import query as ask
from kzcorpus.errors import CorpusError
from kzcorpus.export import TEXT, export_corpus
from kzcorpus.query.engine import sql
from kzcorpus.report import write_report
from kzcorpus.tables import TABLES, Corpus, validate_corpus
from tests.conftest import contents
from tests.parts import split_corpus
from tests.query.running import as_rows, write_running

Question = Callable[[Corpus], pa.Table]

QUESTIONS: dict[str, Question] = {
    "kwic": lambda c: ask.kwic(c, '[lemma="büyük"] []{0,2}'),
    "kwic, some": lambda c: ask.kwic(c, "büyük", limit=3, sentence=True),
    "kwic, sorted": lambda c: ask.kwic(c, "büyük", sort="left"),
    "freq": lambda c: ask.frequencies(c, by=("lemma",)),
    "freq, some": lambda c: ask.frequencies(c, by=("form", "lang"), limit=4),
    "freq of matches": lambda c: ask.frequencies(c, '[ner!="O"]', by=("lemma", "year")),
    "collocates": lambda c: ask.collocates(c, "astana", least=1),
    "keywords": lambda c: ask.keywords(c, ask.Filters(lang="tr"), least=1),
    "ngrams": lambda c: ask.ngrams(c, least=1),
    "dispersion": lambda c: ask.dispersion(c, least=1),
    "entities": ask.list_entities,
    "mentions": ask.list_mentions,
    "show": lambda c: ask.show_entity(c, "astana"),
    "cooccur": lambda c: ask.cooccurrences(c, "astana"),
    "together": lambda c: ask.together(c, "astana", within="document"),
    "timeline": lambda c: ask.timeline(c, "astana"),
    "dated": lambda c: ask.dated_mentions(c, "astana"),
    "network": lambda c: ask.network(c)[1],
    "unlinked": ask.unlinked,
    "stats": ask.stats,
    "sql": lambda c: ask.select(c, "from words order by all"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return write_running(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module", params=[2, 3, 8])
def parts(
    whole: Corpus, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Corpus:
    """The same in two and three files a table, and in more than there are documents."""
    return Corpus(split_corpus(whole.folder, tmp_path_factory.mktemp("parts") / "c", request.param))


def test_checks_find_the_same(whole: Corpus, parts: Corpus) -> None:
    assert list(validate_corpus(parts)) == list(validate_corpus(whole))
    assert all(len(parts.files(table)) > 1 for table in TABLES)


@pytest.mark.parametrize("table", list(TABLES))
def test_tables_are_the_same_rows_in_the_same_order(
    whole: Corpus, parts: Corpus, table: str
) -> None:
    assert parts.table(table).to_pylist() == whole.table(table).to_pylist()
    assert parts.frame(table).equals(whole.frame(table))


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_answers_are_the_same(whole: Corpus, parts: Corpus, question: str) -> None:
    expected = QUESTIONS[question](whole)
    assert expected.num_rows
    assert as_rows(QUESTIONS[question](parts)) == as_rows(expected)


@pytest.mark.parametrize("format", TEXT)
@pytest.mark.parametrize(
    "filters", [ask.Filters(), ask.Filters(lang="tr"), ask.Filters(doc="news")]
)
def test_exports_are_the_same_bytes(
    whole: Corpus, parts: Corpus, format: str, filters: ask.Filters
) -> None:
    tables = [None] if format == "conllu" else ["tokens", "words", "entities", "sentences"]
    for table in tables:
        texts = []
        for corpus in (whole, parts):
            handle = io.StringIO(newline="")
            export_corpus(corpus, format, handle, filters, table=table)
            texts.append(handle.getvalue())
        assert texts[0].count("\n") > 1
        assert texts[1] == texts[0]


def test_a_dataset_holds_every_file(parts: Corpus, tmp_path: Path) -> None:
    export_corpus(parts, "hf", tmp_path / "hf")
    again = Corpus(tmp_path / "hf")
    assert again.table("tokens").equals(parts.table("tokens"))
    assert [p.name for p in again.files("tokens")] == [p.name for p in parts.files("tokens")]


def test_a_report_is_the_same(whole: Corpus, parts: Corpus, tmp_path: Path) -> None:
    for name, corpus in (("whole", whole), ("parts", parts)):
        write_report(corpus, tmp_path / name)
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


def test_files_that_the_manifest_does_not_name_are_left_alone(
    whole: Corpus, tmp_path: Path
) -> None:
    folder = split_corpus(whole.folder, tmp_path / "c", 2)
    expected = ask.frequencies(Corpus(folder)).to_pylist()
    (folder / "words" / "00009-0badf00d.parquet").write_bytes(b"left behind")
    assert ask.frequencies(Corpus(folder)).to_pylist() == expected


def test_only_the_tables_of_a_question_are_opened(whole: Corpus, tmp_path: Path) -> None:
    corpus = Corpus(split_corpus(whole.folder, tmp_path / "c", 2))
    for path in corpus.files("words"):
        path.unlink()
    assert sql(corpus, "select count(*) as n from tokens")["n"][0].as_py()
    with pytest.raises(CorpusError, match=r"words/00000-00000000\.parquet: missing"):
        sql(corpus, "select count(*) from words")


@pytest.mark.parametrize("damage", [b"", b"PAR1 and nothing else", b"PAR1\x00\x00\x00\x00PAR1"])
def test_a_damaged_part_is_told(whole: Corpus, tmp_path: Path, damage: bytes) -> None:
    corpus = Corpus(split_corpus(whole.folder, tmp_path / "c", 3))
    path = corpus.files("words")[1]
    path.write_bytes(damage)
    with pytest.raises(CorpusError, match=r"c: cannot be read \(.*; build again") as told:
        ask.frequencies(corpus)
    assert path.name in str(told.value)
    assert "\n" not in str(told.value)
