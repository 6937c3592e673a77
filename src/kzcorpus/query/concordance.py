"""Key words in context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.letters import fold, search_key
from kzcorpus.query.engine import asking, create, from_rows, limited, one_of, within
from kzcorpus.query.filters import Filters
from kzcorpus.query.hits import find
from kzcorpus.query.stream import BATCH, FIRST, Stream, ordered
from kzcorpus.tables import Corpus

#: How lines are ordered.
SORTS = ("text", "left", "right", "node")
#: Characters of a block that are looked at on each side; words are longer only in fancy.
_CHARACTERS_A_WORD = 25
#: What stands between words, as Python's `split` has it.
_SPACES = r"[\s\x0b\x1c-\x1f\x85\pZ]+"

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
    lines = stream_kwic(
        corpus,
        pattern,
        filters,
        lemma=lemma,
        context=context,
        sentence=sentence,
        sort=sort,
        limit=limit,
    )
    return lines.table()


def stream_kwic(
    corpus: Corpus,
    pattern: str,
    filters: Filters | None = None,
    *,
    lemma: bool = False,
    context: int = 8,
    sentence: bool = False,
    sort: str = "text",
    limit: int = 0,
) -> Stream:
    """The same, some lines at a time: a million of them need no more memory than a thousand.

    Other orders than that of the text hold as many lines as the limit says, or all.
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
    pieces = _pieces(corpus, found, _lines(None if sentence else context))
    lines = Stream(_SCHEMA, pieces)
    return lines if sort == "text" else ordered(lines, partial(_keys, _ORDERS[sort]), limit)


#: From matches to their places, one join at a time, each from few rows to many. Texts come last,
#: for these alone: they are most of a corpus.
_NUMBERED = """select *, row_number() over (order by doc_id, sent_id, first) as number from hits"""
_PLACED = """
    select h.*, s.block_id from (from numbered where number between {0} and {1}) h
    join (from sentences where {2}) s on s.doc_id = h.doc_id and s.sent_id = h.sent_id
"""
#: First and last token of a match in one go: reading tokens is most of the work.
_PLACES = """
    select h.*, any_value(t.lang) filter (t.token_id = h.first) as lang,
        any_value(t.start_char) filter (t.token_id = h.first) as start_char,
        any_value(t.raw_start) filter (t.token_id = h.first) as raw_start,
        any_value(t.end_char) filter (t.token_id = h.last) as end_char,
        any_value(t.raw_end) filter (t.token_id = h.last) as raw_end
    from placed h join (from tokens where {2}) t on t.doc_id = h.doc_id and t.sent_id = h.sent_id
        and (t.token_id = h.first or t.token_id = h.last)
    group by all
"""


def _lines(context: int | None) -> str:
    """Places with their words: so many on each side, or None for the sentence."""
    place = "s" if context is None else "b"
    before = f"substr({place}.text, 1, h.start_char - {place}.start_char)"
    after = f"substr({place}.text, h.end_char - {place}.start_char + 1)"
    if context is not None:
        characters = (context + 1) * _CHARACTERS_A_WORD
        before, after = f"right({before}, {characters})", f"left({after}, {characters})"
    return f"""
        select
            h.doc_id as docname, h.sent_id, h.first as "from", h.last as "to",
            {_words(before, None if context is None else f"[-{context}:]")} as pre,
            substr(b.text, h.start_char - b.start_char + 1, h.end_char - h.start_char) as keyword,
            {_words(after, None if context is None else f"[:{context}]")} as post,
            h.lang, b.kind, b.page, h.raw_start, h.raw_end
        from places h
        join (from blocks where {{2}}) b on b.doc_id = h.doc_id and b.block_id = h.block_id
        join (from sentences where {{2}}) s on s.doc_id = h.doc_id and s.sent_id = h.sent_id
        order by h.number
    """


def _words(text: str, some: str | None) -> str:
    """The words of a text, or some of them, with single spaces between."""
    whole = f"trim(regexp_replace({text}, '{_SPACES}', ' ', 'g'))"
    if some is None:
        return whole
    if some in ("[-0:]", "[:0]"):
        return "''"
    return f"array_to_string(string_split({whole}, ' '){some}, ' ')"


def _pieces(corpus: Corpus, found: dict[str, Any], lines: str) -> Iterator[pa.Table]:
    """Lines in the order of the text, looked up where a piece's documents are."""
    hits, _ = found["hits"]
    with asking(corpus, hits, _PLACED, _PLACES, lines) as cursor:
        create(cursor, {**found, "numbered": (_NUMBERED, [])})
        cursor.execute("drop table hits")
        done, size = 0, FIRST
        while True:
            numbers = done + 1, done + size
            ((count, first, last),) = cursor.execute(
                "select count(*), min(doc_id), max(doc_id) from numbered "
                "where number between ? and ?",
                numbers,
            ).fetchall()
            if not count:
                return
            where = within(first, last)
            placed, places, statement = (
                text.format(*numbers, where) for text in (_PLACED, _PLACES, lines)
            )
            create(cursor, {"placed": (placed, []), "places": (places, [])})
            yield cursor.sql(statement).to_arrow_table().cast(_SCHEMA)
            if count < size:
                return
            done, size = done + size, BATCH


#: The words that an order goes by, the one that counts most first.
_ORDERS: dict[str, Callable[[dict[str, str]], list[str]]] = {
    "left": lambda row: row["pre"].split()[::-1],
    "right": lambda row: row["post"].split(),
    "node": lambda row: row["keyword"].split(),
}
_KEY = pa.schema([("key", pa.string())])


def _keys(words: Callable[[dict[str, str]], list[str]], lines: pa.Table) -> pa.ChunkedArray:
    """What lines are sorted by: words as a dictionary orders them, so that "çok" stands with c."""
    rows = lines.select(["pre", "keyword", "post"]).to_pylist()
    keys = {word: _key(word) for word in {word for row in rows for word in words(row)}}
    return from_rows(
        [{"key": "\0".join([keys[word] for word in words(row)])} for row in rows], _KEY
    ).column("key")


def _key(word: str) -> str:
    """A word as it is sought, then as it is; both end before all letters."""
    return f"{search_key(word)}\1{fold(word)}"
