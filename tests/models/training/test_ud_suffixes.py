"""Openings by letters alone, before -ki and the copula -DIr."""

import pytest

from kzcorpus.models.training.conllu import Token, Word
from kzcorpus.models.training.ud_suffixes import open_suffix, person


@pytest.mark.parametrize(
    ("form", "pieces"),
    [
        ("bölgedeki", ["bölgede", "ki"]),
        ("Sınırdakilerin", ["Sınırda", "kilerin"]),
        ("altındakinden", ["altında", "kinden"]),
        ("ötekiler", ["ötekiler"]),
        ("Almatı'daki", ["Almatı'daki"]),
        ("etki", ["etki"]),
        ("yetkiler", ["yetkiler"]),
        ("başkentidir", ["başkenti", "dir"]),
        ("ortaktır", ["ortak", "tır"]),
        ("göldür", ["göl", "dür"]),
        ("budur", ["bu", "dur"]),
        ("dosttular", ["dosttular"]),
        ("komşudurlar", ["komşu", "durlar"]),
        ("Bayındır", ["Bayındır"]),
        ("bahadır", ["bahadır"]),
        ("anlatır", ["anlatır"]),
        ("kültür", ["kültür"]),
        ("takdir", ["takdir"]),
        ("müdür", ["müdür"]),
        ("değildir", ["değildir"]),
        ("yıllardır", ["yıllardır"]),
        ("bulunmaktadır", ["bulunmaktadır"]),
        ("yapılmalıdır", ["yapılmalıdır"]),
        ("mıdır", ["mıdır"]),
    ],
)
def test_suffixes_are_opened_by_their_letters(form: str, pieces: list[str]) -> None:
    opened = open_suffix(Token(form, (Word(form),), False))
    assert [word.form for word in opened.words] == pieces
    assert (opened.form, opened.space_after) == (form, False)


def test_what_is_open_stays_as_it_is() -> None:
    token = Token("evdeki", (Word("ev"), Word("deki")))
    assert open_suffix(token) is token


@pytest.mark.parametrize(
    ("copula", "feats"),
    [
        ("dir", "Number=Sing|Person=3"),
        ("dirler", "Number=Plur|Person=3"),
        ("ydim", "Number=Sing|Person=1"),
        ("ken", "Number=Sing|Person=3"),
    ],
)
def test_a_copula_has_the_person_of_its_ending(copula: str, feats: str) -> None:
    assert person(copula) == feats
