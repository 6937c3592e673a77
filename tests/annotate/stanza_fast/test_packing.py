"""Sentences in the order of torch's packed sequences."""

from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate.stanza_fast.packing import packings


@given(lengths=st.lists(st.integers(1, 12), max_size=20), most=st.integers(1, 40))
def test_every_word_is_packed_once_and_no_batch_is_too_large(lengths: list[int], most: int) -> None:
    seen: list[int] = []
    for packing in packings(lengths, most):
        assert packing.sizes.sum() == len(packing.positions)
        assert len(packing.positions) <= most or packing.sizes[0] == 1
        assert (packing.sizes[1:] <= packing.sizes[:-1]).all()
        seen += packing.positions.tolist()
    assert sorted(seen) == list(range(sum(lengths)))


def test_as_torch_packs() -> None:
    import torch
    from torch.nn.utils.rnn import pack_sequence

    lengths = [3, 1, 4, 1, 5]
    words = torch.arange(sum(lengths))
    torchs = pack_sequence(list(words.split(lengths)), enforce_sorted=False)
    (packing,) = packings(lengths)
    assert packing.positions.tolist() == torchs.data.tolist()
    assert packing.sizes.tolist() == torchs.batch_sizes.tolist()
