"""Dates as people write them, in five languages, to ISO 8601 as far as they are stated.

A table of month names of our own: dateparser does not know Azerbaijani ordinals or "2023 жылғы",
takes seconds for what it does not know, fills in today's day where only a month is stated, and
silently decides what 03/04/2023 means.
"""

from __future__ import annotations

import datetime as dt
import re

from kzcorpus.errors import UsageError
from kzcorpus.letters import lower_tr

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

#: Names of the months by language, nominative first; letters as `_key` leaves them.
_MONTHS: dict[str, tuple[str, ...]] = {
    "tr": (
        "ocak oca", "şubat şub", "mart mar", "nisan nis", "mayıs may", "haziran haz",
        "temmuz tem", "ağustos ağu", "eylül eyl", "ekim eki", "kasım kas", "aralık ara",
    ),
    "az": (
        "yanvar yan", "fevral fev", "mart", "aprel apr", "may", "iyun", "iyul", "avqust avq",
        "sentyabr sen", "oktyabr okt", "noyabr noy", "dekabr dek",
    ),
    "kk": (
        "қаңтар қаң", "ақпан ақп", "наурыз нау", "сәуір сәу", "мамыр мам", "маусым мау",
        "шілде шіл", "тамыз там", "қыркүйек қыр", "қазан қаз", "қараша қар", "желтоқсан жел",
    ),
    "ru": (
        "январь января янв", "февраль февраля фев февр", "март марта мар", "апрель апреля апр",
        "май мая", "июнь июня июн", "июль июля июл", "август августа авг",
        "сентябрь сентября сен сент", "октябрь октября окт", "ноябрь ноября ноя нояб",
        "декабрь декабря дек",
    ),
    "en": (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
        "august aug", "september sep sept", "october oct", "november nov", "december dec",
    ),
}  # fmt: skip

#: Endings of cases that dates stand in: "Kasım'da", "noyabrın 3-ü", "қарашаның 3-і", "3 қарашада".
_CASES = (
    "nın", "nin", "nun", "nün", "ın", "in", "un", "ün", "ı", "i", "u", "ü", "sı",
    "da", "də", "de", "ta", "te", "ında",
    "ның", "нің", "дың", "дің", "тың", "тің", "да", "де", "та", "те", "ында",
    "інде", "сы", "сі", "ы", "і", "е",
)  # fmt: skip

#: Words that say "year", "of the month" or nothing: they may stand anywhere in a date.
_FILLERS = frozenset(
    (
        *("yılı", "yılında", "yıl", "senesi", "günü", "tarihi", "tarihli", "tarihinde"),
        *("il", "ili", "ildə", "ilin", "tarixi", "tarixində"),
        *("г", "гг", "год", "года", "году"),
        *("ж", "жыл", "жылы", "жылғы", "жылдың", "жылда", "күні", "ай", "айы"),
        *("of", "the", "th", "st", "nd", "rd"),
    )
)
#: Ordinal endings behind a number: "3-ü", "2023-cü", "3-е", "3-і", "3rd".
_ORDINAL = re.compile(r"(?<=\d)(?:[-’'][^\W\d]{1,3}|st|nd|rd|th)\b")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_TIME = re.compile(r"[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:z|[+-]\d{2}:?\d{2}))?$")


def is_date(text: str) -> bool:
    """Whether a text is a calendar date in ISO 8601, as exact as it may be.

    >>> is_date("2023"), is_date("2023-11"), is_date("2023-11-31"), is_date("3.11.2023")
    (True, True, False, False)
    """
    match = _ISO.fullmatch(text)
    return match is not None and _iso(*(int(part or 0) for part in match.groups())) is not None


def parse_date(text: str) -> str:
    """A date as ISO 8601, as exact as it is stated.

    Dots are read day first, as all our languages write them; slashes only where nothing else is
    possible, because English writes them both ways.

    Raises:
        UsageError: no date, or one that can be read in two ways.

    >>> parse_date("3 Kasım 2023"), parse_date("2023 жылғы 3 қараша"), parse_date("Nov 2023")
    ('2023-11-03', '2023-11-03', '2023-11')
    """
    if is_date(text):
        return text
    key = _key(text)
    if numeric := _NUMERIC.fullmatch(key):
        return _numeric(text, numeric)
    if month_year := _MONTH_YEAR.fullmatch(key):
        month, year = (int(part) for part in month_year.groups())
        return _checked(text, year, month, 0)
    return _worded(text, key)


def _key(text: str) -> str:
    """Small letters, single spaces, no time of day behind the date."""
    key = " ".join(lower_tr(text).replace("\u0307", "").split())
    return _TIME.sub("", key).rstrip(",").strip()


def _numeric(text: str, match: re.Match[str]) -> str:
    first, separator, middle, last = match.groups()
    if len(first) == 4:
        return _checked(text, int(first), int(middle), int(last))
    if len(last) != 4:
        raise _unreadable(text)
    day, month, year = int(first), int(middle), int(last)
    if separator != ".":
        if day <= 12 and month <= 12 and day != month:
            raise UsageError(
                f"date {text!r} can be {year}-{month:02}-{day:02} or {year}-{day:02}-{month:02}; "
                "write which"
            )
        if month > 12:
            day, month = month, day
    return _checked(text, year, month, day)


def _worded(text: str, key: str) -> str:
    """A date with a month's name, or a year alone."""
    year = month = day = 0
    for word in re.split(r"[ ,]+", _ORDINAL.sub("", key)):
        bare = word.strip(".’'")
        if bare.isdecimal() and bare.isascii() and len(bare) == 4 and not year:
            year = int(bare)
        elif bare.isdecimal() and bare.isascii() and len(bare) <= 2 and not day:
            day = int(bare)
        elif (found := _month(bare)) and not month:
            month = found
        elif word and bare not in _FILLERS:
            raise _unreadable(text)
    if not year or (day and not month):
        raise _unreadable(text)
    return _checked(text, year, month, day)


def _month(word: str) -> int:
    """The number of a month's name, in any case; 0 for another word."""
    word = word.replace("’", "'")
    stem, _, suffix = word.partition("'")
    if suffix and suffix not in _CASES:
        return 0
    # English capitals are lowered by Turkish rules: "APRIL" is "aprıl".
    for form in (stem, stem.replace("ı", "i")):
        if form in _NUMBERS:
            return _NUMBERS[form]
    for ending in _CASES:
        if word.endswith(ending) and (found := _NUMBERS.get(word.removesuffix(ending), 0)):
            return found
    return 0


def _checked(text: str, year: int, month: int, day: int) -> str:
    iso = _iso(year, month, day)
    if iso is None:
        raise UsageError(f"date {text!r} is no day of the calendar")
    return iso


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return f"{year:04}-{month:02}-{day:02}"
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def _unreadable(text: str) -> UsageError:
    return UsageError(f"date {text!r} is not understood; write YYYY, YYYY-MM or YYYY-MM-DD")


_NUMBERS = {
    name: number
    for names in _MONTHS.values()
    for number, forms in enumerate(names, start=1)
    for name in forms.split()
}
