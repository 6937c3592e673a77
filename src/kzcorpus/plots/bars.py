"""Bars that lie: who is mentioned most, and which languages there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from kzcorpus.plots.figure import Plot, drawing, grouped, nothing, shortened
from kzcorpus.plots.palette import ACCENT, GROUPS, Group

#: Inches: a bar with its gap, and what stands around all of them.
_BAR, _AROUND = 0.27, 1.05


class Bar(NamedTuple):
    """A name, its figure, and what stands behind it; `group` tells its colour and hatching."""

    name: str
    value: float
    note: str = ""
    group: Group | None = None


def draw_bars(bars: Sequence[Bar], title: str, unit: str) -> Plot:
    """Bars from the top in the order in which they come; the caller finishes the plot."""
    groups = [group for group in GROUPS if any(bar.group == group for bar in bars)]
    height = _AROUND + _BAR * max(len(bars), 3) + (0.3 if len(groups) > 1 else 0)
    with drawing(8, height) as plot:
        axes = plot.subplots()
        axes.set_title(title)
        if not bars:
            nothing(axes)
            return plot
        _draw(axes, bars, unit)
        if len(groups) > 1:
            keys = [
                Patch(facecolor=group.colour, edgecolor="#ffffff", hatch=group.hatch)
                for group in groups
            ]
            plot.legend(
                keys, [group.name for group in groups], loc="outside lower left", ncols=len(keys)
            )
        return plot


def _draw(axes: Axes, bars: Sequence[Bar], unit: str) -> None:
    places = range(len(bars))
    patches = axes.barh(
        list(places),
        [bar.value for bar in bars],
        color=[bar.group.colour if bar.group else ACCENT for bar in bars],
        edgecolor="#ffffff",
        linewidth=0,
    )
    for patch, bar in zip(patches, bars, strict=True):
        if bar.group:
            patch.set_hatch(bar.group.hatch)
    axes.bar_label(
        patches, [f"{grouped(bar.value)}{bar.note}" for bar in bars], padding=4, fontsize=9
    )
    axes.set_yticks(list(places), [shortened(bar.name) for bar in bars])
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.xaxis.set_major_formatter(lambda value, _: grouped(value))
    axes.grid(axis="x", linewidth=0.6)
    # Room for the figures behind the longest bar.
    axes.set_xlim(0, 1.16 * max(bar.value for bar in bars) or 1)
