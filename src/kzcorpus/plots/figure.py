"""A figure that shows itself in a notebook, and says in words what it shows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kzcorpus.plots.palette import INK, QUIET, RULE

if TYPE_CHECKING:
    import pandas as pd

#: Dots of a picture to one of the screen: sharp where a screen has two.
_SHARP = 2
_DPI = 96
#: The font lies in matplotlib itself, with Turkish, Kazakh Cyrillic and Arabic letters.
_STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": RULE,
    "hatch.color": "#ffffff",
    "hatch.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "figure.facecolor": "#ffffff",
    "axes.facecolor": "#ffffff",
    "text.usetex": False,
    # A name that holds two dollar signs is no formula.
    "text.parse_math": False,
}


class Plot(Figure):
    """A matplotlib figure with what was drawn: go on with `plot.axes`, or `plot.savefig(path)`.

    `rows` are the figures as a DataFrame, `commands` the shell lines that print them, `told` says
    in words what is to be seen, for readers who cannot see it. It is not one of pyplot's, which
    would keep it in memory and show it a second time.
    """

    rows: pd.DataFrame
    commands: tuple[str, ...]
    told: str

    def __repr__(self) -> str:
        return f"<Plot: {self.told}>"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """A picture for the notebook, with its description as alternative text."""
        width, height = (round(inches * _DPI) for inches in self.get_size_inches())
        size = {"width": width, "height": height, "alt": self.told}
        return {"image/png": self._png(), "text/plain": repr(self)}, {"image/png": size}

    def _png(self) -> bytes:
        file = io.BytesIO()
        self.savefig(file, format="png", dpi=_SHARP * _DPI)
        return file.getvalue()


@contextmanager
def drawing(width: float, height: float) -> Iterator[Plot]:
    """A figure of so many inches to draw in, in our style, whatever the user's settings are."""
    with mpl.rc_context(_STYLE):  # type: ignore[arg-type]  # wants its keys as literals
        plot = Plot(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(plot)
        yield plot


def finish(
    plot: Plot, rows: pd.DataFrame, commands: Sequence[str], told: str, note: str = ""
) -> Plot:
    """Add what was drawn and, under the picture, what the reader has to know about it."""
    plot.rows, plot.commands, plot.told = rows, tuple(commands), told
    if note:
        plot.axes[0].set_xlabel(note, loc="left", fontsize=8.5, color=QUIET)
    return plot


def nothing(axes: Axes) -> None:
    """Say that there is nothing to draw."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, "Nothing found", ha="center", va="center", transform=axes.transAxes)


def grouped(value: float) -> str:
    """A number with its thousands apart.

    >>> grouped(1234567.0), grouped(98.765)
    ('1,234,567', '98.8')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def shortened(name: str, most: int = 34) -> str:
    """A name that leaves room for the picture; the whole one is in `rows`."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
