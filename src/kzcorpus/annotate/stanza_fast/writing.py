"""What a sequence-to-sequence model writes, letter by letter, for many words at once.

Follows `predict` and `predict_greedy` in stanza.models.common.seq2seq_model, whose own `decode`
says how likely each letter is. Stanza keeps the books of each word by itself, reads all words anew
for each of a model's answers, and goes on with finished words until the last is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kzcorpus.annotate.stanza_fast.characters import Ints

#: Finished words are dropped when so many of all are.
_DONE = 0.25


@dataclass(frozen=True, slots=True)
class Encoded:
    """Words as the encoder has read them, one in a row."""

    source: Any
    mask: Any
    context: Any
    hidden: Any
    cell: Any

    def __getitem__(self, rows: Any) -> Encoded:
        parts = (self.source, self.mask, self.context, self.hidden, self.cell)
        return Encoded(*(part[rows] for part in parts))


def read(model: Any, source: Any, mask: Any, pos: Any = None) -> Encoded:
    """Let a model's encoder read words, which are sorted, longest first."""
    device = model.SOS_tensor.device
    source = source.to(device)
    pos = None if pos is None else pos.to(device)
    embedded, _, lengths, mask = model.embed(source, mask.to(device), pos, None)
    context, (hidden, cell) = model.encode(embedded, lengths)
    return Encoded(source, mask, context, hidden, cell)


def write(model: Any, words: Encoded, beams: int, *, known_only: bool = False) -> list[list[int]]:
    """The letters that a model writes for each word, by their numbers in its vocabulary.

    Args:
        beams: answers that are followed at once; with 1 always the likeliest letter.
        known_only: never write the sign for an unknown letter.
    """
    import torch
    from stanza.models.common.seq2seq_constant import EOS_ID, SOS_ID, UNK_ID

    total, most = len(words.source), model.max_dec_len
    letters = np.empty((most, total, beams), np.int64)
    origins = np.zeros((most, total, beams), np.int64)
    ends = np.full(total, most)
    places = np.arange(total)
    # As Stanza has it, only the first beam may copy letters of the source.
    mask, context = words.mask.repeat(beams, 1), words.context.repeat(beams, 1, 1)
    hidden, cell, source = words.hidden.repeat(beams, 1), words.cell.repeat(beams, 1), words.source
    chosen = torch.full((beams * total,), SOS_ID, device=source.device)
    scores: Any = None
    for step in range(most if total else 0):
        shown = chosen.masked_fill(chosen >= model.vocab_size, UNK_ID)
        inputs = model.embedding(shown).unsqueeze(1)
        likely, (hidden, cell) = model.decode(
            inputs, hidden, cell, context, mask, src=source, never_decode_unk=known_only
        )
        likely = likely.view(beams, len(source), -1).transpose(0, 1)
        if step and beams > 1:
            open_ends = (likely + scores.unsqueeze(2)).flatten(1)
        else:
            open_ends = likely[:, 0]
        # Of letters that are equally likely, Stanza takes the first; topk takes any.
        scores, best = open_ends.max(1, keepdim=True) if beams == 1 else open_ends.topk(beams, 1)
        origin, best = best // likely.shape[2], best % likely.shape[2]
        letters[step, places], origins[step, places] = best.cpu().numpy(), origin.cpu().numpy()
        # A word ends where its best beam first does; finished ones may be among the rows a while.
        over = places[letters[step, places, 0] == EOS_ID]
        ends[over] = np.minimum(ends[over], step + 1)
        going = ends[places] > step + 1
        if not going.any():
            break
        # In the order of the model's rows: all words of the first beam, all of the second, ...
        rows = origin.t() * len(source) + torch.arange(len(source), device=source.device)
        if going.mean() <= 1 - _DONE:
            kept = torch.from_numpy(np.flatnonzero(going)).to(source.device)
            places, source, scores = places[going], source[kept], scores[kept]
            same = (torch.arange(beams, device=kept.device) * len(going))[:, None] + kept
            mask, context = mask[same.flatten()], context[same.flatten()]
            rows, best = rows[:, kept], best[kept]
        hidden, cell = hidden[rows.flatten()], cell[rows.flatten()]
        chosen = best.t().flatten()
    return [
        _traced(letters[:end, number], origins[:end, number], EOS_ID)
        for number, end in enumerate(ends.tolist())
    ]


def _traced(letters: Ints, origins: Ints, stop: int) -> list[int]:
    """The best beam's letters, from the last back to the first, up to the end of the word."""
    beam, found = 0, list[int]()
    for step in range(len(letters) - 1, -1, -1):
        found.append(int(letters[step, beam]))
        beam = int(origins[step, beam])
    found.reverse()
    return found[: found.index(stop)] if stop in found else found
