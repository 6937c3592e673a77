"""Numbers that may refer to a note, and numbers that may not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.normalise.markers import find_markers


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
        ("treaty in 2006.2 In 1994", [("2", "2")]),
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
        "2006.2 milyon",
        "12006.2 In",
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
    assert all(a.end <= b.start for a, b in pairwise(markers))
