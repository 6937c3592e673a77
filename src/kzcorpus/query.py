"""Questions to a corpus, answered from its tables.

Every function takes a `Corpus` and returns an Arrow table; the commands print it, and notebooks
call `.to_pandas()` on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.letters import search_key
from kzcorpus.records import ENTITY_TYPES
from kzcorpus.tables import Corpus

if TYPE_CHECKING:
    import duckdb


def sql(corpus: Corpus, statement: str, parameters: Sequence[Any] = ()) -> pa.Table:
    """The result of one of our own statements over the tables, which it names as they are."""
    with _connect(corpus) as connection:
        result: pa.Table = connection.sql(statement, params=list(parameters)).to_arrow_table()
        return result


def _connect(corpus: Corpus) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(":memory:")
    for name in corpus.counts():
        files = ", ".join(_literal(path) for path in corpus.files(name))
        # Without hive_partitioning=false, a folder named "lang=tr" would become a column.
        source = f"read_parquet([{files}], hive_partitioning=false)"
        try:
            connection.execute(f"create view {name} as from {source}")
        except duckdb.Error as error:
            connection.close()
            raise CorpusError(
                f"{corpus.folder / name}: cannot be read ({str(error).splitlines()[0]}); "
                "build again with --force"
            ) from error
    return connection


def _literal(path: Path) -> str:
    """A path as a string of SQL that means this file alone: DuckDB reads "*" as a pattern."""
    alone = re.sub(r"[*?\[]", r"[\g<0>]", str(path))
    return "'" + alone.replace("'", "''") + "'"


def _filters(
    query: str | None, type: str | None, lang: str | None, doc: str | None
) -> tuple[str, list[Any]]:
    """A `where` clause over entities, and its parameters."""
    clauses, parameters = ["true"], []
    if query is not None:
        key = search_key(query)
        if not key:
            raise UsageError(f"nothing to search for in {query!r}")
        # Whole words of the name, in a row; or the id itself.
        clauses.append(
            "(contains(' ' || name_key || ' ', ' ' || ? || ' ') or lower(canonical_id) = lower(?))"
        )
        parameters += [key, query]
    if type is not None:
        wanted = type.upper().replace("-", "_")
        if wanted not in ENTITY_TYPES:
            raise UsageError(f"no entity type {type!r}; there are: {', '.join(ENTITY_TYPES)}")
        clauses.append("type = ?")
        parameters.append(wanted)
    if lang is not None:
        clauses.append("lang = ?")
        parameters.append(lang.lower())
    if doc is not None:
        # A document, or all in a folder.
        clauses.append("(doc_id = ? or starts_with(doc_id, ?))")
        parameters += [doc, doc.rstrip("/") + "/"]
    return " and ".join(clauses), parameters


def list_entities(
    corpus: Corpus,
    query: str | None = None,
    *,
    type: str | None = None,
    lang: str | None = None,
    doc: str | None = None,
    limit: int = 0,
) -> pa.Table:
    """Entities by number of mentions.

    Args:
        query: words of a name, in any case and script spelling; None for all.
        type: an entity type, such as PERSON.
        lang: language of the text around the mention, such as tr.
        doc: a doc_id, or a folder of them.
        limit: at most so many rows; 0 for all.

    Returns:
        Columns name, type, mentions, documents, langs, canonical_id.

    Raises:
        UsageError: no such type, or a query without a letter.
    """
    where, parameters = _filters(query, type, lang, doc)
    return sql(
        corpus,
        f"""
        select
            coalesce(any_value(canonical_name), mode(name)) as name,
            type,
            count(*) as mentions,
            count(distinct doc_id) as documents,
            string_agg(distinct lang, ' ' order by lang) as langs,
            canonical_id
        from entities
        where {where}
        group by canonical_id, type, case when canonical_id is null then name_key end
        order by mentions desc, documents desc, name, type
        {_limit(limit)}
        """,
        parameters,
    )


def list_mentions(
    corpus: Corpus,
    query: str | None = None,
    *,
    type: str | None = None,
    lang: str | None = None,
    doc: str | None = None,
    limit: int = 0,
) -> pa.Table:
    """Mentions in the order of the text, each with its sentence and its place in the raw file.

    Takes what `list_entities` takes.

    Returns:
        Columns mention_id, path, line, text, type, sentence, kind, lang, raw_start, raw_end.
        `line` counts from 1; `raw_start` and `raw_end` are code points of the raw text.
    """
    where, parameters = _filters(query, type, lang, doc)
    return sql(
        corpus,
        f"""
        with found as (select * from entities where {where})
        select
            found.mention_id,
            documents.path,
            found.raw_line as line,
            found.text,
            found.type,
            sentences.text as sentence,
            blocks.kind,
            found.lang,
            found.raw_start,
            found.raw_end
        from found
        join documents using (doc_id)
        join sentences using (doc_id, sent_id)
        join blocks on blocks.doc_id = found.doc_id and blocks.block_id = found.block_id
        order by found.doc_id, found.start_char
        {_limit(limit)}
        """,
        parameters,
    )


def _limit(limit: int) -> str:
    if limit < 0:
        raise UsageError(f"--limit {limit}: must be 0 (all) or more")
    return f"limit {limit}" if limit else ""


def stats(corpus: Corpus) -> pa.Table:
    """Sizes by language of the text, and in all.

    Returns:
        Columns lang, documents, blocks, sentences, tokens, words, mentions. Documents count in
        their main language.
    """
    return sql(
        corpus,
        """
        with counts as (
            select lang, 'documents' as what, count(*) as n from documents group by lang
            union all select lang, 'blocks', count(*) from blocks group by lang
            union all select lang, 'sentences', count(*) from sentences group by lang
            union all select lang, 'tokens', count(*) from tokens group by lang
            union all select lang, 'words', sum(n_words) from tokens group by lang
            union all select lang, 'mentions', count(*) from entities group by lang
        ),
        wide as (
            select
                coalesce(lang, 'all') as lang,
                grouping(lang) as is_total,
                coalesce(sum(n) filter (what = 'documents'), 0)::bigint as documents,
                coalesce(sum(n) filter (what = 'blocks'), 0)::bigint as blocks,
                coalesce(sum(n) filter (what = 'sentences'), 0)::bigint as sentences,
                coalesce(sum(n) filter (what = 'tokens'), 0)::bigint as tokens,
                coalesce(sum(n) filter (what = 'words'), 0)::bigint as words,
                coalesce(sum(n) filter (what = 'mentions'), 0)::bigint as mentions
            from counts
            group by rollup (lang)
        )
        select * exclude (is_total) from wide order by is_total, tokens desc, lang
        """,
    )


def list_rejects(corpus: Corpus) -> pa.Table:
    """What was refused when the corpus was built, and why."""
    return corpus.table("rejects")
