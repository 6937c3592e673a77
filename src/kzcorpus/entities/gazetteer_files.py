"""The files of a gazetteer as rows: reading them, and refusing what is not in the form."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kzcorpus.errors import ConfigError

COLUMNS = (
    *("id", "type", "en", "tr", "az", "kk", "kk_latn", "ru", "ar", "aliases", "context"),
    *("relations", "prominent", "qid", "qid_source", "lat", "lon"),
)
#: Columns that hold several things, divided by "|".
LISTS = frozenset(COLUMNS[2:12])
#: Columns that a user's row adds to; in all others what it fills in replaces ours.
_ADDED = frozenset(("aliases", "context", "relations"))

#: What entities can be; values such as dates are none.
TYPES = (
    *("PERSON", "GPE", "LOC", "ORG", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"),
    "LANGUAGE",
)
RELATION_KINDS = frozenset(
    (
        *("capital_of", "capital_until", "located_in", "part_of", "member_of", "citizen_of"),
        *("president_of", "prime_minister_of", "foreign_minister_of", "minister_of", "head_of"),
        *("ambassador_of", "founder_of", "successor_of", "predecessor_of", "ethnic_group_of"),
        "language_of",
    )
)

_ID = re.compile(r"[a-z-]+/[a-z0-9-]+")
_YEARS = re.compile(r"\d{1,4}(?:-(?:\d{1,4})?)?|-\d{1,4}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its place ("people.csv:12"), its cells stripped and in NFC."""

    place: str
    cells: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.cells["id"]

    @property
    def type(self) -> str:
        return self.cells["type"]

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> list[str]:
        """The parts of a cell that holds several things."""
        cell = self.cell(column)
        parts = [part.strip() for part in cell.split("|")] if cell else []
        if not all(parts):
            raise self.error(f"an empty part in {column}: {cell!r}")
        return parts

    def relation(self, text: str) -> tuple[str, str, str]:
        kind, _, rest = text.partition(":")
        target, _, years = rest.partition(":")
        if kind not in RELATION_KINDS or not _ID.fullmatch(target):
            raise self.error(f"no relation {text!r}; write kind:id or kind:id:from-to")
        if years and not _YEARS.fullmatch(years):
            raise self.error(f"no years {years!r} in {text!r}; write 2019-, 1929-1997 or 1991")
        return kind, target, years

    def flag(self, column: str) -> bool:
        if self.cell(column) not in ("", "yes"):
            raise self.error(f"{column} must be yes or empty, not {self.cell(column)!r}")
        return self.cell(column) == "yes"

    def qid(self) -> str:
        qid = self.cell("qid")
        if qid and not re.fullmatch(r"Q[1-9]\d*", qid):
            raise self.error(f"no Wikidata id {qid!r}")
        if bool(qid) != bool(self.cell("qid_source")):
            raise self.error("qid and qid_source go together: a qid only from a source at hand")
        return qid

    def degrees(self, column: str, most: int) -> float | None:
        cell = self.cell(column)
        if not cell:
            return None
        try:
            value = float(cell)
        except ValueError:
            value = float("nan")
        if not -most <= value <= most:
            raise self.error(f"{column} must be decimal degrees up to {most}, not {cell!r}")
        return value

    def error(self, what: str) -> ConfigError:
        return ConfigError(f"{self.place}: {self.id}: {what}")

    def changed(self, other: Row) -> Row:
        """This row with what another one of the same id says."""
        cells = dict(self.cells)
        for column, value in other.cells.items():
            if value and column in _ADDED and cells.get(column):
                cells[column] += f"|{value}"
            elif value:
                cells[column] = value
        if self.type != cells["type"]:
            raise other.error(f"it is a {self.type} in {self.place}, not a {cells['type']}")
        return Row(other.place, cells)


def parse_csv(content: bytes, name: str) -> Iterator[Row]:
    """The rows of a CSV file. It may leave columns out, and name them in any order.

    Raises:
        ConfigError: not UTF-8, an unknown or missing column, or a row that breaks a rule.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: not UTF-8: {error}") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [column.strip() for column in next(reader, [])]
        _check_header(header, f"{name}:1")
        before = reader.line_num
        for cells in reader:
            place = f"{name}:{before + 1}"
            before = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise ConfigError(f"{place}: {len(cells)} cells in place of {len(header)}")
            yield _row(place, dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise ConfigError(f"{name}:{reader.line_num}: not CSV: {error}") from error


def parse_toml(content: bytes, name: str) -> Iterator[Row]:
    """The rows of a TOML file: `[[entity]]` tables whose keys are the columns.

    Columns that hold several things may be lists of strings.

    Raises:
        ConfigError: not TOML, an unknown key, or a row that breaks a rule.
    """
    try:
        text = content.decode("utf-8")
        values = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{name}: not a TOML file: {error}") from error
    tables = values.pop("entity", [])
    if values or not isinstance(tables, list):
        raise ConfigError(f"{name}: a gazetteer in TOML is a list of [[entity]] tables")
    starts = [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if re.match(r"\s*\[\[\s*entity\s*\]\]", line)
    ]
    # Tables written inline have no line of their own; then the file must do.
    places = [f"{name}:{line}" for line in starts] if len(starts) == len(tables) else []
    for number, table in enumerate(tables):
        place = places[number] if places else name
        if not isinstance(table, dict):
            raise ConfigError(f"{place}: an entity is a table of columns")
        _check_columns(table, place)
        yield _row(place, {column: _joined(column, cell, place) for column, cell in table.items()})


def _joined(column: str, value: Any, place: str) -> str:
    if isinstance(value, list) and column in LISTS and all(isinstance(v, str) for v in value):
        return "|".join(value)
    if isinstance(value, bool) and column == "prominent":
        return "yes" if value else ""
    if isinstance(value, int | float) and not isinstance(value, bool) and column in ("lat", "lon"):
        return str(value)
    if not isinstance(value, str):
        raise ConfigError(f"{place}: {column} must be a string, not {value!r}")
    return value


def _check_header(header: list[str], place: str) -> None:
    _check_columns(dict.fromkeys(header), place)
    if len(set(header)) != len(header):
        raise ConfigError(f"{place}: a column stands there twice")


def _check_columns(columns: Mapping[str, Any], place: str) -> None:
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        raise ConfigError(
            f"{place}: no column {unknown[0]!r} in a gazetteer; there are: {', '.join(COLUMNS)}"
        )
    if "id" not in columns or "type" not in columns:
        raise ConfigError(f"{place}: a gazetteer needs the columns id and type")


def _row(place: str, cells: Mapping[str, str]) -> Row:
    row = Row(place, {c: unicodedata.normalize("NFC", v).strip() for c, v in cells.items()})
    if not _ID.fullmatch(row.id):
        raise ConfigError(f"{place}: no id {row.id!r}; write it like person/abai-qunanbaiuly")
    if row.type not in TYPES:
        raise row.error(f"no type {row.type!r}; there are: {', '.join(TYPES)}")
    prefix = row.type.lower().replace("_", "-")
    if row.id.partition("/")[0] != prefix:
        raise row.error(f"the id of a {row.type} begins with {prefix}/")
    return row
