"""How often letters occur, for telling apart what the same bytes mean in several encodings.

Counts are per thousand letters that are not ASCII, rounded, of running text; a letter that is in
none of the tables is either rare in our languages or not in them at all.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Turkish, and Azerbaijani and English as far as cp1254 can write them (it has no ə).
TURKISH: Mapping[str, float] = {
    "ı": 400, "ü": 150, "ş": 140, "ç": 95, "ğ": 95, "ö": 65, "İ": 50, "â": 4, "î": 1.5, "û": 1,
    "é": 2, "ä": 0.5, "è": 0.4, "á": 0.4, "ß": 0.3, "ñ": 0.2, "ó": 0.3, "í": 0.3, "ê": 0.2,
    "à": 0.2, "ô": 0.2, "ï": 0.1,
}  # fmt: skip

#: Russian, and what Kazakh shares with it.
CYRILLIC: Mapping[str, float] = {
    "о": 110, "е": 85, "а": 90, "и": 70, "н": 68, "т": 62, "с": 52, "р": 48, "в": 42, "л": 44,
    "к": 35, "м": 32, "д": 31, "п": 26, "у": 24, "я": 18, "ы": 28, "ь": 16, "г": 16, "з": 16,
    "б": 16, "ч": 12, "й": 13, "х": 9, "ж": 9, "ш": 8, "ю": 6, "ц": 4, "щ": 3, "э": 3, "ф": 3,
    "ъ": 0.4, "ё": 0.8,
}  # fmt: skip

#: Letters of Kazakh alone, of which cp1251 has only і.
KAZAKH: Mapping[str, float] = {
    "і": 45, "қ": 40, "ғ": 22, "ә": 15, "ң": 14, "ү": 13, "ұ": 10, "ө": 10, "һ": 0.5,
}  # fmt: skip

#: Signs that running text has in every script.
SIGNS: Mapping[str, float] = {
    "“": 8, "”": 8, "’": 8, "‘": 3, "«": 8, "»": 8, "–": 8, "—": 8, "…": 3, "\u00a0": 5, "№": 2,
    "•": 2, "°": 1, "§": 1, "©": 1, "„": 1, "®": 0.3, "™": 0.3, "€": 0.5, "±": 0.2, "·": 0.3,
    "\u00ad": 0.5, "½": 0.2, "²": 0.3, "¹": 0.3, "³": 0.3,
}  # fmt: skip

#: A letter or sign of none of the tables.
RARE = 0.03
#: Controls, box drawings, bytes that the encoding does not have.
NO_TEXT = 0.0001
#: Factors on a word: all in capitals; a small letter before a capital; letters of two scripts.
CAPITALS = 0.3
BROKEN_CASE = 0.02
MIXED_SCRIPTS = 0.00001


def letter_weights() -> dict[str, float]:
    """All tables as one: letter to weight, whatever its case."""
    weights = {**TURKISH, **CYRILLIC, **KAZAKH, **SIGNS}
    for letter, weight in {**CYRILLIC, **KAZAKH}.items():
        weights[letter.upper()] = weight
    for letter in "üşçğöâîûéäèáñóíêàôï":
        weights[letter.upper()] = weights[letter]
    return weights
