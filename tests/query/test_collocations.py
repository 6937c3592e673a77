"""Collocates and keywords, each figure against a count by hand over the tables."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import MEASURES, Filters, collocates, keywords, kwic, reference
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


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return write_running(tmp_path_factory.mktemp("running"))


def rows_of(corpus: Corpus, by: str, **filters: Any) -> list[Row]:
    return words(corpus, **filters) if by == "lemma" else tokens(corpus, **filters)


def by_hand(
    corpus: Corpus, pattern: str, window: int, by: str, least: int, **filters: Any
) -> Iterator[tuple[Any, ...]]:
    """Collocate, the four counts, the expectation and the measures."""
    rows = rows_of(corpus, by, **filters)
    matches = kwic(corpus, pattern, Filters(**filters)).to_pylist()
    places = [(m["docname"], m["sent_id"], m["from"], m["to"]) for m in matches]

    def near(row: Row) -> bool:
        here = [
            (first, last)
            for doc, sent, first, last in places
            if (doc, sent) == (row["doc_id"], row["sent_id"])
        ]
        at = row["token_id"]
        return any(first - window <= at <= last + window for first, last in here) and not any(
            first <= at <= last for first, last in here
        )

    windows = [row[by] for row in rows if near(row)]
    c1 = Counter(row[by] for row in rows)
    n, r1 = len(rows), len(windows)
    for word, o11 in Counter(windows).items():
        if o11 < least or not spelled(word):
            continue
        o12, o21 = r1 - o11, c1[word] - o11
        o22 = n - o11 - o12 - o21
        e11 = r1 * c1[word] / n
        cells = (
            (o11, e11),
            (o12, r1 * (n - c1[word]) / n),
            (o21, (n - r1) * c1[word] / n),
            (o22, (n - r1) * (n - c1[word]) / n),
        )
        g = max(0.0, 2 * sum(o * math.log(o / e) for o, e in cells if o))
        sign = (o11 > e11) - (o11 < e11)
        dice = 14 + math.log2(2 * o11 / (r1 + c1[word]))
        pmi, mi3 = math.log2(o11 / e11), math.log2(o11**3 / e11)
        t = (o11 - e11) / math.sqrt(o11)
        yield word, o11, o12, o21, o22, e11, sign * g, pmi, dice, mi3, t


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize(("by", "window"), [("lemma", 5), ("lemma", 1), ("form", 2)])
@pytest.mark.parametrize("pattern", ["astana", "büyük []"])
def test_every_figure(
    running: Corpus, pattern: str, by: str, window: int, filters: dict[str, Any]
) -> None:
    for least in (1, 2):
        found = collocates(running, pattern, Filters(**filters), window=window, by=by, least=least)
        wanted = rounded(by_hand(running, pattern, window, by, least, **filters))
        assert sorted(as_rows(found)) == sorted(wanted)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_measure_ranks(running: Corpus, measure: str) -> None:
    everything = collocates(running, "astana", measure=measure, least=1)
    figures = everything[measure].to_pylist()
    assert figures == sorted(figures, reverse=True)
    assert (
        collocates(running, "astana", measure=measure, least=1, limit=2).to_pylist()
        == (everything.to_pylist()[:2])
    )


def test_a_word_between_two_matches_counts_once(tmp_path: Path) -> None:
    write_corpus(tmp_path, annotated("a", "Astana güzel Astana dağ deniz göl."))
    found = {row[0]: row[1] for row in as_rows(collocates(Corpus(tmp_path), "astana", least=1))}
    assert found == {"güzel": 1, "dağ": 1, "deniz": 1, "göl": 1}


def test_a_window_ends_with_the_sentence(tmp_path: Path) -> None:
    write_corpus(tmp_path, annotated("a", "Dağ Astana. Deniz göl."))
    assert collocates(Corpus(tmp_path), "astana", least=1)["collocate"].to_pylist() == ["dağ"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"window": 0}, "--window 0: must be 1 or more"),
        ({"by": "upos"}, "--by upos: must be one of lemma, form"),
        ({"measure": "chi"}, "--measure chi: must be one of log_likelihood"),
        ({"limit": -1}, "--limit -1"),
    ],
)
def test_odd_options_are_refused(running: Corpus, options: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        collocates(running, "astana", **options)


def typical(mine: Counter[str], theirs: Counter[str], least: int) -> Iterator[tuple[Any, ...]]:
    """Rayson and Garside's log-likelihood of two corpora, and Hardie's log ratio."""
    a, b = mine.total(), theirs.total()
    for word, x in mine.items():
        y = theirs[word]
        if x < least or x / a <= y / b or not any(ch.isalpha() for ch in word):
            continue
        cells = (
            (x, a * (x + y) / (a + b)),
            (y, b * (x + y) / (a + b)),
            (a - x, a * (a + b - x - y) / (a + b)),
            (b - y, b * (a + b - x - y) / (a + b)),
        )
        g = 2 * sum(o * math.log(o / e) for o, e in cells if o)
        ratio = math.log2((x + 0.5) / (a + 0.5)) - math.log2((y + 0.5) / (b + 0.5))
        yield word, x, 1e6 * x / a, y, 1e6 * y / b, ratio, g


@pytest.mark.parametrize("by", ["lemma", "form"])
@pytest.mark.parametrize("filters", [f for f in FILTERS[1:] if f.get("doc") != "nowhere"], ids=str)
def test_keywords_against_the_rest(running: Corpus, by: str, filters: dict[str, Any]) -> None:
    mine = Counter(row[by] for row in rows_of(running, by, **filters))
    rest = Counter(row[by] for row in rows_of(running, by)) - mine
    found = keywords(running, Filters(**filters), by=by, least=1)
    assert sorted(as_rows(found)) == sorted(rounded(typical(mine, rest, 1)))
    figures = found["log_likelihood"].to_pylist()
    assert figures == sorted(figures, reverse=True)


def test_keywords_against_another_part(running: Corpus) -> None:
    mine = Counter(row["lemma"] for row in words(running, lang="tr"))
    theirs = Counter(row["lemma"] for row in words(running, lang="az"))
    found = keywords(running, Filters(lang="tr"), Filters(lang="az"), least=2)
    assert sorted(as_rows(found)) == sorted(rounded(typical(mine, theirs, 2)))


def test_keywords_against_another_corpus(running: Corpus, tmp_path: Path) -> None:
    write_corpus(tmp_path, annotated("x", "Astana deniz. Deniz deniz kum."))
    other = Corpus(tmp_path)
    mine = Counter(row["lemma"] for row in words(other))
    theirs = Counter(row["lemma"] for row in words(running))
    found = keywords(other, Filters(), running, least=1)
    assert sorted(as_rows(found)) == sorted(rounded(typical(mine, theirs, 1)))
    assert found["word"][0].as_py() == "deniz"


def test_nothing_to_compare_is_said(running: Corpus) -> None:
    with pytest.raises(UsageError, match=r"nothing to compare: .* words against 0"):
        keywords(running, Filters())
    with pytest.raises(UsageError, match="nothing to compare: 0 words"):
        keywords(running, Filters(lang="ar"))


def test_what_a_part_is_held_against_goes_by_name(running: Corpus, tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert isinstance(reference(running, str(tmp_path)), Corpus)
    assert reference(running, "az") == Filters(lang="az")
    assert reference(running, "news") == Filters(doc="news")


def test_an_empty_corpus_has_no_company(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert collocates(Corpus(tmp_path), "astana").num_rows == 0
