"""What a date, a time, a number, a percentage or a sum means, in a form that programs read."""

from __future__ import annotations

import re
from collections.abc import Callable

from kzcorpus.entities.dates import date
from kzcorpus.entities.numbers import money, number, ordinal, percent, quantity, sum_type

__all__ = ["VALUE_TYPES", "sum_type", "value_of"]

#: Types that name no thing: a number or a date is not an entity that one could look up.
VALUE_TYPES = frozenset(
    ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "TITLE")
)
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-4])[.:]([0-5]\d)(?!\d)")


def value_of(text: str, type: str, lang: str) -> str:
    """The normalised value of a mention in a language; empty where it cannot be read.

    >>> value_of("16 Aralık 1991", "DATE", "tr"), value_of("on beş milyon", "CARDINAL", "tr")
    ('1991-12-16', '15000000')
    """
    read = _READERS.get(type)
    return read(text, lang) if read else ""


def _cardinal(text: str, lang: str) -> str:
    found = number(text, lang)
    return "" if found is None else f"{found:f}"


def _time(text: str, _lang: str) -> str:
    found = _CLOCK.search(text)
    return f"T{int(found.group(1)):02d}:{found.group(2)}" if found else ""


_READERS: dict[str, Callable[[str, str], str]] = {
    "DATE": date,
    "TIME": _time,
    "MONEY": money,
    "PERCENT": percent,
    "QUANTITY": quantity,
    "CARDINAL": _cardinal,
    "ORDINAL": ordinal,
}
