"""Names that other formats demand: without spaces or slashes, and never two alike."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, unquote

#: The longest name of a file that every system takes, in bytes, less an ending.
_LONGEST = 200
_PARTS = re.compile(r"(?P<doc>.+)-s(?P<number>[1-9][0-9]*)", re.DOTALL)


def flat_id(doc_id: str) -> str:
    """A doc_id as one word: "/" becomes ".", what would be mistaken for that is escaped as in URLs.

    >>> flat_id("tr/baskent"), flat_id("tr/v1.2 son")
    ('tr.baskent', 'tr.v1%2E2%20son')
    """
    return "".join(
        "." if ch == "/" else "%2E" if ch == "." else quote(ch, safe="") if _odd(ch) else ch
        for ch in doc_id
    )


def unflat_id(flat: str) -> str:
    """The doc_id again.

    >>> unflat_id("tr.v1%2E2%20son")
    'tr/v1.2 son'
    """
    return unquote(flat.replace(".", "/"))


def sentence_id(doc_id: str, number: int) -> str:
    """CoNLL-U's sent_id, which may hold neither white space nor a slash.

    >>> sentence_id("tr/baskent", 7)
    'tr.baskent-s7'
    """
    return f"{flat_id(doc_id)}-s{number}"


def parse_sentence_id(sent_id: str) -> tuple[str, int] | None:
    """Document and number of a sent_id that `sentence_id` made; None for any other.

    >>> parse_sentence_id("tr.baskent-s7")
    ('tr/baskent', 7)
    """
    match = _PARTS.fullmatch(sent_id)
    return (unflat_id(match["doc"]), int(match["number"])) if match else None


def file_name(doc_id: str) -> str:
    """A doc_id as the name of a file, without an ending; a very long one is cut and numbered."""
    name = "".join(quote(ch, safe="") if ch in '\\:*?"<>|' else ch for ch in flat_id(doc_id))
    if len(name.encode()) <= _LONGEST:
        return name
    digest = hashlib.sha256(doc_id.encode()).hexdigest()[:12]
    return f"{name.encode()[: _LONGEST - 13].decode('utf-8', 'ignore')}-{digest}"


def xml_id(prefix: str, text: str) -> str:
    """A text as an XML name that begins with the prefix: letters stay, the rest is escaped.

    >>> xml_id("e", "person/kassym-jomart-tokayev"), xml_id("e", "nil/gpe/нұр_сұлтан")
    ('e.person.kassym-jomart-tokayev', 'e.nil.gpe.нұр_5f_сұлтан')
    """
    return f"{prefix}." + "".join(
        ch
        if (ch.isascii() and ch.isalnum()) or ch == "-" or _is_name_letter(ch)
        else "."
        if ch == "/"
        else f"_{ord(ch):x}_"
        for ch in text
    )


def _odd(ch: str) -> bool:
    return ch == "%" or ch.isspace() or not ch.isprintable()


#: Letters that the first editions of XML 1.0 allow in a name, of the scripts that we meet: some
#: parsers (expat) know no others.
_NAME_LETTERS = (
    (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x131), (0x134, 0x13E), (0x141, 0x148), (0x14A, 0x17E),
    (0x180, 0x1C3), (0x250, 0x2A8),  # Latin
    (0x401, 0x40C), (0x40E, 0x44F), (0x451, 0x45C), (0x45E, 0x481), (0x490, 0x4C4),
    (0x4D0, 0x4EB),  # Cyrillic
    (0x621, 0x63A), (0x641, 0x64A),  # Arabic
)  # fmt: skip


def _is_name_letter(ch: str) -> bool:
    return any(first <= ord(ch) <= last for first, last in _NAME_LETTERS)
