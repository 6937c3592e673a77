"""One spelling for the many in which a personal name is written.

Kassym, Kasım, Qasım, Касым and Қасым are one given name by the rules of five orthographies. The
`skeleton` of a word is what all of them agree on; people's names are compared by it. It is loose on
purpose and serves no other kind of name: Quba in Azerbaijan is not Kuba in the Caribbean.
"""

from __future__ import annotations

import functools
import re

from kzcorpus.letters import search_key

#: Cyrillic of Russian and Kazakh in Latin letters; č and š are single letters until the end.
CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдежзийклмнопрстуфхыэ", "abvgdejziyklmnoprstufhie", strict=True)),
        **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
        "ё": "e",
        "ц": "ts",
        "ч": "č",
        "ш": "š",
        "щ": "š",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)
#: Letters of the Latin orthographies that stand for another one; ç and ş stay apart from c and s.
LATIN = str.maketrans(
    {
        "ç": "č",
        "ş": "š",
        "ğ": "g",
        "ı": "i",
        "ö": "o",
        "ü": "u",
        "ə": "a",
        "ä": "a",
        "ū": "u",
        "ñ": "n",
        "â": "a",
        "î": "i",
        "û": "u",
        "c": "j",
        "q": "k",
        "w": "v",
        "x": "h",
        "é": "e",
        "è": "e",
        "á": "a",
        "ó": "o",
        "ï": "i",
    }
)
#: Groups of letters for one sound, in the order in which they are replaced.
GROUPS = (
    ("shch", "š"),
    ("tch", "č"),
    ("dzh", "j"),
    ("sch", "š"),
    ("dj", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ch", "č"),
    ("sh", "š"),
    ("ph", "f"),
)
_VOWEL = "aeiou"
#: What is left of the differences after the letters: what is written between vowels, doubled
#: letters, the voice of a final stop. Each rule with a letter that a word must have for it.
_RULES = tuple(
    (letter, re.compile(pattern), replacement)
    for letter, pattern, replacement in (
        ("y", rf"(?<![{_VOWEL}])y(?![{_VOWEL}])", "i"),  # Kassym, Kyrgyz: a vowel
        ("e", r"^[yi]e", "e"),  # Yeltsin, Eltsin
        ("e", r"(?<=[aeiou])[yi](?=e)", ""),  # Tokayev, Tokaev
        ("y", r"(?<=i)y(?=[aou])", ""),  # Aliya, Alia
        ("i", r"(?<=[aeou])i", "y"),  # Aidar, Aydar
        ("", r"i?y$|ii$", "i"),  # -skiy, -sky, -skii
        ("", r"(.)\1", r"\1"),  # Kassym, Kasym
        ("d", r"d$", "t"),  # Ahmed, Ahmet
        ("b", r"b$", "p"),  # Receb, Recep
    )
)
_CAPITAL_I = str.maketrans("Iİ", "ıi")


@functools.lru_cache(maxsize=10_000)
def skeleton(word: str) -> str:
    """A word of a personal name in the letters that all orthographies share.

    >>> {skeleton(w) for w in ("Kassym", "Kasım", "Qasım", "Qasym", "Касым", "Қасым")}
    {'kasim'}
    >>> {skeleton(w) for w in ("Tokayev", "Tokaev", "Toqaev", "Токаев", "Тоқаев")}
    {'tokaev'}
    >>> {skeleton(w) for w in ("Jomart", "Comart", "Zhomart", "Жомарт")}
    {'jomart'}
    """
    text = word.translate(_CAPITAL_I).lower()
    if not text.isascii():
        text = text.translate(CYRILLIC)
    if any(first in text for first, _ in GROUPS):
        for group, letter in GROUPS:
            text = text.replace(group, letter)
    text = text.translate(LATIN)
    if not text.isascii():
        # Diacritics of other alphabets go; our own two letters stay.
        text = "".join(ch if ch in "čš" else search_key(ch) for ch in text)
    if not text.isalnum():
        text = "".join([ch for ch in text if ch.isalnum()])
    for letter, pattern, replacement in _RULES:
        if letter in text:
            text = pattern.sub(replacement, text)
    return text


def skeletons(text: str) -> tuple[str, ...]:
    """The skeletons of the words of a name; hyphens and spaces both divide words.

    >>> skeletons("Қасым-Жомарт Тоқаев")
    ('kasim', 'jomart', 'tokaev')
    """
    return tuple([word for part in _DIVIDERS.split(text) if (word := skeleton(part))])


def search_words(text: str) -> tuple[str, ...]:
    """The words of `search_key`, each looked up among those that were seen before.

    >>> search_words("Nur-Sultan ŞEHRİ")
    ('nur', 'sultan', 'sehri')
    """
    return tuple([word for part in text.split() for word in _search_words(part)])


_DIVIDERS = re.compile(r"[\s\-–‑.,]+")


@functools.lru_cache(maxsize=10_000)
def _search_words(part: str) -> tuple[str, ...]:
    return tuple(search_key(part).split())
