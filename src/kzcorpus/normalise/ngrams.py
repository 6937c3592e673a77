"""A small classifier of languages: a linear model over hashed n-grams of letters.

The text is folded to letters without case, and every run of one to five of them, with the spaces at
word ends, is hashed to a row of a table of weights, one column for each language. A text's score is
the sum of its rows, divided by the square root of their number, so that long texts are surer than
short ones. Everything runs in numpy over arrays of code points; nothing loops over characters.

`data/README.md` tells what the weights were learned from, `train_language.py` how.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kzcorpus.letters import APOSTROPHES

#: The longest run of letters that is looked at.
ORDERS = 5
#: Rows of the table of weights.
BUCKETS = 1 << 16

_SPACE, _FOREIGN, _APOSTROPHE = ord(" "), ord("¤"), ord("'")
#: Scripts whose letters are kept apart; a letter of any other is one and the same sign.
_SCRIPTS = ((0x41, 0x2B0), (0x1E00, 0x1F00), (0x400, 0x530), (0x600, 0x700), (0x750, 0x780))
_GAP, _GAP_CODE = "\0", 1
#: Constants of a multiplicative hash (Knuth; FNV), one for each order.
_STEP = np.uint32(0x01000193)
_MULTIPLIERS = tuple(map(np.uint32, (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F, 0x165667B1)))
#: The base of the hash of whole words, and its inverse modulo 2^32.
_BASE = 0x0019660D
_INVERSE = pow(_BASE, -1, 1 << 32)
_SHIFT = np.uint32(32 - BUCKETS.bit_length() + 1)
#: Characters that are worked on at once, so that the gathered weights stay in the cache.
_CHUNK = 4_000

Codes = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]
Array = npt.NDArray[Any]

#: Letters whose mere presence tells languages apart, however long the text: "ə" is not Turkish,
#: "қ" not Russian. What each of them says is learned.
TELLING_LETTERS = (
    "əxqwjğşçıöüäñýžúóáǵńéèàêôßøåæïëâîûćčšřůőűąęłãõță"
    "қғңөұүһіәыэёщъьцхвфуейҳўґєїђћљњџјҷӣӯҫҙҡҝҹ"
    "پچژگکیىەۇۆۋئېۈھةأإآءذظضؤك"
)
#: Groups of them that are just as telling where a text has none of them: Azerbaijani goes no ten
#: letters without ə, Kazakh no twenty without its own. How long the text is, makes the difference.
MISSED_GROUPS = ("ə", "xq", "ğ", "şıçğ", "w", "әғқңөұүһі", "ыэёщъь", "қғұһі", "ңөү")
_LEVELS = np.array([6, 12, 24, 48])


@cache
def _folds() -> Codes:
    """For every code point of the first plane what the model sees of it.

    "I", "İ", "ı" and "i" stay two letters: "I" is "i", because in text set in capitals nobody can
    tell which of the two was meant, but "ı" is evidence.
    """
    table = np.full(0x10000, _SPACE, dtype=np.uint32)
    for code in range(0x41, 0xFFFF):
        letter = chr(code)
        if letter.isalpha():
            known = any(low <= code < high for low, high in _SCRIPTS)
            lower = "i" if letter == "İ" else letter.lower()
            table[code] = ord(lower) if known and len(lower) == 1 else _FOREIGN
    for letter in APOSTROPHES:
        table[ord(letter)] = _APOSTROPHE
    table[ord(_GAP)] = _GAP_CODE
    return table


@cache
def _telling() -> Array:
    """For every code point the number of the telling letter that it is, or -1."""
    table = np.full(0x10000, -1, dtype=np.int16)
    table[[ord(letter) for letter in TELLING_LETTERS]] = range(len(TELLING_LETTERS))
    return table


def fold_codes(text: str) -> Codes:
    """The text as folded code points, one for one; whatever is no letter is a space."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded: Codes = _folds()[np.minimum(codes, 0xFFFF)]
    return folded


def count_letters(text: str, spans: Sequence[tuple[int, int]]) -> Array:
    """How many letters each span of a text has."""
    until: Array = np.zeros(len(text) + 1, dtype=np.int64)
    np.cumsum((fold_codes(text) != _SPACE), out=until[1:])
    bounds: Array = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    counts: Array = until[bounds[:, 1]] - until[bounds[:, 0]]
    return counts


class Features(NamedTuple):
    """What the model sees of some texts.

    `rows` holds for each position that is looked at the rows of the n-grams that begin there (one
    column for each order, `BUCKETS` where there is none), and `starts` where each text begins in
    it. `words` holds for each word the row of the whole word and that of it and the next, and
    `word_starts` where each text's begin. `telling` says which text has which of the telling
    letters, and, for its length, which groups of them it lacks (0 or 1).
    """

    rows: Array
    starts: Array
    words: Array
    word_starts: Array
    telling: Array


def features_of(texts: Sequence[str]) -> Features:
    """Features of texts, none of which may be empty."""
    codes = fold_codes("".join([f"{_GAP} {text.replace(_GAP, ' ')} " for text in texts]))
    # Of several spaces in a row the first is enough.
    keep = codes != _SPACE
    keep[1:] |= keep[:-1]
    codes = codes[keep]
    starts = np.flatnonzero(codes == _GAP_CODE)
    owner = np.zeros(len(codes), dtype=np.int32)
    owner[starts[1:]] = 1
    np.cumsum(owner, out=owner)
    rows = np.full((len(codes), ORDERS), BUCKETS, dtype=np.int32)
    rolling = np.zeros(len(codes), dtype=np.uint32)
    for order in range(ORDERS):
        size = len(codes) - order
        if size <= 0:
            break
        rolling = rolling[:size] * _STEP
        rolling ^= codes[order:]
        mixed = rolling * _MULTIPLIERS[order]
        mixed >>= _SHIFT
        # An n-gram must not reach over into the next text.
        rows[:size, order] = np.where(owner[:size] == owner[order:], mixed, BUCKETS)
    rows[starts] = BUCKETS
    words, word_starts = _words(codes, owner, len(starts))
    return Features(rows, starts, words, word_starts, _telling_letters(codes, owner, starts))


def _words(codes: Codes, owner: Array, n_texts: int) -> tuple[Array, Array]:
    """Rows of whole words, however long, and of pairs of them; where those of each text begin.

    A word's hash is the difference of two sums over the text, so no word is walked through.
    """
    inside = np.zeros(len(codes) + 1, dtype=np.int8)
    inside[:-1] = codes > _SPACE
    edges = np.flatnonzero(np.diff(inside, prepend=0))
    begins, ends = edges[::2], edges[1::2]
    powers, inverse = _powers(_BASE, len(codes)), _powers(_INVERSE, len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint32)
    np.cumsum(codes * powers, out=sums[1:])
    # Brought to the same power, wherever the word stands.
    hashes = (sums[ends] - sums[begins]) * inverse[begins]
    hashes ^= hashes >> np.uint32(15)
    owners = owner[begins]
    words = np.full((len(begins), 2), BUCKETS, dtype=np.int32)
    words[:, 0] = (hashes * _MULTIPLIERS[0]) >> _SHIFT
    pairs = (hashes[:-1] * _MULTIPLIERS[1]) ^ (hashes[1:] * _MULTIPLIERS[2])
    pairs ^= pairs >> np.uint32(13)
    pairs = (pairs * _MULTIPLIERS[3]) >> _SHIFT
    words[:-1, 1] = np.where(owners[1:] == owners[:-1], pairs, BUCKETS)
    return words, np.searchsorted(owners, np.arange(n_texts))


def _powers(base: int, number: int) -> Codes:
    powers: Codes = np.full(number, base, dtype=np.uint32)
    powers[:1] = 1
    np.multiply.accumulate(powers, out=powers)
    return powers


def _telling_letters(codes: Codes, owner: Array, starts: Array) -> Array:
    number = _telling()[codes]
    at = np.flatnonzero(number >= 0)
    present: Array = np.zeros((len(starts), len(TELLING_LETTERS)), dtype=np.float32)
    present[owner[at], number[at]] = 1
    level = np.digitize(np.add.reduceat(codes > _SPACE, starts, dtype=np.int64), _LEVELS)
    missed = np.zeros((len(starts), len(_LEVELS) + 1, len(MISSED_GROUPS)), dtype=np.float32)
    texts = np.arange(len(starts))
    for column, group in enumerate(MISSED_GROUPS):
        letters = [TELLING_LETTERS.index(letter) for letter in group]
        missed[texts, level, column] = 1 - present[:, letters].max(axis=1)
    telling: Array = np.hstack([present, missed.reshape(len(starts), -1)])
    return telling


class NgramModel:
    """Probabilities of languages for texts."""

    def __init__(self, languages: Sequence[str], weights: Floats, telling: Floats) -> None:
        self.languages = tuple(languages)
        # A last row of zeros, for the places without an n-gram.
        self._weights = np.vstack([weights, np.zeros((1, len(languages)), dtype=np.float32)])
        self._telling = telling

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """A row for each text, a column for each of `languages`; all equal without a letter."""
        parts, first, size = [], 0, 0
        for last, text in enumerate(texts, 1):
            size += len(text) + 3
            if size >= _CHUNK or last == len(texts):
                parts.append(self._some(texts[first:last]))
                first, size = last, 0
        return np.vstack(parts) if parts else np.empty((0, len(self.languages)), np.float32)

    def _some(self, texts: Sequence[str]) -> Floats:
        rows, starts, words, word_starts, letters = features_of(texts)
        sums = self._sums(rows, starts) + self._sums(words, word_starts)
        sizes = np.diff(np.append(starts, len(rows)))
        logits = sums / np.sqrt(sizes * np.float32(ORDERS))[:, None] + letters @ self._telling
        logits[sizes <= 2] = 0  # no letter
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        result: Floats = powers / powers.sum(axis=1, keepdims=True)
        return result

    def _sums(self, rows: Array, starts: Array) -> Floats:
        """The weights of all rows of each text together."""
        gathered = self._weights.take(rows.ravel(), axis=0)
        bounds = [*(starts * rows.shape[1]).tolist(), len(gathered)]
        # Text by text, as a product: many times faster than `np.add.reduceat` along this axis.
        ones = np.ones(max(b - a for a, b in pairwise(bounds)), dtype=np.float32)
        sums: Floats = np.stack([ones[: b - a] @ gathered[a:b] for a, b in pairwise(bounds)])
        return sums


@cache
def load_model() -> NgramModel:
    """The bundled model."""
    path = resources.files("kzcorpus.normalise") / "data" / "language.npz"
    with resources.as_file(path) as file, np.load(file, allow_pickle=False) as stored:
        weights = stored["weights"].astype(np.float32) * stored["scale"]
        return NgramModel([str(name) for name in stored["languages"]], weights, stored["telling"])
