"""Dates found by their form, in languages whose dates no model knows, or knows in halves.

Turkish is left to its model, which knows dates well. Elsewhere only what cannot be anything else is
taken: a month with a day or a year, a year with the word for year, and in languages without a model
a bare year. A day alone or a bare number is none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from kzcorpus.entities.datedata import MONTHS
from kzcorpus.entities.dividing import Found
from kzcorpus.letters import fold, name_part
from kzcorpus.records import AnnotatedDocument, Mention

_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_DASH = r"\s?[-–—]\s?"
#: The ending of an ordinal figure, joined by a hyphen: 2019-cu, 10-da, 1930-жылдар.
_END = r"(?:-[^\W\d_]{1,6})?"
_DAY = rf"(?:\d{{1,2}}{_DASH})?\d{{1,2}}(?!\d)"
#: The word for year with what it governs, by language.
_YEAR_WORDS = {
    "az": r"il[^\W\d_]{0,8}",
    "kk": r"ж(?:ыл[^\W\d_]{0,9}|\.)",
    "ru": r"(?:год[^\W\d_]{0,3}|гг?\.)",
}
#: Languages without a model for names: there a year alone is a date too.
_WITHOUT_MODEL = frozenset(("kk", "ru", "en"))


def date_spans(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Spans of dates in a text, which do not overlap.

    >>> text = "Müqavilə 2017-ci il oktyabrın 30-da imzalandı."
    >>> [text[start:end] for start, end in date_spans(text, "az")]
    ['2017-ci il oktyabrın 30-da']
    """
    pattern = _pattern(lang)
    if pattern is not None:
        for match in pattern.finditer(fold(text)):
            yield match.span()


@functools.cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    stems = sorted(MONTHS, key=len, reverse=True)
    month = rf"(?:{'|'.join(stems)})[^\W\d_]{{0,7}}"
    word = _YEAR_WORDS.get(lang)
    if lang == "en":
        forms = [
            rf"{month} {_DAY},? {_YEAR}",
            rf"{_DAY} {month},? {_YEAR}",
            rf"{month},? {_YEAR}",
        ]
    elif word is None:
        return None
    else:
        year = rf"(?:{_YEAR}{_DASH})?{_YEAR}{_END}"
        full = rf"{year}\s{word}"
        forms = [
            rf"{full}\s{_DAY}\s{month}",  # 1991 жылғы 16 желтоқсанда
            rf"{full}\s{month}\s\d{{1,2}}{_END}",  # 2017-ci il oktyabrın 30-da
            rf"{full}\s{month}",
            rf"{_DAY}\s{month}\s{year}(?:\s{word})?",  # 29 августа 1991 года
            rf"{month}\s{year}(?:\s{word})?",
            full,
            rf"{year}-{word}",  # 1930-жылдардың
        ]
        if lang == "az":
            forms.append(rf"{month}\s\d{{1,2}}-[^\W\d_]{{1,5}}")  # mayın 10-da
        if lang in ("kk", "ru"):
            forms.append(rf"{_DAY}\s{month}")
    if lang in _WITHOUT_MODEL:
        forms.append(rf"(?:{_YEAR}{_DASH})?{_YEAR}(?!\s?%)")
    return re.compile(rf"(?<![\w.,/№#-])(?:{'|'.join(forms)})(?![\w/])")


def with_dates(document: AnnotatedDocument, found: Sequence[Found]) -> list[Found]:
    """The mentions with the dates that stand in the text by their form.

    Halves that a model saw grow to the whole date, with its source; a date that no model saw has
    source `pattern`. A mention of another type is never touched.
    """
    by_sentence: dict[int, list[Found]] = {}
    for item in found:
        by_sentence.setdefault(item.mention.sentence, []).append(item)
    made: list[Found] = []
    for number, sentence in enumerate(document.sentences):
        mine = by_sentence.get(number, [])
        text = document.norm.text[sentence.start : sentence.end]
        for start, end in date_spans(text, sentence.lang):
            mine = _with_date(document, number, mine, sentence.start + start, sentence.start + end)
        made += mine
    return made


def _with_date(
    document: AnnotatedDocument, number: int, found: list[Found], start: int, end: int
) -> list[Found]:
    tokens = document.sentences[number].tokens
    inside = [i for i, token in enumerate(tokens) if token.start < end and start < token.end]
    first, last = inside[0], inside[-1] + 1
    over = [f for f in found if f.mention.token_start < last and first < f.mention.token_end]
    if any(item.mention.type != "DATE" for item in over):
        return found
    first = min([first, *(item.mention.token_start for item in over)])
    last = max([last, *(item.mention.token_end for item in over)])
    start, end = tokens[first].start, tokens[last - 1].end
    native = over[0].mention.ner_native if over else ""
    source = "ner" if over else "pattern"
    name = name_part(document.norm.text[start:end])
    mention = Mention(start, end, "DATE", native, number, first, last, name, source)
    kept = [*(item for item in found if item not in over), Found(mention)]
    return sorted(kept, key=lambda item: item.mention.token_start)
