"""Lines over periods: when something is mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.ticker import MaxNLocator

from kzcorpus.plots.figure import Plot, drawing, grouped, nothing, shortened
from kzcorpus.plots.palette import LINES

#: Letters of labels that find room beside each other, and marks on a line.
_LETTERS, _MARKS = 60, 40


class Series(NamedTuple):
    """One line: a figure for each period; None where there is nothing to divide by."""

    name: str
    values: Sequence[float | None]


def draw_lines(periods: Sequence[str], series: Sequence[Series], title: str, unit: str) -> Plot:
    """At most `len(LINES)` lines over the same periods; the caller finishes the plot."""
    with drawing(8, 3.9 + 0.22 * ((len(series) - 1) // 2)) as plot:
        axes = plot.subplots()
        axes.set_title(title)
        if not periods or not series:
            nothing(axes)
            return plot
        places = list(range(len(periods)))
        for line, one in zip(LINES, series, strict=False):
            values = [float("nan") if value is None else value for value in one.values]
            axes.plot(
                places,
                values,
                color=line.colour,
                linestyle=line.style,
                marker=line.marker,
                markersize=5,
                markevery=-(-len(periods) // _MARKS),
                markeredgecolor="#ffffff",
                markeredgewidth=0.6,
                linewidth=2,
                label=shortened(one.name),
            )
        step = -(-len(periods) * len(periods[0]) // _LETTERS)
        axes.set_xticks(places[::step], periods[::step])
        axes.set_xlim(-0.5, len(periods) - 0.5)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.yaxis.set_major_formatter(lambda value, _: grouped(value))
        axes.set_ylabel(unit)
        axes.grid(axis="y", linewidth=0.6)
        if len(series) > 1:
            plot.legend(loc="outside lower left", ncols=2, handlelength=3.4)
        return plot
