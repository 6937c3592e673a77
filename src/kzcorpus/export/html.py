"""Documents as web pages with their names marked by displaCy: nothing in them is loaded or run."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kzcorpus.errors import UsageError
from kzcorpus.export.docbin import load_spacy
from kzcorpus.export.documents import Block, Document, Row
from kzcorpus.export.names import file_name
from kzcorpus.export.targets import write_file, write_folder
from kzcorpus.records import ENTITY_TYPES

#: A colour for each type, pale enough for black letters; kindred types have kindred colours.
COLOURS = {
    "PERSON": "#f4c7c3",
    "TITLE": "#f9dcd9",
    "NORP": "#f6d5b8",
    "GPE": "#b7e1cd",
    "LOC": "#cdebd0",
    "FAC": "#d9ead3",
    "ORG": "#c6dafc",
    "EVENT": "#e1d5f0",
    "LAW": "#d6cdea",
    "WORK_OF_ART": "#ecd9ee",
    "PRODUCT": "#f0dfea",
    "LANGUAGE": "#d9e7ec",
    "DATE": "#fce8b2",
    "TIME": "#fdf0cc",
    "MONEY": "#e4e7b8",
    "PERCENT": "#e9ecc9",
    "QUANTITY": "#eef0d9",
    "CARDINAL": "#e6e6e6",
    "ORDINAL": "#efefef",
}
_RIGHT_TO_LEFT = ("ar", "fa")
_STYLE = """
body { font: 1.05rem/1.7 Georgia, "Times New Roman", serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; color: #222; background: #fff; overflow-wrap: anywhere; }
.heading .entities { font-weight: bold; font-size: 1.15em; }
.footnote, .bibliography, .header { font-size: .85em; color: #555; }
.quotation { border-left: 3px solid #ccc; padding-left: 1rem; }
.entities { line-height: 2; margin: .8rem 0; }
mark { color: #000; }
.meta, .key { font: .85rem/1.6 sans-serif; color: #555; }
.key mark { margin-right: .4em; padding: .1em .4em; border-radius: .3em; }
"""
#: displaCy's own mark, smaller; the id of the entity appears when the pointer rests on it.
_MARK = (
    '<mark class="entity" title="{hint}" style="background: {bg}; padding: .1em .3em; '
    'border-radius: .3em">{text} <small>{label}</small></mark>'
)


def write_html(documents: Iterable[Document], path: Path) -> dict[str, int]:
    """One page for a selection of one document: `path` ends in .html.

    Raises:
        UsageError: there are several documents, or none.
    """
    several = list(zip(range(2), documents, strict=False))
    if len(several) != 1:
        raise UsageError(
            f"{path}: one page holds one document; choose it by --doc, or give a folder to -o"
        )
    document = several[0][1]
    with write_file(path) as temporary:
        temporary.write_text(page(document), encoding="utf-8")
    return {"documents": 1, "mentions": len(document.mentions)}


def write_pages(documents: Iterable[Document], folder: Path) -> dict[str, int]:
    """A folder with `index.html` and a page for each document."""
    counts = {"documents": 0, "mentions": 0}
    with write_folder(folder) as temporary:
        home = temporary / "documents"
        home.mkdir()
        listed = []
        for document in documents:
            name = f"{file_name(document.doc_id)}.html"
            (home / name).write_text(page(document), encoding="utf-8")
            counts["documents"] += 1
            counts["mentions"] += len(document.mentions)
            listed.append(_entry(document, name))
        body = f"<h1>{counts['documents']} documents</h1><ul>{''.join(listed)}</ul>"
        (temporary / "index.html").write_text(_frame("Documents", "en", body), encoding="utf-8")
    return counts


def page(document: Document) -> str:
    """A document as a whole web page."""
    return _frame(title_of(document), document.row["lang"], body(document))


def title_of(document: Document) -> str:
    """What a document is called."""
    return str(document.row["title"] or document.doc_id)


def body(document: Document) -> str:
    """What stands in the page of a document: its title, facts, the key of colours, its text."""
    row = document.row
    facts = (document.doc_id, row["author"], row["date"], row["licence"], row["source_url"])
    meta = " · ".join(escape(fact) for fact in facts if fact)
    used = [kind for kind in ENTITY_TYPES if any(m["type"] == kind for m in document.mentions)]
    key = "".join(f'<mark style="background: {COLOURS[kind]}">{kind}</mark>' for kind in used)
    marked: dict[int, list[Row]] = {}
    for mention in document.mentions:
        marked.setdefault(mention["block_id"], []).append(mention)
    blocks = "".join(_block(block, marked) for block in document.blocks)
    title = escape(title_of(document))
    return f'<h1>{title}</h1><p class="meta">{meta}</p><p class="key">{key}</p>{blocks}'


def _block(block: Block, marked: dict[int, list[Row]]) -> str:
    row = block.row
    mentions = marked.get(row["block_id"], [])
    shown = _displacy(row, mentions)
    lang = f' lang="{escape(row["lang"])}"' if row["lang"] else ""
    return f'<div class="{escape(row["kind"])}"{lang}>{shown}</div>\n'


def _displacy(block: Row, mentions: list[Row]) -> str:
    load_spacy()
    from spacy import displacy

    start = block["start_char"]

    entities: list[dict[str, Any]] = [
        {
            "start": mention["start_char"] - start,
            "end": mention["end_char"] - start,
            "label": escape(mention["type"]),
            # displaCy escapes the text, and nothing else.
            "params": {"hint": escape(mention["canonical_id"] or mention["value"] or "")},
        }
        for mention in mentions
    ]
    options = {"colors": COLOURS, "template": _MARK}
    direction = "rtl" if block["lang"] in _RIGHT_TO_LEFT else "ltr"
    settings = {"direction": direction, "lang": escape(block["lang"])}
    parsed = {"text": block["text"], "ents": entities, "title": None, "settings": settings}
    return str(
        displacy.render(parsed, style="ent", manual=True, jupyter=False, options=options)
    ).strip()


def _entry(document: Document, name: str) -> str:
    title = escape(document.row["title"] or document.doc_id)
    return f'<li><a href="documents/{escape(quote(name))}">{title}</a></li>'


def _frame(title: str, lang: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n"
        "</html>\n"
    )
