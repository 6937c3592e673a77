"""What numbers in figures and in words amount to, with what is counted or measured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from kzcorpus.entities.numberdata import (
    CURRENCIES,
    HALVES,
    MEASURES,
    ORDINALS,
    PERCENT,
    RUSSIAN_ORDINALS,
    SCALES,
    UNITS,
)
from kzcorpus.entities.suffixes import stems
from kzcorpus.letters import fold, name_part

_TOKEN = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d|[^\W\d_]+|\S")
_ORDINAL_ENDING = re.compile(
    r"(?:ıncı|inci|uncu|üncü|ncı|nci|ncu|ncü|ыншы|інші|нші|ншы)(?:[^\W\d_]{0,4})$"
)
_RUSSIAN_ENDING = re.compile(r"(?:ый|ий|ой|ая|ое|ье|ья|ого|ьего|ому|ьему|ым|ьим|ом|ьем|ую|ью|ые)$")


def number(text: str, lang: str) -> Decimal | None:
    """The number that a text says, in figures, in words or both; None if it says none.

    >>> number("5,3 milyard", "az"), number("on beş milyon", "tr"), number("1,500.25", "en")
    (Decimal('5300000000'), Decimal('15000000'), Decimal('1500.25'))
    """
    total, part, seen = Decimal(0), Decimal(0), False
    for token in _TOKEN.findall(_joined_thousands(text)):
        if token[0].isdecimal():
            part, seen = part + _figures(token, lang), True
            continue
        word = _known_word(token, lang)
        if word is None:
            continue
        if word in HALVES:
            part += Decimal("0.5")
            seen = True
        elif word in UNITS:
            part, seen = part + UNITS[word], True
        elif SCALES[word] == 100:
            part, seen = (part or Decimal(1)) * 100, True
        else:
            total += (part or Decimal(1)) * SCALES[word]
            part, seen = Decimal(0), True
    return plain(total + part) if seen else None


def is_currency(word: str) -> bool:
    """Whether a word is one for a currency, with its endings: dollarından, tenge, €.

    >>> is_currency("dollarından"), is_currency("tengelik"), is_currency("sumru")
    (True, True, False)
    """
    folded = fold(word)
    ended = (name for name in CURRENCIES if len(name) >= 4 and folded.startswith(name))
    return folded in CURRENCIES or any(len(folded) - len(name) < 8 for name in ended)


def _joined_thousands(text: str) -> str:
    """Spaces between groups of three figures closed up: "17 000 000"."""
    return re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text)


def _known_word(token: str, lang: str) -> str | None:
    word = fold(token)
    for form in (word, *stems(word, lang)):
        if form in UNITS or form in SCALES or form in HALVES:
            return form
    return None


def _figures(token: str, lang: str) -> Decimal:
    """Figures by the language's marks: English has a decimal point, all others a comma."""
    decimal, thousands = (".", ",") if lang in ("en", "ar") else (",", ".")
    text = token.strip(".,").replace("\u00a0", "").replace("\u202f", "")
    # "5.3" in a Turkish text is no group of thousands; nor is "1,500" a fraction in an English one.
    if decimal not in text and re.fullmatch(r"\d{1,3}(\.\d{1,2}|\.\d{4,})", text):
        return Decimal(text)
    whole, _, fraction = text.replace(thousands, "").partition(decimal)
    fraction = fraction.replace(decimal, "")
    return Decimal(f"{whole or 0}.{fraction or 0}")


def plain(value: Decimal) -> Decimal:
    """The same number without superfluous zeros or an exponent.

    >>> str(plain(Decimal("1.50E+3")))
    '1500'
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def ordinal(text: str, lang: str) -> str:
    """The place in a row that a text says: "üçüncü", "25.", "ХХІ", "третьего".

    >>> ordinal("üçüncü", "tr"), ordinal("21-ci", "az"), ordinal("третьего", "ru")
    ('3', '21', '3')
    """
    word = fold(name_part(text.strip()))
    for form in (word, *stems(word, lang)):
        if form in ORDINALS:
            return str(ORDINALS[form])
    stem = _RUSSIAN_ENDING.sub("", word)
    if stem in RUSSIAN_ORDINALS:
        return str(RUSSIAN_ORDINALS[stem])
    if roman_value := roman(text.strip(" .")):
        return str(roman_value)
    base = _ORDINAL_ENDING.sub("", word)
    found = number(base, lang)
    if found is None and base != word:
        found = number(f"{base}i", lang) or number(f"{base}ı", lang)
    return str(found) if found is not None else ""


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "І": 1, "Х": 10}


def roman(text: str) -> int:
    """A Roman number, also in Cyrillic letters that look alike; 0 if it is none.

    >>> roman("XXI"), roman("ХХІ"), roman("Tokayev")
    (21, 21, 0)
    """
    values = [_ROMAN.get(ch, 0) for ch in text]
    if not values or not all(values):
        return 0
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def percent(text: str, lang: str) -> str:
    """A percentage.

    >>> percent("%70,96", "tr"), percent("58 faiz", "az"), percent("yüzde 20", "tr")
    ('70.96%', '58%', '20%')
    """
    # "yüzde" would be read as a hundred.
    bare = re.sub("|".join(PERCENT), " ", fold(text))
    found = number(bare, lang)
    return "" if found is None else f"{found:f}%"


def money(text: str, lang: str) -> str:
    """A sum with its currency by ISO 4217, as far as it is said.

    >>> money("5,3 milyard dolları", "az"), money("$2.5 million", "en")
    ('5300000000 USD', '2500000 USD')
    """
    return _with_unit(text, lang, CURRENCIES)


def quantity(text: str, lang: str) -> str:
    """A measure with the symbol of its unit.

    >>> quantity("1,5 milyon tona", "az"), quantity("7.644 kilometre", "tr")
    ('1500000 t', '7644 km')
    """
    return _with_unit(text, lang, MEASURES)


def sum_type(text: str) -> str:
    """MONEY, or QUANTITY where a unit of measure is named and no currency.

    >>> sum_type("2,7 milyon tonu"), sum_type("5,3 milyard dolları")
    ('QUANTITY', 'MONEY')
    """
    return "QUANTITY" if _unit(text, MEASURES) and not _unit(text, CURRENCIES) else "MONEY"


def _with_unit(text: str, lang: str, units: Mapping[str, str]) -> str:
    found = number(text, lang)
    return "" if found is None else f"{found:f} {_unit(text, units)}".rstrip()


def _unit(text: str, units: Mapping[str, str]) -> str:
    """The symbol of the longest unit that a word of the text begins with; empty for none."""
    words = re.sub(r"\s+", " ", re.sub(r"[\d.,]+", " ", fold(text)))
    words = " ".join(word for word in words.split() if word not in SCALES)
    hits = [
        (len(unit), symbol)
        for unit, symbol in units.items()
        if re.search(rf"(?<![^\W\d_]){re.escape(unit)}{_ending(unit)}", words)
    ]
    return max(hits)[1] if hits else ""


def _ending(unit: str) -> str:
    """A unit of one or two letters is the whole word; a longer one may take case endings."""
    return "" if len(unit) > 2 or not unit[0].isalpha() else r"(?![^\W\d_])"
