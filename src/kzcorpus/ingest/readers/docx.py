"""Word files (.docx): a zip of XML, read with the standard library's zipfile and lxml.

python-docx would do, but for footnotes, which it does not know, and for bombs, which it unpacks.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError, MissingPackageError
from kzcorpus.ingest.drafts import Draft, Problem
from kzcorpus.ingest.readers.docx_styles import ListNumbers, Styles, attribute, name
from kzcorpus.ingest.readers.lines import LineWriter
from kzcorpus.ingest.sources import Source

#: Old Word files, and new ones with a password, are OLE containers.
_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = "word/document.xml"
#: What zipfile raises on damage; not only its own errors, as fuzzing has shown.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
_DEEP = 256
#: A book has some hundred thousand tags; a tree of more fills the memory.
_MOST_TAGS = 3_000_000
#: What is not part of the text: deleted words, instructions of fields, the second form of a
#: drawing, properties.
_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "tblPr", "sectPr", "tcPr"}
)
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read_docx(source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
    """A Word file: paragraphs with their marks, table cells as lines, notes behind their paragraph.

    Its own title and author are not taken over: they are those of the template, or of the computer.
    """
    data = source.read()
    if data.startswith(_OLE):
        raise IngestError(
            "encrypted", "an old .doc, or a .docx with a password; save it as .docx without one"
        )
    parts = _Parts(data, config.max_bytes)
    yield Draft(_Body(parts).text(), "")


class _Parts:
    """The XML parts of the zip, parsed one by one within a budget of bytes."""

    def __init__(self, data: bytes, budget: int) -> None:
        self._budget = budget
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = set(self._zip.namelist())
        except _DAMAGED as error:
            raise IngestError("damaged", "no Word file: it cannot be unpacked") from error
        if _MAIN not in self._names:
            raise IngestError("damaged", f"no Word file: there is no {_MAIN} in it")

    def parsed(self, part: str) -> Any:
        """The root of a part, or None where there is none."""
        try:
            from lxml import etree
        except ImportError as error:
            raise MissingPackageError(
                "Word files need lxml: pip install 'kzcorpus[nlp]'"
            ) from error
        if part not in self._names:
            return None
        data = self._unpacked(part)
        if data.count(b"<") > _MOST_TAGS:
            raise IngestError("too large", f"{part} has more than {_MOST_TAGS:,} tags")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise IngestError("damaged", f"{part} is no XML: {error.msg}") from error
        if root.getroottree().docinfo.doctype:
            # Word never writes one; it is the way in for external entities.
            raise IngestError("unsafe", f"{part} declares a document type; Word never does")
        return root

    def _unpacked(self, part: str) -> bytes:
        try:
            with self._zip.open(part) as handle:
                data = handle.read(self._budget + 1)
        except _DAMAGED as error:
            raise IngestError("damaged", f"{part} cannot be unpacked") from error
        except RuntimeError as error:  # zipfile's word for a password
            raise IngestError("encrypted", "needs a password; save it without one") from error
        self._budget -= len(data)
        if self._budget < 0:
            raise IngestError("too large", f"{part} unpacks to more than [ingest] max_bytes")
        return data


class _Body:
    """The text of a Word file, paragraph by paragraph."""

    def __init__(self, parts: _Parts) -> None:
        self._root = parts.parsed(_MAIN)
        self._styles = Styles(parts.parsed("word/styles.xml"))
        self._numbers = ListNumbers(parts.parsed("word/numbering.xml"))
        self._notes = {
            kind: _by_id(parts.parsed(f"word/{kind}s.xml"), kind)
            for kind in ("footnote", "endnote")
        }
        self._writer = LineWriter()
        self._met: list[tuple[str, Any]] = []
        self._count = 0

    def text(self) -> str:
        self._walk(self._root, 0)
        return self._writer.text()

    def _walk(self, element: Any, depth: int) -> None:
        """Paragraphs inside an element, in order, at whatever depth of tables they stand."""
        for child in element:
            tag = name(child)
            if tag in _SKIPPED:
                continue
            if tag == "p":
                self._paragraph(child)
            elif depth < _DEEP:
                self._walk(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> None:
        style = self._styles.of(paragraph)
        boxes: list[Any] = []
        mark = "#" * style.heading + " " if style.heading else ""
        self._writer.quoted = int(style.quotation and not style.heading)
        if not mark and (numbering := self._styles.numbering(paragraph)):
            mark = self._numbers.mark(*numbering)
        self._writer.start(mark)
        self._inline(paragraph, boxes, 0)
        self._writer.end()
        self._writer.quoted = 0
        while self._met:
            label, note = self._met.pop(0)
            self._writer.start(f"[^{label}]: ")
            for index, part in enumerate(note.iter("{*}p")):
                if index:
                    self._writer.add(" ")
                self._inline(part, [], 0)
            self._writer.end()
        for box in boxes:
            self._walk(box, 0)

    def _inline(self, element: Any, boxes: list[Any], depth: int) -> None:
        """The text of a paragraph or a run; text boxes met on the way go to `boxes`."""
        raised = attribute(element.find("{*}rPr/{*}vertAlign"), "val") == "superscript"
        for child in element:
            tag = name(child)
            if tag == "t":
                (self._writer.add_superscript if raised else self._writer.add)(child.text or "")
            elif tag in _CHARACTERS:
                self._writer.add(_CHARACTERS[tag])
            elif tag in ("br", "cr"):
                self._writer.break_line()
            elif tag in ("footnoteReference", "endnoteReference"):
                self._reference(child, tag.removesuffix("Reference"))
            elif tag == "txbxContent":
                boxes.append(child)  # a text box is no part of the sentence that it is tied to
            elif tag == "r" and child.find("{*}rPr/{*}vanish") is not None:
                continue
            elif tag not in _SKIPPED and depth < _DEEP:
                self._inline(child, boxes, depth + 1)

    def _reference(self, element: Any, kind: str) -> None:
        note = self._notes[kind].get(attribute(element, "id"))
        if note is not None:
            self._count += 1
            self._writer.add(f"[^{self._count}]")
            self._met.append((str(self._count), note))


def _by_id(root: Any, kind: str) -> dict[str, Any]:
    """Notes by their id, without the lines that Word keeps among them."""
    if root is None:
        return {}
    return {
        attribute(note, "id"): note
        for note in root
        if name(note) == kind and attribute(note, "type") in ("", "normal")
    }
