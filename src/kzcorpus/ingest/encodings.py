"""Bytes to text: UTF-8 and UTF-16 for certain, older encodings by what the letters would be.

General detectors choose among a hundred encodings and take Turkish for Czech (cp1254 for cp1250).
Here only a handful is plausible, and each letter that a candidate would give speaks for or against
it: how often it occurs in our languages, whether it stands in a word of its own script, whether
capitals stand where capitals can.
"""

from __future__ import annotations

import codecs
import functools
import math
import re
from collections.abc import Sequence
from itertools import islice

from kzcorpus.errors import IngestError
from kzcorpus.ingest import encoding_data as data_tables

#: Words with a byte outside ASCII; a line of nothing else is cut.
_WORD = re.compile(rb"[A-Za-z]{0,20}(?:[\x80-\xff]{1,40}[A-Za-z]{0,20}){1,10}")
#: More words than this tell no more.
_SAMPLE = 3_000
_BROKEN_CASE = re.compile(r"[a-zа-яёçğıöşüәғқңөұүһі][A-ZА-ЯЁÇĞİÖŞÜӘҒҚҢӨҰҮҺІ]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_NO_TEXT = re.compile(r"[\x80-\x9f\u2500-\u25ff\ufffd]")
#: The mean weight of a letter (natural logarithm) in real text; noise has less.
_PLAUSIBLE = 0.0
#: How much likelier the best candidate must be than the next that gives other letters.
_MARGIN = 3.0
#: Multi-byte sequences of UTF-8 that are in order.
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(data: bytes, candidates: Sequence[str], declared: str | None = None) -> tuple[str, str]:
    """The text of bytes and the name of its encoding; a byte order mark is not part of the text.

    Args:
        candidates: single-byte encodings to choose from, the preferred first.
        declared: what the document itself says; it is followed unless the bytes are UTF-8.

    Raises:
        IngestError: binary data, damaged UTF-8, or no candidate fits.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data), "utf-16"
    if b"\0" in data:
        raise IngestError("binary", f"a NUL byte at byte {data.index(0)}; not a text file")
    try:
        # Not "utf-8-sig": its errors count from behind the mark.
        return data.decode("utf-8").removeprefix("\ufeff"), "utf-8"
    except UnicodeDecodeError as error:
        if data.startswith(codecs.BOM_UTF8) or _is_damaged_utf8(data):
            raise IngestError(
                "damaged UTF-8",
                f"byte 0x{data[error.start]:02x} at byte {error.start} in UTF-8 text; "
                "the file was cut or joined; find a better copy",
            ) from error
    if declared is not None:
        try:
            return data.decode(declared), codecs.lookup(declared).name
        except (UnicodeDecodeError, LookupError):
            pass  # a page may well lie about itself
    encoding = detect(data, candidates)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise IngestError(
            "wrong encoding",
            f"byte 0x{data[error.start]:02x} at byte {error.start} is none of {encoding}, which "
            "the rest is; save the file as UTF-8",
        ) from error


def detect(data: bytes, candidates: Sequence[str]) -> str:
    """The candidate that gives the likeliest letters.

    Raises:
        IngestError: none gives text, or two give different text that is as likely.
    """
    sample = [match.group() for match in islice(_WORD.finditer(data), _SAMPLE)]
    joined = b"\n".join(sample)
    found: list[tuple[float, str, str]] = []
    for name in candidates:
        text = joined.decode(name, errors="replace")
        # The first of those that give the same letters stands for all of them.
        if all(text != other for _, _, other in found):
            found.append((sum(map(_weight, text.split("\n"))), name, text))
    found.sort(key=lambda entry: -entry[0])
    if not found or found[0][0] < _PLAUSIBLE * len(_HIGH.findall(joined)):
        raise IngestError(
            "unknown encoding", f"none of {', '.join(candidates)}; save the file as UTF-8"
        )
    if len(found) > 1 and found[0][0] - found[1][0] < _MARGIN:
        raise IngestError(
            "unknown encoding",
            f"as likely {found[0][1]} as {found[1][1]}; save the file as UTF-8",
        )
    return found[0][1]


def _utf16(data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise IngestError(
            "wrong encoding", f"begins as UTF-16, but {error.reason} at byte {error.start}"
        ) from error
    if "\0" in text:
        raise IngestError("binary", "begins as UTF-16, but holds NUL characters; not a text file")
    return text


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most bytes outside ASCII are in order as UTF-8: no other encoding does that."""
    right = sum(len(match.group()) for match in _UTF8.finditer(data))
    return right > 0.8 * len(_HIGH.findall(data))


@functools.cache
def _logs() -> dict[str, float]:
    return {letter: math.log(weight) for letter, weight in data_tables.letter_weights().items()}


def _weight(word: str) -> float:
    """How much a word speaks for its encoding: above 0 for a word of our languages."""
    logs = _logs()
    total = 0.0
    for letter in word:
        if letter > "\x7f":
            known = logs.get(letter)
            if known is None:
                strange = _NO_TEXT.match(letter)
                known = math.log(data_tables.NO_TEXT if strange else data_tables.RARE)
            total += known
    if len(word) > 1 and word.isupper():
        total += math.log(data_tables.CAPITALS)
    total += len(_BROKEN_CASE.findall(word)) * math.log(data_tables.BROKEN_CASE)
    if _LATIN.search(word) and _CYRILLIC.search(word):
        total += math.log(data_tables.MIXED_SCRIPTS)
    return total
