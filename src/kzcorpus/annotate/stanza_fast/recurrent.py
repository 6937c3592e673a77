"""LSTMs of both directions over packed sentences, from inputs that many words share.

An LSTM's gates are the sum of two products: of the input, and of the state before. The first does
not know the context, so it is made once for each distinct input, which for the first layer is a
form; only the second is made word by word. Torch's own LSTM makes both for every word.

Torch's sigmoid takes a quarter of the time of its tanh, and `tanh(x) = 2 * sigmoid(2 * x) - 1`. So
all gates are sigmoids here, and the factors of two, which lose no digit, are in the parameters.
"""

from __future__ import annotations

from typing import Any

from kzcorpus.annotate.stanza_fast.packing import Packing

#: The places of torch's gates (input, forget, cell, output) in ours: that with a tanh comes last.
ORDER = (0, 1, 3, 2)


class Layer:
    """A layer of a bidirectional `torch.nn.LSTM`, with its parameters."""

    def __init__(self, lstm: Any, layer: int = 0) -> None:
        self._forward = _Direction(lstm, f"_l{layer}")
        self._backward = _Direction(lstm, f"_l{layer}_reverse")

    def __call__(self, inputs: Any, rows: Any, packing: Packing, start: tuple[Any, Any]) -> Any:
        """The states of packed words: words x states of both directions.

        Args:
            inputs: distinct inputs x width.
            rows: for each packed word its row in `inputs`.
            packing: how the words are packed.
            start: the hidden and the cell states before a sentence, directions x 1 x states.
        """
        import torch

        sizes = packing.sizes.tolist()
        turned = torch.from_numpy(packing.turned()).to(rows.device)
        (hidden, hidden_back), (cell, cell_back) = start
        forward = self._forward(inputs, rows, sizes, hidden, cell)
        backward = self._backward(inputs, rows[turned], sizes, hidden_back, cell_back)
        return torch.cat([forward, backward[turned]], 1)


class _Direction:
    """One direction of a layer."""

    def __init__(self, lstm: Any, suffix: str) -> None:
        bias = getattr(lstm, "bias_ih" + suffix) + getattr(lstm, "bias_hh" + suffix)
        self._bias = _ours(bias)
        self._of_input = _ours(getattr(lstm, "weight_ih" + suffix))
        # What it is multiplied with is half the hidden state.
        self._of_state = (2 * _ours(getattr(lstm, "weight_hh" + suffix))).t().contiguous()

    def __call__(self, inputs: Any, rows: Any, sizes: list[int], hidden: Any, cell: Any) -> Any:
        """The states in the order in which the words are read, first words first."""
        import torch

        most, width = sizes[0], cell.shape[1]
        of_input = torch.nn.functional.linear(inputs, self._of_input, self._bias)
        halves = of_input.new_empty(len(rows), width)
        gates, shown = of_input.new_empty(most, 4 * width), of_input.new_empty(most, width)
        half, double = (hidden / 2).expand(most, -1), (cell * 2).repeat(most, 1)
        at = 0
        for n in sizes:
            step = torch.index_select(of_input, 0, rows[at : at + n], out=gates[:n])
            step.addmm_(half[:n], self._of_state).sigmoid_()
            take, keep, show, new = step.chunk(4, 1)
            double = double[:n].mul_(keep).addcmul_(take, new.sub_(0.5), value=4)
            tanh = torch.sigmoid(double, out=shown[:n]).sub_(0.5)
            half = torch.mul(show, tanh, out=halves[at : at + n])
            at += n
        return halves.mul_(2)


def _ours(parameter: Any) -> Any:
    """A parameter of torch's gates in our order, that of the tanh doubled."""
    import torch

    parts = parameter.detach().chunk(4)
    *others, new = (parts[number] for number in ORDER)
    return torch.cat([*others, 2 * new])
