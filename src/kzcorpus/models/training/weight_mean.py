"""The running mean of weights while they are trained: its noise is far less than any one step's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


class WeightMean:
    """The running mean of tensors, beginning with what they are now.

    Args:
        weights: the tensors by name, as training changes them in place.
    """

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self._weights = {name: value.detach() for name, value in weights.items()}
        self._mean = self._copied()

    def add(self, decay: float) -> None:
        """Count the weights of now in: `decay` is what the mean before them still counts for."""
        for name, value in self._weights.items():
            self._mean[name].lerp_(value, 1 - decay)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """The weights are the mean inside the block, and their own again behind it."""
        own = self._copied()
        self._put(self._mean)
        try:
            yield
        finally:
            self._put(own)

    def _copied(self) -> dict[str, Any]:
        return {name: value.clone() for name, value in self._weights.items()}

    def _put(self, values: Mapping[str, Any]) -> None:
        for name, value in self._weights.items():
            value.copy_(values[name])
