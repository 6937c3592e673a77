"""TEI P5 after the customs of ParlaMint: `s`, `w` and `pc` with `name` around names in the text.

What the names mean is listed in `standOff`, and `name` points there. A selection of one document is
a `TEI`, of several a `teiCorpus`, whose entities are listed once for all. TEI forbids one of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.etree.ElementTree import Element

from kzcorpus.export.documents import Block, Document, Row, Sentence, Token
from kzcorpus.export.names import xml_id
from kzcorpus.export.tei_header import corpus_header, document_header, stand_off
from kzcorpus.export.xmltext import add, element, markup

NAMESPACE = "http://www.tei-c.org/ns/1.0"

#: Kind of block: the element, and its attributes.
_BLOCKS = {
    "paragraph": ("p", {}),
    "heading": ("ab", {"type": "heading"}),
    "footnote": ("note", {"place": "bottom"}),
    "header": ("fw", {"type": "header"}),
    "list_item": ("ab", {"type": "item"}),
    "quotation": ("quote", {}),
    "bibliography": ("bibl", {}),
}
#: ParlaMint's four classes of names.
_CLASSES = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
#: Mentions that name nothing: elements of their own.
_VALUES = {
    "DATE": "date",
    "TIME": "time",
    "MONEY": "num",
    "PERCENT": "num",
    "QUANTITY": "num",
    "CARDINAL": "num",
    "ORDINAL": "num",
}


def write_tei(documents: Iterable[Document], entities: list[Row], handle: TextIO) -> dict[str, int]:
    """Write documents as one XML document to an open text file.

    Args:
        entities: the rows of `canon` that the documents mention.

    Returns:
        How many documents, sentences, tokens and names were written.
    """
    counts = {"documents": 0, "sentences": 0, "tokens": 0, "mentions": 0}
    # Two documents are looked at before anything is written: one is a TEI of its own.
    rest = iter(documents)
    first = [document for _, document in zip(range(2), rest, strict=False)]
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    several = len(first) != 1
    if several:
        handle.write(f'<teiCorpus xmlns="{NAMESPACE}">\n')
        handle.write(markup(corpus_header()) + "\n")
        handle.write(markup(stand_off(entities)) + "\n")
    for document in _chained(first, rest):
        lang = f' xml:lang="{document.row["lang"]}"' if document.row["lang"].isalpha() else ""
        namespace = "" if several else f' xmlns="{NAMESPACE}"'
        handle.write(f'<TEI{namespace} xml:id="{xml_id("d", document.doc_id)}"{lang}>\n')
        handle.write(markup(document_header(document)) + "\n")
        if not several:
            handle.write(markup(stand_off(entities)) + "\n")
        handle.write("<text><body><div>\n")
        for block in document.blocks:
            handle.write(markup(_block(document, block)) + "\n")
        handle.write("</div></body></text>\n</TEI>\n")
        counts["documents"] += 1
        counts["sentences"] += sum(1 for _ in document.sentences())
        counts["tokens"] += sum(1 for _ in document.tokens())
        counts["mentions"] += len(document.mentions)
    if several:
        handle.write("</teiCorpus>\n")
    return counts


def _chained(first: Iterable[Document], rest: Iterator[Document]) -> Iterator[Document]:
    yield from first
    yield from rest


def _block(document: Document, block: Block) -> Element:
    row = block.row
    tag, attributes = _BLOCKS[row["kind"]]
    made = element(
        tag,
        id=f"{xml_id('d', document.doc_id)}.b{row['block_id']}",
        lang=row["lang"] or None,
        n=row["marker"],
        **attributes,
    )
    for sentence in block.sentences:
        made.append(_sentence(document, sentence))
    return made


def _sentence(document: Document, sentence: Sentence) -> Element:
    name = f"{xml_id('d', document.doc_id)}.s{sentence.row['sent_id']}"
    made = element("s", id=name)
    made.tail = "\n"
    parent = made
    for token in sentence.tokens:
        if token.mention and token.begins_mention:
            parent = _name(made, token.mention)
        parent.append(_token(token, f"{name}.t{token.row['token_id']}", sentence.row["lang"]))
        if token.ends_mention:
            parent = made
    return made


def _name(parent: Element, mention: Row) -> Element:
    kind = mention["type"]
    tag = _VALUES.get(kind, "name")
    canonical = mention["canonical_id"]
    reference = f"#{xml_id('e', canonical)}" if canonical else None
    if tag == "name":
        return add(parent, tag, type=_CLASSES.get(kind, "MISC"), subtype=kind, ref=reference)
    value = mention["value"]
    if tag == "num":
        return add(parent, tag, type=kind.lower(), n=value)
    return add(parent, tag, n=value)


def _token(token: Token, name: str, lang: str) -> Element:
    row = token.row
    join = None if row["space_after"] else "right"
    other = row["lang"] if row["lang"] != lang else None
    if len(token.words) == 1:
        word = token.words[0]
        tag = "pc" if word["upos"] == "PUNCT" else "w"
        made = element(tag, row["form"], id=name, **_grammar(word, tag), join=join, lang=other)
        if word["form"] != row["form"]:
            made.set("norm", element("x", word["form"]).text or "")
        return made
    # A multiword token holds its words as children that have a norm and no text, as ParlaMint's.
    made = element("w", row["form"], id=name, join=join, lang=other)
    for word in token.words:
        add(made, "w", norm=word["form"], **_grammar(word, "w"))
    return made


def _grammar(word: Row, tag: str) -> dict[str, str | None]:
    features = [f"UPosTag={word['upos']}"] if word["upos"] else []
    features += [word["feats"]] if word["feats"] else []
    grammar = {"pos": word["xpos"], "msd": "|".join(features) or None}
    return grammar if tag == "pc" else {"lemma": word["lemma"], **grammar}
