"""Companions and networks, against counts by hand."""

import itertools
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters, cooccurrences, network, together
from kzcorpus.tables import Corpus
from tests.fakes import annotated, write_corpus

#: Documents of paragraphs of sentences, each sentence a set of names.
TEXTS = {
    "a": ["Kazakistan Astana. Kazakistan Astana Almatı.", "Kazakistan. Türkiye Ankara."],
    "b": ["Kazakistan Türkiye Tokayev. Bir gün geldi.", "Ankara Türkiye. Tokayev."],
    "c": ["Almatı. Kazakistan Kazakistan Tokayev Türk Devletleri Teşkilatı."],
}


@pytest.fixture(scope="module")
def friends(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("friends")
    write_corpus(folder, *(annotated(doc_id, *texts) for doc_id, texts in TEXTS.items()))
    return Corpus(folder)


def ids(rows: Any) -> dict[str, dict[str, Any]]:
    return {row["canonical_id"].rpartition("/")[2]: row for row in rows.to_pylist()}


def test_companions_in_a_sentence_are_counted_once_a_sentence(friends: Corpus) -> None:
    rows = ids(cooccurrences(friends, "Kazakistan"))
    assert {name: (row["together"], row["alone"]) for name, row in rows.items()} == {
        "astana": (2, 2),
        "tokayev": (2, 3),
        "almatı": (1, 2),
        "türkiye": (1, 3),
        "türk-devletleri-teşkilatı": (1, 1),
    }


@pytest.mark.parametrize("within", ["sentence", "paragraph", "document"])
def test_one_companion_is_a_row_of_all(friends: Corpus, within: str) -> None:
    everyone = cooccurrences(friends, "Kazakistan", within=within).to_pylist()
    one = cooccurrences(friends, "Kazakistan", within=within, companion="tokayev").to_pylist()
    assert one == [row for row in everyone if row["name"] == "Tokayev"]
    passages = together(friends, "Kazakistan", within=within, companion="tokayev").to_pylist()
    assert len(passages) == one[0]["together"]
    assert {row["name"] for row in passages} == {"Tokayev"}


def test_companions_in_paragraphs_and_documents(friends: Corpus) -> None:
    paragraphs = ids(cooccurrences(friends, "Kazakistan", within="paragraph"))
    assert {name: row["together"] for name, row in paragraphs.items()} == {
        "tokayev": 2,
        "türkiye": 2,
        "almatı": 2,
        "astana": 1,
        "ankara": 1,
        "türk-devletleri-teşkilatı": 1,
    }
    documents = ids(cooccurrences(friends, "Kazakistan", within="document"))
    assert documents["ankara"]["together"] == 2
    assert documents["ankara"]["alone"] == 2


def test_figures_are_those_of_the_2_by_2_table(friends: Corpus) -> None:
    """Ten sentences: Kazakistan in 5, Tokayev in 3, both in 2."""
    row = ids(cooccurrences(friends, "Kazakistan"))["tokayev"]
    observed = [[2, 3], [1, 4]]
    total = sum(map(sum, observed))
    sentences = friends.counts()["sentences"]
    assert total == sentences == 10
    expected = [
        [sum(line) * sum(other[column] for other in observed) / total for column in (0, 1)]
        for line in observed
    ]
    ratio = 2 * sum(
        o * math.log(o / e)
        for o, e in zip(itertools.chain(*observed), itertools.chain(*expected), strict=True)
    )
    assert row["expected"] == pytest.approx(expected[0][0])
    assert row["pmi"] == pytest.approx(math.log2(2 / expected[0][0]))
    assert row["log_likelihood"] == pytest.approx(ratio)


def test_ranking_and_limit(friends: Corpus) -> None:
    by_pmi = cooccurrences(friends, "Kazakistan", by="pmi", limit=2)["pmi"].to_pylist()
    assert len(by_pmi) == 2
    assert by_pmi == sorted(by_pmi, reverse=True)


def test_type_is_that_of_the_companions(friends: Corpus) -> None:
    rows = ids(cooccurrences(friends, "Kazakistan", Filters(type="ORG")))
    assert list(rows) == ["türk-devletleri-teşkilatı"]


def test_filters_on_the_text_change_the_whole_table(friends: Corpus) -> None:
    row = ids(cooccurrences(friends, "Kazakistan", Filters(doc="b")))["tokayev"]
    assert (row["together"], row["alone"], row["expected"]) == (1, 2, pytest.approx(0.5))


@pytest.mark.parametrize("within", ["sentence", "paragraph", "document"])
def test_every_figure_leads_to_its_passages(friends: Corpus, within: str) -> None:
    figures = ids(cooccurrences(friends, "Kazakistan", within=within))
    passages = together(friends, "Kazakistan", within=within).to_pylist()
    counted = Counter(row["canonical_id"].rpartition("/")[2] for row in passages)
    assert counted == {name: row["together"] for name, row in figures.items()}
    assert all(row["text"] in row["passage"] for row in passages)


def test_a_network_has_each_pair_once_with_the_figures_of_the_pair(friends: Corpus) -> None:
    nodes, edges = network(friends)
    pairs = {(row["source"], row["target"]): row for row in edges.to_pylist()}
    assert all(source < target for source, target in pairs)
    pair = pairs["nil/gpe/kazakistan", "nil/person/tokayev"]
    companion = ids(cooccurrences(friends, "Kazakistan"))["tokayev"]
    for figure in ("together", "pmi", "log_likelihood"):
        assert pair[figure] == pytest.approx(companion[figure])
    ends = {end for pair in pairs for end in pair}
    assert {row["id"] for row in nodes.to_pylist()} == ends
    assert {row["id"]: row["mentions"] for row in nodes.to_pylist()}["nil/gpe/kazakistan"] == 6


def test_a_network_can_be_thinned(friends: Corpus) -> None:
    _, edges = network(friends, least=2)
    assert min(edges["together"].to_pylist()) == 2
    _, heaviest = network(friends, limit=1)
    assert heaviest.num_rows == 1
    nodes, _ = network(friends, Filters(type="GPE"))
    assert {row["type"] for row in nodes.to_pylist()} == {"GPE"}


def test_unknown_units_and_measures_are_refused_with_the_known_ones(friends: Corpus) -> None:
    with pytest.raises(UsageError, match="--within page: must be one of sentence, paragraph, doc"):
        cooccurrences(friends, "Kazakistan", within="page")
    with pytest.raises(UsageError, match="--by luck: must be one of together, log_likelihood, pmi"):
        cooccurrences(friends, "Kazakistan", by="luck")


def test_an_empty_corpus_has_an_empty_network(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    nodes, edges = network(Corpus(tmp_path))
    assert (nodes.num_rows, edges.num_rows) == (0, 0)
