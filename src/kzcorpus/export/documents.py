"""The documents of a corpus one after another, each put together from the rows of its tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.errors import CorpusError
from kzcorpus.query import Filters, check_doc
from kzcorpus.query.engine import from_rows, sql
from kzcorpus.tables import Corpus

Row = dict[str, Any]
#: Rows that are read at a time.
BATCH = 50_000
_IDS = pa.schema([("doc_id", pa.string())])


@dataclass(frozen=True, slots=True)
class Token:
    """A row of `tokens`, its rows of `words`, and the mention that it is in."""

    row: Row
    words: list[Row]
    mention: Row | None = None

    @property
    def begins_mention(self) -> bool:
        return self.mention is not None and self.mention["token_start"] == self.row["token_id"]

    @property
    def ends_mention(self) -> bool:
        return self.mention is not None and self.mention["token_end"] == self.row["token_id"] + 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A row of `sentences` with its tokens."""

    row: Row
    tokens: list[Token]


@dataclass(frozen=True, slots=True)
class Block:
    """A row of `blocks` with its sentences."""

    row: Row
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class Document:
    """A row of `documents` with those of its blocks that were asked for."""

    row: Row
    blocks: list[Block]
    mentions: list[Row] = field(default_factory=list)

    @property
    def doc_id(self) -> str:
        return str(self.row["doc_id"])

    def sentences(self) -> Iterator[Sentence]:
        for block in self.blocks:
            yield from block.sentences

    def tokens(self) -> Iterator[Token]:
        for sentence in self.sentences():
            yield from sentence.tokens


def selected(corpus: Corpus, filters: Filters | None = None) -> dict[str, set[int]]:
    """The documents that filters leave, in order, with the ids of the blocks that they leave.

    Filters choose whole blocks here, so that every sentence stays whole.

    Raises:
        UsageError: `filters.doc` names no document of the corpus.
    """
    filters = filters or Filters()
    check_doc(corpus, filters)
    where, parameters = filters.where("blocks", typed=False)
    rows = sql(
        corpus,
        f"select doc_id, list(block_id) as ids from blocks where {where} group by 1 order by 1",
        parameters,
    )
    return {row["doc_id"]: set(row["ids"]) for row in rows.to_pylist()}


def documents(corpus: Corpus, chosen: dict[str, set[int]]) -> Iterator[Document]:
    """The chosen documents in order, of which only one is in memory at a time.

    Raises:
        CorpusError: a table is missing or damaged.
    """
    names = ("documents", "blocks", "sentences", "tokens", "words", "entities")
    tables = {name: _Rows(corpus, name, list(chosen)) for name in names}
    for doc_id, ids in chosen.items():
        rows = {name: table.take(doc_id) for name, table in tables.items()}
        try:
            document = _document(rows, ids)
        except LookupError as error:
            raise CorpusError(
                f"{corpus.folder}: the rows of {doc_id} do not fit each other; `kzcorpus validate` "
                "says where"
            ) from error
        yield document


class _Rows:
    """The rows of a table by document; documents must be asked for in the order of the table."""

    def __init__(self, corpus: Corpus, table: str, doc_ids: list[str]) -> None:
        self._groups = groupby(_rows(corpus, table, doc_ids), key=lambda row: row["doc_id"])
        self._next = next(self._groups, None)

    def take(self, doc_id: str) -> list[Row]:
        if self._next is None or self._next[0] != doc_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def _rows(corpus: Corpus, table: str, doc_ids: list[str]) -> Iterator[Row]:
    """The rows of these documents, whose ids are in order, in the order of the table."""
    import pyarrow.compute as pc

    wanted = from_rows([{"doc_id": doc_id} for doc_id in doc_ids], _IDS)["doc_id"]
    try:
        for path in corpus.files(table):
            with pq.ParquetFile(path) as file:
                groups = [n for n in range(file.num_row_groups) if _may_hold(file, n, doc_ids)]
                for batch in file.iter_batches(BATCH, row_groups=groups):
                    yield from batch.filter(pc.is_in(batch["doc_id"], wanted)).to_pylist()
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0]
        raise CorpusError(
            f"{corpus.folder / table}: cannot be read ({reason}); build again with --force"
        ) from error


def _may_hold(file: pq.ParquetFile, group: int, doc_ids: list[str]) -> bool:
    """Whether rows of one of these documents may stand in a row group, by its statistics."""
    column = file.schema_arrow.get_field_index("doc_id")
    known = file.metadata.row_group(group).column(column).statistics
    if known is None or not known.has_min_max:
        return True
    return bisect_left(doc_ids, known.min) < bisect_right(doc_ids, known.max)


def _document(rows: dict[str, list[Row]], ids: set[int]) -> Document:
    words: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for word in rows["words"]:
        words[word["sent_id"], word["token_id"]].append(word)
    words.default_factory = None  # from here on, a token without words is a mistake
    mentions = {
        (mention["sent_id"], token_id): mention
        for mention in rows["entities"]
        for token_id in range(mention["token_start"], mention["token_end"])
    }
    tokens: dict[int, list[Token]] = defaultdict(list)
    for token in rows["tokens"]:
        key = token["sent_id"], token["token_id"]
        tokens[token["sent_id"]].append(Token(token, words[key], mentions.get(key)))
    sentences: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in rows["sentences"]:
        sentences[sentence["block_id"]].append(Sentence(sentence, tokens[sentence["sent_id"]]))
    return Document(
        rows["documents"][0],
        [
            Block(block, sentences[block["block_id"]])
            for block in rows["blocks"]
            if block["block_id"] in ids
        ],
        [mention for mention in rows["entities"] if mention["block_id"] in ids],
    )
