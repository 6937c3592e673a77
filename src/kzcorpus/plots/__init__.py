"""Plots for notebooks: `corpus.plot.timeline("Tokayev")`.

Drawn by matplotlib, which makes pictures that any notebook shows without a network, brings a font
with all our letters, and is what users who go on with a figure know best. It is imported when
something is drawn, not before.
"""

from kzcorpus.plots.methods import Plots

__all__ = ["Plots"]
