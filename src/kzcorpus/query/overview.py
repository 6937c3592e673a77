"""A corpus as a whole: its sizes, and what was refused."""

from __future__ import annotations

import pyarrow as pa

from kzcorpus.query.engine import sql
from kzcorpus.query.links import facts_table
from kzcorpus.tables import Corpus


def status(corpus: Corpus) -> pa.Table:
    """What is in a corpus, and what made it: columns what and value."""
    manifest = corpus.manifest
    return facts_table(
        {
            "corpus": corpus.place,
            **{name: f"{count:,}" for name, count in corpus.counts().items()},
            "schema version": str(manifest.schema_version),
            "made by": f"kzcorpus {manifest.code_version}",
            "models": ", ".join(manifest.models),
            "annotators": ", ".join(manifest.annotators),
            "settings": manifest.config_fingerprint[:12],
            "inputs": manifest.input_fingerprint[:12],
        }
    )


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
