"""Letters of the languages of Kazakhstan's texts: case, folding, apostrophes.

Python's own `lower()` does not know Turkish: it turns "I" into "i", and "İ" into two code points,
so that lengths and offsets move. Everything here is length-preserving unless it says otherwise.
"""

from __future__ import annotations

import re
import unicodedata

#: Marks that writers set before a case suffix. The typographic one is the plain form.
#: U+2018 is left out: in a name it opens or closes a quotation more often than not.
APOSTROPHES = {
    "'": "typewriter apostrophe, the usual one in web text",
    "’": "right single quotation mark U+2019, the one that books use",
    "ʼ": "modifier letter apostrophe U+02BC, from some keyboards",
    "`": "grave accent U+0060, from some keyboards",
    "´": "acute accent U+00B4, from some keyboards",
    "＇": "fullwidth apostrophe U+FF07",
    "ʻ": "turned comma U+02BB, Uzbek writers' apostrophe",
}
PLAIN_APOSTROPHE = "’"

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(f"[{''.join(mark for mark in APOSTROPHES if mark != PLAIN_APOSTROPHE)}]")
#: The end of a quotation whose beginning is elsewhere, and an ending behind it.
_QUOTED = re.compile(r"([^“”„«»\"]*\w)[”“»\"][a-zçğıöşüə]{1,6}")
#: Azerbaijani letters and the Turkish ones of the same words (və/ve, xalq/halk, qara/kara).
_AZ_TO_TR = str.maketrans("əƏxXqQ", "eEhHkK")
#: Letters of the Kazakh Latin alphabet of 2021, then those of earlier drafts, and Cyrillic ones.
_KK_LATIN = (
    "aäbdefgğhıijklmnñoöpqrsştuūüvyzcwxáǵńóúýŋAÄBDEFGĞHIİJKLMNÑOÖPQRSŞTUŪÜVYZCWXÁǴŃÓÚÝŊ",
    "аәбдефгғхіижклмнңоөпқрсштуұүвызцухәғңөүуңАӘБДЕФГҒХІИЖКЛМНҢОӨПҚРСШТУҰҮВЫЗЦУХӘҒҢӨҮУҢ",
)
_KK_TO_CYRILLIC = str.maketrans(*_KK_LATIN)
_CYRILLIC = re.compile("[Ѐ-ԯ]")

#: Letters that a keyboard without them replaces, and their nearest neighbour: only for searching,
#: where "Erdogan" must find "Erdoğan". Applied after `fold`, and by the same rule to the query.
SEARCH_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ə": "e",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "s",
        "ё": "е",
    }
)


def plain_apostrophes(text: str) -> str:
    """The same text with every apostrophe in its typographic form.

    >>> plain_apostrophes("Kazakistan'ın"), plain_apostrophes("Kazakistan`ın")
    ('Kazakistan’ın', 'Kazakistan’ın')
    """
    return _APOSTROPHES.sub(PLAIN_APOSTROPHE, text)


def lower_tr(text: str) -> str:
    """Lower case by Turkish rules, one code point for one.

    >>> lower_tr("IĞDIR, İZMİR")
    'ığdır, izmir'
    """
    # İ is the only character whose lower case is longer than itself.
    return text.replace("I", "ı").replace("İ", "i").lower()


def upper_tr(text: str) -> str:
    """Upper case by Turkish rules, one code point for one.

    >>> upper_tr("ığdır, izmir")
    'IĞDIR, İZMİR'
    """
    text = text.replace("i", "İ")
    upper = text.upper()
    if len(upper) == len(text):
        return upper
    # ß, ŉ and the like stay as they are: their capitals are several.
    return "".join(new if len(new := ch.upper()) == 1 else ch for ch in text)


def fold(text: str) -> str:
    """The form under which tables compare words: Turkish lower case, plain apostrophes.

    Stored as `form_key` and `lemma_key`, because no query engine lowers Turkish rightly.

    >>> fold("KAZAKİSTAN'IN") == fold("Kazakistan’ın")
    True
    """
    return plain_apostrophes(lower_tr(text))


def search_key(text: str) -> str:
    """The loose form for finding names: folded, without diacritics, words by single spaces.

    Not length-preserving. "İ/I/ı/i" fall together, so that text in capitals, text typed without
    Turkish letters and proper spelling all meet.

    >>> search_key("KAZAKISTAN") == search_key("Kazakistan") == search_key("kazakıstan")
    True
    >>> search_key("Nur-Sultan"), search_key("ERDOĞAN"), search_key("Тоқаев")
    ('nur sultan', 'erdogan', 'тоқаев')
    """
    letters = fold(text)
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters.translate(SEARCH_LETTERS))
        if any(map(unicodedata.combining, letters)):
            letters = "".join([ch for ch in letters if not unicodedata.combining(ch)])
    return " ".join(_ALPHANUMERIC.findall(letters))


def bridge_az(text: str) -> str:
    """Azerbaijani in the letters of Turkish, letter for letter: the nearest Turkish word shape.

    Models that were trained on Turkish then know many Azerbaijani words and names.

    >>> bridge_az("Qazaxıstan və Xəzər dənizi")
    'Kazahıstan ve Hezer denizi'
    """
    return text.translate(_AZ_TO_TR)


def bridge_kk(text: str) -> str:
    """Kazakh that is written in Latin letters, in Cyrillic ones, letter for letter.

    Models that were trained on Cyrillic can then read it. A text that has Cyrillic letters keeps
    its Latin words: they are names of companies and the like.

    >>> bridge_kk("Qazaqstannyñ astanasy"), bridge_kk("Олар Google-ға барды")
    ('Қазақстанның астанасы', 'Олар Google-ға барды')
    """
    return text if _CYRILLIC.search(text) else text.translate(_KK_TO_CYRILLIC)


def name_part(text: str) -> str:
    """A mention without the suffix that follows an apostrophe, or a quotation that ends in it.

    Only a short lower-case ending counts as one (in text set in capitals, a short ending of
    capitals), so that names with an apostrophe inside stay whole.

    >>> name_part("Kazakistan’ın"), name_part("KAZAKİSTAN'IN"), name_part("O’Neill")
    ('Kazakistan', 'KAZAKİSTAN', 'O’Neill')
    >>> name_part("Dışişleri Bakanlığının"), name_part("D’Encausse’un")
    ('Dışişleri Bakanlığının', 'D’Encausse')
    >>> name_part("Yeni Dünya”nın")
    'Yeni Dünya'
    """
    if quoted := _QUOTED.fullmatch(text):
        return quoted[1]
    plain = plain_apostrophes(text)
    at = plain.rfind(PLAIN_APOSTROPHE)
    if at <= 0:
        return text
    stem, suffix = text[:at], text[at + 1 :]
    if not stem[-1].isalnum():
        return text
    lower = suffix.islower() and suffix.isalpha() and len(suffix) <= 12
    capitals = suffix.isupper() and suffix.isalpha() and len(suffix) <= 8 and stem.isupper()
    return stem if not suffix or lower or (capitals and len(stem) > 1) else text
