"""What a date, a number or a sum means."""

from __future__ import annotations

VALUE_TYPES = frozenset(
    ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "TITLE")
)


def value_of(text: str, type: str, lang: str) -> str:
    return ""
