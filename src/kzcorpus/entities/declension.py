"""Russian declension of names: the forms of a word, from its ending.

Russian declines every word of a name (Центральная Азия, Центральной Азии), and endings replace one
another rather than follow one another. So forms are generated from the base form, and a text is
looked up among them.
"""

from __future__ import annotations

import functools

#: Endings of adjectives in all cases, genders and numbers, by the spelling rules of к г х ж ш too.
_ADJECTIVE_HARD = ["ый", "ой", "ая", "ое", "ые", "ого", "ому", "ым", "ом", "ую", "ых", "ыми", "ей"]
_ADJECTIVE_SOFT = [
    "ий",
    "яя",
    "ая",
    "ее",
    "ое",
    "ие",
    "его",
    "ого",
    "ему",
    "ому",
    "им",
    "ем",
    "ом",
    "ую",
    "юю",
    "их",
    "ими",
    "ей",
    "ой",
]

#: The ending of the base form, and all endings that replace it. The longest one that fits counts.
_PARADIGMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Surnames, and adjectives that are names: Токаев, Путин; Назарбаева, Матвиенко stays.
    *((e, (e, f"{e}а", f"{e}у", f"{e}ым", f"{e}е", f"{e}ы")) for e in ("ов", "ев", "ёв", "ин")),
    *((f"{e}а", (f"{e}а", f"{e}ой", f"{e}у", f"{e}ою")) for e in ("ов", "ев", "ёв", "ин")),
    ("ый", tuple(_ADJECTIVE_HARD)),
    ("ий", (*_ADJECTIVE_SOFT, "ия", "ию", "ии", "ием")),
    ("ая", (*_ADJECTIVE_HARD, *_ADJECTIVE_SOFT)),
    ("яя", tuple(_ADJECTIVE_SOFT)),
    ("ое", (*_ADJECTIVE_HARD, *_ADJECTIVE_SOFT)),
    ("ее", tuple(_ADJECTIVE_SOFT)),
    ("ые", tuple(_ADJECTIVE_HARD)),
    ("ие", (*_ADJECTIVE_SOFT, "ия", "ию", "ием", "ии", "ий", "иям", "иями", "иях")),
    ("ия", ("ия", "ии", "ию", "ией", "иею", "ий", "иям", "иями", "иях")),
    ("ья", ("ья", "ьи", "ье", "ью", "ьей", "ей")),
    ("мя", ("мя", "мени", "менем", "мена")),
    ("ец", ("ец", "ца", "цу", "цем", "цом", "це", "цы", "цев", "цам", "цами", "цах")),
    ("ка", ("ка", "ки", "ке", "ку", "кой", "ок", "кам", "ками", "ках")),
    ("а", ("а", "ы", "и", "е", "у", "ой", "ою", "ей", "", "ам", "ами", "ах")),
    ("я", ("я", "и", "е", "ю", "ей", "ею", "ь", "й", "ям", "ями", "ях")),
    ("й", ("й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях")),
    ("ь", ("ь", "я", "ю", "ем", "ём", "е", "и", "ью", "ей", "ям", "ями", "ях")),
    ("о", ("о", "а", "у", "ом", "е", "", "ам", "ами", "ах")),
    ("е", ("е", "я", "ю", "ем", "и", "ей", "ям", "ями", "ях")),
    ("ы", ("ы", "ов", "ам", "ами", "ах", "", "е")),
    ("и", ("и", "ов", "ам", "ами", "ах", "ей", "ям", "ями", "ях", "")),
)
_CONSONANT = ("", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах")
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")


def forms(word: str) -> set[str]:
    """All forms that a Russian word may take, by its ending; generous, and lower case.

    Words of one or two letters and foreign ones in -и, -у, -э stay as they are, unless they can be
    plurals.

    >>> sorted(forms("россия") & {"россии", "россией", "россию", "россиян"})
    ['россией', 'россии', 'россию']
    >>> {"токаева", "токаеву", "токаевым"} <= forms("токаев")
    True
    >>> forms("алматы")
    {'алматы'}
    """
    if len(word) < 3 or word in INDECLINABLE:
        return {word}
    for ending, endings in _PARADIGMS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            stem = word[: len(word) - len(ending)]
            return {word, *(stem + new for new in endings)}
    if word[-1] in _CONSONANTS:
        return {word, *(word + ending for ending in _CONSONANT)}
    return {word}


@functools.lru_cache(maxsize=16_000)
def form_keys(word: str) -> frozenset[str]:
    """The search keys of all forms of a word, which must have its own letters (й, not и)."""
    return frozenset(form.translate(_KEY) for form in forms(word))


#: What search keys make of Russian letters in small print; a table is much faster than they are.
_KEY = str.maketrans("йё", "ие")


#: Names that look declinable and are not.
INDECLINABLE = frozenset(
    (
        *("алматы", "баку", "тбилиси", "сочи", "мали", "хельсинки", "осло", "токио", "дели"),
        *("чили", "перу", "конго", "гаити", "фиджи", "сомали", "зимбабве", "жетысу", "улытау"),
        *("темиртау", "актау", "атырау", "бали", "могадишо", "марокко", "мехико", "косово"),
    )
)
