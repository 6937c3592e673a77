"""Front matter of Markdown files: a few lines of YAML between two rules, before the text."""

from __future__ import annotations

import re

from kzcorpus.errors import MissingPackageError
from kzcorpus.ingest.metadata import FIELDS

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
#: Front matter is a few lines; more than this is a document that happens to begin with a rule.
_MAX_FRONT_MATTER = 20_000


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    """The values of a Markdown file's front matter, and where the text begins after it.

    The items of a list are joined by "; ": a text may have two authors. What stands between the
    rules but is no YAML mapping is text, not front matter.
    """
    match = _FRONT_MATTER.match(text)
    if match is None or match.end() > _MAX_FRONT_MATTER:
        return {}, 0
    try:
        import yaml
    except ImportError as error:
        raise MissingPackageError(
            "Markdown front matter needs PyYAML: pip install 'kzcorpus[nlp]'"
        ) from error
    try:
        # Aliases of aliases would be a text of any length out of a few lines.
        if any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(match.group(1), yaml.BaseLoader)):
            return {}, 0
        # The base loader leaves every scalar a string: dates and "no" stay what they look like.
        values = yaml.load(match.group(1), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        values = _plain_pairs(match.group(1))
    if not isinstance(values, dict):
        return {}, 0
    plain = {str(key): joined(value) for key, value in values.items()}
    return {key: value for key, value in plain.items() if value is not None}, match.end()


def joined(value: object) -> str | None:
    """A value of front matter or of a row as one text; None for what has no plain form.

    >>> joined([" Ayşe ", "Nurlan"]), joined(2023), joined({"a": "b"})
    ('Ayşe; Nurlan', '2023', None)
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        parts = [joined(item) for item in value]
        return None if None in parts else "; ".join(part for part in parts if part)
    return None


def _plain_pairs(text: str) -> dict[str, str] | None:
    """Front matter as people write it, without YAML's quoting (`title: Astana: başkent`).

    None unless every line is a known key with a value.
    """
    pairs = [line.partition(":") for line in text.splitlines() if line.strip()]
    if any(key.strip() not in FIELDS or not colon for key, colon, _ in pairs):
        return None
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
