"""Texts that occur twice, nearly or wholly: syndicated news, reprints, boilerplate paragraphs.

Each block with enough words is reduced to a MinHash signature of its word trigrams; blocks that
share a band of it are candidates (locality-sensitive hashing), and the share of equal values in the
whole signature estimates their Jaccard similarity. A document's signature is the minimum of its
blocks' signatures, so that it costs nothing more.

Signatures are made of each document by itself. Which of them are alike is asked afterwards, of all
documents in their order, without their texts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from kzcorpus.normalise.minhash import (
    VALUES,
    Keyed,
    SignatureIndex,
    compact,
    signatures_of,
    similarity,
)
from kzcorpus.records import NormalisedDocument

#: Documents that are compared in one go: enough to make the calls of numpy worth while.
_AT_ONCE = 512
_COUNT = np.dtype("<u4")
_VALUE = np.dtype("<u2")


@dataclass(frozen=True, slots=True, eq=False)
class DocumentSignature:
    """What is compared of a document: 132 bytes for each of its longer blocks, and 128 for itself.

    Attributes:
        blocks: the numbers of its longer blocks, from 1.
        values: signatures, as rows of `VALUES` 16-bit numbers: the document's, then its blocks'; no
            row for a document of too few words.
    """

    blocks: Any
    values: Any

    def to_bytes(self) -> bytes:
        """The signature as it may be stored: its block numbers, then the values."""
        return bytes(self.blocks.astype(_COUNT).tobytes() + self.values.astype(_VALUE).tobytes())

    @classmethod
    def from_bytes(cls, content: bytes) -> DocumentSignature:
        """The signature that was stored.

        Raises:
            ValueError: no signature has so many bytes.
        """
        row = VALUES * _VALUE.itemsize
        count, rest = divmod(len(content) - row, row + _COUNT.itemsize)
        if content and (rest or count < 0):
            raise ValueError(f"{len(content)} bytes are no signature of a document")
        count = max(count, 0)
        values = np.frombuffer(content, _VALUE, offset=count * _COUNT.itemsize)
        return cls(np.frombuffer(content, _COUNT, count), values.reshape(-1, VALUES))


def signature(document: NormalisedDocument, min_words: int = 20) -> DocumentSignature:
    """The signature of a document, and of its blocks of at least so many words."""
    spans = [(block.start, block.end) for block in document.blocks]
    n_words, signatures = signatures_of(document.text, spans)
    if int(n_words.sum()) < min_words:
        return DocumentSignature(np.empty(0, _COUNT), np.empty((0, VALUES), _VALUE))
    chosen = np.flatnonzero(n_words >= min_words)
    values = np.concatenate([signatures.min(axis=0, keepdims=True), signatures[chosen]])
    return DocumentSignature((chosen + 1).astype(_COUNT), compact(values).astype(_VALUE))


@dataclass(frozen=True, slots=True)
class Marks:
    """Of which earlier texts a document and its blocks are duplicates.

    `document` is the id of an earlier document, or empty; `blocks` has "doc_id#block_id" for those
    blocks, by their numbers, that an earlier document or block has.
    """

    document: str = ""
    blocks: Mapping[int, str] = field(default_factory=dict)


class DuplicateFinder:
    """Marks what an earlier document has already: give it documents in the order of their ids.

    Only originals are remembered, so a mark never names something that is itself a duplicate, and a
    text that is copied a thousand times costs memory once. Nor are the blocks of a document
    remembered that is a duplicate as a whole: whoever leaves duplicates out still has one copy of
    every text.

    Args:
        threshold: estimated Jaccard similarity of word trigrams from which on two texts are the
            same. One changed word leaves 0.71 of a block of 20 words, 0.9 of one of 60.
    """

    def __init__(self, threshold: float = 0.7) -> None:
        self._threshold = threshold
        self._documents, self._blocks = SignatureIndex(), SignatureIndex()
        self._document_names: list[str] = []
        self._names = _Names()

    def mark(self, doc_id: str, signature: DocumentSignature) -> Marks:
        """The marks of the next document."""
        (marks,) = self._mark([(doc_id, signature)])
        return marks

    def mark_all(self, documents: Iterable[tuple[str, DocumentSignature]]) -> Iterator[Marks]:
        """The marks of the next documents in their order: those of `mark`, much sooner."""
        documents = iter(documents)
        while some := list(islice(documents, _AT_ONCE)):
            yield from self._mark(some)

    def _mark(self, documents: Sequence[tuple[str, DocumentSignature]]) -> list[Marks]:
        long = [(doc_id, one) for doc_id, one in documents if len(one.values)]
        found = iter(self._mark_blocks(long, self._mark_documents(long)) if long else ())
        return [next(found) if len(one.values) else Marks() for _, one in documents]

    def _mark_documents(self, documents: Sequence[tuple[str, DocumentSignature]]) -> list[str]:
        """For each document an earlier one like it, or ""; originals are remembered."""
        values = np.stack([one.values[0] for _, one in documents])
        batch = _Batch(self._documents, values, self._threshold)
        twins, originals = [], []
        for row in range(len(documents)):
            old, new = batch.nearest(row, batch.like(row))
            if old is not None:
                twins.append(self._document_names[old])
            elif new is not None:
                twins.append(documents[new][0])
            else:
                twins.append("")
                originals.append(row)
                batch.keep(row)
        self._documents.add(batch.signatures, originals)
        self._document_names += [documents[row][0] for row in originals]
        return twins

    def _mark_blocks(
        self, documents: Sequence[tuple[str, DocumentSignature]], twins: Sequence[str]
    ) -> list[Marks]:
        """The marks of documents whose twins are known; originals of the others are remembered."""
        values = np.concatenate([one.values[1:] for _, one in documents])
        batch = _Batch(self._blocks, values, self._threshold)
        names = _Names()
        found: list[Marks] = []
        originals: list[int] = []
        first = 0
        for (doc_id, one), twin in zip(documents, twins, strict=True):
            names.add(first, doc_id, one.blocks)
            marks: dict[int, str] = {}
            for row in batch.busy(first, first + len(one.blocks)):
                like = batch.like(row)
                old, new = batch.nearest(row, [pair for pair in like if pair[0] < first])
                if old is not None:
                    marks[row] = self._names[old]
                elif new is not None or like:
                    marks[row] = names[like[0][0] if new is None else new]
                else:
                    batch.keep(row)
            own = [row for row in range(first, first + len(one.blocks)) if row not in marks]
            if twin:
                batch.forget(own)
            elif own:
                chosen = one.blocks[[row - first for row in own]]
                self._names.add(len(self._blocks) + len(originals), doc_id, chosen)
                originals += own
            by_number = {int(one.blocks[row - first]): name for row, name in marks.items()}
            found.append(Marks(twin, by_number))
            first += len(one.blocks)
        self._blocks.add(batch.signatures, originals)
        return found


class _Names:
    """Names of blocks, "doc_id#block_id", under numbers that go up."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._places: list[tuple[str, Any]] = []

    def add(self, first: int, doc_id: str, blocks: Any) -> None:
        """Name the next numbers: those of a document's blocks, from `first` on."""
        self._firsts.append(first)
        self._places.append((doc_id, blocks))

    def __getitem__(self, number: int) -> str:
        at = bisect_right(self._firsts, number) - 1
        doc_id, blocks = self._places[at]
        return f"{doc_id}#{blocks[number - self._firsts[at]]}"


class _Batch:
    """Signatures in their order, compared with an index all at once, and with each other."""

    def __init__(self, index: SignatureIndex, values: Any, threshold: float) -> None:
        self.signatures, self._threshold = Keyed(values), threshold
        self._old = index.nearest(self.signatures, threshold)
        #: The keys of each row that another one has too, and the kept rows by their keys.
        self._keys = self.signatures.shared()
        self._kept: dict[int, tuple[int, ...]] = {}
        self._busy = sorted(self._keys.keys() | self._old.keys())

    def busy(self, first: int, last: int) -> list[int]:
        """The rows from `first` up to `last` that may be like others; most are like none."""
        return self._busy[bisect_left(self._busy, first) : bisect_left(self._busy, last)]

    def like(self, row: int) -> list[tuple[int, float]]:
        """The kept rows that are the same text as this one, with their similarity."""
        keys, kept = self._keys.get(row, ()), self._kept
        near = sorted({other for key in keys if key in kept for other in kept[key]})
        if not near:
            return []
        found = similarity(self.signatures.values[row], self.signatures.values[near]).tolist()
        pairs = zip(near, found, strict=True)
        return [(other, value) for other, value in pairs if value >= self._threshold]

    def nearest(self, row: int, like: Sequence[tuple[int, float]]) -> tuple[int | None, int | None]:
        """The most similar text, the first of several: by its number in the index, or by its row.

        `like` are the rows that are asked.
        """
        number, value = self._old.get(row, (None, 0.0))
        new, best = max(like, key=lambda pair: (pair[1], -pair[0]), default=(None, 0.0))
        return (number, None) if number is not None and value >= best else (None, new)

    def keep(self, row: int) -> None:
        """Let later rows be compared with this one."""
        for key in self._keys.get(row, ()):
            self._kept[key] = (*self._kept.get(key, ()), row)

    def forget(self, rows: Iterable[int]) -> None:
        """Let them be so no more."""
        for row in rows:
            for key in self._keys.get(row, ()):
                self._kept[key] = tuple(other for other in self._kept[key] if other != row)
