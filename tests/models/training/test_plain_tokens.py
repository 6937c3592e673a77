"""The rule tokeniser cuts as UD_Turkish-BOUN does."""

import pytest

from kzcorpus.models.training.plain_tokens import split_suffix, token_spans, tokens


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kazakistan’ın başkenti", ["Kazakistan’ın", "başkenti"]),
        ("Türkiye-Kazakistan", ["Türkiye", "-", "Kazakistan"]),
        ("Kasım C. Tokayev", ["Kasım", "C.", "Tokayev"]),
        ("Abay D.", ["Abay", "D", "."]),
        ("%70,96’sı", ["%", "70,96’sı"]),
        ("(Nazarbayev, 2003: 45).", ["(", "Nazarbayev", ",", "2003", ":", "45", ")", "."]),
        ("A.B.D.’nin kararı", ["A.B.D.’nin", "kararı"]),
        ("18. yüzyıl, 1990. Sonra", ["18.", "yüzyıl", ",", "1990", ".", "Sonra"]),
        ("bkz. www.akorda.kz/tr.", ["bkz.", "www.akorda.kz/tr", "."]),
        ("Bitti...", ["Bitti", "..."]),
    ],
)
def test_tokens(text: str, wanted: list[str]) -> None:
    assert tokens(text) == wanted


def test_spans_cover_everything_but_space() -> None:
    text = "Dr. Ali’nin “kitabı” — 5/10 (s. 4)…"
    covered = "".join(text[a:b] for a, b in token_spans(text))
    assert covered == "".join(text.split())


def test_a_lone_apostrophe_is_not_a_suffix() -> None:
    assert split_suffix("’") == ("’", "")
    assert split_suffix("NATO’dan") == ("NATO", "’dan")
