"""Telling encodings apart: ours against charset-normalizer with the same few candidates.

    python benchmarks/decoding.py [--pieces N]

Pieces of the sample texts, of 2 to 50 words, are encoded; a detector is right if it gives the text
back, and wrong if it gives another one. Refusing is neither.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError
from kzcorpus.ingest.encodings import decode

RAW = Path("data/raw")
ENCODINGS = {"cp1254": "tr", "cp1251": "ru", "koi8-r": "ru", "kz1048": "kk"}
CANDIDATES = IngestConfig().encodings


def pieces(lang: str, encoding: str, words: int, count: int) -> Iterator[bytes]:
    """Encoded pieces of the samples of a language that are not plain ASCII."""
    texts = [path.read_text(encoding="utf-8").split() for path in sorted((RAW / lang).glob("*"))]
    choice = random.Random(words)
    while count:
        text = choice.choice(texts)
        start = choice.randrange(len(text) - words)
        data = " ".join(text[start : start + words]).encode(encoding, errors="ignore")
        if not data.isascii():
            count -= 1
            yield data


def ours(data: bytes) -> str | None:
    try:
        return decode(data, CANDIDATES)[0]
    except IngestError:
        return None


def peer(data: bytes) -> str | None:
    best = from_bytes(data, cp_isolation=["utf-8", *CANDIDATES]).best()
    return None if best is None else data.decode(best.encoding, errors="replace")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pieces", type=int, default=100)
    count = parser.parse_args().pieces
    print(f"{'':10}{'words':>6}{'ours':>8}{'wrong':>7}{'charset-normalizer':>21}{'wrong':>7}")
    for encoding, lang in ENCODINGS.items():
        for words in (2, 5, 15, 50):
            right = {ours: 0, peer: 0}
            wrong = {ours: 0, peer: 0}
            for data in pieces(lang, encoding, words, count):
                for detector in (ours, peer):
                    found = detector(data)
                    right[detector] += found == data.decode(encoding)
                    wrong[detector] += found not in (None, data.decode(encoding))
            print(
                f"{encoding:10}{words:6}{right[ours] / count:8.0%}{wrong[ours] / count:7.0%}"
                f"{right[peer] / count:21.0%}{wrong[peer] / count:7.0%}"
            )


if __name__ == "__main__":
    main()
