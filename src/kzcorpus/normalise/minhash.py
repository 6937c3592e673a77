"""MinHash signatures of texts, and an index that finds similar ones again.

All hashing is our own arithmetic on code points with fixed constants: the same texts give the same
signatures on every machine and in every run.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

#: Values of a signature; the estimate of a similarity s is off by sqrt(s * (1 - s) / VALUES).
VALUES = 64
#: Bands of the signature: two texts of similarity 0.7 share one of 16 bands of 4 values in 98 of
#: 100 cases, of 0.8 in 9,997 of 10,000.
BANDS = 16
#: Words of a shingle.
SHINGLE = 3
#: Bytes that an indexed text costs: its signature, and the keys of its bands.
BYTES_PER_TEXT = 2 * VALUES + BANDS * (8 + 4)

_SHINGLES_AT_ONCE = 8_192
_RUN = 1 << 19
_WORD_POWER, _MIX = 0x9E3779B97F4A7C15, np.uint64(0xFF51AFD7ED558CCD)
_ODD = np.random.Generator(np.random.PCG64(20240116)).integers(
    1, 1 << 31, size=(2, VALUES), dtype=np.uint32
)
_FACTORS, _SUMMANDS = _ODD[0] * np.uint32(2) + np.uint32(1), _ODD[1]
_NONE = np.uint32(0xFFFFFFFF)

Array = npt.NDArray[Any]


@cache
def _lower_alphanumeric() -> Array:
    """For every code point of the first plane its lower case, or 0 where it separates words."""
    table = np.zeros(0x10000, dtype=np.uint64)
    for code in range(0x30, 0xFFFF):
        letter = chr(code)
        if letter.isalnum():
            lower = letter.lower()
            table[code] = ord(lower[0])
    return table


@cache
def _powers() -> Array:
    """Weights of the letters of a word by their place in it."""
    powers = [pow(_WORD_POWER, exponent, 1 << 64) for exponent in range(1, 65)]
    return np.array(powers, dtype=np.uint64)


def _mixed(values: Array) -> Array:
    values = (values ^ (values >> np.uint64(29))) * _MIX
    mixed: Array = values ^ (values >> np.uint64(32))
    return mixed


def _words(text: str) -> tuple[Array, Array]:
    """Where each word of a text begins, and its hash, which does not see capitals."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = _lower_alphanumeric()[np.minimum(codes, 0xFFFF)]
    inside = letters != 0
    starts = np.flatnonzero(inside & ~np.concatenate([[False], inside[:-1]]))
    if not len(starts):
        return starts, np.empty(0, dtype=np.uint64)
    sizes = np.diff(np.append(starts, len(letters)))
    place = np.arange(starts[0], len(letters)) - np.repeat(starts, sizes)
    weighed = letters[starts[0] :] * _powers()[place % 64]
    return starts, _mixed(np.add.reduceat(weighed, starts - starts[0]))


def signatures_of(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Array, Array]:
    """How many words each span of a text has, and its signature.

    `spans` are sorted and do not overlap. A span of fewer words than a shingle has no shingle; its
    signature is all ones, and counts for nothing in a minimum.
    """
    bounds = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    signatures: Array = np.full((len(bounds), VALUES), _NONE, dtype=np.uint32)
    starts, words = _words(text)
    owner = np.searchsorted(bounds[:, 0], starts, side="right") - 1
    kept = owner >= 0
    kept[kept] = starts[kept] < bounds[owner[kept], 1]
    owner, words = owner[kept], words[kept]
    n_words: Array = np.bincount(owner, minlength=len(bounds))
    last = len(words) - SHINGLE + 1
    if last <= 0:
        return n_words, signatures
    # A shingle must not reach over into the next span.
    within = owner[:last] == owner[SHINGLE - 1 :]
    shingles = words[:last].copy()
    for place in range(1, SHINGLE):
        shingles = shingles * np.uint64(_WORD_POWER) + words[place : last + place]
    shingles, owner = _mixed(shingles)[within].astype(np.uint32), owner[:last][within]
    for begin in range(0, len(shingles), _SHINGLES_AT_ONCE):
        some = owner[begin : begin + _SHINGLES_AT_ONCE]
        values = shingles[begin : begin + _SHINGLES_AT_ONCE, None] * _FACTORS
        values += _SUMMANDS
        firsts = np.flatnonzero(np.diff(some, prepend=-1))
        rows = some[firsts]
        least = np.minimum.reduceat(values, firsts, axis=0)
        signatures[rows] = np.minimum(signatures[rows], least)
    return n_words, signatures


def compact(signatures: Array) -> Array:
    """Signatures as they are stored, 16 bits a value: chance makes two alike once in 65,536."""
    mixed: Array = (_mixed(signatures.astype(np.uint64)) >> np.uint64(48)).astype(np.uint16)
    return mixed


def similarity(one: Array, other: Array) -> Array:
    """Estimated Jaccard similarities of compact signatures, row by row."""
    result: Array = np.count_nonzero(one == other, axis=-1) / VALUES
    return result


def band_keys(signatures: Array) -> Array:
    """One key for each band of each compact signature."""
    bands = np.ascontiguousarray(signatures).view(np.uint64).reshape(len(signatures), BANDS)
    keys: Array = _mixed(bands + np.arange(1, BANDS + 1, dtype=np.uint64) * _MIX)
    return keys


class Keyed:
    """Compact signatures with the keys of their bands in order, which are sorted but once.

    Attributes:
        values: the signatures, one a row.
        keys: all their keys, sorted; `rows` has the row of each.
    """

    def __init__(self, values: Array) -> None:
        keys = band_keys(values).ravel()
        order = np.argsort(keys)
        self.values, self.keys = values, keys[order]
        self.rows: Array = order // BANDS

    def __len__(self) -> int:
        return len(self.values)

    def shared(self) -> dict[int, list[int]]:
        """The keys that several rows have, by these rows: only such rows can be alike."""
        if not len(self):
            return {}
        same = self.keys[1:] == self.keys[:-1]
        several = np.append(same, False) | np.insert(same, 0, False)
        rows, order = self.rows[several], np.argsort(self.rows[several], kind="stable")
        keys = self.keys[several][order].tolist()
        distinct, firsts = np.unique(rows[order], return_index=True)
        ends = np.append(firsts, len(keys))[1:]
        spans = zip(distinct.tolist(), firsts.tolist(), ends.tolist(), strict=True)
        return {row: keys[first:end] for row, first, end in spans}

    def of(self, rows: Sequence[int]) -> tuple[Array, Array]:
        """The keys of some rows, sorted, and for each its place among these rows."""
        places = np.full(len(self), -1, dtype=np.int64)
        places[rows] = np.arange(len(rows))
        places = places[self.rows]
        return self.keys[places >= 0], places[places >= 0]


class SignatureIndex:
    """Compact signatures under their numbers, found again by their bands.

    Keys are kept in sorted runs, each at most half as long as the one before: adding merges the
    last ones, looking up searches each of the few. Arrays take an eighth of the memory of a dict.
    No run gets longer than `_RUN` keys, since merging takes several times a run's memory.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[Array, Array]] = []
        self._signatures: Array = np.empty((64, VALUES), dtype=np.uint16)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, signatures: Keyed, rows: Sequence[int]) -> None:
        """Remember some of the signatures; they get the next numbers."""
        if not rows:
            return
        size = self._size + len(rows)
        if size > len(self._signatures):
            grown = np.empty((2 * size, VALUES), dtype=np.uint16)
            grown[: self._size] = self._signatures[: self._size]
            self._signatures = grown
        self._signatures[self._size : size] = signatures.values[rows]
        keys, places = signatures.of(rows)
        numbers = (places + self._size).astype(np.uint32)
        self._size = size
        while self._runs and len(self._runs[-1][0]) < min(2 * len(keys), _RUN - len(keys)):
            more_keys, more_numbers = self._runs.pop()
            keys = np.concatenate([more_keys, keys])
            numbers = np.concatenate([more_numbers, numbers])
            order = np.argsort(keys, kind="stable")  # two sorted halves: a merge
            keys, numbers = keys[order], numbers[order]
        self._runs.append((keys, numbers))

    def nearest(self, signatures: Keyed, threshold: float) -> dict[int, tuple[int, float]]:
        """For each row the most similar signature, the first of several, and the similarity.

        Rows to which nothing is as similar as the threshold are left out.
        """
        best: dict[int, tuple[int, float]] = {}
        keys = signatures.keys  # neighbours in a run are looked up one after another
        for run_keys, run_numbers in self._runs:
            low = np.searchsorted(run_keys, keys)
            hits = np.flatnonzero(run_keys[np.minimum(low, len(run_keys) - 1)] == keys)
            if not len(hits):
                continue
            low = low[hits]
            counts = np.searchsorted(run_keys, keys[hits], side="right") - low
            steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            numbers = run_numbers[np.repeat(low, counts) + steps].astype(np.int64)
            rows = np.repeat(signatures.rows[hits], counts)
            pairs = np.unique(rows << 32 | numbers)
            rows, numbers = pairs >> 32, pairs & 0xFFFFFFFF
            near = similarity(signatures.values[rows], self._signatures[numbers])
            found = zip(rows.tolist(), numbers.tolist(), near.tolist(), strict=True)
            for row, number, value in found:
                if value >= threshold:
                    known, most = best.get(row, (number, 0.0))
                    if value > most or (value == most and number < known):
                        best[row] = (number, value)
        return best
