"""CoNLL-U as plain records, as far as training needs it.

Only what the tokenizer, tagger and lemmatizer learn from is kept: tokens, the syntactic words
inside them, and the spaces between them. Heads and relations are dropped on reading; on writing,
every word hangs on the first one, because scorers refuse a sentence that is no tree.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

logger = logging.getLogger(__name__)

COLUMNS = 10
"""Columns of a CoNLL-U row (https://universaldependencies.org/format.html)."""


class ConlluError(ValueError):
    """A CoNLL-U file that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word: one numbered row."""

    form: str
    lemma: str = "_"
    upos: str = "_"
    xpos: str = "_"
    feats: str = "_"
    misc: str = "_"


@dataclass(frozen=True, slots=True)
class Token:
    """A surface token of one word, or of several (a multiword token)."""

    form: str
    words: tuple[Word, ...]
    space_after: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `source` names the treebank it came from."""

    tokens: tuple[Token, ...]
    sent_id: str = ""
    source: str = field(default="", compare=False)

    @property
    def words(self) -> tuple[Word, ...]:
        """All syntactic words in order."""
        return tuple(word for token in self.tokens for word in token.words)

    @property
    def text(self) -> str:
        """The surface text, without the space that may follow the last token."""
        pieces = [token.form + (" " if token.space_after else "") for token in self.tokens]
        return "".join(pieces).rstrip(" ")


def parse_feats(feats: str) -> dict[str, str]:
    """Split a FEATS column into a dict; `_` is the empty dict."""
    if feats in ("_", ""):
        return {}
    return dict(pair.split("=", 1) for pair in feats.split("|"))


def format_feats(feats: dict[str, str]) -> str:
    """Join features in the order that the format asks for (by name, case-insensitively)."""
    if not feats:
        return "_"
    return "|".join(f"{key}={feats[key]}" for key in sorted(feats, key=str.lower))


def read_conllu(path: Path, *, source: str = "", strict: bool = True) -> list[Sentence]:
    """Read a CoNLL-U file.

    Empty nodes (`8.1`) are left out. Raises ConlluError with file and line for a row that has
    not ten columns or whose multiword range is not followed by its words; where `strict` is
    false, a sentence with such a range is left out and logged (one release has one).
    """
    sentences: list[Sentence] = []
    rows: list[list[str]] = []
    sent_id = ""
    with path.open(encoding="utf-8") as lines:
        for number, raw in enumerate(lines, start=1):
            line = raw.rstrip("\n").rstrip("\r")
            if not line.strip():
                _add(sentences, rows, sent_id, source, f"{path}:{number}", strict)
                rows, sent_id = [], ""
            elif line.startswith("#"):
                key, _, value = line[1:].partition("=")
                if key.strip() == "sent_id":
                    sent_id = value.strip()
            else:
                row = line.split("\t")
                if len(row) != COLUMNS:
                    raise ConlluError(f"{path}:{number}: {len(row)} columns, {COLUMNS} expected")
                if "." not in row[0]:
                    rows.append(row)
    _add(sentences, rows, sent_id, source, f"{path}: at the end", strict)
    return sentences


def _add(
    sentences: list[Sentence],
    rows: list[list[str]],
    sent_id: str,
    source: str,
    place: str,
    strict: bool,
) -> None:
    if not rows:
        return
    try:
        sentences.append(Sentence(_tokens(rows, place), sent_id, source))
    except ConlluError as error:
        if strict:
            raise
        logger.warning("left out a sentence: %s", error)


def _tokens(rows: list[list[str]], place: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        if "-" in row[0]:
            try:
                first, last = (int(part) for part in row[0].split("-"))
            except ValueError:
                raise ConlluError(f"{place}: {row[0]!r} is no range of words") from None
            inner = rows[position + 1 : position + 2 + max(0, last - first)]
            # A range that was mistyped may be of any length: nothing is made of that size.
            if [r[0] for r in inner] != [str(first + i) for i in range(len(inner))] or (
                len(inner) != last - first + 1
            ):
                raise ConlluError(f"{place}: broken range {row[0]} in the sentence above")
            words = tuple(_word(r) for r in inner)
            position += 1 + len(inner)
        else:
            words = (_word(row),)
            position += 1
        tokens.append(Token(row[1], words, "SpaceAfter=No" not in row[9]))
    return tuple(tokens)


def _word(row: list[str]) -> Word:
    return Word(form=row[1], lemma=row[2], upos=row[3], xpos=row[4], feats=row[5], misc=row[9])


def format_sentence(sentence: Sentence) -> str:
    """One sentence as CoNLL-U text, with the empty line that ends it."""
    lines = [f"# sent_id = {sentence.sent_id or 's'}", f"# text = {sentence.text}"]
    number = 1
    for token in sentence.tokens:
        space = "_" if token.space_after else "SpaceAfter=No"
        if len(token.words) > 1:
            span = f"{number}-{number + len(token.words) - 1}"
            lines.append("\t".join([span, token.form, *["_"] * 7, space]))
            space = "_"
        for word in token.words:
            head, relation = ("0", "root") if number == 1 else ("1", "dep")
            misc = "|".join(part for part in (word.misc, space) if part != "_") or "_"
            tags = (word.form, word.lemma, word.upos, word.xpos, word.feats)
            lines.append("\t".join([str(number), *tags, head, relation, "_", misc]))
            number += 1
    return "\n".join(lines) + "\n\n"


def write_conllu(path: Path, sentences: Iterable[Sentence]) -> int:
    """Write sentences to `path` and return how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            out.write(format_sentence(sentence))
            count += 1
    return count


def clear_misc(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Drop MISC, which carries treebank-private notes and the file's own SpaceAfter."""
    for sentence in sentences:
        tokens = tuple(
            replace(token, words=tuple(replace(word, misc="_") for word in token.words))
            for token in sentence.tokens
        )
        yield replace(sentence, tokens=tokens)
