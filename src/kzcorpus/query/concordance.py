"""Key words in context."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.letters import fold, search_key
from kzcorpus.query.engine import from_rows, limited, one_of, sql
from kzcorpus.query.filters import Filters
from kzcorpus.query.hits import find
from kzcorpus.tables import Corpus

#: How lines are ordered.
SORTS = ("text", "left", "right", "node")
#: Characters of a block that are looked at on each side; words are longer only in fancy.
_CHARACTERS_A_WORD = 25

_SCHEMA = pa.schema(
    [
        ("docname", pa.string()),
        ("sent_id", pa.int32()),
        ("from", pa.int32()),
        ("to", pa.int32()),
        ("pre", pa.string()),
        ("keyword", pa.string()),
        ("post", pa.string()),
        ("lang", pa.string()),
        ("kind", pa.string()),
        ("page", pa.int32()),
        ("raw_start", pa.int32()),
        ("raw_end", pa.int32()),
    ]
)

#: From matches to their places, one join at a time, each from few rows to many. Texts come last,
#: for these alone: they are most of a corpus.
_PLACES: dict[str, tuple[str, list[Any]]] = {
    "placed": (
        """select h.*, s.block_id from hits h
        join sentences s on s.doc_id = h.doc_id and s.sent_id = h.sent_id""",
        [],
    ),
    # First and last token of a match in one go: reading tokens is most of the work.
    "places": (
        """select h.*, any_value(t.lang) filter (t.token_id = h.first) as lang,
            any_value(t.start_char) filter (t.token_id = h.first) as start_char,
            any_value(t.raw_start) filter (t.token_id = h.first) as raw_start,
            any_value(t.end_char) filter (t.token_id = h.last) as end_char,
            any_value(t.raw_end) filter (t.token_id = h.last) as raw_end
        from placed h join tokens t on t.doc_id = h.doc_id and t.sent_id = h.sent_id
            and (t.token_id = h.first or t.token_id = h.last)
        group by all""",
        [],
    ),
}


def kwic(
    corpus: Corpus,
    pattern: str,
    filters: Filters | None = None,
    *,
    lemma: bool = False,
    context: int = 8,
    sentence: bool = False,
    sort: str = "text",
    limit: int = 0,
) -> pa.Table:
    """Every match of a pattern, with the words around it.

    Args:
        pattern: see `kzcorpus.query.pattern`.
        lemma: plain words of the pattern are lemmas, not forms.
        context: words on each side, inside the block.
        sentence: the whole sentence as context instead.
        sort: text (document order), left (words before, the nearest first), right or node.
        limit: at most so many lines, after sorting; 0 for all.

    Returns:
        quanteda's columns docname, from, to, pre, keyword, post (`from` and `to` are token ids of
        the sentence, both included), with sent_id, lang, kind, page, and raw_start and raw_end in
        code points of the raw text.

    Raises:
        UsageError: the pattern does not parse, or no such order.
    """
    one_of("--sort", sort, SORTS)
    if context < 0:
        raise UsageError(f"--context {context}: must be 0 or more")
    limited(limit)
    found = find(
        pattern,
        filters,
        plain="lemma" if lemma else "form",
        limit=limit if sort == "text" else 0,
    )
    characters = (context + 1) * _CHARACTERS_A_WORD
    place = "s" if sentence else "b"
    before = f"substr({place}.text, 1, h.start_char - {place}.start_char)"
    after = f"substr({place}.text, h.end_char - {place}.start_char + 1)"
    if not sentence:
        before, after = f"right({before}, {characters})", f"left({after}, {characters})"
    rows = sql(
        corpus,
        f"""
        select
            h.doc_id as docname, h.sent_id, h.first as "from", h.last as "to",
            {before} as pre,
            substr(b.text, h.start_char - b.start_char + 1, h.end_char - h.start_char) as keyword,
            {after} as post, h.lang, b.kind, b.page, h.raw_start, h.raw_end
        from places h
        join blocks b on b.doc_id = h.doc_id and b.block_id = h.block_id
        {"join sentences s on s.doc_id = h.doc_id and s.sent_id = h.sent_id" if sentence else ""}
        order by h.doc_id, h.sent_id, h.first
        """,
        first={**found, **_PLACES},
    ).to_pylist()
    for row in rows:
        row["pre"], row["post"] = " ".join(row["pre"].split()), " ".join(row["post"].split())
        if not sentence:
            row["pre"] = " ".join(row["pre"].split()[-context:] if context else [])
            row["post"] = " ".join(row["post"].split()[:context])
    if sort != "text":
        rows.sort(key=_ORDERS[sort])
        rows = rows[:limit] if limit else rows
    return from_rows(rows, _SCHEMA)


def _collated(text: str) -> list[tuple[str, str]]:
    """Words as a dictionary orders them: "çok" stands with c, not behind z."""
    return [(search_key(word), fold(word)) for word in text.split()]


_ORDERS: dict[str, Callable[[dict[str, Any]], list[tuple[str, str]]]] = {
    "left": lambda row: _collated(row["pre"])[::-1],
    "right": lambda row: _collated(row["post"]),
    "node": lambda row: _collated(row["keyword"]),
}
