"""The running mean of weights."""

from __future__ import annotations

import pytest

from kzcorpus.models.training.weight_mean import WeightMean

pytest.importorskip("torch")


def test_the_mean_is_shown_and_taken_back() -> None:
    import torch

    model = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.constant_(model.weight, 1.0)
    mean = WeightMean(model.state_dict())
    torch.nn.init.constant_(model.weight, 2.0)
    mean.add(2 / 11)  # of the old, and 9/11 of the new
    with mean.shown():
        assert model.weight.item() == pytest.approx((2 * 1.0 + 9 * 2.0) / 11)
    assert model.weight.item() == 2.0
