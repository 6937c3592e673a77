"""What travels between a build and its workers: documents to be done, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass

from kzcorpus.build.ledger import DRAFTS
from kzcorpus.records import RawDocument, Reject

#: Tables from which an annotation is put together again.
STORED = ("sentences", "tokens", "words", DRAFTS)


@dataclass(frozen=True, slots=True)
class Stored:
    """An annotation that an earlier build made: its key, and its rows, packed."""

    key: str
    rows: bytes


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be done. `sheet` is the key of its row in the metadata sheet."""

    raw: RawDocument
    sheet: str = ""
    stored: Stored | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a batch of tasks: its documents' rows, packed, and what was refused.

    `doc_ids` are the documents in the batch, in its order; `name` stands for these and their keys.
    """

    name: str
    data: bytes
    doc_ids: tuple[str, ...]
    rejects: tuple[Reject, ...]
    n_annotated: int
    n_tokens: int
