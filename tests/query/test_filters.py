"""What narrows a question down, and which entity a name means."""

from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters, list_mentions, resolve
from kzcorpus.tables import Corpus
from tests.fakes import annotated, write_corpus


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A document a date, as exact as it is known."""
    folder = tmp_path_factory.mktemp("dated")
    dates = ["", "2021", "2022-03", "2022-11-05", "2023-01-01"]
    documents = (
        annotated(f"d{number}", "Astana büyük.", date=date) for number, date in enumerate(dates)
    )
    write_corpus(folder, *documents)
    return Corpus(folder)


def documents(corpus: Corpus, **filters: Any) -> str:
    """The numbers of the documents that are left."""
    rows = list_mentions(corpus, None, Filters(**filters)).to_pylist()
    return "".join(row["path"].removeprefix("d").removesuffix(".txt") for row in rows)


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (None, None, "01234"),
        ("2022", None, "234"),
        ("2022-04", None, "34"),
        ("2022-11-05", None, "34"),
        ("2022-11-06", None, "4"),
        ("2021-06", None, "1234"),  # "2021" may well be a day after June
        (None, "2021", "1"),
        (None, "2022", "123"),
        (None, "2022-11", "123"),
        (None, "2022-11-04", "12"),
        ("2022", "2022", "23"),
        ("2024", None, ""),
    ],
)
def test_dates(dated: Corpus, since: str | None, until: str | None, wanted: str) -> None:
    assert documents(dated, since=since, until=until) == wanted


@pytest.mark.parametrize("date", ["22", "2022-1", "05.11.2022", "soon", ""])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(UsageError, match=r"--since .*: must be YYYY"):
        Filters(since=date)
    with pytest.raises(UsageError, match=r"--until .*: must be YYYY"):
        Filters(until=date)


def test_filter_by_kind_of_block(corpus: Corpus) -> None:
    texts = [
        row["text"] for row in list_mentions(corpus, None, Filters(kind="heading")).to_pylist()
    ]
    assert texts == ["ASTANA"]


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no kind of block 'title'; there are: paragraph, heading"):
        Filters(kind="title")


def test_a_name_means_the_most_mentioned_of_what_is_called_so(corpus: Corpus) -> None:
    entity = resolve(corpus, "tokayev")
    assert (entity.canonical_id, entity.mentions) == ("nil/person/kasım-cömert-tokayev", 2)
    assert resolve(corpus, "NIL/gpe/ASTANA").canonical_id == "nil/gpe/astana"


@pytest.mark.parametrize("query", ["", "’", "%"])
def test_a_name_without_a_letter_is_refused(corpus: Corpus, query: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for in"):
        resolve(corpus, query)


def test_filters_hold_for_an_empty_corpus(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert documents(Corpus(tmp_path), since="2000", kind="footnote", unique=True) == ""
