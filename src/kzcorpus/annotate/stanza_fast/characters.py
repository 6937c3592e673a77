"""Text as the tokenizer sees it: paragraphs, white space squeezed, characters as table rows.

Follows `TokenizationDataset` in stanza.models.tokenization.data, which does this character by
character; here it is done in arrays, and every character keeps its place in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: Features of the place in the paragraph, in the order in which Stanza puts them behind the
#: features of the character itself.
PLACE_FEATURES = ("end_of_para", "start_of_para")

_CODE_POINTS = 0x110000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the tokenizer reads at once; `positions` are its characters' places in the text."""

    text: str
    positions: Ints


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text; the white space between and behind them is left out.

    >>> [(p.text, p.positions.tolist()) for p in paragraphs("a \\u00a0b \\n\\n c")]
    [('a b', [0, 1, 3]), (' c', [7, 8])]
    """
    from stanza.models.tokenization.data import NEWLINE_WHITESPACE_RE

    start = 0
    for gap in NEWLINE_WHITESPACE_RE.finditer(text):
        yield from _paragraph(text[start : gap.start()], start)
        start = gap.end()
    yield from _paragraph(text[start:], start)


def _paragraph(part: str, start: int) -> Iterator[Paragraph]:
    from stanza.models.tokenization.data import WHITESPACE_RE

    part = WHITESPACE_RE.sub(" ", part.rstrip())
    if not part:
        return
    positions = np.arange(start, start + len(part))
    if "  " in part:
        spaces = code_points(part) == ord(" ")
        keep = ~spaces
        keep[0] = True
        keep[1:] |= ~spaces[:-1]
        part = "".join(part[index] for index in np.flatnonzero(keep))
        positions = positions[keep]
    yield Paragraph(part, positions)


def code_points(text: str) -> Ints:
    """The code points of a text, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)


class CharacterTable:
    """The network's input for each character: embedding and features, learnt when first seen.

    Row 0 is the padding. Stanza's own functions say what a character's features are.
    """

    def __init__(self, model: Any, vocab: Any, feature_names: list[str]) -> None:
        import torch
        from stanza.models.tokenization.data import PER_CHAR_FEAT_FUNCS

        self._model, self._vocab = model, vocab
        self._functions = [
            PER_CHAR_FEAT_FUNCS[name] for name in feature_names if name in PER_CHAR_FEAT_FUNCS
        ]
        self._rows = np.full(_CODE_POINTS, -1, dtype=np.int32)
        place = [name for name in PLACE_FEATURES if name in feature_names]
        #: The column of each feature of the place that the model knows.
        self.columns = {
            name: model.embeddings.embedding_dim + len(self._functions) + number
            for number, name in enumerate(place)
        }
        self._n_place = len(place)
        pad = torch.tensor([vocab.unit2id("<PAD>")], device=model.embeddings.weight.device)
        embedded = model.embeddings(pad)
        features = embedded.new_zeros(1, len(self._functions) + self._n_place)
        #: (characters seen, embedding and features)
        self.inputs = torch.cat([embedded, features], 1)

    def rows(self, text: str) -> Ints:
        """The table's row of each character."""
        codes = code_points(text)
        rows = self._rows[codes]
        if (rows < 0).any():
            self._learn(np.unique(codes[rows < 0]))
            rows = self._rows[codes]
        return rows.astype(np.int64)

    def _learn(self, codes: Ints) -> None:
        import torch

        units = [chr(code) for code in codes]
        device = self.inputs.device
        ids = torch.tensor([self._vocab.unit2id(unit) for unit in units], device=device)
        made = [[feature(unit) for feature in self._functions] for unit in units]
        features = torch.tensor(made, dtype=self.inputs.dtype, device=device)
        features = features.reshape(len(units), len(self._functions))
        place = self.inputs.new_zeros(len(units), self._n_place)
        self._rows[codes] = np.arange(len(self.inputs), len(self.inputs) + len(units))
        new = torch.cat([self._model.embeddings(ids), features, place], 1)
        self.inputs = torch.cat([self.inputs, new])
