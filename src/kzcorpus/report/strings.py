"""What the pages say, in the languages of the interface."""

from __future__ import annotations

import json
from importlib.resources import files

#: Languages of the interface, the default first.
LANGUAGES = ("en", "tr", "ru")


def read_strings(lang: str) -> dict[str, str]:
    """All texts of the interface in a language, by key."""
    path = files("kzcorpus.report") / "static" / "strings" / f"{lang}.json"
    strings: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return strings


def strings_script() -> str:
    """A script with the texts of all languages."""
    strings = {lang: read_strings(lang) for lang in LANGUAGES}
    return f"KZ.strings = {json.dumps(strings, ensure_ascii=False, indent=1)};\n"
