"""Colours, marks and lines: told apart by colour-blind readers, and without colour at all.

Every colour has a contrast of 3 to 1 or more on white (WCAG 2.2, 1.4.11).
"""

from __future__ import annotations

from typing import NamedTuple

INK, QUIET, RULE = "#1b2026", "#535d69", "#c9d0d8"
#: What stands alone.
ACCENT = "#0b57a4"


class Line(NamedTuple):
    """How one of several lines is drawn, in matplotlib's words."""

    colour: str
    style: str
    marker: str


#: For lines held against each other; more could not be told apart.
LINES = (
    Line("#0b57a4", "-", "o"),
    Line("#c2500a", "--", "s"),
    Line("#00805c", "-.", "^"),
    Line("#8e2e7c", ":", "D"),
    Line("#d6609f", (0, (5, 1, 1, 1, 1, 1)), "v"),  # type: ignore[arg-type]
    Line("#1b2026", (0, (1, 1)), "P"),  # type: ignore[arg-type]
)


class Group(NamedTuple):
    """Kinds of names that are drawn alike: the colours and shapes of the report."""

    name: str
    colour: str
    marker: str
    hatch: str


_PERSON = Group("People", "#1f5f9e", "o", "")
_PLACE = Group("Places", "#00805c", "s", "//")
_ORG = Group("Organisations and peoples", "#b06a00", "D", "..")
_WORK = Group("Events and works", "#8e2e7c", "^", "xx")
_VALUE = Group("Values", "#5b5b5b", "h", "\\\\")
GROUPS = (_PERSON, _PLACE, _ORG, _WORK, _VALUE)
_BY_TYPE = {
    **dict.fromkeys(("PERSON", "TITLE"), _PERSON),
    **dict.fromkeys(("GPE", "LOC", "FAC"), _PLACE),
    **dict.fromkeys(("ORG", "NORP"), _ORG),
    **dict.fromkeys(("EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE"), _WORK),
}


def group_of(type_: str) -> Group:
    """The group of an entity type."""
    return _BY_TYPE.get(type_, _VALUE)
