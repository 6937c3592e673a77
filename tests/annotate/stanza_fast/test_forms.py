"""Memories of word forms: right, bounded, and the least recently used go first."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.annotate.stanza_fast.forms import FormTable, Memory

BATCHES = st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=8), max_size=12)


class Asked:
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.forms: list[str] = []

    def lengths(self, forms: list[str]) -> list[str]:
        self.forms += forms
        return [form * 2 for form in forms]

    def vectors(self, forms: list[str]) -> Any:
        import torch

        self.forms += forms
        return torch.tensor([[float(ord(form[0])), 1.0] for form in forms])


@given(batches=BATCHES, capacity=st.integers(1, 6))
def test_a_memory_answers_as_its_function(batches: list[list[str]], capacity: int) -> None:
    memory = Memory(Asked().lengths, capacity)
    for batch in batches:
        assert memory(batch) == {form: form * 2 for form in batch}
        assert len(memory._known) <= capacity


def test_a_memory_forgets_what_was_used_least_recently() -> None:
    asked = Asked()
    memory = Memory(asked.lengths, capacity=2)
    for form in ("a", "b", "a", "c", "a", "b"):
        memory([form])
    assert asked.forms == ["a", "b", "c", "b"]


@given(batches=BATCHES, capacity=st.integers(1, 6), chunk=st.integers(1, 4))
def test_a_table_holds_the_vector_of_each_form(
    batches: list[list[str]], capacity: int, chunk: int
) -> None:
    table = FormTable(Asked().vectors, capacity, chunk)
    largest = capacity
    for batch in filter(None, batches):
        vectors, rows = table.vectors(batch)
        assert [int(vectors[row, 0]) for row in rows] == [ord(form) for form in batch]
        largest = max(largest, len(set(batch)))
        assert len(vectors) <= largest


def test_a_table_computes_a_form_once_while_it_has_room() -> None:
    asked = Asked()
    table = FormTable(asked.vectors, capacity=3)
    for batch in (["a", "b", "a"], ["b", "c"], ["a", "d"], ["c"], ["b"]):
        table.vectors(batch)
    assert asked.forms == ["a", "b", "c", "d", "b"]
