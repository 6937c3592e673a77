"""Pipeline files: strict, layered settings.

A pipeline file overrides only the keys that it sets; everything else keeps its default. A key that
does not exist fails with its place in the file, so that a typo never runs silently.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import json
import re
import tomllib
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzcorpus.errors import ConfigError


def _at_least(key: str, value: int, least: int) -> None:
    if value < least:
        raise ConfigError(f"{key}: must be {least} or more, not {value}")


def _is_single_byte(encoding: str) -> bool:
    """Whether Python knows an encoding, and it gives a letter for each byte."""
    try:
        return len(bytes(range(256)).decode(encoding, errors="replace")) == 256
    except LookupError:
        return False


@dataclass(frozen=True, slots=True)
class IngestConfig:
    """Which files are read, and how much of one."""

    suffixes: tuple[str, ...] = (
        ".txt",
        ".md",
        ".html",
        ".htm",
        ".pdf",
        ".docx",
        ".jsonl",
        ".csv",
    )
    metadata: str = "metadata.csv"
    encodings: tuple[str, ...] = ("iso-8859-9", "cp1254", "cp1251", "koi8-r", "kz1048")
    max_bytes: int = 50_000_000
    max_pages: int = 5_000
    max_elements: int = 50_000
    max_seconds: int = 1_800

    def __post_init__(self) -> None:
        _at_least("[ingest] max_bytes", self.max_bytes, 1)
        _at_least("[ingest] max_pages", self.max_pages, 1)
        _at_least("[ingest] max_elements", self.max_elements, 1)
        _at_least("[ingest] max_seconds", self.max_seconds, 1)
        for name in self.encodings:
            if not _is_single_byte(name):
                raise ConfigError(f"[ingest] encodings: {name!r} is no encoding of single bytes")


@dataclass(frozen=True, slots=True)
class LanguageConfig:
    """Which languages a block can be found to be in; "other" is any that is not named."""

    candidates: tuple[str, ...] = ("tr", "az", "kk", "ru", "en", "ar", "other")


@dataclass(frozen=True, slots=True)
class DuplicatesConfig:
    """Whether texts that occur twice are marked, and how alike they must be."""

    enabled: bool = True
    threshold: float = 0.7
    min_words: int = 20

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1:
            raise ConfigError(
                f"[duplicates] threshold: must be above 0 and at most 1, not {self.threshold}"
            )
        _at_least("[duplicates] min_words", self.min_words, 3)


#: Where models may run; "auto" is a GPU where torch finds one, and the CPU elsewhere.
DEVICES = ("auto", "cpu", "cuda")


@dataclass(frozen=True, slots=True)
class AnnotateConfig:
    """Who annotates what: language to annotator, "*" for all others.

    An annotator is "spacy", or "stanza:LANG-PACKAGE" for a Stanza model. `device` is where models
    run: one of `DEVICES`.
    """

    routes: dict[str, str] = field(
        default_factory=lambda: {
            "tr": "stanza:tr-kz",
            "az": "stanza:tr-kz",
            "kk": "stanza:kk-kz",
            "*": "spacy",
        }
    )
    batch_chars: int = 60_000
    threads: int = 1
    device: str = "auto"

    def __post_init__(self) -> None:
        _at_least("[annotate] batch_chars", self.batch_chars, 1)
        _at_least("[annotate] threads", self.threads, 0)
        if self.device not in DEVICES:
            raise ConfigError(
                f"[annotate] device: must be {', '.join(DEVICES)}, not {self.device!r}"
            )


@dataclass(frozen=True, slots=True)
class EntitiesConfig:
    """A gazetteer of the user's own, over the bundled one: a CSV or TOML file; "" for none."""

    gazetteer: str = ""


@dataclass(frozen=True, slots=True)
class ModelsConfig:
    """A folder with models of the user's own, before the bundled and fetched ones; "" for none."""

    dir: str = ""


@dataclass(frozen=True, slots=True)
class PipelineConfig:
    """All settings of a run. `fingerprint` changes if and only if a value does."""

    ingest: IngestConfig = field(default_factory=IngestConfig)
    language: LanguageConfig = field(default_factory=LanguageConfig)
    duplicates: DuplicatesConfig = field(default_factory=DuplicatesConfig)
    annotate: AnnotateConfig = field(default_factory=AnnotateConfig)
    entities: EntitiesConfig = field(default_factory=EntitiesConfig)
    models: ModelsConfig = field(default_factory=ModelsConfig)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the settings in a fixed order."""
        text = json.dumps(dataclasses.asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def load_config(path: Path | None) -> PipelineConfig:
    """The settings of a pipeline file, or the defaults for None.

    Raises:
        ConfigError: no such file, not TOML, an unknown key, or a value of a wrong type.
    """
    if path is None:
        return PipelineConfig()
    try:
        source = path.read_text(encoding="utf-8")
        values = tomllib.loads(source)
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the pipeline file: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    built: PipelineConfig = _build(PipelineConfig, values, _Place(path, source, ()))
    return built


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file we are, for messages."""

    path: Path
    source: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.path}{self._line()}: {'.'.join(self.keys) or 'top level'}"

    def _line(self) -> str:
        if not self.keys:
            return ""
        *tables, key = self.keys
        table = ""
        for number, line in enumerate(self.source.splitlines(), start=1):
            header = re.fullmatch(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?", line)
            table = header.group(1).strip() if header else table
            is_key = re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)
            if (header and table == ".".join(self.keys)) or (is_key and table == ".".join(tables)):
                return f":{number}"
        return ""

    def at(self, key: str) -> _Place:
        return _Place(self.path, self.source, (*self.keys, key))


def _build(cls: type[Any], values: dict[str, Any], place: _Place) -> Any:
    hints = typing.get_type_hints(cls)
    for key in values:
        if key not in hints:
            near = difflib.get_close_matches(key, hints, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(hints)}"
            raise ConfigError(f"{place.at(key)}: unknown key; {hint}")
    made = {key: _value(hints[key], value, place.at(key)) for key, value in values.items()}
    return cls(**made)


def _value(hint: Any, value: Any, place: _Place) -> Any:
    origin = typing.get_origin(hint)
    if dataclasses.is_dataclass(hint):
        if not isinstance(value, dict):
            raise ConfigError(f"{place}: must be a table")
        return _build(typing.cast(type[Any], hint), value, place)
    if origin is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{place}: must be a list of strings")
        return tuple(value)
    if origin is dict:
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise ConfigError(f"{place}: must be a table of strings")
        return dict(value)
    if hint is float and type(value) is int:
        return float(value)
    if isinstance(hint, types.UnionType) or type(value) is not hint:
        raise ConfigError(f"{place}: must be {_NAMES.get(hint, str(hint))}, not {value!r}")
    return value


_NAMES = {int: "a whole number", str: "a string", bool: "true or false", float: "a number"}
