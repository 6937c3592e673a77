"""Numbers that may refer to a note, and lines that begin one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.normalise.footnotes import find_markers, find_notes
from kzcorpus.normalise.lines import split_lines


def found(text: str) -> list[tuple[str, str]]:
    """What is cut out, and the label, of every possible marker."""
    return [(text[marker.start : marker.end], marker.label) for marker in find_markers(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("gerçekleşmiştir.1 Söz", [("1", "1")]),
        ("Erdem1 der", [("1", "1")]),
        ("Bakanlığı’nın2 belgesi", [("2", "2")]),
        ("sunmuştur.”12", [("12", "12")]),
        ("imzalayıblar.¹⁰ Bundan", [("¹⁰", "10")]),
        ("demiştir [3].", [(" [3]", "3")]),
        ("demiştir [3]ve", [("[3]", "3")]),
        ("demiştir[^a-1]", [("[^a-1]", "^a-1")]),
        ("çekmektedir: 10", [(" 10", "10")]),
        ("(SSCB)4 dağıldı", [("4", "4")]),
    ],
)
def test_markers(text: str, want: list[tuple[str, str]]) -> None:
    assert found(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "COVID19",
        "Covid-19",
        "G20",
        "F16",
        "m² ve km² ve x³",
        "CO²",
        "1991’de",
        "Kanun’un 5. maddesi",
        "II.2",
        "s.193",
        "7.500",
        "H1N1 salgını",
        "Erdem1’in",
        "saat 10:30",
        "Rusya 25 Ekim",
        "https://ornek.kz/2018/09",
        "10² ve 10⁶",
        "[Not]",
        "[3](https://ornek.kz)",
        "[^1]: tanım",
        "Dağ0 ve dağ⁰",
        "bkz.: 10 kişi",
    ],
)
def test_no_markers(text: str) -> None:
    assert found(text) == []


@given(st.text("aB.,:”)] [^1234⁰¹²-\n"))
def test_markers_lie_in_the_text_in_order(text: str) -> None:
    markers = list(find_markers(text))
    assert all(text[m.start : m.end].strip(" ") for m in markers)
    assert all(a.end <= b.start for a, b in zip(markers, markers[1:], strict=False))


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
