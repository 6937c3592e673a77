"""Lines that begin a note."""

from __future__ import annotations

import pytest

from kzcorpus.normalise.footnotes import find_notes
from kzcorpus.normalise.lines import split_lines


def labels(text: str) -> list[str]:
    return list(find_notes(text, split_lines(text), frozenset()).labels.values())


@pytest.mark.parametrize("note", ["1  Not", "12  Not", "¹ Not", "²Not", "[3] Not", "[^a]: Not"])
def test_a_note_below_an_empty_line(note: str) -> None:
    assert len(labels(f"Metin.\n\n{note}.")) == 1


@pytest.mark.parametrize("line", ["1 Not", "1. Not", "1991  yılı", "[Not]", "m² ve", "(3) Not"])
def test_other_lines_begin_no_note(line: str) -> None:
    assert labels(f"Metin.\n\n{line}") == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Bozkır25  Ekim\n25  Ekim günü", ["25"]),
        ("Toplantı Astana’da yapıldı,\n25  Ekim günü bitti.", []),
        ("Söz.1 Söz.2\n\n1 Not\n2 Not\n4 Not", ["1", "2"]),
        ("Söz.1\n\n1 Not\n\n2 Mart günü.", ["1"]),
        ("2 Mart günü.\n\n2 Mart günü.", []),
    ],
)
def test_a_plain_number_needs_evidence(text: str, want: list[str]) -> None:
    assert labels(text) == want
