"""Patterns as SQL: where in the corpus they match."""

from __future__ import annotations

import re
from collections.abc import Sequence as List
from typing import Any

from kzcorpus.errors import UsageError
from kzcorpus.letters import PLAIN_APOSTROPHE, fold, search_key
from kzcorpus.query.engine import limited
from kzcorpus.query.filters import Filters
from kzcorpus.query.pattern import (
    Combined,
    Condition,
    Sequence,
    Test,
    is_regular_expression,
    parse,
)

_KEYS = "doc_id, sent_id, token_id"
#: The attributes of a pattern: the level that has them, their column, whether they are folded.
_ATTRIBUTES = {
    "form": ("token", "form_key", True),
    "ner": ("token", "ner", False),
    "lang": ("token", "lang", False),
    "lemma": ("word", "lemma_key", True),
    "upos": ("word", "upos", False),
    "xpos": ("word", "xpos", False),
    "feats": ("word", "feats", False),
    "entity": ("mention", "canonical_id", False),
    "type": ("mention", "type", False),
}
#: Relations of tokens by the levels that a test asks about.
_SOURCES = {
    frozenset({"token"}): "tokens",
    frozenset({"word"}): "words",
    frozenset({"mention"}): "mentioned",
}
#: The tokens of each mention.
MENTIONED = """mentioned as (
    select doc_id, sent_id, unnest(range(token_start, token_end)) as token_id, canonical_id, type
    from entities
)"""
_WHOLE = f"""(
    select w.*, t.form_key, t.ner, t.lang, m.canonical_id, m.type
    from words w join tokens t using ({_KEYS}) left join mentioned m using ({_KEYS})
)"""


def hits(
    pattern: str, filters: Filters | None = None, *, plain: str = "form"
) -> tuple[str, list[Any]]:
    """Common table expressions that end in `hits`, and their parameters.

    `hits` has the columns doc_id, sent_id, first, last: token ids of the first and last token. Of
    the matches that begin at a token, the one with the most repetitions counts, then
    the shortest; one that lies inside an earlier one does not.

    Raises:
        UsageError: the pattern does not parse.
    """
    sequences = parse(pattern, plain=plain)
    tests = list(dict.fromkeys(step.test for s in sequences for step in s.steps))
    parts, parameters = [MENTIONED], []
    for number, test in enumerate(tests):
        condition, values = _condition(test)
        source = _SOURCES.get(frozenset(_levels(test)), _WHOLE)
        parts.append(f"t{number} as (select distinct {_KEYS} from {source} where {condition})")
        parameters += values
    found = " union all ".join(_joins(sequence, tests) for sequence in sequences)
    parts.append(
        f"""longest as (
            select doc_id, sent_id, first, arg_min(last, (-steps, last)) as last
            from ({found}) group by all
        ),
        found as (
            select * from longest qualify coalesce(last > max(last) over (
                partition by doc_id, sent_id order by first
                rows between unbounded preceding and 1 preceding
            ), true)
        )"""
    )
    filters = filters or Filters()
    where, values = filters.where("placed", typed=False)
    placed, joins = ["found.*"], ""
    if filters.kind is not None or filters.unique:
        placed.append("s.block_id")
        joins += " join sentences s using (doc_id, sent_id)"
    if filters.lang is not None:
        placed.append("t.lang")
        joins += """ join tokens t on t.doc_id = found.doc_id and t.sent_id = found.sent_id
            and t.token_id = found.first"""
    parts.append(
        f"""placed as (select {", ".join(placed)} from found{joins}),
        hits as (select doc_id, sent_id, first, last from placed where {where})"""
    )
    return ", ".join(parts), parameters + values


def find(
    pattern: str, filters: Filters | None = None, *, plain: str = "form", limit: int = 0
) -> dict[str, tuple[str, list[Any]]]:
    """The same as a relation `hits` for `sql(first=…)`; a limit keeps the first of the text."""
    found, parameters = hits(pattern, filters, plain=plain)
    order = f"order by doc_id, sent_id, first {limited(limit)}" if limit else ""
    return {"hits": (f"with {found} select * from hits {order}", parameters)}


def _levels(test: Test) -> set[str]:
    if isinstance(test, Condition):
        return {_ATTRIBUTES[test.attribute][0]}
    if test.kind == "not":
        # What a mention is not holds for tokens outside all mentions too.
        levels = _levels(test.parts[0])
        return levels | {"token", "word"} if "mention" in levels else levels
    return set().union(*(_levels(part) for part in test.parts))


def _condition(test: Test) -> tuple[str, list[Any]]:
    """A test as SQL that is never null, with its parameters."""
    if isinstance(test, Combined):
        made = [_condition(part) for part in test.parts]
        values = [value for _, part in made for value in part]
        if test.kind == "not":
            return f"(not {made[0][0]})", values
        return "(" + f" {test.kind} ".join(sql for sql, _ in made) + ")", values
    _, column, folded = _ATTRIBUTES[test.attribute]
    value = test.value
    if test.plain and test.attribute == "form":
        key = fold(value)
        return (
            f"coalesce({column} = ? or starts_with({column}, ?), false)",
            [key, key + PLAIN_APOSTROPHE],
        )
    if is_regular_expression(value) and not test.plain:
        _check(value)
        return f"coalesce(regexp_full_match({column}, ?), false)", [
            _folded_pattern(value) if folded else value
        ]
    if test.attribute == "feats":
        return "coalesce(contains('|' || feats || '|', ?), false)", [f"|{value}|"]
    if test.attribute == "entity" and "/" not in value:
        named = "select canonical_id from canon where list_contains(name_keys, ?)"
        return f"coalesce({column} in ({named}), false)", [search_key(value)]
    if test.attribute in ("upos", "type"):
        value = value.upper()
    return f"coalesce({column} = ?, false)", [fold(value) if folded else value]


def _folded_pattern(value: str) -> str:
    r"""A regular expression for folded text; what a backslash marks stays as it is.

    >>> _folded_pattern(r"İSTAN\W+.*")
    'istan\\W+.*'
    """
    pieces = re.split(r"(\\.)", value)
    return "".join(piece if piece.startswith("\\") else fold(piece) for piece in pieces)


def _check(value: str) -> None:
    """Raise unless DuckDB, whose expressions have no look-around, understands a value."""
    import duckdb

    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute("select regexp_full_match('', ?)", [value]).fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].rpartition("Error: ")[2]
        raise UsageError(f"no regular expression: {value!r}: {reason}") from error


def _joins(sequence: Sequence, tests: List[Test]) -> str:
    """One sequence of steps as joins of their tokens, in the same sentence and in order."""
    first = sequence.steps[0]
    tables = [f"t{tests.index(first.test)} as p0"]
    for number, step in enumerate(sequence.steps[1:], start=1):
        before, here = f"p{number - 1}", f"p{number}"
        tables.append(
            f"join t{tests.index(step.test)} as {here} on {here}.doc_id = {before}.doc_id "
            f"and {here}.sent_id = {before}.sent_id and {here}.token_id between "
            f"{before}.token_id + {step.least + 1} and {before}.token_id + {step.most + 1}"
        )
    last = f"p{len(sequence.steps) - 1}"
    where = [f"p0.token_id > {first.least}"] if first.least else []
    if sequence.after:
        where.append(
            f"exists (select 1 from tokens e where e.doc_id = {last}.doc_id and e.sent_id = "
            f"{last}.sent_id and e.token_id = {last}.token_id + {sequence.after})"
        )
    return (
        f"select p0.doc_id, p0.sent_id, p0.token_id - {first.least} as first, "
        f"{last}.token_id + {sequence.after} as last, {len(sequence.steps)} as steps "
        f"from {' '.join(tables)}" + (f" where {' and '.join(where)}" if where else "")
    )
