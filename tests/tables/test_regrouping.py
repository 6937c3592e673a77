"""Pieces of any length become tables of one."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.tables import regrouped


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(1, 20))
def test_pieces_of_any_length_become_tables_of_one(lengths: list[int], size: int) -> None:
    numbers = iter(range(sum(lengths)))
    pieces = [pa.table({"n": [next(numbers) for _ in range(n)]}, _SCHEMA) for n in lengths]
    tables = list(regrouped(iter(pieces), size))
    assert [n for table in tables for n in table["n"].to_pylist()] == list(range(sum(lengths)))
    assert all(table.num_rows == size for table in tables[:-1])
    assert not tables or 0 < tables[-1].num_rows <= size


_SCHEMA = pa.schema([("n", pa.int64())])
