"""Reads every NER source into one record: words with BIO tags under one of two label schemes.

The sources follow two annotation guides. Ours (`kz`: ner/domain and the recipe's own sentences)
has fourteen types, leaves titles and counts alone and is what the corpus is built with. The wiki
set (`wiki`) has nineteen types and other habits (`Arap ülkeleri` is GPE, `Profesör` is TITLE). A
model learns both, as two output columns over one encoder, so neither guide's habits blur the other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kzcorpus.letters import plain_apostrophes
from kzcorpus.models.training.plain_tokens import token_spans

SCHEMES = ("kz", "wiki")
_NAMES = ("PERSON", "GPE", "LOC", "ORG", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT")
KZ_TYPES = frozenset({*_NAMES, "LANGUAGE", "DATE", "MONEY", "PERCENT"})
WIKI_TYPES = KZ_TYPES | {"TIME", "QUANTITY", "CARDINAL", "ORDINAL", "TITLE"}

_MARKED = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")
_STOPS = frozenset(".!?…") | {"...", ".."}
_CLOSERS = frozenset('”»)]’"')


class NerDataError(ValueError):
    """A training file breaks its format; the message names the file and the line."""


@dataclass(frozen=True)
class Tagged:
    """One training sentence: equally many words and BIO tags, under the label scheme `scheme`."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    scheme: str
    lang: str


@dataclass(frozen=True)
class Passage:
    """A paragraph or context with a stable id; its sentences go to one part together."""

    id: str
    text: str
    sentences: tuple[Tagged, ...]


def part_of(passage_id: str) -> str:
    """`test` (10 %), `dev` (10 %) or `train` (80 %), by a hash of the id, the same everywhere.

    >>> part_of("tr1-1"), part_of("tr1-1") == part_of("tr1-1")
    ('train', True)
    """
    bucket = int(hashlib.sha256(passage_id.encode("utf-8")).hexdigest(), 16) % 10
    return {0: "test", 1: "dev"}.get(bucket, "train")


def align(
    text: str, entities: Sequence[tuple[int, int, str]]
) -> tuple[list[tuple[int, int]], list[str]]:
    """Token spans of `text` and their BIO tags; a token belongs to the span that it overlaps.

    A suffix after an apostrophe is outside the span but inside the token, so the token carries the
    tag: `Kazakistan’ın` is one B-GPE.
    """
    spans = list(token_spans(text))
    tags = ["O"] * len(spans)
    for start, end, kind in sorted(entities):
        covered = [i for i, (a, b) in enumerate(spans) if a < end and start < b and tags[i] == "O"]
        for order, i in enumerate(covered):
            tags[i] = ("I-" if order else "B-") + kind
    return spans, tags


def split_sentences(words: Sequence[str], tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Half-open token ranges of sentences: after a stop and its closers, never inside an entity."""
    start = i = 0
    while i < len(words):
        i += 1
        if words[i - 1] not in _STOPS:
            continue
        while i < len(words) and words[i] in _CLOSERS:
            i += 1
        if i < len(words) and (words[i][0].islower() or tags[i].startswith("I-")):
            continue
        yield start, i
        start = i
    if start < len(words):
        yield start, len(words)


def read_domain(path: Path) -> Iterator[Passage]:
    """ner/domain: one JSON paragraph a line with character spans; language from the file name."""
    lang = path.name[:2]
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            record = json.loads(line)
            text = plain_apostrophes(record["text"])
            entities = [(int(a), int(b), str(kind)) for a, b, kind in record["entities"]]
            _check({kind for *_, kind in entities}, KZ_TYPES, path, number)
            spans, tags = align(text, entities)
            words = [text[a:b] for a, b in spans]
            yield Passage(
                id=record["id"],
                text=text,
                sentences=tuple(
                    Tagged(tuple(words[a:b]), tuple(tags[a:b]), "kz", lang)
                    for a, b in split_sentences(words, tags)
                ),
            )


def read_marked(path: Path) -> Iterator[Passage]:
    """The recipe's own sentences: `[surface|TYPE]` marks, contexts separated by blank lines.

    The language is the first two letters of the file name. Raises NerDataError for an unknown type
    or a bracket that is not part of a mark.
    """
    lang = path.name[:2]
    rows: list[tuple[int, str]] = []
    order = 0
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("# "):
            continue
        if line.strip():
            rows.append((number, line.strip()))
        elif rows:
            order += 1
            yield _context(path, f"{path.stem}-{order}", rows, lang)
            rows = []


def _context(path: Path, passage_id: str, rows: Sequence[tuple[int, str]], lang: str) -> Passage:
    sentences, texts = [], []
    for number, line in rows:
        try:
            text, entities = unmark(line)
        except NerDataError as error:
            raise NerDataError(f"{path}:{number}: {error}") from None
        _check({kind for *_, kind in entities}, KZ_TYPES, path, number)
        spans, tags = align(text, entities)
        sentences.append(Tagged(tuple(text[a:b] for a, b in spans), tuple(tags), "kz", lang))
        texts.append(text)
    return Passage(passage_id, "\n".join(texts), tuple(sentences))


def unmark(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A marked line as plain text (apostrophes plain) and its spans.

    >>> unmark("[Tokayev|PERSON]'in [Ankara|GPE] ziyareti")
    ('Tokayev’in Ankara ziyareti', [(0, 7, 'PERSON'), (11, 17, 'GPE')])
    """
    text, entities, last = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[last : match.start()]
        entities.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    text += line[last:]
    if any(mark in text for mark in "[]|"):
        raise NerDataError("a bracket or bar outside a [surface|TYPE] mark")
    return plain_apostrophes(text), entities


def read_conll(path: Path, *, scheme: str = "wiki", lang: str = "tr") -> Iterator[Tagged]:
    """Two columns (word, BIO tag), a blank line between sentences."""
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            fields = line.split()
            if len(fields) >= 2:
                words.append(plain_apostrophes(fields[0]))
                tags.append(fields[-1])
            elif words:
                yield Tagged(tuple(words), tuple(tags), scheme, lang)
                words, tags = [], []
    if words:
        yield Tagged(tuple(words), tuple(tags), scheme, lang)


def _check(found: set[str], known: frozenset[str], path: Path, number: int) -> None:
    unknown = found - known
    if unknown:
        raise NerDataError(f"{path}:{number}: unknown entity type {', '.join(sorted(unknown))}")
