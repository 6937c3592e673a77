"""Words written letter by letter, as Stanza's model writes them one by one."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kzcorpus.annotate.stanza_fast.writing import Encoded, read, write

LETTERS = 16


def made(seed: int, *, copy: bool = True) -> Any:
    """A model with random parameters, which ends words early, late and never."""
    import torch
    from stanza.models.common.seq2seq_model import Seq2SeqModel

    torch.manual_seed(seed)
    args = {
        "vocab_size": LETTERS,
        "emb_dim": 6,
        "hidden_dim": 8,
        "num_layers": 1,
        "dropout": 0.0,
        "max_dec_len": 8,
        "attn_type": "soft",
        "copy": copy,
    }
    model = Seq2SeqModel(args).eval()
    for parameter in model.parameters():
        parameter.data.normal_()
    return model


def padded(lengths: list[int], seed: int) -> tuple[Any, Any]:
    """Random words, longest first; two letters more than the model knows are in them."""
    import torch

    torch.manual_seed(seed)
    lengths = sorted(lengths, reverse=True)
    source = torch.randint(4, LETTERS + 2, (len(lengths), lengths[0]))
    source[torch.arange(lengths[0]) >= torch.tensor(lengths)[:, None]] = 0
    return source, source == 0


@settings(max_examples=40)
@given(
    lengths=st.lists(st.integers(1, 7), min_size=1, max_size=9),
    seed=st.integers(0, 999),
    beams=st.sampled_from([1, 1, 2, 5]),
    known_only=st.booleans(),
    copy=st.booleans(),
)
@example(lengths=[1, 1, 1, 1, 5], seed=411, beams=2, known_only=False, copy=False)
@example(lengths=[1, 1, 3], seed=0, beams=1, known_only=True, copy=True)
def test_as_stanza_writes(
    lengths: list[int], seed: int, beams: int, known_only: bool, copy: bool
) -> None:
    import torch

    model, (source, mask) = made(seed, copy=copy), padded(lengths, seed)
    source = source if copy else source.clamp(max=LETTERS - 1)
    with torch.inference_mode():
        wanted, _ = model.predict(source, mask, None, beams, never_decode_unk=known_only)
        found = write(model, read(model, source, mask), beams, known_only=known_only)
    assert found == wanted


@pytest.mark.parametrize("beams", [1, 5])
def test_words_are_dropped_when_they_are_done(beams: int) -> None:
    """Or the test above would not say that this is harmless."""
    import torch

    model, (source, mask) = made(15), padded([6] * 30, 15)
    seen: list[int] = []
    decode = model.decode

    def watched(inputs: Any, *rest: Any, **options: Any) -> Any:
        seen.append(len(inputs))
        return decode(inputs, *rest, **options)

    model.decode = watched
    with torch.inference_mode():
        write(model, read(model, source, mask), beams)
    assert seen[0] == 30 * beams
    assert 0 < seen[-1] < seen[0] / 2


def test_no_words() -> None:
    import torch

    model = made(1)
    empty = torch.zeros(0, 3, dtype=torch.int64)
    none = Encoded(empty, empty == 0, torch.zeros(0, 3, 8), torch.zeros(0, 8), torch.zeros(0, 8))
    assert write(model, none, 1) == []
