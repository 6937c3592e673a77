"""The bundled word list."""

from __future__ import annotations

import subprocess
import sys

from kzcorpus.normalise.words import WordList, load_words


def test_the_list_has_words_of_both_languages() -> None:
    words = load_words()
    assert {word for word in ("zirve", "uluslararası", "əməkdaşlıq") if word in words} == {
        "zirve",
        "uluslararası",
        "əməkdaşlıq",
    }
    assert not any(part in words for part in ("lararası", "daşlıq", "zir"))


def test_words_are_found_by_their_beginning() -> None:
    words = WordList(["bozkır", "kent", "kentler"])
    assert words.begins("kentl")
    assert not words.begins("kentlik")
    assert not words.begins("z")


def test_a_list_covers_the_texts_of_its_language() -> None:
    words = WordList(["bozkır", "kent"])
    assert words.covers(["bozkır", "kent", "steppe"])
    assert not words.covers(["steppe", "town", "kent"])
    assert not words.covers([])


def test_the_list_is_read_only_when_it_is_needed() -> None:
    code = (
        "from kzcorpus.normalise import normalise_text\n"
        "from kzcorpus.normalise.words import load_words\n"
        "from kzcorpus.records import RawDocument\n"
        "normalise_text(RawDocument('x', 'x.txt', '', 'Bozkır geniştir ve\\ndüzdür.'))\n"
        "print(load_words.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"
