"""What stands before the text of a TEI document: its header, and the entities that it names."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import kzcorpus
from kzcorpus.export.documents import Document, Row
from kzcorpus.export.names import xml_id
from kzcorpus.export.xmltext import add, element

#: An address that may be followed: anything else is told as text only.
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
#: Type of entity: the list it is in, the item, and the element for its names.
_LISTS = {
    "PERSON": ("listPerson", "person", "persName"),
    "ORG": ("listOrg", "org", "orgName"),
    "NORP": ("listOrg", "org", "orgName"),
    "GPE": ("listPlace", "place", "placeName"),
    "LOC": ("listPlace", "place", "placeName"),
    "FAC": ("listPlace", "place", "placeName"),
    "EVENT": ("listEvent", "event", "eventName"),
}
_OTHER = ("list", "item", "name")


def corpus_header() -> Element:
    """The header of a `teiCorpus`: what holds for all its documents."""
    header = element("teiHeader")
    description = add(header, "fileDesc")
    add(add(description, "titleStmt"), "title", "Corpus exported by kzcorpus")
    publication = add(description, "publicationStmt")
    add(publication, "p", "The licence of each document stands in its own header.")
    add(add(description, "sourceDesc"), "p", "The sources stand in the headers of the documents.")
    _encoding(header)
    return header


def document_header(document: Document) -> Element:
    """The header of one document, from its metadata."""
    row = document.row
    header = element("teiHeader")
    description = add(header, "fileDesc")
    statement = add(description, "titleStmt")
    add(statement, "title", row["title"] or document.doc_id)
    if row["author"]:
        add(statement, "author", row["author"])
    extent = add(description, "extent")
    n_sentences = sum(1 for _ in document.sentences())
    n_tokens = sum(1 for _ in document.tokens())
    add(extent, "measure", f"{n_sentences} sentences", unit="sentences", quantity=n_sentences)
    add(extent, "measure", f"{n_tokens} tokens", unit="tokens", quantity=n_tokens)
    publication = add(description, "publicationStmt")
    add(publication, "authority", "not stated")
    add(publication, "idno", document.doc_id, type="kzcorpus")
    if row["licence"]:
        licence = row["licence"]
        add(
            add(publication, "availability"),
            "licence",
            licence,
            target=licence if _ADDRESS.fullmatch(licence) else None,
        )
    else:
        add(add(publication, "availability", status="unknown"), "p", "No licence is stated.")
    _source(add(description, "sourceDesc"), row)
    _encoding(header)
    languages = add(add(header, "profileDesc"), "langUsage")
    for lang in sorted({block.row["lang"] for block in document.blocks} - {""}):
        add(languages, "language", lang, ident=lang)
    if not len(languages):
        add(languages, "language", "undetermined", ident="und")
    return header


def _source(parent: Element, row: Row) -> None:
    source = add(parent, "bibl")
    add(source, "title", row["title"] or row["path"])
    if row["author"]:
        add(source, "author", row["author"])
    if row["date"]:
        date = row["date"]
        add(source, "date", date, when=date if _DATE.fullmatch(date) else None)
    if row["source_url"]:
        address = row["source_url"]
        if _ADDRESS.fullmatch(address):
            add(source, "ref", address, target=address)
        else:
            add(source, "note", address)
    add(source, "idno", row["path"], type="path")
    add(source, "idno", row["sha256"], type="sha256")


def _encoding(header: Element) -> None:
    application = add(
        add(add(header, "encodingDesc"), "appInfo"),
        "application",
        ident="kzcorpus",
        # TEI takes figures and points only: "0.1.0+local" is "0.1.0".
        version=re.split(r"[^0-9.]", kzcorpus.__version__)[0].strip(".") or "0",
    )
    add(application, "label", f"kzcorpus {kzcorpus.__version__}")


def stand_off(entities: list[Row]) -> Element:
    """The entities, by kind of list, with their names by language and their identifiers."""
    made = element("standOff")
    lists: dict[str, Element] = {}
    for row in entities:
        group, item, name = _LISTS.get(row["type"], _OTHER)
        if group not in lists:
            lists[group] = add(made, group)
        entry = add(lists[group], item, id=xml_id("e", row["canonical_id"]))
        entry.tail = "\n"
        labels = dict(row["labels"] or ())
        for lang, label in labels.items() or [(None, row["name"])]:
            add(entry, name, label, lang=_tag(lang) if lang else None)
        add(entry, "idno", row["canonical_id"], type="kzcorpus")
        if row["qid"]:
            add(entry, "idno", row["qid"], type="Wikidata")
    if not lists:
        add(add(made, "list"), "item", "No entity is named.")
    return made


def _tag(lang: str) -> str:
    """A language of ours as XML writes it (BCP 47).

    >>> _tag("kk"), _tag("kk_latn")
    ('kk', 'kk-Latn')
    """
    language, _, script = lang.partition("_")
    return f"{language}-{script.title()}" if script else language
