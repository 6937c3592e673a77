"""A network: who goes with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from kzcorpus.plots.figure import Plot, drawing, nothing, shortened
from kzcorpus.plots.palette import GROUPS, INK, Group

#: Points: the radius of the smallest thing, and what the largest has besides.
_LEAST, _MORE = 3.5, 9.0
_SEED = 7
#: How much wider than high the picture is, and how the side of a part grows with what is in it.
_SHAPE, _GROWTH = 1.4, 0.68
#: Together so often is a thick line at least: in a small corpus not everything is heavy.
_THICK = 10


class Node(NamedTuple):
    """A thing of the network; `weight` is how often it is mentioned."""

    name: str
    group: Group
    weight: int


class Edge(NamedTuple):
    """Two things by their ids, and how often they are together."""

    source: str
    target: str
    weight: int


def draw_graph(nodes: Mapping[str, Node], edges: Sequence[Edge], title: str) -> Plot:
    """Things by their ids, and what joins them: the same picture for the same data."""
    with drawing(9, 7) as plot:
        axes = plot.subplots()
        axes.set_title(title)
        if not edges:
            nothing(axes)
            return plot
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        axes.margins(0.09)
        places = _layout(edges)
        heaviest = max(_THICK, *(edge.weight for edge in edges))
        # No grey is lighter than what can be seen on white; what is rare is thin.
        axes.add_collection(
            LineCollection(
                [[places[edge.source], places[edge.target]] for edge in edges],
                linewidths=[0.6 + 4.4 * (edge.weight / heaviest) ** 0.5 for edge in edges],
                colors="#8b95a1",
                zorder=1,
            )
        )
        sizes = _sizes(nodes)
        shown = [group for group in GROUPS if any(node.group == group for node in nodes.values())]
        for group in shown:
            mine = [id_ for id_, node in nodes.items() if node.group == group]
            axes.scatter(
                [places[id_][0] for id_ in mine],
                [places[id_][1] for id_ in mine],
                s=[(2 * sizes[id_]) ** 2 for id_ in mine],
                c=group.colour,
                marker=group.marker,
                edgecolors="#ffffff",
                linewidths=0.8,
                zorder=2,
            )
        if len(shown) > 1:
            keys = [
                Line2D([], [], color=group.colour, marker=group.marker, linestyle="", markersize=8)
                for group in shown
            ]
            plot.legend(
                keys, [group.name for group in shown], loc="outside lower left", ncols=len(keys)
            )
        plot.draw_without_rendering()
        _label(plot, axes, nodes, places, sizes)
        return plot


def _layout(edges: Sequence[Edge]) -> dict[str, tuple[float, float]]:
    """Places by force, for each part that hangs together; the parts in rows, the largest first.

    Laid out as one, parts push each other so far away that nothing in them can be read.
    """
    import networkx as nx

    graph = nx.Graph()
    for edge in edges:
        graph.add_edge(edge.source, edge.target, weight=edge.weight**0.5)
    parts = [graph.subgraph(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), min(part)))
    sides = [len(part) ** _GROWTH for part in parts]
    width = max(sides[0], (sum(side * side for side in sides) * _SHAPE) ** 0.5)
    places: dict[str, tuple[float, float]] = {}
    left = top = row = 0.0
    for part, side in zip(parts, sides, strict=True):
        if left and left + side > width:
            left, top, row = 0.0, top - row, 0.0
        found = nx.spring_layout(part, k=2.2 / len(part) ** 0.5, iterations=300, seed=_SEED)
        middle = (left + side / 2, top - side / 2)
        for id_, (x, y) in found.items():
            # From -1 to 1; the rest of the square keeps the parts apart.
            places[id_] = (middle[0] + 0.36 * side * float(x), middle[1] + 0.36 * side * float(y))
        left, row = left + side, max(row, side)
    return places


def _sizes(nodes: Mapping[str, Node]) -> dict[str, float]:
    """The radius of each, in points: its area grows with its mentions."""
    most = max(node.weight for node in nodes.values())
    return {id_: _LEAST + _MORE * (node.weight / most) ** 0.5 for id_, node in nodes.items()}


def _label(
    plot: Plot,
    axes: Axes,
    nodes: Mapping[str, Node],
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
) -> None:
    """Names, the most mentioned first, each where it covers least of what is there already."""
    scale = plot.dpi / 72
    frame = plot.bbox
    points = {id_: axes.transData.transform(place) for id_, place in places.items()}
    taken = []
    for id_, (x, y) in points.items():
        half = sizes[id_] * scale
        taken.append((x - half, y - half, x + half, y + half))
    for id_ in sorted(nodes, key=lambda one: -nodes[one].weight):
        far = sizes[id_] + 3
        text = axes.annotate(
            shortened(nodes[id_].name),
            places[id_],
            (0, 0),
            textcoords="offset points",
            fontsize=8.5,
            color=INK,
            annotation_clip=False,
            path_effects=[withStroke(linewidth=2.5, foreground="#ffffff")],
            zorder=3,
        )
        text.set_in_layout(False)
        best: tuple[float, Any, Any] | None = None
        for offset, across, along in (
            ((0, -far), "center", "top"),
            ((0, far), "center", "bottom"),
            ((far, 0), "left", "center"),
            ((-far, 0), "right", "center"),
            ((far * 0.8, -far * 0.8), "left", "top"),
            ((-far * 0.8, -far * 0.8), "right", "top"),
            ((far * 0.8, far * 0.8), "left", "bottom"),
            ((-far * 0.8, far * 0.8), "right", "bottom"),
        ):
            text.xyann = offset
            text.set(ha=across, va=along)
            box = text.get_window_extent().extents
            cost = sum(_overlap(box, other) for other in taken)
            outside = box[0] < frame.x0 or box[2] > frame.x1 or box[1] < frame.y0
            cost += 1e6 if outside else 0
            if best is None or cost < best[0]:
                best = (cost, (offset, across, along), box)
            if cost == 0:
                break
        assert best is not None
        _, (offset, across, along), box = best
        text.xyann = offset
        text.set(ha=across, va=along)
        taken.append(tuple(box))


def _overlap(one: Sequence[float], other: Sequence[float]) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0
