"""Text that somebody decoded wrongly before we got it: found and reported, never rewritten.

What was lost cannot be told from here with certainty, so the document is built as it is, and the
report leads to the place. The patterns are our own rather than ftfy's: they know Cyrillic read as
KOI8-R and cp1251, and cost a hundredth of the time. Each begins with a set of letters, which the
expression engine looks for fast, and looks behind it only then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What the bytes 0x80 to 0xBF of UTF-8 look like in cp1252 and cp1254, or left as controls.
_TRAIL = "".join(map(chr, range(0x80, 0xC0))) + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: The same in cp1251, letters of other Slavic languages among them.
_TRAIL_1251 = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї"
#: Those of them that Russian and Kazakh text does not hold.
_RARE_1251 = "ЂЃѓ‚„†‡€‰Љ‹ЊЌЋЏђ™љ›њќћџЎўЈ¤ҐЄ¬®Їґµ¶єјЅѕї°±"
#: The same in KOI8-R.
_BOXES = "".join(map(chr, range(0x2500, 0x25A1))) + "⌠⌡≈≤≥°²·÷"
#: The same in cp1256, without Arabic letters that running text has beside the lead.
_TRAIL_1256 = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u200c\u200dں\u00a0¢£¤¥¦§¨©ھ«¬\u00ad®¯°±²³´µ¶·¸¹؛»¼½¾"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One wrong reading; it takes a character of each string of `needs`, which is cheap to test."""

    needs: tuple[str, ...]
    expression: re.Pattern[str]
    least: int
    name: str


_PATTERNS = (
    # "TÃ¼rkiye", "dÄ±ÅŸ", "Azerbaycanâ€™Ä±n": one pair is enough, no language has them.
    _Pattern(
        ("ÂÃÄÅâ",),
        re.compile(rf"[ÂÃÄÅâ](?:(?<=[ÃÄÅ])[{_TRAIL}]|(?<=Â)[\u0080-\u00bf]|(?<=â)€[{_TRAIL}\w])"),
        1,
        "UTF-8 read as Western or Turkish",
    ),
    # "ÐšÐ°Ð·Ð°Ñ…", "É™": Cyrillic, Arabic and ə, whose leads are letters of other languages too.
    _Pattern(
        ("ÐÑĞÒÓØÙÉ", _TRAIL),
        re.compile(rf"(?:[ÐÑĞÒÓØÙ][{_TRAIL}]){{2,}}|É™"),
        1,
        "UTF-8 read as Western or Turkish",
    ),
    # "РљР°Р·Р°С…СЃС‚Р°РЅ"
    _Pattern(
        ("РСТУ", _RARE_1251),
        re.compile(rf"(?:[РСТУ][{_TRAIL_1251}]){{3,}}"),
        1,
        "UTF-8 read as cp1251",
    ),
    # "п÷я─п╦п╡п╣я┌"
    _Pattern(
        ("пярсР", _BOXES),
        re.compile(rf"(?:[пярсР][{_BOXES}]){{2,}}"),
        1,
        "UTF-8 read as KOI8-R",
    ),
    # "ظƒط§ط²ط§ط®"
    _Pattern(
        ("طظعغ", _TRAIL_1256),
        re.compile(rf"(?:[طظعغ][{_TRAIL_1256}]){{2,}}"),
        1,
        "UTF-8 read as cp1256",
    ),
    # "Êàçàõñòàí": nobody writes five letters with accents on end.
    _Pattern(
        ("àãåèêëìíîïðñòôõøùúýþÿ",),
        re.compile(r"[À-ÖØ-öø-ÿ](?<![a-zA-Z].)[À-ÖØ-öø-ÿ]{4,}(?![a-zA-Z])"),
        3,
        "cp1251 read as Western",
    ),
    # "yapýlan þehir": letters of Icelandic for ı, ş and ğ.
    _Pattern(
        ("þð",),
        re.compile(r"(?<=[a-zçöü])[þðý]|[þðý](?=[a-zçöü])"),
        4,
        "Turkish read as Western",
    ),
    # "оПХБЕР ЛХП" is "Привет мир".
    _Pattern(
        ("оеа", "БЯЮЕХ"),
        re.compile(r"[А-Я](?<=[а-я].)(?<!\w..)[А-Я]{2,}(?!\w)"),
        4,
        "cp1251 and KOI8-R mistaken for each other",
    ),
    # The sign for what could not be decoded.
    _Pattern(("\ufffd",), re.compile("\ufffd+"), 1, "letters lost before"),
)


@dataclass(frozen=True, slots=True)
class Mojibake:
    """Where text was decoded wrongly: the first place, how many there are, what it looks like."""

    start: int
    end: int
    count: int
    name: str


def find_mojibake(text: str) -> Mojibake | None:
    """The wrong reading of which a text has most, or None.

    >>> found = find_mojibake("TÃ¼rkiye ve Kazakistan")
    >>> (found.start, found.end, found.name) if found else None
    (1, 3, 'UTF-8 read as Western or Turkish')
    >>> find_mojibake("Türkiye’nin dış politikası; внешняя политика; сыртқы саясат")
    """
    letters = set(text)
    worst: Mojibake | None = None
    for pattern in _PATTERNS:
        if any(letters.isdisjoint(need) for need in pattern.needs):
            continue
        first: re.Match[str] | None = None
        count = 0
        for match in pattern.expression.finditer(text):
            first = first or match
            count += 1
        if first and count >= pattern.least and (worst is None or count > worst.count):
            worst = Mojibake(first.start(), first.end(), count, pattern.name)
    return worst
