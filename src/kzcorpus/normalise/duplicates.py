"""Texts that occur twice, nearly or wholly: syndicated news, reprints, boilerplate paragraphs.

Each block with enough words is reduced to a MinHash signature of its word trigrams; blocks that
share a band of it are candidates (locality-sensitive hashing), and the share of equal values in the
whole signature estimates their Jaccard similarity. A document's signature is the minimum of its
blocks' signatures, so that it costs nothing more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kzcorpus.normalise.minhash import (
    SignatureIndex,
    band_keys,
    compact,
    signatures_of,
    similarity,
)
from kzcorpus.records import NormalisedDocument


@dataclass(frozen=True, slots=True)
class DocumentSignature:
    """tmp"""

    ids: Any
    whole: Any
    blocks: Any

    def to_bytes(self) -> bytes:
        import io

        sink = io.BytesIO()
        np.savez(sink, ids=self.ids, whole=self.whole, blocks=self.blocks)
        return sink.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> DocumentSignature:
        import io

        with np.load(io.BytesIO(data)) as arrays:
            return cls(arrays["ids"], arrays["whole"], arrays["blocks"])


@dataclass(frozen=True, slots=True)
class Marks:
    document: str = ""
    blocks: Mapping[int, str] = field(default_factory=dict)


def signature(document: NormalisedDocument, min_words: int) -> DocumentSignature:
    spans = [(block.start, block.end) for block in document.blocks]
    n_words, signatures = signatures_of(document.text, spans)
    if int(n_words.sum()) < min_words:
        e = compact(signatures[:0])
        return DocumentSignature(np.zeros(0, int), e, e)
    chosen = np.flatnonzero(n_words >= min_words)
    return DocumentSignature(
        chosen + 1, compact(signatures.min(axis=0, keepdims=True)), compact(signatures[chosen])
    )


class DuplicateFinder:
    """Marks what an earlier document has already: give it documents in the order of their ids.

    Only originals are remembered, so `duplicate_of` never names something that is itself a
    duplicate, and a text that is copied a thousand times costs memory once. Nor are the blocks of a
    document remembered that is a duplicate as a whole: whoever leaves duplicates out still has one
    copy of every text.

    Args:
        threshold: estimated Jaccard similarity of word trigrams from which on two texts are the
            same. One changed word leaves 0.71 of a block of 20 words, 0.9 of one of 60.
        min_words: words that a block or a document must have to be compared.
    """

    def __init__(self, threshold: float = 0.7, min_words: int = 20) -> None:
        self._threshold = threshold
        self._min_words = min_words
        self._documents, self._blocks = SignatureIndex(), SignatureIndex()
        self._document_names: list[str] = []
        #: Documents with their ids of remembered blocks, and the number of the first of these.
        self._places: list[tuple[str, Any]] = []
        self._firsts: list[int] = []

    def mark(self, doc_id: str, signed: DocumentSignature) -> Marks:
        if not len(signed.whole):
            return Marks()
        twin = self._mark_document(doc_id, signed.whole)
        if not len(signed.ids):
            return Marks(twin)
        names = self._mark_blocks(doc_id, signed.ids, signed.blocks, remember=not twin)
        return Marks(twin, {int(i): n for i, n in zip(signed.ids, names, strict=True) if n})

    def _mark_document(self, doc_id: str, signature: Any) -> str:
        (twin,) = self._documents.nearest(signature, self._threshold)
        if twin is not None:
            return self._document_names[twin]
        self._documents.add(signature)
        self._document_names.append(doc_id)
        return ""

    def _mark_blocks(self, doc_id: str, ids: Any, found: Any, *, remember: bool) -> list[str]:
        """The name of an earlier block for each, or "". Originals are remembered if wanted."""
        earlier = self._blocks.nearest(found, self._threshold)
        names = ["" if number is None else self._name(number) for number in earlier]
        keys = band_keys(found)
        shared = _repeated(keys)
        by_band: dict[int, list[int]] = {}
        originals = []
        for row, name in enumerate(names):
            if name:
                continue
            mine = keys[row][shared[row]].tolist()
            near = sorted({other for key in mine for other in by_band.get(key, ())})
            same = [o for o in near if similarity(found[row], found[o]) >= self._threshold]
            if same:
                names[row] = f"{doc_id}#{ids[same[0]]}"
                continue
            originals.append(row)
            for key in mine:
                by_band.setdefault(key, []).append(row)
        if remember and originals:
            self._firsts.append(len(self._blocks))
            self._places.append((doc_id, ids[originals].astype(np.uint32)))
            self._blocks.add(found[originals])
        return names

    def _name(self, number: int) -> str:
        at = bisect_right(self._firsts, number) - 1
        doc_id, ids = self._places[at]
        return f"{doc_id}#{ids[number - self._firsts[at]]}"


def _repeated(keys: Any) -> Any:
    """Which of the keys occur more than once: only these can tell of a duplicate in a document."""
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return (counts > 1)[inverse].reshape(keys.shape)
