"""Text for XML: without the characters that it forbids, in elements of which none is forgotten."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def xml_text(text: str) -> str:
    """Text without the control characters that XML forbids; its white space is plain spaces.

    >>> xml_text("a\\x1b\\tb\\ufffe")
    'a b'
    """
    spaced = (" " if ch in "\t\n\r" else ch for ch in text)
    return "".join(ch for ch in spaced if ch >= " " and ch not in "\ufffe\uffff")


def element(tag: str, text: str | None = None, **attributes: object) -> Element:
    """An element with clean text and attributes; attributes that are None are left out.

    `id` and `lang` are those of XML itself.
    """
    names = {"id": XML_ID, "lang": XML_LANG}
    made = Element(
        tag,
        {
            names.get(name, name): xml_text(str(value))
            for name, value in attributes.items()
            if value is not None
        },
    )
    if text is not None:
        made.text = xml_text(text)
    return made


def add(parent: Element, tag: str, text: str | None = None, **attributes: object) -> Element:
    """The same, as the last child of `parent`."""
    made = element(tag, text, **attributes)
    parent.append(made)
    return made


def markup(root: Element) -> str:
    """An element as a string."""
    return tostring(root, encoding="unicode")
