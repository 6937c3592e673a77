"""Encodings are told apart by what the letters would be, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError
from kzcorpus.ingest.encodings import decode

CANDIDATES = IngestConfig().encodings

TURKISH = "Kazakistan’ın dış politikası, çok yönlü bir çizgide gelişti: “Güçlü komşuluk”."
SHORT = "Türkiye’nin dış ilişkileri"
RUSSIAN = "Казахстан подписал договор о дружбе; столица страны – Астана."
KAZAKH = "Қазақстан Республикасының сыртқы саясаты көпвекторлы әрі ұстамды."


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(IngestError) as caught:
        decode(data, CANDIDATES)
    return caught.value.reason, caught.value.detail


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TURKISH, "utf-8", "utf-8"),
        (TURKISH, "utf-8-sig", "utf-8"),
        (KAZAKH, "utf-16", "utf-16"),
        ("\ufeff" + KAZAKH, "utf-16-be", "utf-16"),
        (TURKISH, "cp1254", "cp1254"),
        (TURKISH.upper(), "cp1254", "cp1254"),
        ("Çok yönlü dış ilişkiler", "iso-8859-9", "iso-8859-9"),
        ("Astana’da görüşme", "cp1254", "cp1254"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN.upper(), "cp1251", "cp1251"),
        (RUSSIAN.replace("–", "-"), "koi8-r", "koi8-r"),
        (RUSSIAN.replace("–", "-").upper(), "koi8-r", "koi8-r"),
        (KAZAKH, "kz1048", "kz1048"),
        ("The “steppe” and its cities – a café’s tale", "cp1252", "cp1254"),
        ("Astana is a city.", "ascii", "utf-8"),
    ],
)
def test_an_encoding_is_told(text: str, encoding: str, name: str) -> None:
    assert decode(text.encode(encoding), CANDIDATES) == (text.removeprefix("\ufeff"), name)


@pytest.mark.parametrize("text", [TURKISH, RUSSIAN, KAZAKH])
@pytest.mark.parametrize("encoding", ["cp1254", "cp1251", "koi8-r", "kz1048"])
def test_five_words_are_enough(text: str, encoding: str) -> None:
    words = text.replace("–", "-").split()
    for start in range(len(words) - 4):
        piece = " ".join(words[start : start + 5])
        try:
            data = piece.encode(encoding)
        except UnicodeEncodeError:
            continue
        assert decode(data, CANDIDATES)[0] == piece


def test_kazakh_letters_are_not_invented() -> None:
    """Writers without Kazakh letters took Russian ones: the text stays as they wrote it."""
    written = "Казакстан Республикасынын сырткы саясаты"
    assert decode(written.encode("cp1251"), CANDIDATES) == (written, "cp1251")


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"PK\x03\x04\0\0", "binary", "a NUL byte at byte 4"),
        ("Łódź i Gdańsk, Kraków".encode("iso-8859-2"), "unknown encoding", "save the file as"),
        (b"\xa4\xa6\xb6\xa4 " * 10, "unknown encoding", "save the file as"),
        ((TURKISH + "\n").encode() + b"\xff", "damaged UTF-8", "byte 0xff at byte "),
        (TURKISH.encode()[:-3], "damaged UTF-8", "find a better copy"),
        ("Астана".encode("utf-16")[:-1], "wrong encoding", "begins as UTF-16"),
        ("A\0B".encode("utf-16"), "binary", "holds NUL characters"),
        ("Astana".encode("utf-32"), "binary", "holds NUL characters"),
        (TURKISH.encode("utf-16-le"), "binary", "a NUL byte at byte 1"),
        (RUSSIAN.encode("cp1251") * 40 + b" \x98", "wrong encoding", "none of cp1251"),
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes, reason: str, detail: str) -> None:
    found = refusal(data)
    assert found[0] == reason
    assert detail in found[1]


def test_a_declaration_is_followed() -> None:
    data = "Łódź".encode("iso-8859-2")
    assert decode(data, CANDIDATES, "iso-8859-2") == ("Łódź", "iso8859-2")


@pytest.mark.parametrize("declared", ["klingon", "ascii"])
def test_a_declaration_that_does_not_hold_is_left_aside(declared: str) -> None:
    assert decode(SHORT.encode("cp1254"), CANDIDATES, declared) == (SHORT, "cp1254")


def test_utf8_is_certain_whatever_is_declared() -> None:
    assert decode(SHORT.encode(), CANDIDATES, "cp1254") == (SHORT, "utf-8")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode(), CANDIDATES)[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, CANDIDATES)
    except IngestError:
        return
    assert "\0" not in text
    assert encoding in ("utf-8", "utf-16", *CANDIDATES)
