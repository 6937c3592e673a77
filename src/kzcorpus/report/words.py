"""Words: the most frequent by language, and those that are typical of a part of a language."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from kzcorpus.query.association import log_likelihood
from kzcorpus.query.units import units
from kzcorpus.report.chunks import ChunkWriter
from kzcorpus.report.selection import Selection

#: Words that a page lists by language, and by part.
_FREQUENT, _TYPICAL = 400, 40
#: A word counts as typical from so many occurrences on.
_LEAST = 3
#: Up to so many documents each is a part of its own; in larger corpora each year is.
_FEW = 60


def write_words(selection: Selection, writer: ChunkWriter) -> list[dict[str, Any]]:
    """Write the chunks words/N, one a language.

    Returns:
        For each, the language, its number of words, and what its parts are: document or year.
    """
    by = "doc" if selection.rows("select count(*) from docs")[0][0] <= _FEW else "year"
    source, parameters = units(selection.filters, ("lang", "lemma", "upos", by))
    selection.create(
        f"""
        create temp table counted as
        select lang, {by} as part, lemma as word, upos, count(*) as n
        from ({source}) where lemma is not null group by all
        """,
        parameters,
    )
    totals = selection.rows(
        "select lang, sum(n)::bigint from counted group by 1 order by 2 desc, 1"
    )
    frequent = _by_language(selection, _frequent())
    typical = _by_language(selection, _typical())
    written = []
    for index, (lang, total) in enumerate(totals):
        parts = [
            [part, [row[1:] for row in rows]]
            for part, rows in groupby(typical.get(lang, []), key=lambda row: row[0])
        ]
        writer.write(f"words/{index}", {"top": frequent.get(lang, []), "parts": parts})
        written.append({"lang": lang, "words": total, "by": by})
    return written


def _by_language(selection: Selection, statement: str) -> dict[str, list[list[Any]]]:
    rows = selection.rows(statement)
    return {
        lang: [list(row[1:]) for row in group] for lang, group in groupby(rows, lambda row: row[0])
    }


def _frequent() -> str:
    """Columns lang, word, part of speech, n."""
    return f"""
        select lang, word, coalesce(upos, ''), sum(n)::bigint as total from counted
        where regexp_matches(word, '[\\pL\\pN]') group by 1, 2, 3
        qualify row_number() over (partition by lang order by total desc, word) <= {_FREQUENT}
        order by lang, total desc, word
    """


def _typical() -> str:
    """Columns lang, part, word, n, n elsewhere in the language, log ratio, log-likelihood."""
    return f"""
        with cells as (
            select lang, coalesce(part, '') as part, word, sum(n)::double as x
            from counted group by all
        ),
        everywhere as (select lang, word, sum(x) as w from cells group by all),
        parts as (select lang, part, sum(x) as p from cells group by all),
        whole as (select lang, sum(x) as n from cells group by lang),
        weighed as (
            select
                lang, part, word, x, w - x as y,
                log2((x + 0.5) / (p + 0.5)) - log2((w - x + 0.5) / (n - p + 0.5)) as ratio,
                {log_likelihood("x", "p", "w", "n")} as ll
            from cells join everywhere using (lang, word) join parts using (lang, part)
            join whole using (lang)
            where x >= {_LEAST} and p < n and x / p > w / n and regexp_matches(word, '\\pL')
        )
        select lang, part, word, x::bigint, y::bigint, round(ratio, 2), round(ll, 1) from weighed
        qualify row_number() over (partition by lang, part order by ll desc, word) <= {_TYPICAL}
        order by lang, part, ll desc, word
    """
