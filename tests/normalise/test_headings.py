"""What is set like a heading, and where one goes on."""

from __future__ import annotations

import pytest

from kzcorpus.normalise.headings import heading_goes_on, looks_like_title
from kzcorpus.normalise.lines import split_lines


@pytest.mark.parametrize(
    "text",
    [
        "GİRİŞ",
        "Dış Politika",
        "Çin ile Rusya Arasında",
        "2.3. Enerji ve Ulaştırma",
        "Notes on the Caspian Shore",
        "Внешняя Политика и Экономика",
        "“Bozkırın Sesi”",
    ],
)
def test_titles(text: str) -> None:
    assert looks_like_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ülke denize kıyısı olmayan en geniş ülkedir",
        "Dış Politika.",
        "Dış Politika,",
        "ile Rusya Arasında",
        "1991",
        "Dış Politika " * 20,
        "",
    ],
)
def test_no_titles(text: str) -> None:
    assert not looks_like_title(text)


def test_the_rest_of_a_title_may_begin_with_a_function_word() -> None:
    assert looks_like_title("ile Rusya Arasında", continued=True)


@pytest.mark.parametrize(
    ("first", "second", "goes_on"),
    [
        ("KAZAKİSTAN’IN", "KOMŞULARI", True),
        ("2. Kazakistan Cumhuriyeti", "Dış Politikası", True),
        ("Bağımsızlık Sonrasında Kazakistan’ın", "Dış Politikası", True),
        ("Kazakistan ve", "Komşuları", True),
        ("Kazakistan Cumhuriyeti", "ve Komşuları", False),
        ("Hazar’ın Hukuki Statüsü", "Ayla Örnek", False),
        ("GİRİŞ", "Coğrafi Konum", False),
        ("KAZAKİSTAN’IN", "komşuları çoktur", False),
    ],
)
def test_the_second_line_of_a_heading(first: str, second: str, goes_on: bool) -> None:
    body = "Ülkenin doğusunda uzun bir sınır boyunca Çin vardır."
    one, two, rest = split_lines(f"{first}\n{second}\n\n{body}")
    assert heading_goes_on([one], two, rest, 60) is goes_on
