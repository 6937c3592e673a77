"""Tokens and sentence ends of many texts at once.

The network is `Tokenizer` in stanza.models.tokenization.model, with its own parameters. Its LSTMs
run in both directions over rows of unlike length; here each direction is run by itself, the second
over rows turned round, so that padding behind a row is harmless, no row needs packing, and torch
can use oneDNN.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kzcorpus.annotate.stanza_fast.characters import CharacterTable, Ints, Paragraph, paragraphs
from kzcorpus.annotate.stanza_fast.decoding import FoundToken, sentences
from kzcorpus.annotate.stanza_fast.windows import WHOLE, Window, group, read

#: Rows that are run together, and characters in them at most: what a CPU's caches like. Twice as
#: many are no quicker, and what a batch needs for them is what a worker's memory peaks by.
MAX_ROWS = 64
MAX_CELLS = 8_192


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the network's input."""

    characters: Ints
    begins: bool
    end: int  # index of the paragraph's last character in this row, or -1
    count: int  # characters that are no padding


class Tokenizer:
    """Stanza's tokenizer over many texts, each answered as if it stood alone."""

    def __init__(self, processor: Any) -> None:
        model, args = processor.trainer.model, processor.trainer.args
        self._model = model.eval()
        self._table = CharacterTable(model, processor.vocab, args["feat_funcs"])
        self._first = _one_way(model.rnn)
        self._second = _one_way(model.rnn2) if args["hierarchical"] else None
        names = ["tok_clf", "sent_clf", "mwt_clf"] if args["use_mwt"] else ["tok_clf", "sent_clf"]
        layers = [getattr(model, name) for name in names]
        self._heads = _joined(layers, "weight"), _joined(layers, "bias")
        if args["hierarchical"]:
            self._more_heads = _joined([getattr(model, f"{name}2") for name in names], "weight")
        self._temperature = args["hier_invtemp"] if args["hierarchical"] else 0
        self._batch_size = args["batch_size"]
        max_length = processor.config.get("max_seqlen", processor.MAX_SEQ_LENGTH_DEFAULT)
        self._limit = max(WHOLE, max_length)
        self._longest_token = max_length

    def __call__(self, texts: Sequence[str]) -> list[list[list[FoundToken]]]:
        """The sentences of each text."""
        found = [list(paragraphs(text)) for text in texts]
        predictions = self._predict(found)
        return [
            [
                sentence
                for paragraph, predicted in zip(parts, ends, strict=True)
                for sentence in sentences(paragraph, predicted, self._longest_token)
            ]
            for parts, ends in zip(found, predictions, strict=True)
        ]

    def _predict(self, texts: list[list[Paragraph]]) -> list[list[Ints]]:
        """What is said of each character of each paragraph."""
        predictions: list[list[Ints]] = [[np.empty(0, np.int64)] * len(parts) for parts in texts]
        waiting = []
        for number, parts in enumerate(texts):
            lengths = [len(part.text) for part in parts]
            for members in group(lengths, self._batch_size):
                reading = read([lengths[member] for member in members], self._limit)
                waiting.append((number, members, reading, next(reading)))
        rows = [[self._table.rows(part.text) for part in parts] for parts in texts]
        while waiting:
            answers = iter(
                self._run(
                    [
                        _row(rows[number][members[window.paragraph]], window)
                        for number, members, _, windows in waiting
                        for window in windows
                    ]
                )
            )
            still = []
            for number, members, reading, windows in waiting:
                try:
                    asked = reading.send([next(answers) for _ in windows])
                    still.append((number, members, reading, asked))
                except StopIteration as finished:
                    for member, predicted in zip(members, finished.value, strict=True):
                        predictions[number][member] = predicted
            waiting = still
        return predictions

    def _run(self, rows: list[_Row]) -> list[Ints]:
        """The network's answer for each row, without its padding."""
        order = sorted(range(len(rows)), key=lambda number: -len(rows[number].characters))
        answers: list[Ints] = [np.empty(0, np.int64)] * len(rows)
        at = 0
        while at < len(order):
            cells = len(rows[order[at]].characters)
            size = max(1, min(MAX_ROWS, MAX_CELLS // cells))
            numbers = order[at : at + size]
            at += size
            predicted = self._forward([rows[number] for number in numbers])
            for number, answer in zip(numbers, predicted, strict=True):
                answers[number] = answer[: rows[number].count]
        return answers

    def _forward(self, rows: list[_Row]) -> Ints:
        """Predictions of rows, longest first: rows x characters."""
        import torch

        width = len(rows[0].characters)
        lengths = np.array([len(row.characters) for row in rows])
        characters = np.zeros((len(rows), width), np.int64)
        for number, row in enumerate(rows):
            characters[number, : len(row.characters)] = row.characters
        at = np.arange(width)
        turned = np.where(at < lengths[:, None], lengths[:, None] - 1 - at, at)
        turned += np.arange(len(rows))[:, None] * width
        device = self._table.inputs.device
        inputs = self._table.inputs[torch.from_numpy(characters).to(device)]
        columns = self._table.columns
        for number, row in enumerate(rows):
            if row.begins and "start_of_para" in columns:
                inputs[number, 0, columns["start_of_para"]] = 1
            if row.end >= 0 and "end_of_para" in columns:
                inputs[number, row.end, columns["end_of_para"]] = 1
        index = torch.from_numpy(turned.reshape(-1)).to(device)
        states = _both_ways(self._first, inputs, index)
        heads = torch.nn.functional.linear(states, *self._heads)
        if self._second is not None:
            if self._temperature > 0:
                states = states * (1 - torch.sigmoid(-heads[:, :, :1] * self._temperature))
            states = _both_ways(self._second, states, index)
            heads = heads + torch.nn.functional.linear(states, self._more_heads)
        scores = _scores(heads)
        predicted: Ints = np.argmax(scores.cpu().numpy(), axis=2)
        return predicted


def _row(characters: Ints, window: Window) -> _Row:
    stop = window.start + window.count
    shown = characters[window.start : stop]
    if window.pads:
        shown = np.concatenate([shown, np.zeros(window.pads, np.int64)])
    last = len(characters) - 1 - window.start
    return _Row(shown, window.start == 0, last if last < window.count else -1, window.count)


def _one_way(lstm: Any) -> tuple[Any, Any]:
    """Two LSTMs of one direction each, with the parameters of one of both directions."""
    import torch

    made = []
    for suffix in ("", "_reverse"):
        single = torch.nn.LSTM(lstm.input_size, lstm.hidden_size, batch_first=True)
        for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"):
            setattr(single, name, getattr(lstm, name + suffix))
        made.append(single.eval())
    return made[0], made[1]


def _both_ways(lstms: tuple[Any, Any], inputs: Any, turned: Any) -> Any:
    """The states of both directions: rows x characters x states."""
    import torch

    forward, _ = lstms[0](inputs)
    backward, _ = lstms[1](_turn(inputs, turned))
    return torch.cat([forward, _turn(backward, turned)], 2)


def _turn(values: Any, turned: Any) -> Any:
    """Each row turned round, by the places that its characters come from in all rows."""
    return values.reshape(-1, values.shape[2])[turned].view_as(values)


def _joined(layers: list[Any], name: str) -> Any:
    import torch

    return torch.cat([getattr(layer, name).detach() for layer in layers])


def _scores(heads: Any) -> Any:
    """The log probability of each answer, from the heads "token", "sentence" and "multiword"."""
    import torch
    from torch.nn.functional import logsigmoid

    yes, no = logsigmoid(heads), logsigmoid(-heads)
    word, last = yes[:, :, 0] + no[:, :, 1], yes[:, :, 0] + yes[:, :, 1]
    if heads.shape[2] == 2:
        return torch.stack([no[:, :, 0], word, last], 2)
    multi, single = yes[:, :, 2], no[:, :, 2]
    parts = [no[:, :, 0], word + single, last + single, word + multi, last + multi]
    return torch.stack(parts, 2)
