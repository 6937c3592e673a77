"""Where places lie: our positions, a user's own, and the coasts around them."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from kzcorpus.errors import UsageError
from kzcorpus.report.chunks import ChunkWriter
from kzcorpus.report.selection import Selection

#: Latitude and longitude in degrees.
Position = tuple[float, float]
_COLUMNS = ("canonical_id", "lat", "lon")


def read_places(own: Path | None = None) -> dict[str, Position]:
    """Positions by canonical_id: ours, with those of a user's own CSV file over them.

    Raises:
        UsageError: the file cannot be read, lacks a column, or holds what is no position.
    """
    ours = (_data() / "places.csv").read_text(encoding="utf-8")
    places = _parsed(ours, "places.csv")
    if own is not None:
        try:
            text = own.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{own}: cannot be read as a table of places: {error}") from error
        places |= _parsed(text, str(own))
    return places


def _parsed(text: str, name: str) -> dict[str, Position]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(f"{name}: lacks the column {missing[0]}; needed are {', '.join(_COLUMNS)}")
    places = {}
    for row in reader:
        try:
            lat, lon = float(row["lat"]), float(row["lon"])
        except (TypeError, ValueError):
            lat = lon = float("nan")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise UsageError(
                f"{name}:{reader.line_num}: lat and lon must be decimal degrees, "
                f"not {row['lat']!r}, {row['lon']!r}"
            )
        places[row["canonical_id"]] = (lat, lon)
    return places


def write_places(selection: Selection, writer: ChunkWriter, places: dict[str, Position]) -> int:
    """Write the chunks places and land, if any place of the selection is known.

    Columns e, id, name, type, n, lat, lon, labels, cells, as those of the ranking.

    Returns:
        How many places there are on the map.
    """
    found = selection.rows(
        """
        select e, canonical_id, ents.name, ents.type, n, canon.labels, cells
        from ents join shares using (e) left join canon using (canonical_id)
        where list_contains(?, canonical_id) order by e
        """,
        [list(places)],
    )
    if not found:
        return 0
    rows: dict[str, list[Any]] = {
        "e": [], "id": [], "name": [], "type": [], "n": [], "lat": [], "lon": [],
        "labels": [], "cells": [],
    }  # fmt: skip
    for e, canonical_id, name, type_, n, labels, cells in found:
        lat, lon = places[canonical_id]
        told = [pair for pair in labels or () if pair[1] != name]
        values = (e, canonical_id, name, type_, n, lat, lon, told, cells)
        for column, value in zip(rows.values(), values, strict=True):
            column.append(value)
    writer.write("places", rows)
    writer.write("land", json.loads((_data() / "land.json").read_text(encoding="utf-8")))
    return len(found)


def _data() -> Any:
    return files("kzcorpus.report") / "data"
