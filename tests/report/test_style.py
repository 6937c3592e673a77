"""The colours: enough contrast in both schemes (WCAG 2.2, AA)."""

import re
from importlib.resources import files

import pytest

STYLE = (files("kzcorpus.report") / "static" / "app" / "style.css").read_text(encoding="utf-8")
GROUPS = ("person", "place", "org", "work", "value")
#: Text on ground that must be readable: 4.5 to 1.
TEXT = [
    *((text, ground) for text in ("ink", "quiet", "link") for ground in ("paper", "soft")),
    *((text, "sea") for text in ("ink", "quiet")),
    ("paper", "accent"),
    ("ink", "hit"),
    *(("ink", group) for group in GROUPS),
]
#: Lines and shapes that mean something: 3 to 1.
SHAPES = [(f"{group}-line", "paper") for group in GROUPS] + [
    ("accent", "paper"),
    # Points of the map and the edges of what is chosen.
    *(("place-line", ground) for ground in ("sea", "soft")),
    *(("ink", ground) for ground in ("sea", "paper")),
]


def colours(scheme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)[:2]
    )
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    known = colours(scheme)
    assert contrast(known[text], known[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_lines_can_be_seen(scheme: str, shape: str, ground: str) -> None:
    known = colours(scheme)
    assert contrast(known[shape], known[ground]) >= 3


def test_no_two_groups_differ_by_colour_alone() -> None:
    lines = re.findall(r"\.g-(\w+) \{[^}]*--line: (\w+)", STYLE)
    assert [group for group, _ in lines] == list(GROUPS)
    # Persons and values share the solid line; values alone are grey.
    assert len({line for _, line in lines}) == len(GROUPS) - 1
