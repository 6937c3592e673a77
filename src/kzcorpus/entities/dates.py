"""Dates as ISO 8601 and its extension EDTF, as far as the text states them.

What is stated and no more: "2022" stays 2022. Decades and centuries are years with X (199X, 19XX),
periods are start/end, a day without its year is XXXX-05-10, a season 2022-22 (spring is 21, winter
24). "1990'ların ortaları" is the decade. What cannot be read has no value.
"""

from __future__ import annotations

import re

from kzcorpus.entities.datedata import CENTURIES, DECADES, MONTHS, SEASONS
from kzcorpus.entities.numbers import roman
from kzcorpus.letters import fold

_DASH = r"\s*[-–—]\s*"
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_YEARS = re.compile(r"(?<![\d])(1[0-9]\d\d|20\d\d)(?!\d)")
_YEAR_RANGE = re.compile(rf"(?<!\d)(1\d\d\d|20\d\d){_DASH}(1\d\d\d|20\d\d|\d\d)(?!\d)")
_DAY_RANGE = re.compile(rf"(?<!\d)(\d{{1,2}}){_DASH}(\d{{1,2}})(?!\d)")
_DAY = re.compile(r"(?<![\d.,])(\d{1,2})(?![\d])")
_WORD = re.compile(r"[^\W\d_]+")
_DECADE = re.compile(
    r"(?<!\d)(\d{3})0(?:[’'\s-]*(?:l[ıiuü]\b|lar|ler|s\b|х\b|ы?е\b|ых\b|жылдар))", re.IGNORECASE
)

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: Before our era: there is no telling whether a year was counted with a year 0.
_BEFORE_CHRIST = ("m.ö", "mö ", "e.ə", "б.з.д", "до н", "bc")


def date(text: str, lang: str) -> str:
    """The date that a text states; empty if it cannot be read.

    >>> date("16 Aralık 1991", "tr"), date("2023-cü ildə", "az"), date("1991–1995", "tr")
    ('1991-12-16', '2023', '1991/1995')
    >>> date("1990’lı yıllar", "tr"), date("20. yüzyıl", "tr"), date("май 2022 года", "ru")
    ('199X', '19XX', '2022-05')
    """
    folded = fold(text)
    if any(mark in folded for mark in _BEFORE_CHRIST):
        return ""
    return (
        _century(text, folded)
        or _numeric(folded)
        or _decade(folded)
        or (_by_month(folded) if _has_month(folded) else _season(folded, lang))
        or ("" if _has_month(folded) else _years(folded))
    )


def _century(text: str, folded: str) -> str:
    if not any(word in folded for word in CENTURIES):
        return ""
    found = re.search(r"\b([IVXLІХ]{1,5})\b", text)
    value = roman(found.group(1)) if found else 0
    if not value:
        figures = re.search(r"(?<!\d)(\d{1,2})(?!\d)", folded)
        value = int(figures.group(1)) if figures else 0
    return f"{value - 1:02d}XX" if 1 <= value <= 21 else ""


def _numeric(text: str) -> str:
    if found := _NUMERIC.search(text):
        day, month, year = found.groups()
        return _day(year, int(month), day)
    if (found := _ISO.search(text)) and int(found.group(2)) <= 12:
        return "-".join(filter(None, found.groups()))
    return ""


def _decade(text: str) -> str:
    if found := _DECADE.search(text):
        return f"{found.group(1)}X"
    years = _YEARS.findall(text)
    plural = any(word.startswith(DECADES) for word in _WORD.findall(text))
    return f"{years[0][:3]}X" if plural and len(years) == 1 and years[0][3] == "0" else ""


def _month(word: str) -> int:
    """The number of a month by the beginning of a word; 0 if it is none."""
    for length in range(len(word), 2, -1):
        if (month := MONTHS.get(word[:length])) and len(word) - length <= 6:
            return month
    return 0


def _has_month(text: str) -> bool:
    return any(_month(word) for word in _WORD.findall(text))


def _by_month(text: str) -> str:
    """Dates with a month's name: a day, two days, a month, two dates."""
    marks = [(m.start(), month) for m in _WORD.finditer(text) if (month := _month(m.group()))]
    years = [(m.start(), m.group()) for m in _YEARS.finditer(text)]
    year = years[0][1] if years else "XXXX"
    rest = _YEARS.sub(" " * 4, text)
    if len(marks) == 2:
        return _two_dates(rest, marks, years)
    if len(marks) > 2:
        return ""
    month = marks[0][1]
    if days := _DAY_RANGE.search(rest):
        first, last = (_day(year, month, group) for group in days.groups())
        return f"{first}/{last}" if first and last else ""
    day = _DAY.search(rest)
    return _day(year, month, day.group(1)) if day else f"{year}-{month:02d}"


def _two_dates(rest: str, marks: list[tuple[int, int]], years: list[tuple[int, str]]) -> str:
    """A period between two dates with a month each; the year may stand but once."""
    (first, _), (second, _) = marks
    # "18 Mayıs – 2 Haziran" against "yanvarın 5-dən martın 10-dək".
    day_first = bool(_DAY.search(rest[:first]))
    parts = (rest[:first], rest[first:second]) if day_first else (rest[first:second], rest[second:])
    ends = []
    for (at, month), part in zip(marks, parts, strict=True):
        own = [value for place, value in years if (place < second) == (at == first)]
        year = (own or [value for _, value in years] or ["XXXX"])[0]
        days = _DAY.findall(part)
        ends.append(_day(year, month, days[-1]) if days else f"{year}-{month:02d}")
    return "/".join(ends) if all(ends) else ""


def _season(text: str, lang: str) -> str:
    years = _YEARS.findall(text)
    for word in _WORD.findall(text):
        for stem, number in SEASONS.get(lang, {}).items():
            if word.startswith(stem) and len(word) - len(stem) <= 5 and years:
                return f"{years[0]}-{number}"
    return ""


def _day(year: str, month: int, day: str) -> str:
    fits = 1 <= month <= 12 and 1 <= int(day) <= _DAYS[month - 1]
    return f"{year}-{month:02d}-{int(day):02d}" if fits else ""


def _years(text: str) -> str:
    if found := _YEAR_RANGE.search(text):
        first, last = found.groups()
        last = first[:2] + last if len(last) == 2 else last
        return f"{first}/{last}" if first < last else ""
    years = _YEARS.findall(text)
    if len(years) == 2 and years[0] < years[1]:
        return "/".join(years)
    if len(years) == 1:
        return str(years[0])
    found = re.search(r"(?<!\d)([5-9]\d\d)(?!\d)", text)
    return f"0{found.group(1)}" if found else ""
