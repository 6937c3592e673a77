"""The lines of text that a language is learned from, as `pipelines/train/language.toml` names them.

Every source tells how many lines it gave and their SHA-256, so that whoever trains again can see
whether the same text went in.
"""

from __future__ import annotations

import gettext
import hashlib
import json
import lzma
import random
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import IO, Any

from kzcorpus.errors import ConfigError

#: No source is read further than this.
_LINES = 100_000
_ENTITY = re.compile(r"\[([^][|]+)\|[A-Z_]+\]")
#: What is no word of any language: placeholders, options, names of variables and files.
_CODE = re.compile(r"%\S+|\S*[_<>=/\\|@]\S*|--?\S+|\b[A-Z_]{2,}\b")


@dataclass(frozen=True, slots=True)
class Source:
    """A file under the data folder (or, as `own:`, under the folder of our own writing).

    Of its lines the first `first` may be used (0: all), of these every `every`-th, and of these
    `most` at most, drawn at random; what is left out is kept for tests. Rare text may be given in
    several `copies`. Of a table one `column` is read, counted from 0.
    """

    file: str
    first: int = 0
    every: int = 1
    most: int = 10_000
    copies: int = 1
    column: int = -1


@dataclass(frozen=True, slots=True)
class Recipe:
    """Sources by language, and how many messages of programs a language gets."""

    sources: dict[str, tuple[Source, ...]]
    messages: dict[str, int]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a source gave: `digest` is the SHA-256 of its lines, one `\\n` behind each."""

    lang: str
    source: str
    lines: int
    digest: str


def load_recipe(path: Path) -> Recipe:
    """The recipe in a TOML file.

    Raises:
        ConfigError: a key that no source has.
    """
    with path.open("rb") as file:
        raw = tomllib.load(file)
    messages = raw.pop("messages")
    for lang, entries in raw.items():
        for entry in entries:
            if unknown := set(entry) - {field.name for field in fields(Source)}:
                raise ConfigError(f"{path}: [[{lang}]] has no {sorted(unknown)[0]!r}")
    sources = {lang: tuple(Source(**entry) for entry in entries) for lang, entries in raw.items()}
    return Recipe(sources, messages)


def lines_of(source: Source, path: Path) -> Iterator[str]:
    """The lines of a text, or the sentences of a treebank or of annotated examples."""
    opener: Any = lzma.open if path.suffix == ".xz" else open
    file: IO[str]
    with opener(path, "rt", encoding="utf-8") as file:
        for line in islice(_used(source, file), 0, None, source.every):
            text = line
            if path.suffix == ".conllu":
                if not line.startswith("# text = "):
                    continue
                text = line.removeprefix("# text = ")
            elif path.suffix == ".jsonl":
                text = json.loads(line)["text"]
            elif source.file.startswith("own:"):
                text = "" if line.startswith("# ") else _ENTITY.sub(r"\1", line)
            elif source.column >= 0:
                text = line.split("\t")[source.column] if line.count("\t") >= source.column else ""
            text = unicodedata.normalize("NFC", text.strip())
            if sum(map(str.isalpha, text)) > 3:
                yield text


def _used(source: Source, file: IO[str]) -> Iterator[str]:
    return islice(file, source.first or _LINES)


def messages_of(folder: Path, lang: str) -> tuple[list[str], list[str]]:
    """Translated messages of a language, and the English ones that they translate."""
    theirs: list[str] = []
    english: list[str] = []
    for path in sorted(folder.glob(f"{lang}/LC_MESSAGES/*.mo")):
        if path.name.startswith("iso"):
            continue  # names of languages and countries, no sentences
        with path.open("rb") as file:
            try:
                catalog = vars(gettext.GNUTranslations(file))["_catalog"]
            except (OSError, ValueError, IndexError):
                continue  # not in UTF-8, or damaged
        for key, value in catalog.items():
            if isinstance(key, str) and isinstance(value, str) and key and key != value:
                for text, where in ((value, theirs), (key, english)):
                    words = " ".join(_CODE.sub(" ", text).split())
                    if len(words) > 15:
                        where.append(words)
    return theirs, english


def collect(
    recipe: Recipe, data: Path, own: Path, messages: Path, rng: random.Random
) -> tuple[dict[str, list[str]], list[Taken]]:
    """Lines by language, and what each source gave."""
    texts: dict[str, list[str]] = {}
    taken: list[Taken] = []

    def take(lang: str, name: str, lines: Sequence[str], most: int, copies: int = 1) -> None:
        drawn = rng.sample(lines, min(len(lines), most))
        texts.setdefault(lang, []).extend(drawn * copies)
        digest = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
        taken.append(Taken(lang, name, len(drawn), digest))

    for lang, sources in recipe.sources.items():
        for source in sources:
            inside = source.file.removeprefix("own:")
            path = (data if inside == source.file else own) / inside
            take(lang, source.file, list(lines_of(source, path)), source.most, source.copies)
    for lang, most in recipe.messages.items():
        # The English ones are those that the French translate.
        theirs, english = messages_of(messages, "fr" if lang == "en" else lang)
        take(lang, f"messages: {lang}", english if lang == "en" else theirs, most)
    return texts, taken
