"""How mentions were linked: why one was, and which names still are without an entity."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.query.engine import from_rows, limited, sql
from kzcorpus.query.filters import Filters
from kzcorpus.tables import Corpus

_FACTS = pa.schema([("what", pa.string()), ("value", pa.string())])


def explain(corpus: Corpus, mention_id: str) -> pa.Table:
    """Why a mention is what it is: who found it, what it was linked to, and what spoke for that.

    Returns:
        Columns what, value.

    Raises:
        UsageError: there is no such mention.
    """
    found = sql(
        corpus,
        """
        select entities.*, sentences.text as sentence, documents.path, blocks.kind
        from entities join sentences using (doc_id, sent_id) join documents using (doc_id)
        join blocks on blocks.doc_id = entities.doc_id and blocks.block_id = entities.block_id
        where mention_id = ?
        """,
        [mention_id],
    ).to_pylist()
    if not found:
        raise UsageError(
            f"no mention {mention_id!r}; `kzcorpus entities mentions -f csv` shows their ids"
        )
    (row,) = found
    others = sql(
        corpus,
        """
        select canonical_id, count(*) as n from entities
        where name_key = ? and canonical_id is distinct from ? and canonical_id is not null
        group by 1 order by n desc, 1
        """,
        [row["name_key"], row["canonical_id"]],
    ).to_pylist()
    facts = {
        "mention": row["text"],
        "place": f"{row['path']}, line {row['raw_line']}, {row['kind']}, "
        f"code points {row['raw_start']} to {row['raw_end']}",
        "sentence": row["sentence"],
        "recognised by": row["source"],
        "annotator": row["annotator"],
        "the model's label": row["ner_native"],
        "type": row["type"],
        "name": row["name"],
        "value": row["value"],
        "linked to": row["canonical_id"],
        "that is": row["canonical_name"],
        "method": row["link_method"],
        "score": None if row["link_score"] is None else f"{row['link_score']:.2f}",
        "evidence": row["link_evidence"],
        "elsewhere linked to": ", ".join(f"{o['canonical_id']} ({o['n']})" for o in others),
    }
    return facts_table({what: value for what, value in facts.items() if value})


def facts_table(facts: Mapping[str, str]) -> pa.Table:
    """Facts by name as a table with columns what and value."""
    return from_rows([{"what": what, "value": value} for what, value in facts.items()], _FACTS)


def unlinked(corpus: Corpus, filters: Filters | None = None, *, limit: int = 0) -> pa.Table:
    """The most frequent names that no gazetteer knows, as rows for a gazetteer of one's own.

    Returns:
        Columns id, type, label and aliases (with "|" between them), mentions, documents, langs,
        example. `id` is a proposal.
    """
    where, parameters = (filters or Filters()).where("entities")
    return sql(
        corpus,
        f"""
        with rows as (
            select canonical_id, type, lang, name, doc_id, sent_id from entities
            where starts_with(canonical_id, 'nil/') and {where}
        ),
        names as (
            select canonical_id, name, count(*) as n from rows group by all
        ),
        listed as (
            select canonical_id, list(name order by n desc, name) as forms from names group by 1
        ),
        grouped as (
            select
                canonical_id, any_value(type) as type, count(*) as mentions,
                count(distinct doc_id) as documents,
                string_agg(distinct lang, ' ' order by lang) as langs,
                min_by((doc_id, sent_id), (doc_id, sent_id)) as place
            from rows group by 1
        )
        select
            substr(canonical_id, 5) as id, type, forms[1] as label,
            array_to_string(forms[2:], '|') as aliases, mentions, documents, langs,
            sentences.text as example
        from grouped join listed using (canonical_id)
        join sentences on (sentences.doc_id, sentences.sent_id) = (place[1], place[2])
        order by mentions desc, documents desc, id
        {limited(limit)}
        """,
        parameters,
    )
