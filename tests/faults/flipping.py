"""One bit of one file of a corpus turns over, anywhere: validation must say so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from kzcorpus.errors import CorpusError
from kzcorpus.tables import Corpus, validate_corpus


def unnoticed(folder: Path, number: int, seed: int) -> Iterator[str]:
    """Flip so many bits in turn, and tell which ones `validate` does not find, or not by name."""
    chance = random.Random(seed)
    names = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    files = sorted(name for name in names if name != ".lock")
    for _ in range(number):
        name = chance.choice(files)
        path = folder / name
        sound = path.read_bytes()
        place, bit = chance.randrange(len(sound)), chance.randrange(8)
        damaged = bytearray(sound)
        damaged[place] ^= 1 << bit
        path.write_bytes(damaged)
        try:
            told = [finding.where for finding in validate_corpus(Corpus(folder))]
        except CorpusError as error:
            told = [name] if name in str(error) or "schema version" in str(error) else []
        finally:
            path.write_bytes(sound)
        if name not in told:
            yield f"{name}: bit {bit} of byte {place} of {len(sound)}"
