"""The gazetteer: what entities there are, what they are called, and what ties them together.

Ours is a folder of CSV files in the package; a user's own file (CSV with the same columns, or TOML)
adds entities to it or changes them by id. Nothing in a file is guessed at: a row that breaks a rule
is one error that names the file and the line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from kzcorpus.entities.gazetteer_files import Row, parse_csv, parse_toml
from kzcorpus.errors import ConfigError

#: Languages of the label columns, in the order in which they are written.
LANGUAGES = ("en", "tr", "az", "kk", "kk_latn", "ru", "ar")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity.

    `alone` is the part that may stand for the whole: a surname ("Tokayev"), or the whole name of
    one who has none ("Cengiz Han"). An `ambiguous` name needs its context to be believed.
    `lang` is empty for names of no particular language.
    """

    text: str
    lang: str = ""
    ambiguous: bool = False
    alone: str = ""

    @property
    def given(self) -> str:
        """What stands beside the surname; empty where there is none."""
        return " ".join(self.text.replace(self.alone, " ", 1).split()) if self.alone else ""


@dataclass(frozen=True, slots=True)
class Relation:
    """ "kind:id", with the years where they are known ("2019-", "1929-1997")."""

    kind: str
    target: str
    years: str = ""

    def __str__(self) -> str:
        return ":".join(filter(None, (self.kind, self.target, self.years)))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity of the gazetteer. `names` starts with the labels, in the order of the columns."""

    id: str
    type: str
    names: tuple[Name, ...]
    context: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    prominent: bool = False
    qid: str = ""
    qid_source: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def labels(self) -> dict[str, str]:
        """The first name in each language."""
        labels: dict[str, str] = {}
        for name in self.names:
            if name.lang:
                labels.setdefault(name.lang, name.text)
        return labels


@dataclass(frozen=True, slots=True)
class NameTable:
    """The names of a gazetteer under the keys by which texts are searched; see `compiling.py`.

    Plain data, ready to be kept as JSON. Words of a name are joined by spaces. Entities are numbers
    in the order of the gazetteer, names are numbers among their entity's names, and `listed` has
    both for every listed name, which is then called by its own number there.

    Attributes:
        aliases: listed names by their words.
        longest: how many words the longest listed name has, by the first word.
        words: every word of a listed name.
        peoples: names of peoples of one word.
        declined: listed names with a Cyrillic word, by the beginning of the first one.
        russian: words of such names, by their beginning.
        surnames: entity and name by the words of a bare surname.
        bearers: entities by each word of their surnames.
        person_words: every word of people's names and their variants.
        people: full names and the ids of their bearers, by the beginning of the last word.
    """

    listed: Sequence[tuple[int, int]]
    aliases: Mapping[str, Sequence[int]]
    longest: Mapping[str, int]
    words: Sequence[str]
    peoples: Sequence[str]
    declined: Mapping[str, Sequence[int]]
    russian: Mapping[str, Sequence[str]]
    surnames: Mapping[str, Sequence[tuple[int, int]]]
    bearers: Mapping[str, Sequence[int]]
    person_words: Sequence[str]
    people: Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Entries by id, sorted, and a digest that changes if and only if what was read does.

    `names` are the same compiled for matching, where somebody has done that already.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    digest: str = ""
    names: NameTable | None = None


def read_gazetteer(own: Path | None = None, *, bundled: bool = True) -> Gazetteer:
    """Our gazetteer, with a user's own file over it; or that file alone.

    A row of `own` whose id is one of ours changes that entity: a filled cell replaces ours, except
    that aliases, context and relations are added to ours; an empty cell leaves ours as it is.

    Raises:
        ConfigError: the file is missing, or a row breaks a rule; the message names file and line.
    """
    digest = gazetteer_digest(own, bundled=bundled)
    rows: dict[str, Row] = {}
    for path in bundled_files() if bundled else ():
        for row in parse_csv(path.read_bytes(), path.name):
            if row.id in rows:
                raise ConfigError(f"{row.place}: {row.id} stands in {rows[row.id].place} already")
            rows[row.id] = row
    if own:
        changes = _own_rows(own)
        rows |= {row.id: rows[row.id].changed(row) if row.id in rows else row for row in changes}
    return Gazetteer({entry.id: entry for entry in _entries(rows.values())}, digest)


def gazetteer_digest(own: Path | None = None, *, bundled: bool = True) -> str:
    """The digest of the gazetteer that `read_gazetteer` would give, without making it.

    Raises:
        ConfigError: the user's file cannot be read.
    """
    sha = hashlib.sha256((own_digest(own) if own else "").encode())
    for path in bundled_files() if bundled else ():
        sha.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def own_digest(own: Path) -> str:
    """SHA-256 of a user's gazetteer.

    Raises:
        ConfigError: it cannot be read.
    """
    try:
        return hashlib.sha256(own.read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigError(f"{own}: cannot read the gazetteer: {error.strerror}") from error


def bundled_files() -> list[Path]:
    """The files of our own gazetteer, by name."""
    folder = Path(str(resources.files("kzcorpus.entities"))) / "data"
    return sorted(folder.glob("*.csv"))


def _own_rows(own: Path) -> list[Row]:
    content = own.read_bytes()
    parse = parse_toml if own.suffix == ".toml" else parse_csv
    rows = list(parse(content, str(own)))
    seen: dict[str, Row] = {}
    for row in rows:
        if row.id in seen:
            raise ConfigError(f"{row.place}: {row.id} stands in {seen[row.id].place} already")
        seen[row.id] = row
    return rows


def read_entries(content: bytes, name: str) -> list[Entry]:
    """The entries of one CSV file, checked.

    Raises:
        ConfigError: a row breaks a rule.
    """
    return list(_entries(parse_csv(content, name)))


def _entries(rows: Iterable[Row]) -> Iterator[Entry]:
    for row in sorted(rows, key=lambda row: row.id):
        yield _entry(row)


def _entry(row: Row) -> Entry:
    names: dict[tuple[str, str], Name] = {}
    for lang in (*LANGUAGES, ""):
        for text in row.items(lang or "aliases"):
            name = _name(text, lang, row)
            names.setdefault((name.text, name.lang), name)
    if not names:
        raise ConfigError(f"{row.place}: {row.id} has no name; fill in en or another language")
    return Entry(
        id=row.id,
        type=row.type,
        names=tuple(names.values()),
        context=tuple(row.items("context")),
        relations=tuple(Relation(*row.relation(text)) for text in row.items("relations")),
        prominent=row.flag("prominent"),
        qid=row.qid(),
        qid_source=row.cell("qid_source"),
        lat=row.degrees("lat", 90),
        lon=row.degrees("lon", 180),
    )


def _name(text: str, lang: str, row: Row) -> Name:
    """A name as a cell writes it: "?" in front of an ambiguous one, slashes around a surname."""
    plain = text.removeprefix("?").strip()
    parts = plain.split("/") if row.type == "PERSON" else [plain]
    if len(parts) not in (1, 3) or not any(ch.isalpha() for ch in plain):
        raise ConfigError(
            f"{row.place}: {row.id}: no name {text!r}; write it as Given Surname, Given /Surname/ "
            "where the surname is not the last word, and ? in front if it is ambiguous"
        )
    whole = " ".join("".join(parts).split())
    alone = ""
    if row.type == "PERSON":
        alone = parts[1].strip() if len(parts) == 3 else whole.rsplit(" ", 1)[-1]
    return Name(whole, lang, text.startswith("?"), alone)
