"""Measures of association of a 2 × 2 table, as SQL over its four observed counts.

    O11 both · O12 the first without the second · O21 the second without the first · O22 neither

Sources: Evert, Corpora and Collocations (2008); Dunning (1993) for the log-likelihood ratio;
Rychlý (2008) for log-Dice.
"""

from __future__ import annotations

#: Measures by name, over o11, o12, o21, o22, e11 and n, which are doubles.
MEASURES = ("log_likelihood", "pmi", "log_dice", "mi3", "t_score")


def table(o11: str, r1: str, c1: str, n: str) -> str:
    """Columns o11, o12, o21, o22 and e11 from the margins, all counts."""
    return (
        f"{o11}::bigint as o11, ({r1} - {o11})::bigint as o12, ({c1} - {o11})::bigint as o21, "
        f"({n} - {r1} - {c1} + {o11})::bigint as o22, {r1} * {c1} / {n} as e11"
    )


def measures(o11: str, r1: str, c1: str, n: str) -> str:
    """A column for each of `MEASURES`; the log-likelihood is signed: negative below expectation."""
    expected = f"({r1} * {c1} / {n})"
    return ", ".join(
        (
            f"{log_likelihood(o11, r1, c1, n)} * sign({o11} - {expected}) as log_likelihood",
            f"log2({o11} / {expected}) as pmi",
            f"14 + log2(2 * {o11} / ({r1} + {c1})) as log_dice",
            f"log2({o11} ** 3 / {expected}) as mi3",
            f"({o11} - {expected}) / sqrt({o11}) as t_score",
        )
    )


def log_likelihood(o11: str, r1: str, c1: str, n: str) -> str:
    """Dunning's log-likelihood ratio, never negative."""
    cells = (
        (o11, f"({r1} * {c1} / {n})"),
        (f"({r1} - {o11})", f"({r1} * ({n} - {c1}) / {n})"),
        (f"({c1} - {o11})", f"(({n} - {r1}) * {c1} / {n})"),
        (f"({n} - {r1} - {c1} + {o11})", f"(({n} - {r1}) * ({n} - {c1}) / {n})"),
    )
    terms = (f"(case when {o} > 0 then {o} * ln({o} / {e}) else 0 end)" for o, e in cells)
    return f"greatest(0, 2 * ({' + '.join(terms)}))"
