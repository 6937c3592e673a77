"""Python's search for cycles: seldom, and not among what was there before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from kzcorpus.cycles import leave_out, search_seldom, take_back


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


class Loop:
    def __init__(self) -> None:
        self.itself = self


def loops() -> int:
    return sum(isinstance(thing, Loop) for thing in gc.get_objects())


def test_thousands_of_new_objects_begin_no_search() -> None:
    gc.collect()
    search_seldom()
    for _ in range(10_000):
        Loop()
    assert loops() == 10_000
    gc.collect()
    assert loops() == 0


def test_what_was_left_out_is_no_longer_looked_at_until_it_is_taken_back() -> None:
    kept = Loop()
    leave_out()
    assert loops() == 0
    take_back()
    assert loops() == 1
    assert kept.itself is kept
