"""Case endings without an apostrophe: what may follow a name in Turkish, Azerbaijani and Kazakh.

An ending is taken off only if what is left is a known name, so the tables may be generous; what
they leave out on purpose are endings that make another word: `-li` (Türkiyeli, who is from there),
`-ça` (Rusça, a language), `-lik`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from kzcorpus.letters import lower_tr

_LATIN_VOWELS = frozenset("aeıioöuüəâîû")
_KAZAKH_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_FRONT = frozenset("eiöüəîәеөүіэ")
_BACK = frozenset("aıouâûаоұы")

#: After a consonant / after a vowel, by language. Vowel harmony is checked apart.
_TURKISH = (
    "ın in un ün a e ı i u ü da de ta te dan den tan ten la le ca ce "
    "daki deki taki teki dır dir dur dür tır tir tur tür",
    "nın nin nun nün ya ye yı yi yu yü da de dan den yla yle daki deki dır dir dur dür "
    # after the possessive of a compound: Bakanlığının, Teşkilatına, Asya’sında
    "na ne nı ni nu nü nda nde ndan nden ndaki ndeki",
)
_AZERBAIJANI = (
    "ın in un ün a ə ı i u ü da də dan dən la lə dakı dəki dır dir dur dür ca cə",
    "nın nin nun nün ya yə nı ni nu nü da də dan dən yla ylə la lə dakı dəki dır dir dur dür "
    "na nə nda ndə ndan ndən ndakı ndəki",
)
_KAZAKH = (
    "ның нің дың дің тың тің ға ге қа ке ны ні ды ді ты ті да де та те дан ден тан тен нан нен "
    "мен бен пен дағы дегі тағы тегі а е ы і",
    "ның нің ға ге ны ні да де дан ден нан нен мен дағы дегі на не н нда нде ндағы ндегі",
)
_KAZAKH_LATIN = (
    "nyñ nıñ dyñ dıñ tyñ tıñ ğa ge qa ke ny nı dy dı ty tı da de ta te dan den tan ten "
    "men ben pen dağy degı tağy tegı",
    "nyñ nıñ ğa ge ny nı da de dan den men dağy degı na ne n nda nde",
)
_CASES: dict[str, tuple[str, str]] = {"tr": _TURKISH, "az": _AZERBAIJANI, "kk": _KAZAKH}
#: What makes one of a people many: Kazaklar, Qazaxlar, Қазақтар.
_PLURALS = {
    "tr": ("lar", "ler"),
    "az": ("lar", "lər"),
    "kk": ("лар", "лер", "дар", "дер", "тар", "тер"),
}
#: An ending of one letter is easily part of another word: so long must the rest be.
_LEAST = {"tr": 5, "az": 3, "kk": 4}


def _table(lang: str, script: int = 0) -> dict[str, tuple[bool, bool]]:
    """Endings: whether each may follow a consonant, and a vowel."""
    after_consonant, after_vowel = (
        set(part.split()) for part in (_CASES[lang] if not script else _KAZAKH_LATIN)
    )
    return {e: (e in after_consonant, e in after_vowel) for e in after_consonant | after_vowel}


_TABLES = {lang: _table(lang) for lang in _CASES}
_LATIN_TABLE = _table("kk", 1)
_LONGEST = max(len(ending) for table in (*_TABLES.values(), _LATIN_TABLE) for ending in table)


def stems(form: str, lang: str, *, plural: bool = False) -> Iterator[str]:
    """What a word may be without its case ending, longest first, but never the word itself.

    Lengths are those of the form, so that a stem is also a slice of the text. `plural` takes the
    plural off too, as names of peoples need it.

    >>> list(stems("Qazaxıstanın", "az"))
    ['qazaxıstan', 'qazaxısta']
    >>> "tokayev" in stems("Tokayevlə", "az"), "қазақстан" in stems("Қазақстанның", "kk")
    (True, True)
    >>> "türkiye" in stems("Türkiyeli", "tr"), "rus" in stems("Rusça", "tr")
    (False, False)
    """
    text = lower_tr(form)
    for stem in _without_case(text, lang):
        yield stem
        if plural:
            yield from _singular(stem, lang)
    if plural:
        yield from _singular(text, lang)


def is_ending(text: str, lang: str) -> bool:
    """Whether a text is a case ending, as may follow a hyphen.

    >>> is_ending("nın", "az"), is_ending("да", "kk"), is_ending("elçi", "az")
    (True, True, False)
    """
    return text in _TABLES.get(lang, {})


def _singular(text: str, lang: str) -> Iterator[str]:
    for ending in _PLURALS.get(lang, ()):
        if text.endswith(ending) and len(text) > len(ending) + 2:
            yield text[: -len(ending)]


def _without_case(text: str, lang: str) -> Iterator[str]:
    table = _TABLES.get(lang)
    if table is None:
        return
    if lang == "kk" and text.isascii():
        table = _LATIN_TABLE
    # The shortest ending first, so that the longest stem comes first.
    for length in range(1, min(_LONGEST, len(text) - 2) + 1):
        ending = text[-length:]
        if ending not in table:
            continue
        after_consonant, after_vowel = table[ending]
        stem = text[:-length]
        if length == 1 and len(stem) < _LEAST[lang]:
            continue
        vowel = stem[-1] in _LATIN_VOWELS or stem[-1] in _KAZAKH_VOWELS
        if (after_vowel if vowel else after_consonant) and _harmonic(stem, ending, lang):
            yield stem


@functools.cache
def _row(letters: str) -> str:
    """Whether the vowels are front or back, as far as they tell."""
    for ch in letters:
        if ch in _FRONT:
            return "front"
        if ch in _BACK:
            return "back"
    return ""


def _harmonic(stem: str, ending: str, lang: str) -> bool:
    """Whether an ending of one letter agrees with the stem's last vowel.

    Longer endings are let pass: writers get the harmony of foreign names wrong.
    """
    if len(ending) > 1 or lang == "kk":
        return True
    last = next((ch for ch in reversed(stem) if ch in _LATIN_VOWELS), "")
    rows = (_row(last), _row(ending))
    return not all(rows) or rows[0] == rows[1]
