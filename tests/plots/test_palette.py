"""Colours that everybody can tell apart: contrast on white, and three kinds of colour blindness."""

from itertools import combinations

import numpy as np
import pytest

from kzcorpus.plots.palette import ACCENT, GROUPS, LINES, QUIET, group_of
from kzcorpus.records import ENTITY_TYPES
from tests.report.test_style import contrast

#: Machado, Oliveira and Fernandes 2009, full severity, for linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def lab(colour: str, kind: str) -> np.ndarray:
    """A colour as somebody sees it, in CIE Lab, where distances are those of the eye."""
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(BLINDNESS[kind] @ linear, 0, 1) / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize(
    "colour", [ACCENT, QUIET, *(line.colour for line in LINES), *(group.colour for group in GROUPS)]
)
def test_every_colour_is_seen_on_white(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 3


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize("colours", [[x.colour for x in LINES], [x.colour for x in GROUPS]])
def test_colours_differ_for_colour_blind_readers(colours: list[str], kind: str) -> None:
    """A difference of 10 is seen at a glance; 2 can just be seen side by side."""
    near = [
        (one, other)
        for one, other in combinations(colours, 2)
        if np.linalg.norm(lab(one, kind) - lab(other, kind)) < 10
    ]
    assert near == []


def test_nothing_differs_by_colour_alone() -> None:
    assert len({str(line.style) for line in LINES}) == len(LINES)
    for things in (LINES, GROUPS):
        assert len({thing.marker for thing in things}) == len(things)
    assert len({group.hatch for group in GROUPS}) == len(GROUPS)


def test_every_type_belongs_to_a_group() -> None:
    assert {group_of(name) for name in ENTITY_TYPES} == set(GROUPS)
    assert group_of("PERSON").name == "People"
