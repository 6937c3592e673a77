"""Measures of association against the formulas of the literature, over counts by hand."""

import math
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from kzcorpus.query.association import MEASURES, log_likelihood, measures, table

Row = dict[str, Any]


def computed(o11: int, r1: int, c1: int, n: int) -> Row:
    """The columns for one table of counts, by DuckDB."""
    counts = "select ?::double as o11, ?::double as r1, ?::double as c1, ?::double as n"
    margins = ("o11", "r1", "c1", "n")
    with duckdb.connect(":memory:") as connection:
        (row,) = (
            connection.sql(
                f"select {table(*margins).replace('::bigint as o11', '::bigint as seen')}, "
                f"{measures(*margins)}, {log_likelihood(*margins)} as g from ({counts})",
                params=[o11, r1, c1, n],
            )
            .to_arrow_table()
            .to_pylist()
        )
    return dict(row)


@st.composite
def contingencies(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """o11, r1, c1 and n of tables whose margins are not empty."""
    o11 = draw(st.integers(1, 500))
    o12, o21 = draw(st.integers(0, 5000)), draw(st.integers(0, 5000))
    o22 = draw(st.integers(1, 100_000))
    return o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22


@given(contingencies())
def test_measures_are_those_of_the_handbooks(counts: tuple[int, int, int, int]) -> None:
    o11, r1, c1, n = counts
    found = computed(*counts)
    expected = r1 * c1 / n
    assert (found["seen"], found["o12"], found["o21"]) == (o11, r1 - o11, c1 - o11)
    assert found["o22"] == n - r1 - c1 + o11
    assert found["e11"] == pytest.approx(expected)
    # Church and Hanks (1990), Daille (1994), Rychlý (2008), Church and others (1991).
    assert found["pmi"] == pytest.approx(math.log2(o11 * n / (r1 * c1)), abs=1e-9)
    assert found["mi3"] == pytest.approx(math.log2(o11**3 / expected))
    assert found["log_dice"] == pytest.approx(14 + math.log2(2 * o11 / (r1 + c1)))
    assert found["t_score"] == pytest.approx((o11 - expected) / math.sqrt(o11), abs=1e-9)


@given(contingencies())
def test_the_log_likelihood_is_dunnings(counts: tuple[int, int, int, int]) -> None:
    """G², as scipy has it: twice the sum of O ln(O / E) over the four cells."""
    o11, r1, c1, n = counts
    found = computed(*counts)
    observed = [[o11, r1 - o11], [c1 - o11, n - r1 - c1 + o11]]
    wanted = chi2_contingency(observed, correction=False, lambda_="log-likelihood").statistic
    assert found["g"] == pytest.approx(wanted, rel=1e-6, abs=1e-6)
    sign = (o11 > r1 * c1 / n) - (o11 < r1 * c1 / n)
    assert found["log_likelihood"] == pytest.approx(sign * wanted, rel=1e-6, abs=1e-6)


def test_a_worked_example() -> None:
    """Two words that stand together 30 times, alone 100 and 60 times, among 10,000."""
    found = computed(30, 100, 60, 10_000)
    assert found["e11"] == pytest.approx(0.6)
    assert found["pmi"] == pytest.approx(5.6439, abs=1e-4)
    assert found["mi3"] == pytest.approx(15.4576, abs=1e-4)
    assert found["log_dice"] == pytest.approx(12.5850, abs=1e-4)
    assert found["t_score"] == pytest.approx(5.3677, abs=1e-4)


def test_every_measure_is_a_column() -> None:
    assert set(MEASURES) <= set(computed(1, 2, 3, 10))


def test_no_association_is_nought() -> None:
    found = computed(10, 100, 100, 1000)
    assert [found[name] for name in ("log_likelihood", "pmi", "t_score")] == pytest.approx([0] * 3)
