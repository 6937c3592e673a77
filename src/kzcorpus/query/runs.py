"""Runs of words that come again and again."""

from __future__ import annotations

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.query.engine import asking, create, limited, one_of
from kzcorpus.query.filters import Filters
from kzcorpus.query.frequency import WORDS
from kzcorpus.query.units import units
from kzcorpus.tables import Corpus

#: A token's place in the corpus as one number: 2^23 documents of 2^20 sentences of 2^20 tokens.
_DOCUMENT, _SENTENCE = 1 << 40, 1 << 20


def ngrams(
    corpus: Corpus,
    filters: Filters | None = None,
    *,
    size: int = 2,
    by: str = "lemma",
    least: int = 2,
    limit: int = 0,
) -> pa.Table:
    """Runs of words that occur `least` times or more, inside a sentence, without punctuation.

    Args:
        size: words of a run, 2 to 6.
        by: lemma or form.

    Returns:
        Columns ngram, n, per_million (of all runs of that size), documents.

    Raises:
        UsageError: no such size or column.
    """
    column = one_of("--by", by, WORDS)
    if not 2 <= size <= 6:
        raise UsageError(f"--size {size}: must be 2 to 6")
    limit_clause = limited(limit)
    source, parameters = units(filters or Filters(), (column,))
    numbers = [f"w{step}" for step in range(size)]
    listed = ", ".join(numbers)
    ahead = ", ".join(
        f"lead(w, {step}) over running as w{step}, lead(place, {step}) over running as place{step}"
        for step in range(1, size)
    )
    # Nothing lies between the words: neither what a filter leaves out, nor the end of a sentence.
    close = " and ".join(
        f"place{step} = place + {step} and w{step} is not null" for step in range(1, size)
    )
    joined = " || ' ' || ".join(f"d{step}.word" for step in range(size))
    spelled = " ".join(f"join dictionary d{step} on d{step}.w = w{step}" for step in range(size))
    same = " and ".join(f"runs.{name} = kept.{name}" for name in numbers)
    # The first word of a token stands for it: "başkentteki" is one step in a run.
    first_word = (
        "qualify place is distinct from lag(place) over (order by place, id)"
        if column == "lemma"
        else ""
    )
    # Words and places are numbers while they are counted: that takes a third of the time that text
    # takes, and a third of the memory.
    with asking(corpus, source, "documents") as cursor:
        relations = {
            "numbered": (
                "select doc_id, row_number() over (order by doc_id) as d from documents",
                [],
            ),
            "dictionary": (
                f"""select {column} as word, row_number() over ()::int as w from ({source})
                where regexp_matches({column}, '\\pL') group by 1""",
                parameters,
            ),
            "placed": (
                f"""select d * {_DOCUMENT} + sent_id * {_SENTENCE} + token_id as place, w
                from ({source}) units join numbered using (doc_id)
                left join dictionary on units.{column} = word {first_word}""",
                parameters,
            ),
            "runs": (
                f"""select d, {listed} from (
                    select place // {_DOCUMENT} as d, place, w as w0, {ahead} from placed
                    window running as (order by place)
                ) where w0 is not null and {close}""",
                [],
            ),
            "counted": (f"select {listed}, count(*) as n from runs group by all", []),
            "kept": (
                f"""select {listed}, {joined} as ngram, counted.n,
                    1e6 * counted.n / total.n as per_million
                from counted {spelled}, (select count(*) as n from runs) total
                where counted.n >= ? order by counted.n desc, ngram {limit_clause}""",
                [least],
            ),
        }
        for name, relation in relations.items():
            create(cursor, {name: relation})
            if name == "runs":
                cursor.execute("drop table placed")
        # Documents are counted only for what is shown.
        return cursor.sql(
            f"""
            select ngram, any_value(kept.n) as n, any_value(per_million) as per_million,
                count(distinct d) as documents
            from kept join runs on {same} group by ngram, {", ".join(f"kept.{n}" for n in numbers)}
            order by n desc, ngram
            """
        ).to_arrow_table()
