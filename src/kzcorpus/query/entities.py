"""Who and what is mentioned: lists, every mention, and one entity's page."""

from __future__ import annotations

import pyarrow as pa

from kzcorpus.query.engine import from_rows, limited, sql
from kzcorpus.query.filters import Filters, named, resolve
from kzcorpus.tables import Corpus

#: Mentions that an entity's page shows of each kind of row.
_SHOWN = 10
_PAGE = pa.schema([("what", pa.string()), ("value", pa.string()), ("mentions", pa.int64())])


def list_entities(
    corpus: Corpus, query: str | None = None, filters: Filters | None = None, *, limit: int = 0
) -> pa.Table:
    """Entities by number of mentions.

    Args:
        query: words of a name, in any case, script or spelling that is known; None for all.
        limit: at most so many rows; 0 for all.

    Returns:
        Columns name, type, mentions, documents, langs, canonical_id.

    Raises:
        UsageError: a query without a letter.
    """
    by_name, wanted = named(query)
    where, parameters = (filters or Filters()).where("entities")
    # Documents and languages are counted for those alone that are shown: most of the work is there.
    most = f"qualify rank() over (order by mentions desc) <= {limit}" if limit > 0 else ""
    return sql(
        corpus,
        f"""
        with found as (
            select *, case when canonical_id is null then name_key end as value_key
            from entities where {by_name} and {where}
        ),
        counted as (
            select canonical_id, type, value_key, count(*) as mentions
            from found group by 1, 2, 3 {most}
        ),
        -- What has no name of its own, as values, goes by its most frequent spelling; of two that
        -- are equally frequent, by the first in the alphabet.
        spelled as (
            select canonical_id, type, value_key, arg_min(name, (-n, name)) as spelling from (
                select canonical_id, type, value_key, name, count(*) as n
                from found where canonical_name is null group by all
            ) group by all
        )
        select
            coalesce(any_value(canonical_name), any_value(spelling)) as name,
            f.type,
            count(*) as mentions,
            count(distinct doc_id) as documents,
            string_agg(distinct lang, ' ' order by lang) as langs,
            f.canonical_id
        from found f join counted c on f.type = c.type
            and f.canonical_id is not distinct from c.canonical_id
            and f.value_key is not distinct from c.value_key
        left join spelled s on s.type = f.type
            and s.canonical_id is not distinct from f.canonical_id
            and s.value_key is not distinct from f.value_key
        group by f.canonical_id, f.type, f.value_key
        order by mentions desc, documents desc, name, f.type
        {limited(limit)}
        """,
        wanted + parameters,
    )


def list_mentions(
    corpus: Corpus, query: str | None = None, filters: Filters | None = None, *, limit: int = 0
) -> pa.Table:
    """Mentions in the order of the text, each with its sentence and its place in the raw file.

    Takes what `list_entities` takes.

    Returns:
        Columns mention_id, path, line, text, type, canonical_id, sentence, kind, page, lang,
        raw_start, raw_end. `line` counts from 1; `raw_start` and `raw_end` are code points of the
        raw text.
    """
    by_name, wanted = named(query)
    where, parameters = (filters or Filters()).where("entities")
    return sql(
        corpus,
        f"""
        with found as (select * from entities where {by_name} and {where})
        {_MENTIONS}
        {limited(limit)}
        """,
        wanted + parameters,
    )


#: The columns of a list of mentions, from a relation `found` of rows of `entities`.
_MENTIONS = """
        select
            found.mention_id,
            documents.path,
            found.raw_line as line,
            found.text,
            found.type,
            found.canonical_id,
            sentences.text as sentence,
            blocks.kind,
            blocks.page,
            found.lang,
            found.raw_start,
            found.raw_end
        from found
        join documents using (doc_id)
        join sentences using (doc_id, sent_id)
        join blocks on blocks.doc_id = found.doc_id and blocks.block_id = found.block_id
        order by found.doc_id, found.start_char
"""


def show_entity(corpus: Corpus, query: str, filters: Filters | None = None) -> pa.Table:
    """One entity: its id, its names by language, its documents and its companions.

    Args:
        query: a name, an alias in any language and script, or an id. Where several entities are
            called so, the most mentioned one is shown, and the others are listed.

    Returns:
        Columns what, value, mentions.

    Raises:
        UsageError: nothing is called so.
    """
    from kzcorpus.query.cooccurrence import cooccurrences

    entity = resolve(corpus, query)
    where, parameters = (filters or Filters()).where("entities")
    mine = f"canonical_id = ? and {where}"
    parameters = [entity.canonical_id, *parameters]
    (facts,) = sql(
        corpus, "select qid, labels from canon where canonical_id = ?", [entity.canonical_id]
    ).to_pylist()
    names = sql(
        corpus,
        f"""
        select name, lang, count(*) as n from entities where {mine}
        group by all order by n desc, name, lang
        """,
        parameters,
    ).to_pylist()
    documents = sql(
        corpus,
        f"""
        select doc_id, any_value(documents.date) as date, count(*) as n
        from entities join documents using (doc_id) where {mine}
        group by doc_id order by n desc, doc_id
        """,
        parameters,
    ).to_pylist()
    rows: list[tuple[str, str, int | None]] = [
        ("name", entity.name, sum(row["n"] for row in names)),
        ("id", entity.canonical_id, None),
        ("type", entity.type, None),
    ]
    if facts["qid"]:
        rows.append(("Wikidata", facts["qid"], None))
    rows += [(f"label {lang}", label, None) for lang, label in facts["labels"]]
    rows += [(f"named in {row['lang']}", row["name"], row["n"]) for row in names[:_SHOWN]]
    if len(names) > _SHOWN:
        rest = names[_SHOWN:]
        rows.append(("named", f"{len(rest)} more names", sum(row["n"] for row in rest)))
    for row in documents[:_SHOWN]:
        rows.append(("document", " ".join(filter(None, (row["doc_id"], row["date"]))), row["n"]))
    if len(documents) > _SHOWN:
        rest = documents[_SHOWN:]
        rows.append(("document", f"{len(rest)} more", sum(row["n"] for row in rest)))
    companions = cooccurrences(corpus, entity, filters, limit=_SHOWN).to_pylist()
    rows += [("with", f"{row['name']} ({row['type']})", row["together"]) for row in companions]
    rows += [("also called so", other, count) for other, count in entity.others[:_SHOWN]]
    return from_rows([dict(zip(_PAGE.names, row, strict=True)) for row in rows], _PAGE)
