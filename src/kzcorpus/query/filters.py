"""Which mentions a question is about, and which entity a name means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kzcorpus.errors import UsageError
from kzcorpus.letters import search_key
from kzcorpus.query.engine import nearest, sql
from kzcorpus.records import BLOCK_KINDS, ENTITY_TYPES
from kzcorpus.tables import Corpus

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
#: Letters of the longest code of a language; a name of one is longer.
_CODE = 3
#: Whether the words ? stand in a row in a column, on which every name is a `search_key`.
_WORDS = "contains(' ' || {column} || ' ', ' ' || ? || ' ')"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a question down; None and False leave everything in.

    Args:
        type: an entity type, such as PERSON.
        lang: language of the text around a mention, such as tr.
        doc: a doc_id, or a folder of them.
        since: the earliest date of a document, as exact as it may be: 2023, 2023-11, 2023-11-03.
        until: the latest one; `until="2023"` holds the whole year.
        kind: a kind of block, such as paragraph or footnote.
        unique: without blocks and documents that repeat earlier ones.

    Raises:
        UsageError: no such type or kind, or a date that is none.
    """

    type: str | None = None
    lang: str | None = None
    doc: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    unique: bool = False

    def __post_init__(self) -> None:
        self.entity_type()
        if self.kind is not None and self.kind not in BLOCK_KINDS:
            raise UsageError(
                f"no kind of block {self.kind!r}; there are: {', '.join(BLOCK_KINDS)}"
                f"{nearest(self.kind, BLOCK_KINDS)}"
            )
        for option, date in (("--since", self.since), ("--until", self.until)):
            if date is not None and not _DATE.fullmatch(date):
                raise UsageError(f"{option} {date}: must be YYYY, YYYY-MM or YYYY-MM-DD")

    def entity_type(self) -> str | None:
        """The type as the tables write it."""
        if self.type is None:
            return None
        wanted = self.type.upper().replace("-", "_")
        if wanted not in ENTITY_TYPES:
            raise UsageError(
                f"no entity type {self.type!r}; there are: {', '.join(ENTITY_TYPES)}"
                f"{nearest(wanted, ENTITY_TYPES)}"
            )
        return wanted

    def where(self, table: str, *, typed: bool = True) -> tuple[str, list[Any]]:
        """Conditions on a table with doc_id, block_id and lang, and their parameters.

        `typed=False` leaves the entity type out: for tables that have none.
        """
        clauses, parameters = ["true"], []
        if typed and (wanted := self.entity_type()):
            clauses.append(f"{table}.type = ?")
            parameters.append(wanted)
        if self.lang is not None:
            clauses.append(f"{table}.lang = ?")
            parameters.append(self.lang.lower())
        if self.doc is not None:
            clauses.append(f"({table}.doc_id = ? or starts_with({table}.doc_id, ?))")
            parameters += [self.doc, self.doc.rstrip("/") + "/"]
        documents, of_documents = self._documents()
        if documents:
            clauses.append(
                f"{table}.doc_id in (select doc_id from documents where {' and '.join(documents)})"
            )
            parameters += of_documents
        if self.kind is not None or self.unique:
            blocks = ["kind = ?"] if self.kind is not None else []
            blocks += ["duplicate_of is null"] if self.unique else []
            clauses.append(
                f"({table}.doc_id, {table}.block_id) in "
                f"(select (doc_id, block_id) from blocks where {' and '.join(blocks)})"
            )
            parameters += [self.kind] if self.kind is not None else []
        return " and ".join(clauses), parameters

    def _documents(self) -> tuple[list[str], list[Any]]:
        clauses: list[str] = []
        parameters: list[Any] = []
        if self.since is not None:
            # "2023" is later than nothing in 2023: as text, it sorts before "2023-01".
            clauses.append("left(date, ?) >= left(?, length(date))")
            parameters += [len(self.since), self.since]
        if self.until is not None:
            clauses.append("left(date, ?) <= ?")
            parameters += [len(self.until), self.until]
        if self.unique:
            clauses.append("duplicate_of is null")
        return clauses, parameters


def check_doc(corpus: Corpus, filters: Filters) -> None:
    """Refuse slips of the pen, where an empty answer would be taken for one.

    Raises:
        UsageError: `doc` is neither a document nor a folder of them, or `lang` is no code of a
            language, such as "turkish".
    """
    if filters.lang is not None and len(filters.lang) > _CODE:
        found = sql(corpus, "select distinct lang from blocks order by 1")["lang"].to_pylist()
        if filters.lang.lower() not in found:
            raise UsageError(
                f"--lang {filters.lang}: no language here; there are: {_listed(found)}"
            )
    if filters.doc is None:
        return
    where, parameters = Filters(doc=filters.doc).where("documents", typed=False)
    if not sql(corpus, f"select 1 from documents where {where} limit 1", parameters).num_rows:
        known = sql(corpus, "select doc_id from documents")["doc_id"].to_pylist()
        raise UsageError(
            f"--doc {filters.doc}: no such document; `kzcorpus sql 'select doc_id from documents'` "
            f"lists them{nearest(filters.doc, known)}"
        )


def _listed(names: list[str]) -> str:
    return ", ".join(name for name in names if name)


def named(query: str | None, table: str = "entities") -> tuple[str, list[Any]]:
    """A condition for mentions of what is called `query`: whole words of a name, or an id.

    Raises:
        UsageError: a query without a letter.
    """
    if query is None:
        return "true", []
    key = search_key(query)
    if not key:
        raise UsageError(f"nothing to search for in {query!r}")
    by_name = _WORDS.format(column=f"{table}.name_key")
    by_alias = _WORDS.format(column="array_to_string(name_keys, ' | ')")
    by_canon = f"{table}.canonical_id in (select canonical_id from canon where {by_alias})"
    by_id = f"lower({table}.canonical_id) = lower(?)"
    return f"({by_name} or {by_canon} or {by_id})", [key, key, query]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entity that a name means, and the others that it may mean, most mentioned first."""

    canonical_id: str
    name: str
    type: str
    mentions: int
    others: tuple[tuple[str, int], ...] = ()


def resolve(corpus: Corpus, query: str | Resolved) -> Resolved:
    """The most mentioned entity that is called `query`: by its id, a whole name, or words of one.

    One that is resolved already stays what it is.

    Raises:
        UsageError: nothing in the corpus is called so.
    """
    if isinstance(query, Resolved):
        return query
    key = search_key(query)
    if not key:
        raise UsageError(f"nothing to search for in {query!r}")
    rows = sql(
        corpus,
        f"""
        select canonical_id, name, type, n_mentions, case
            when lower(canonical_id) = lower(?) then 3
            when list_contains(name_keys, ?) then 2
            when {_WORDS.format(column="array_to_string(name_keys, ' | ')")} then 1
            else 0 end as rank
        from canon where rank > 0
        order by rank desc, n_mentions desc, canonical_id
        """,
        [query, key, key],
    ).to_pylist()
    if not rows:
        raise UsageError(
            f"nothing is called {query!r}; `kzcorpus entities list` shows what there is"
        )
    best, *rest = rows
    others = tuple(
        (row["canonical_id"], row["n_mentions"]) for row in rest if row["rank"] == best["rank"]
    )
    return Resolved(best["canonical_id"], best["name"], best["type"], best["n_mentions"], others)
