"""Positions: ours, a user's own, and which of them a report puts on its map."""

from pathlib import Path

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters
from kzcorpus.report import write_report
from kzcorpus.report.places import read_places
from kzcorpus.tables import Corpus
from tests.report.reading import chunk

#: Within half a degree: what everybody can look up.
KNOWN = {
    "gpe/astana": (51.2, 71.4),
    "gpe/almaty": (43.3, 76.9),
    "gpe/ankara": (39.9, 32.9),
    "gpe/baku": (40.4, 49.9),
    "gpe/moscow": (55.8, 37.6),
    "gpe/turkistan": (43.3, 68.3),
}


@pytest.mark.parametrize("place", KNOWN)
def test_towns_lie_where_they_lie(place: str) -> None:
    lat, lon = read_places()[place]
    assert abs(lat - KNOWN[place][0]) < 0.5
    assert abs(lon - KNOWN[place][1]) < 0.5


def test_countries_lie_inside_their_borders() -> None:
    places = read_places()
    assert 41 < places["gpe/kazakhstan"][0] < 55
    assert 47 < places["gpe/kazakhstan"][1] < 87
    # It goes beyond 180 degrees; its middle does not.
    assert 60 < places["gpe/russia"][1] < 130
    # What is no state of today has no place.
    assert "gpe/soviet-union" not in places


def test_every_place_is_one_of_our_gazetteer() -> None:
    from kzcorpus.entities import load_gazetteer

    entries = load_gazetteer().entries
    places = read_places()
    assert len(places) > 800
    assert {place for place in places if place not in entries} == set()
    assert {entries[place].type for place in places} == {"GPE"}


def own(folder: Path, text: str) -> Path:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_places_go_before_ours(tmp_path: Path) -> None:
    path = own(tmp_path, "lat,canonical_id,lon,note\n1.5,gpe/astana,-2,x\n0,nil/gpe/x,180,\n")
    places = read_places(path)
    assert places["gpe/astana"] == (1.5, -2.0)
    assert places["nil/gpe/x"] == (0.0, 180.0)
    assert "gpe/almaty" in places


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("canonical_id,lat\nx,1\n", "lacks the column lon"),
        ("", "lacks the column canonical_id"),
        ("canonical_id,lat,lon\nx,1,2\ny,91,2\n", r"own\.csv:3: lat and lon must be"),
        ("canonical_id,lat,lon\nx,nan,2\n", "decimal degrees, not 'nan'"),
        ("canonical_id,lat,lon\nx,1\n", "decimal degrees"),
    ],
)
def test_what_is_no_position_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_places(own(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read as a table of places"):
        read_places(tmp_path / "none.csv")


def test_the_map_holds_the_places_of_the_selection(corpus: Corpus, tmp_path: Path) -> None:
    path = own(tmp_path, "canonical_id,lat,lon\nnil/gpe/kazakistan,48,67\nnil/gpe/x,1,1\n")
    write_report(corpus, tmp_path / "tr", Filters(lang="tr"), places=path)
    shown = chunk(tmp_path / "tr", "places")
    assert (shown["id"], shown["lat"], shown["lon"]) == (["nil/gpe/kazakistan"], [48], [67])
    assert sum(shown["cells"][0][2::3]) == shown["n"][0] > 0
    assert chunk(tmp_path / "tr", "meta")["counts"]["places"] == 1
    assert chunk(tmp_path / "tr", "land")["home"]


def test_without_places_nothing_is_written(corpus: Corpus, tmp_path: Path) -> None:
    write_report(corpus, tmp_path / "site")
    assert chunk(tmp_path / "site", "meta")["counts"]["places"] == 0
    assert not (tmp_path / "site" / "data" / "places.js").exists()
    assert not (tmp_path / "site" / "data" / "land.js").exists()
