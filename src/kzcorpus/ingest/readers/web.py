"""HTML by lxml and trafilatura: the body of a page as Markdown lines, without its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError, MissingPackageError
from kzcorpus.ingest.drafts import Draft, Problem
from kzcorpus.ingest.encodings import decode
from kzcorpus.ingest.readers.lines import LineWriter
from kzcorpus.ingest.sources import Source

_DECLARED = re.compile(rb"""<meta[^>]{1,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.I)
_HEAD = 4_096
#: The parser compares each attribute of a tag with all others: minutes for a hundred thousand.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTES = 2_000
#: What servers and editors write when nobody told them: no evidence.
_DEFAULTS = frozenset({"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii"})
#: Characters that no XML may hold: the parser lets them in, and trafilatura breaks on them.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Tags without readable text of the page.
_NO_TEXT = (
    "script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "button",
    "select", "iframe", "object", "head",
)  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
#: Tags that stand on lines of their own, in HTML and in what trafilatura makes of it.
_BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "main", "header", "figure", "figcaption", "address",
        "dl", "dt", "dd", "ul", "ol", "list", "table", "thead", "tbody", "tfoot", "tr", "row",
        "pre", "hr", "body", "caption", "center", "details", "summary", "fieldset", "ab",
    }
)  # fmt: skip


def read_html(source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
    """A saved web page. Its title, author and date are taken where the sheet says nothing."""
    data = source.read()
    if not data.strip():
        raise IngestError("empty", "a file of 0 bytes; fetch it again")
    text, encoding = decode(data, config.encodings, _declared(data))
    tree = _parsed(text, config.max_elements)
    body, values = _extracted(tree)
    writer = LineWriter()
    _write(body, writer)
    yield Draft(writer.text(), encoding, values, place="page")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    name = match.group(1).decode("ascii").lower() if match else ""
    # By the standard of the web, ISO-8859-9 means cp1254, which has typographic quotes too.
    name = {"iso-8859-9": "cp1254", "latin5": "cp1254", "windows-1254": "cp1254"}.get(name, name)
    return name if name and name not in _DEFAULTS else None


def _parsed(text: str, most: int) -> Any:
    """The page as a tree; lxml gives up at a depth of 256, and would drop what lies deeper."""
    try:
        from lxml import etree, html
    except ImportError as error:
        raise _missing() from error
    tags = (_QUOTED.sub("", match.group()) for match in _LONG_TAG.finditer(text))
    if any(len(tag.split()) > _ATTRIBUTES for tag in tags):
        raise IngestError("too large", f"a tag of more than {_ATTRIBUTES:,} attributes")
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False
    )
    try:
        tree = html.document_fromstring(
            _NO_XML.sub(" ", text).encode("utf-8", "replace"), parser=parser
        )
    except etree.LxmlError as error:
        raise IngestError("empty", "no text in it") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise IngestError("too deep", "tags nested deeper than 256; save the text of the page")
    count = sum(1 for _ in zip(range(most + 1), tree.iter(), strict=False))
    if count > most:
        raise IngestError("too large", f"more than {most:,} tags; raise [ingest] max_elements")
    return tree


def _extracted(tree: Any) -> tuple[Any, dict[str, str]]:
    """The main part of a page, and what it says about itself; the whole page where it is bare."""
    try:
        import trafilatura
    except ImportError as error:
        raise _missing() from error
    from copy import deepcopy

    try:
        found: Any = trafilatura.bare_extraction(
            deepcopy(tree),
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            include_formatting=True,
            include_links=False,
            with_metadata=True,
            deduplicate=False,
            # Dates that the page states; a search through its text would find any date.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever an odd page provokes in it
        detail = f"its main part cannot be found ({type(error).__name__}); save the page as text"
        raise IngestError("damaged", detail) from error
    if found is None or found.body is None or not "".join(found.body.itertext()).strip():
        body = tree.find("body")
        body = tree if body is None else body
        for element in list(body.iter(*_NO_TEXT)):
            element.drop_tree()
        return body, {}
    values = {
        "title": found.title or "",
        "author": found.author or "",
        "date": found.date or "",
        "source_url": found.url or "",
    }
    return found.body, values


def _write(element: Any, writer: LineWriter, depth: int = 0, mark: str = "- ") -> None:
    """An element's content as blocks; `depth` is that of the list around it, `mark` an item's."""
    tag = element.tag
    if tag in _HEADINGS or (tag == "head" and element.get("rend")):
        level = _HEADINGS.get(element.get("rend", tag), 2)
        writer.start("#" * level + " ")
        _write_inside(element, writer, depth)
        writer.end()
    elif tag in ("item", "li"):
        writer.start("  " * max(0, depth - 1) + mark)
        _write_inside(element, writer, depth)
        writer.end()
    elif tag in ("quote", "blockquote"):
        writer.start()
        writer.quoted += 1
        _write_inside(element, writer, depth)
        writer.start()
        writer.quoted -= 1
    elif tag in ("cell", "td", "th"):
        writer.start()
        _write_inside(element, writer, depth)
        writer.end()
    elif tag in ("lb", "br"):
        writer.break_line()
    elif tag == "sup" or element.get("rend") == "#sup":
        writer.add_superscript("".join(element.itertext()))
    elif tag in _BLOCKS:
        writer.start()
        _write_inside(element, writer, depth + (tag in ("list", "ul", "ol")))
        writer.start()
    else:
        _write_inside(element, writer, depth)


def _write_inside(element: Any, writer: LineWriter, depth: int) -> None:
    numbered = "ol" in (element.tag, element.get("rend"))
    items = 0
    writer.add(element.text)
    for child in element:
        if isinstance(child.tag, str):
            items += child.tag in ("item", "li")
            _write(child, writer, depth, f"{items}. " if numbered else "- ")
        writer.add(child.tail)


def _missing() -> MissingPackageError:
    return MissingPackageError("web pages need trafilatura: pip install 'kzcorpus[nlp]'")
