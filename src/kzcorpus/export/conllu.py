"""CoNLL-U (https://universaldependencies.org/format.html) from which the tables can be had again.

Lines are valid at level 1 of the official validator. Heads and relations are not annotated: those
columns hold `_`, which level 2 does not accept.

A value that a column cannot hold (a tab, two spaces on end, an underscore that is no gap) is
written as near as the format allows, and exactly under MISC as `OrigForm`, `OrigLemma` and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from kzcorpus.export.documents import Block, Document, Row, Sentence, Token
from kzcorpus.export.names import flat_id, sentence_id

#: The columns of the table `words` that are columns of a CoNLL-U row, in its order.
COLUMNS = ("form", "lemma", "upos", "xpos", "feats")
#: What this module writes under MISC, besides a word's own. `Lang` stands where a token is in
#: another language than its sentence; the two ranges are code points of the clean and the raw text.
KEYS = frozenset(
    {"SpaceAfter", "NER", "Entity", "Lang", "TokenRange", "RawRange"}
    | {f"Orig{name.capitalize()}" for name in (*COLUMNS, "misc")}
)
#: UDPipe's custom in SpacesAfter for what MISC cannot hold; other white space by its number.
_ESCAPES = {"\\": "\\\\", "|": "\\p", " ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def write_conllu(documents: Iterable[Document], handle: TextIO) -> dict[str, int]:
    """Write documents to an open text file; returns how many documents, sentences and so on."""
    counts = {"documents": 0, "sentences": 0, "tokens": 0, "words": 0}
    for document in documents:
        counts["documents"] += 1
        for line in document_lines(document):
            handle.write(f"{line}\n")
        for sentence in document.sentences():
            counts["sentences"] += 1
            counts["tokens"] += len(sentence.tokens)
            counts["words"] += sum(len(token.words) for token in sentence.tokens)
    return counts


def document_lines(document: Document) -> Iterator[str]:
    """The lines of a document, with the empty one that ends each sentence."""
    opening = [f"# newdoc id = {flat_id(document.doc_id)}"]
    for name in ("title", "author", "date", "source_url", "licence"):
        if document.row[name]:
            opening.append(f"# {name} = {_line(document.row[name])}")
    for block in document.blocks:
        paragraph = _block_comments(document, block)
        for sentence in block.sentences:
            if sentence.tokens:
                yield from opening
                yield from paragraph
                yield from _sentence_lines(document, sentence)
                opening, paragraph = [], []


def _block_comments(document: Document, block: Block) -> list[str]:
    number = block.row["block_id"]
    return [
        f"# newpar id = {flat_id(document.doc_id)}-b{number}",
        f"# block_kind = {block.row['kind']}",
    ]


def _sentence_lines(document: Document, sentence: Sentence) -> Iterator[str]:
    row = sentence.row
    yield f"# sent_id = {sentence_id(document.doc_id, row['sent_id'])}"
    yield f"# text = {_line(row['text'])}"
    yield f"# lang = {row['lang']}"
    yield f"# annotator = {sentence.tokens[0].row['annotator']}"
    for token in sentence.tokens:
        yield from _token_lines(token, row["lang"])
    yield ""


def _token_lines(token: Token, lang: str) -> Iterator[str]:
    misc = _token_misc(token, lang)
    first, last = token.words[0]["id"], token.words[-1]["id"]
    form = token.row["form"]
    if len(token.words) > 1:
        cell, misc = _fitted("form", form, "", misc)
        yield "\t".join([f"{first}-{last}", cell, *["_"] * 7, "|".join(misc)])
        misc = []
    elif token.words[0]["form"] != form:
        # One word that is not spelt as its token (normalised): the range keeps both.
        cell, misc = _fitted("form", form, "", misc)
        yield "\t".join([f"{first}-{first}", cell, *["_"] * 7, "|".join(misc)])
        misc = []
    for word in token.words:
        yield _word_line(word, misc)


def _word_line(word: Row, misc: list[str]) -> str:
    cells = []
    for name in COLUMNS:
        cell, misc = _fitted(name, word[name], " " if name in ("form", "lemma") else "", misc)
        cells.append(cell)
    own = word["misc"]
    if own is not None:
        plain = own and own == "".join(own.split()) and own != "_"
        if plain and not {part.partition("=")[0] for part in own.split("|")} & KEYS:
            misc = [*misc, own]
        else:
            misc = [*misc, f"OrigMisc={escaped(own)}"]
    return "\t".join([str(word["id"]), *cells, "_", "_", "_", "|".join(misc) or "_"])


def _token_misc(token: Token, lang: str) -> list[str]:
    row = token.row
    misc = [] if row["space_after"] else ["SpaceAfter=No"]
    if row["ner"] != "O":
        misc.append(f"NER={escaped(row['ner'])}")
    if token.begins_mention and token.mention and token.mention["canonical_id"]:
        misc.append(f"Entity={escaped(token.mention['canonical_id'])}")
    if row["lang"] != lang:
        misc.append(f"Lang={row['lang']}")
    misc.append(f"TokenRange={row['start_char']}:{row['end_char']}")
    misc.append(f"RawRange={row['raw_start']}:{row['raw_end']}")
    return misc


def _fitted(name: str, value: str | None, space: str, misc: list[str]) -> tuple[str, list[str]]:
    """A value as a cell, and MISC with the value itself where the cell does not tell it."""
    if value is None:
        return "_", misc
    cell = space.join(value.split()) or "_"
    # A lone underscore is a form of its own, but no value in the other columns.
    if cell == value and (value != "_" or name == "form"):
        return cell, misc
    return cell, [*misc, f"Orig{name.capitalize()}={escaped(value)}"]


def escaped(text: str) -> str:
    r"""A text as a value under MISC.

    >>> escaped("a|b  c")
    'a\\pb\\s\\sc'
    """
    return "".join(
        _ESCAPES.get(ch) or (f"\\u{{{ord(ch):x}}}" if ch.isspace() else ch) for ch in text
    )


def _line(text: str) -> str:
    return " ".join(text.split())
