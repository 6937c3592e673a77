"""Damage that nobody planted on purpose is found; so is what a build would take over from it."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kzcorpus.build import build_corpus
from kzcorpus.errors import CorpusError
from kzcorpus.tables import Corpus, validate_corpus
from tests.conftest import contents, part
from tests.fakes import fake_router
from tests.faults.flipping import unnoticed


def test_a_flipped_bit_anywhere_is_found(copy: Path) -> None:
    assert list(unnoticed(copy, 150, 7)) == []


def test_what_is_not_looked_at_would_be_told(copy: Path) -> None:
    (copy / "notes.txt").write_text("mine", encoding="utf-8")
    assert any(told.startswith("notes.txt: bit") for told in unnoticed(copy, 150, 7))


def flip(path: Path, place: float = 0.5) -> None:
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 1
    path.write_bytes(data)


def test_a_flipped_bit_of_the_ledger_is_found_and_a_missing_ledger_is_none(copy: Path) -> None:
    flip(part(copy / ".ledger", "done"))
    (finding,) = validate_corpus(Corpus(copy))
    assert finding.what == "changed since it was built; build again with --force"
    assert finding.where.startswith(".ledger/done/")
    part(copy / ".ledger", "done").unlink()
    assert list(validate_corpus(Corpus(copy))) == []


@pytest.mark.parametrize("table", ["tokens", "words", "sentences", "entities", "documents"])
@pytest.mark.parametrize("place", [0.1, 0.3])
def test_a_build_takes_over_no_damaged_rows(
    raw: Path, out: Path, tmp_path: Path, table: str, place: float
) -> None:
    """It says so, or does the documents again where not even the number of rows can be read."""
    flip(part(out, table), place)
    (raw / "az/dost.txt").write_text("Bakı böyük şəhərdir.\n", encoding="utf-8")
    try:
        build_corpus(raw, out, router=fake_router)
    except CorpusError:
        build_corpus(raw, out, force=True, router=fake_router)
    build_corpus(raw, tmp_path / "fresh", router=fake_router)
    assert contents(out) == contents(tmp_path / "fresh")


def test_damaged_rows_that_can_be_read_are_refused_by_name(raw: Path, out: Path) -> None:
    path = part(out, "words")
    rows = pq.read_table(path)
    pq.write_table(rows.take(list(range(rows.num_rows))[::-1]), path)
    (raw / "az/dost.txt").write_text("Bakı böyük şəhərdir.\n", encoding="utf-8")
    told = f"{path}: changed since it was built; build with --force"
    with pytest.raises(CorpusError, match=re.escape(told)):
        build_corpus(raw, out, router=fake_router)
