"""LSTMs over packed sentences: torch's own states, whatever is shared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcorpus.annotate.stanza_fast.forms import distinct
from kzcorpus.annotate.stanza_fast.packing import packings
from kzcorpus.annotate.stanza_fast.recurrent import Layer


@settings(max_examples=25)
@given(lengths=st.lists(st.integers(1, 9), min_size=1, max_size=8), seed=st.integers(0, 99))
def test_the_states_are_those_of_torch(lengths: list[int], seed: int) -> None:
    import torch
    from torch.nn.utils.rnn import PackedSequence

    torch.manual_seed(seed)
    lstm = torch.nn.LSTM(3, 5, bidirectional=True).eval()
    start = torch.randn(2, 1, 5), torch.randn(2, 1, 5)
    table, rows = torch.randn(4, 3), torch.randint(4, (sum(lengths),))
    (packing,) = packings(lengths)
    positions = torch.from_numpy(packing.positions)
    with torch.inference_mode():
        packed = PackedSequence(table[rows[positions]], torch.from_numpy(packing.sizes))
        wanted = lstm(packed, tuple(state.expand(-1, len(lengths), -1) for state in start))[0].data
        found = Layer(lstm)(*distinct(table, rows[positions]), packing, start)
    assert torch.allclose(found, wanted, atol=1e-6)


@pytest.mark.parametrize("layer", [0, 1])
def test_each_layer_has_parameters_of_its_own(layer: int) -> None:
    import torch

    lstm = torch.nn.LSTM(4, 2, num_layers=2, bidirectional=True).eval()
    alone = torch.nn.LSTM(4, 2, bidirectional=True).eval()
    names = {name.replace(f"_l{layer}", "_l0"): name for name in dict(lstm.named_parameters())}
    alone.load_state_dict({name: lstm.state_dict()[names[name]] for name in alone.state_dict()})
    (packing,) = packings([3])
    inputs, zeros = torch.randn(3, 4), torch.zeros(2, 1, 2)
    with torch.inference_mode():
        found = Layer(lstm, layer)(inputs, torch.arange(3), packing, (zeros, zeros))
        assert torch.allclose(found, alone(inputs)[0], atol=1e-6)


@given(lengths=st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_turned_reads_each_sentence_from_its_end(lengths: list[int]) -> None:
    (packing,) = packings(lengths)
    places = [(number, at) for number, length in enumerate(lengths) for at in range(length)]
    for word, other in zip(packing.positions, packing.positions[packing.turned()], strict=True):
        number, at = places[word]
        assert places[other] == (number, lengths[number] - 1 - at)
