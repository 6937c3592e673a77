"""The running words of a corpus as a relation, over which everything is counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kzcorpus.query.filters import Filters

#: What words can be counted as: the table that has it, and the expression. Words of a language
#: without lemmas go by their form.
COLUMNS = {
    "form": ("tokens", "t.form_key"),
    "ner": ("tokens", "t.ner"),
    "lang": ("tokens", "t.lang"),
    "lemma": ("words", "w.lemma"),
    "upos": ("words", "w.upos"),
    "xpos": ("words", "w.xpos"),
    "feats": ("words", "w.feats"),
    "doc": ("", "doc_id"),
    "year": ("documents", "left(d.date, 4)"),
}
#: Words with what they count as. Two halves, since forms, which take as long to read as all the
#: rest, are read for words without a lemma alone: files without such words are not opened for it.
_LEMMAS = """(
    select doc_id, sent_id, token_id, id, upos, xpos, feats, lemma_key as lemma
    from words where lemma_key is not null
    union all
    select doc_id, sent_id, token_id, id, upos, xpos, feats, lower(form)
    from words where lemma_key is null
)"""


def units(filters: Filters, columns: Collection[str]) -> tuple[str, list[Any]]:
    """A `select` of doc_id, sent_id, token_id, id and `columns`, and its parameters.

    Its rows are surface tokens where only those are asked about, else syntactic words; `id` orders
    them in their sentence. Tables that are not needed are not joined: that is what makes a count
    over millions quick.
    """
    wanted = {COLUMNS[name][0] for name in columns} - {""}
    of_words = "words" in wanted
    if filters.lang is not None or not of_words:
        wanted.add("tokens")
    source = "tokens t"
    if of_words:
        source = f"{_LEMMAS if 'lemma' in columns else 'words'} w"
        if "tokens" in wanted:
            source += " join tokens t using (doc_id, sent_id, token_id)"
    if filters.kind is not None or filters.unique:
        source += " join sentences s using (doc_id, sent_id)"
    if "documents" in wanted:
        source += " join documents d using (doc_id)"
    # A condition names each column by its table; here they come from several.
    where, parameters = filters.where("unit", typed=False)
    for column, table in (("lang", "t.lang"), ("block_id", "s.block_id"), ("doc_id", "doc_id")):
        where = where.replace(f"unit.{column}", table)
    picked = "".join(f", {COLUMNS[name][1]} as {name}" for name in columns)
    order = "id" if of_words else "token_id as id"
    return (
        f"select doc_id, sent_id, token_id, {order}{picked} from {source} where {where}",
        parameters,
    )
