"""Mentions by period."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters, dated_mentions, timeline
from kzcorpus.records import AnnotatedDocument
from kzcorpus.tables import Corpus
from tests.fakes import annotated, write_corpus


def valued(document: AnnotatedDocument) -> AnnotatedDocument:
    """With the one date that the fake knows understood."""
    mentions = (
        replace(mention, value="1995-08-30") if mention.type == "DATE" else mention
        for mention in document.mentions
    )
    return replace(document, mentions=tuple(mentions))


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("years")
    text = "Astana büyük. Yağmur yağdı."
    write_corpus(
        folder,
        annotated("a", text, date="2019-12"),
        annotated("b", text + " Astana.", date="2022-02-03"),
        annotated("c", text, date="2022"),
        valued(annotated("d", "Astana 30 Ağustos 1995 günü. Ankara 30 Ağustos 1995 günü.")),
    )
    return Corpus(folder)


def counts(corpus: Corpus, query: str | None, **options: Any) -> dict[str, tuple[int, int]]:
    rows = timeline(corpus, query, **options).to_pylist()
    return {row["period"]: (row["mentions"], row["documents"]) for row in rows}


def test_by_year_of_the_documents_with_empty_years_between(years: Corpus) -> None:
    assert counts(years, "Astana") == {
        "2019": (1, 1),
        "2020": (0, 0),
        "2021": (0, 0),
        "2022": (3, 2),
        "undated": (1, 1),
    }


def test_by_month_and_decade(years: Corpus) -> None:
    months = counts(years, "Astana", by="month")
    assert list(months)[:3] == ["2019-12", "2020-01", "2020-02"]
    assert months["2022-02"] == (2, 1)
    assert months["undated"] == (2, 2)  # "2022" is no month
    assert counts(years, "Astana", by="decade") == {
        "2010s": (1, 1),
        "2020s": (3, 2),
        "undated": (1, 1),
    }


def test_by_the_dates_that_the_text_states(years: Corpus) -> None:
    assert counts(years, "Astana", dates="text") == {"1995": (1, 1), "undated": (4, 3)}
    assert counts(years, "Ankara", dates="text", by="month") == {"1995-08": (1, 1)}


def test_a_rate_is_by_the_sentences_of_the_period(years: Corpus) -> None:
    rows = {row["period"]: row for row in timeline(years, "Astana").to_pylist()}
    assert rows["2019"]["per_1000_sentences"] == pytest.approx(500)
    assert rows["2022"]["per_1000_sentences"] == pytest.approx(600)
    assert rows["2020"]["per_1000_sentences"] is None


@pytest.mark.parametrize("by", ["decade", "year", "month"])
@pytest.mark.parametrize("dates", ["document", "text"])
@pytest.mark.parametrize("query", ["Astana", None])
def test_every_figure_leads_to_its_mentions(
    years: Corpus, query: str | None, by: str, dates: str
) -> None:
    rows = dated_mentions(years, query, by=by, dates=dates).to_pylist()
    figures = counts(years, query, by=by, dates=dates)
    for period, (mentions, documents) in figures.items():
        mine = [row for row in rows if row["period"] == period]
        assert len(mine) == mentions
        assert len({row["path"] for row in mine}) == documents
    assert len(rows) == sum(mentions for mentions, _ in figures.values())


def test_filters(years: Corpus) -> None:
    assert counts(years, "Astana", filters=Filters(doc="b")) == {"2022": (2, 1)}
    assert counts(years, None, filters=Filters(type="DATE")) == {"undated": (2, 1)}


def test_unknown_periods_are_refused(years: Corpus) -> None:
    with pytest.raises(UsageError, match="--by day: must be one of decade, year, month"):
        timeline(years, "Astana", by="day")
    with pytest.raises(UsageError, match="--dates mine: must be one of document, text"):
        timeline(years, "Astana", dates="mine")


def test_nothing_has_an_empty_timeline(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert counts(Corpus(tmp_path), None) == {}
