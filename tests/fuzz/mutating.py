"""Inputs made of others, blindly: for where Atheris is not, and for the seeded run of the tests."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

#: No input is longer.
LONGEST = 20_000


def mutations(
    seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random
) -> Iterator[bytes]:
    """Inputs without end: each a seed, changed a few times; some changed ones become seeds."""
    pool = list(seeds) or [b""]
    while True:
        data = bytearray(chance.choice(pool))
        for _ in range(1 + int(chance.expovariate(0.5))):
            _change(data, pool, words, chance)
        made = bytes(data[:LONGEST])
        yield made
        if chance.random() < 0.02:
            pool.append(made)
            del pool[len(seeds) + 200 :]


def _change(
    data: bytearray, pool: Sequence[bytes], words: Sequence[bytes], chance: random.Random
) -> None:
    start = chance.randint(0, len(data))
    end = min(len(data), start + int(chance.expovariate(0.1)))
    match chance.randrange(7):
        case 0 if data:
            data[min(start, len(data) - 1)] ^= 1 << chance.randrange(8)
        case 1 if data:
            data[min(start, len(data) - 1)] = chance.randrange(256)
        case 2:
            del data[start:end]
        case 3:
            data[start:start] = data[start:end] * chance.randint(1, 30)
        case 4:
            other = chance.choice(pool)
            at = chance.randint(0, len(other))
            data[start:end] = other[at : at + int(chance.expovariate(0.02))]
        case 5:
            del data[start:]
        case _:
            data[start:end] = chance.choice(words) if words else b""
