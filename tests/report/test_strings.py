"""The interface says everything in every language."""

import re
from importlib.resources import files

import pytest

from kzcorpus.records import BLOCK_KINDS, ENTITY_TYPES
from kzcorpus.report.strings import LANGUAGES, read_strings, strings_script

APP = files("kzcorpus.report") / "static" / "app"
CODE = "".join(
    path.read_text(encoding="utf-8") for path in APP.iterdir() if path.name.endswith(".js")
)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_language_says_the_same_things(lang: str) -> None:
    english, other = read_strings("en"), read_strings(lang)
    assert list(other) == list(english)
    for key, text in english.items():
        assert other[key].strip(), key
        assert placeholders(other[key]) == placeholders(text), key


def test_russian_is_written_in_cyrillic() -> None:
    latin = [key for key, text in read_strings("ru").items() if not re.search("[а-яё]", text)]
    assert latin == []


def test_the_pages_ask_only_for_what_is_there() -> None:
    asked = set(re.findall(r"""\bt\(\s*["'`]([\w.]+)["'`]""", CODE))
    assert len(asked) > 60
    assert asked <= set(read_strings("en"))


def test_nothing_is_said_that_no_page_asks_for() -> None:
    families = set(re.findall(r"\bt\(`(\w+)\.\$\{", CODE))
    quoted = set(re.findall(r"""["'`]([\w.]+)["'`]""", CODE))
    unused = {
        key for key in read_strings("en") if key not in quoted and key.split(".")[0] not in families
    }
    assert unused == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_and_kind_has_a_name(lang: str) -> None:
    strings = read_strings(lang)
    assert {f"type.{name}" for name in ENTITY_TYPES} <= set(strings)
    assert {f"kind.{name}" for name in BLOCK_KINDS} <= set(strings)


def test_the_script_holds_all_languages() -> None:
    script = strings_script()
    assert all(f'"{lang}"' in script for lang in LANGUAGES)
    assert script.startswith("KZ.strings = ")
