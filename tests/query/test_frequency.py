"""Counts of words, runs and spreads, each held against a count by hand over the tables."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters, dispersion, frequencies, kwic, ngrams
from kzcorpus.query.units import COLUMNS
from kzcorpus.tables import Corpus
from tests.fakes import annotated, write_corpus
from tests.query.running import (
    FILTERS,
    Row,
    as_rows,
    rounded,
    spelled,
    tokens,
    words,
    write_running,
)

OF_TOKENS = {"form", "ner", "lang", "doc", "year"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return write_running(tmp_path_factory.mktemp("running"))


def counted(rows: list[Row], by: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """What `frequencies` should give, unordered."""
    groups: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in by)].append(row["doc_id"])
    named = [at for at, column in enumerate(by) if column in ("form", "lemma")]
    for key, found in groups.items():
        if all(spelled(key[at]) for at in named):
            yield *key, len(found), 1e6 * len(found) / len(rows), len(set(found))


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("by", [("lemma",), ("form",)], ids="".join)
def test_words_by_how_often_they_occur(
    running: Corpus, by: tuple[str, ...], filters: dict[str, Any]
) -> None:
    found = frequencies(running, None, Filters(**filters), by=by)
    rows = words(running, **filters) if by == ("lemma",) else tokens(running, **filters)
    assert found.column_names == [*by, "n", "per_million", "documents"]
    assert sorted(as_rows(found)) == sorted(rounded(counted(rows, by)))
    assert bool(found.num_rows) == (filters.get("doc") != "nowhere")


@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_every_column(running: Corpus, column: str) -> None:
    rows = tokens(running) if column in OF_TOKENS else words(running)
    found = frequencies(running, by=(column,))
    assert sorted(as_rows(found), key=str) == sorted(rounded(counted(rows, (column,))), key=str)


@pytest.mark.parametrize(
    "by", [("lemma", "lang"), ("lemma", "doc", "year"), ("upos", "lang"), ("form", "upos")], ids=str
)
def test_several_columns(running: Corpus, by: tuple[str, ...]) -> None:
    found = frequencies(running, by=by)
    assert sorted(as_rows(found), key=str) == sorted(rounded(counted(words(running), by)), key=str)


def test_the_most_frequent_come_first_and_limit_keeps_them(running: Corpus) -> None:
    everything = as_rows(frequencies(running))
    assert [(row[0], row[1]) for row in everything[:2]] == [("astana", 9), ("büyük", 8)]
    order = [(-row[1], row[0]) for row in everything]
    assert order == sorted(order)
    assert as_rows(frequencies(running, limit=3)) == everything[:3]


def test_punctuation_counts_in_the_rates_and_is_listed_if_wanted(running: Corpus) -> None:
    with_marks = {row[0]: row[1:] for row in as_rows(frequencies(running, punctuation=True))}
    without = {row[0]: row[1:] for row in as_rows(frequencies(running))}
    assert set(with_marks) - set(without) == {".", ",", "!", ":", "(", ")", "…"}
    assert without == {word: row for word, row in with_marks.items() if word in without}
    assert sum(row[1] for row in with_marks.values()) == pytest.approx(1e6)


def test_words_without_a_lemma_go_by_their_form(running: Corpus) -> None:
    found = {row[0]: row[1] for row in as_rows(frequencies(running, None, Filters(lang="en")))}
    assert found == {"astana": 2, "is": 2, "big": 2, "cold": 1, "and": 1}


def test_a_pattern_counts_its_own_words_in_a_million_of_all(running: Corpus) -> None:
    found = as_rows(frequencies(running, "büyük astana", by=("form", "doc")))
    assert found[0][:3] == ("astana", "news/bir", 3)
    assert sum(row[2] for row in found) == 2 * kwic(running, "büyük astana").num_rows
    assert found[0][3] == pytest.approx(3e6 / len(tokens(running)))


def test_a_pattern_under_filters(running: Corpus) -> None:
    found = as_rows(frequencies(running, "astana", Filters(kind="footnote"), by=("form",)))
    rows = tokens(running, kind="footnote")
    assert found == [("astana", 1, pytest.approx(1e6 / len(rows)), 1)]


def test_a_multiword_token_is_two_words_and_one_token(running: Corpus) -> None:
    def n(by: str, key: str) -> Any:
        return next(row[1] for row in as_rows(frequencies(running, by=(by,))) if row[0] == key)

    assert (n("lemma", "başkentte"), n("lemma", "ki"), n("form", "başkentteki")) == (1, 1, 1)


@pytest.mark.parametrize("by", [(), ("lemma", "lemma"), ("page",), ("lemma; drop",)])
def test_columns_that_make_no_sense(running: Corpus, by: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="--by"):
        frequencies(running, by=by)


def runs(rows: list[Row], column: str, size: int) -> Iterator[tuple[str, str]]:
    """Runs of words of one sentence, with the document."""
    for _, group in groupby(rows, key=lambda row: (row["doc_id"], row["sent_id"])):
        sentence = list(group)
        for first in range(len(sentence) - size + 1):
            run = [row[column] for row in sentence[first : first + size]]
            if all(any(ch.isalpha() for ch in word) for word in run):
                yield " ".join(run), sentence[first]["doc_id"]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize(("by", "size"), [("lemma", 2), ("form", 2), ("form", 3), ("lemma", 4)])
def test_runs(running: Corpus, by: str, size: int, filters: dict[str, Any]) -> None:
    found = list(runs(tokens(running, **filters), by, size))
    counts = Counter(run for run, _ in found)
    wanted = [
        (run, n, 1e6 * n / len(found), len({doc for other, doc in found if other == run}))
        for run, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    given = as_rows(ngrams(running, Filters(**filters), size=size, by=by, least=1))
    assert given == rounded(wanted)
    given = as_rows(ngrams(running, Filters(**filters), size=size, by=by, least=2))
    assert given == rounded(row for row in wanted if row[1] >= 2)


def test_a_run_does_not_leap_over_what_a_filter_leaves_out(tmp_path: Path) -> None:
    write_corpus(tmp_path, annotated("a", "Biz önce Astana gördük."))
    corpus = Corpus(tmp_path)
    assert ngrams(corpus, least=1)["ngram"].to_pylist() == [
        "astana gördük",
        "biz önce",
        "önce astana",
    ]


@pytest.mark.parametrize("size", [1, 7, -2])
def test_runs_of_odd_sizes_are_refused(running: Corpus, size: int) -> None:
    with pytest.raises(UsageError, match=f"--size {size}: must be 2 to 6"):
        ngrams(running, size=size)


def spread(rows: list[Row], column: str, least: int) -> Iterator[tuple[Any, ...]]:
    """Range, Juilland's D and Gries's DP as the handbooks define them, document by document.

    D = 1 - V / sqrt(parts - 1), V the coefficient of variation (population) of the rates of the
    parts; DP = half the sum of |share of the word's occurrences - share of the corpus|.
    """
    sizes = Counter(row["doc_id"] for row in rows)
    for word, total in Counter(row[column] for row in rows).items():
        if total < least:
            continue
        n = Counter(row["doc_id"] for row in rows if row[column] == word)
        rates = [n[doc] / size for doc, size in sizes.items()]
        mean = sum(rates) / len(rates)
        deviation = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / len(rates))
        d = 1 - deviation / mean / math.sqrt(len(rates) - 1) if len(rates) > 1 else None
        dp = 0.5 * sum(abs(n[doc] / total - size / len(rows)) for doc, size in sizes.items())
        yield word, total, len(n), len(n) / len(sizes), d, dp


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("by", ["lemma", "form"])
def test_spreads(running: Corpus, by: str, filters: dict[str, Any]) -> None:
    rows = words(running, **filters) if by == "lemma" else tokens(running, **filters)
    for least in (1, 3):
        wanted = [row for row in spread(rows, by, least) if spelled(row[0])]
        given = as_rows(dispersion(running, Filters(**filters), by=by, least=least))
        assert given == rounded(sorted(wanted, key=lambda row: (-row[1], row[0])))


def test_an_even_word_and_one_of_a_single_document(tmp_path: Path) -> None:
    write_corpus(
        tmp_path, annotated("a", "Astana kent kent kent."), annotated("b", "Astana dağ dağ dağ.")
    )
    found = {row[0]: row[1:] for row in as_rows(dispersion(Corpus(tmp_path), least=2))}
    assert found["astana"] == (2, 2, 1.0, pytest.approx(1), pytest.approx(0))
    assert found["kent"] == (3, 1, 0.5, pytest.approx(0), pytest.approx(0.5))


def test_one_document_has_no_spread(tmp_path: Path) -> None:
    write_corpus(tmp_path, annotated("a", "Astana kent."))
    for row in dispersion(Corpus(tmp_path), least=1).to_pylist():
        assert (row["range"], row["juilland_d"], row["dp"]) == (1, None, pytest.approx(0))


def test_greater_limits_only_add(running: Corpus) -> None:
    for ask in (ngrams, dispersion):
        everything = as_rows(ask(running, least=1))
        for fewer, more in pairwise([1, 2, 5, 0]):
            given = as_rows(ask(running, least=1, limit=fewer))
            assert given == everything[:fewer]
            assert given == as_rows(ask(running, least=1, limit=more))[:fewer]


def test_an_empty_corpus_has_no_words(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    empty = Corpus(tmp_path)
    for table in (frequencies(empty), frequencies(empty, "a"), ngrams(empty), dispersion(empty)):
        assert table.num_rows == 0
