"""Shapes of a TopoJSON file: arcs that neighbours share, put together to rings of degrees."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]


class Topology:
    """A file of world-atlas; points are longitude and latitude."""

    def __init__(self, path: Path) -> None:
        self._data = json.loads(path.read_text(encoding="utf-8"))
        scale, move = self._data["transform"]["scale"], self._data["transform"]["translate"]
        self._arcs = []
        for arc in self._data["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
            self._arcs.append(points)

    def shapes(self, name: str) -> list[tuple[str, list[list[Ring]]]]:
        """Each shape of an object: its id, and its polygons as outer ring and holes."""
        return [
            (str(shape.get("id", "")), self._polygons(shape))
            for shape in self._data["objects"][name]["geometries"]
        ]

    def _polygons(self, shape: dict[str, Any]) -> list[list[Ring]]:
        if shape["type"] == "MultiPolygon":
            return [[self._ring(ring) for ring in polygon] for polygon in shape["arcs"]]
        return [[self._ring(ring) for ring in shape["arcs"]]] if "arcs" in shape else []

    def _ring(self, numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            # A negative number is an arc from its end, counted from -1.
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            points += arc[1:] if points else arc
        return _unwrapped(points)


def _unwrapped(points: Ring) -> Ring:
    """A ring that goes on beyond 180 degrees where it crosses that line."""
    turn = 0
    found = points[:1]
    for (before, _), (lon, lat) in itertools.pairwise(points):
        turn += 360 * ((before - lon > 180) - (lon - before > 180))
        found.append((lon + turn, lat))
    return found


def area(ring: Ring) -> float:
    """Square degrees, whatever its direction."""
    return abs(_doubled(ring)) / 2


def _doubled(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def centre(ring: Ring) -> Point:
    """The centre of gravity of a ring."""
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    weights = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    total = 3 * sum(weights)
    x = sum((a[0] + b[0]) * w for (a, b), w in zip(pairs, weights, strict=True)) / total
    y = sum((a[1] + b[1]) * w for (a, b), w in zip(pairs, weights, strict=True)) / total
    return x, y


def simplified(ring: Ring, tolerance: float) -> Ring:
    """A ring without points that lie nearer than so many degrees to the line between others."""
    middle = len(ring) // 2
    if middle < 2:
        return ring
    return _line(ring[: middle + 1], tolerance)[:-1] + _line(ring[middle:], tolerance)


def _line(points: Ring, tolerance: float) -> Ring:
    """Ramer, Douglas and Peucker's way."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        far, at = tolerance, 0
        for index in range(first + 1, last):
            x, y = points[index]
            if length:
                distance = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
            else:
                distance = ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            if distance > far:
                far, at = distance, index
        if at:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]
