"""Sizes of a corpus, and what was refused."""

from pathlib import Path

from kzcorpus.query import list_rejects, stats
from kzcorpus.tables import Corpus
from tests.fakes import write_corpus


def test_stats_by_language_and_in_all(corpus: Corpus) -> None:
    rows = {row["lang"]: row for row in stats(corpus).to_pylist()}
    assert list(rows) == ["tr", "ru", "az", "all"]
    counts = corpus.counts()
    for what in ("documents", "blocks", "sentences", "tokens", "words"):
        assert rows["all"][what] == counts[what]
        assert sum(row[what] for lang, row in rows.items() if lang != "all") == counts[what]
    assert rows["all"]["mentions"] == counts["entities"]
    assert rows["tr"]["words"] == rows["tr"]["tokens"] + 1


def test_rejects_are_listed(corpus: Corpus) -> None:
    (row,) = list_rejects(corpus).to_pylist()
    assert (row["path"], row["stage"], row["reason"]) == (
        "tr/tarama.pdf",
        "ingest",
        "damaged",
    )


def test_a_corpus_without_documents_has_sizes(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    rows = stats(Corpus(tmp_path)).to_pylist()
    assert [(row["lang"], row["tokens"]) for row in rows] == [("all", 0)]
