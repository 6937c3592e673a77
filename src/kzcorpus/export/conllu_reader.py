"""The tables `tokens` and `words` again, from CoNLL-U as `conllu` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from kzcorpus.errors import KzcorpusError
from kzcorpus.export.conllu import COLUMNS, KEYS
from kzcorpus.export.names import parse_sentence_id
from kzcorpus.letters import fold
from kzcorpus.tables import TABLES

_FIELDS = 10
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))", re.DOTALL)
_LETTERS = {"p": "|", "s": " ", "t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
Row = dict[str, Any]


def read_conllu(path: Path) -> tuple[pa.Table, pa.Table]:
    """What an exported file holds, as the tables `tokens` and `words`, equal in every column.

    Raises:
        KzcorpusError: the file cannot be read, or was not written by `kzcorpus export conllu`.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            tokens, words = parse_conllu(lines, str(path))
        return (
            pa.Table.from_pylist(tokens, schema=TABLES["tokens"]),
            pa.Table.from_pylist(words, schema=TABLES["words"]),
        )
    # Values that no column holds: numbers too large, halves of characters.
    except (OSError, ValueError, OverflowError) as error:
        raise KzcorpusError(f"{path}: cannot be read: {error}") from error


def parse_conllu(lines: Iterable[str], place: str = "CoNLL-U") -> tuple[list[Row], list[Row]]:
    """The same from lines, as rows; `place` is what errors call the file."""
    tokens: list[Row] = []
    words: list[Row] = []
    for number, comments, cells in _sentences(lines):
        try:
            _add_sentence(_Comments.of(comments), cells, tokens, words)
        except (KeyError, ValueError, IndexError, OverflowError) as error:
            raise KzcorpusError(
                f"{place}: the sentence that ends at line {number} is not as `kzcorpus export "
                f"conllu` writes it ({error})"
            ) from error
    return tokens, words


@dataclass(frozen=True, slots=True)
class _Comments:
    doc_id: str
    sent_id: int
    lang: str
    annotator: str

    @classmethod
    def of(cls, lines: list[str]) -> _Comments:
        parted = (line.removeprefix("#").partition(" = ") for line in lines)
        values = {key.strip(): value for key, _, value in parted}
        name = parse_sentence_id(values["sent_id"])
        if name is None:
            raise ValueError(f"sent_id {values['sent_id']}")
        return cls(*name, values["lang"], values["annotator"])


@dataclass(slots=True)
class _Misc:
    """MISC taken apart: what the exporter wrote, and the word's own."""

    known: dict[str, str] = field(default_factory=dict)
    own: str | None = None

    @classmethod
    def of(cls, cell: str) -> _Misc:
        misc, rest = cls(), []
        for part in cell.split("|") if cell != "_" else ():
            key, _, value = part.partition("=")
            if key in KEYS:
                misc.known[key] = _unescaped(value)
            else:
                rest.append(part)
        misc.own = misc.known.get("OrigMisc", "|".join(rest) or None)
        return misc

    def range(self, key: str) -> tuple[int, int]:
        start, _, end = self.known[key].partition(":")
        return int(start), int(end)


def _sentences(lines: Iterable[str]) -> Iterator[tuple[int, list[str], list[list[str]]]]:
    comments: list[str] = []
    cells: list[list[str]] = []
    number = 0
    for number, line in enumerate(lines, start=1):
        text = line.removesuffix("\n")
        if text.startswith("#"):
            comments.append(text)
        elif text:
            cells.append(text.split("\t"))
        elif cells:
            yield number, comments, cells
            comments, cells = [], []
    if cells:
        yield number, comments, cells


def _add_sentence(
    sentence: _Comments, rows: list[list[str]], tokens: list[Row], words: list[Row]
) -> None:
    key = {"doc_id": sentence.doc_id, "sent_id": sentence.sent_id}
    token_id = last = 0
    for row in rows:
        if len(row) != _FIELDS:
            raise ValueError(f"{len(row)} columns, not {_FIELDS}")
        first, _, end = row[0].partition("-")
        misc = _Misc.of(row[-1])
        if end or int(first) > last:
            token_id, last = token_id + 1, int(end or first)
            form = str(_value("form", row[1], misc))
            n_words = last - int(first) + 1
            tokens.append(key | _token(sentence, token_id, form, n_words, misc))
        if not end:
            values = {
                name: _value(name, cell, misc) for name, cell in zip(COLUMNS, row[1:], strict=False)
            }
            lemma = values["lemma"]
            words.append(
                key
                | {"token_id": token_id, "id": int(first), **values, "misc": misc.own}
                | {"lemma_key": None if lemma is None else fold(lemma)}
            )


def _token(sentence: _Comments, token_id: int, form: str, n_words: int, misc: _Misc) -> Row:
    (start, end), (raw_start, raw_end) = misc.range("TokenRange"), misc.range("RawRange")
    return {
        "token_id": token_id,
        "form": form,
        "form_key": fold(form),
        "ner": misc.known.get("NER", "O"),
        "start_char": start,
        "end_char": end,
        "raw_start": raw_start,
        "raw_end": raw_end,
        "space_after": "SpaceAfter" not in misc.known,
        "n_words": n_words,
        "lang": misc.known.get("Lang", sentence.lang),
        "annotator": sentence.annotator,
    }


def _value(name: str, cell: str, misc: _Misc) -> str | None:
    original = misc.known.get(f"Orig{name.capitalize()}")
    if original is not None:
        return original
    return None if cell == "_" and name != "form" else cell


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(
        lambda match: chr(int(match[1], 16)) if match[1] else _LETTERS.get(match[2], match[2]),
        text,
    )
