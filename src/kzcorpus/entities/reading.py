"""How a token is looked up: its words, the same without case ending, and as a person's name.

A token may hold several words ("О’Нил", "Nur-Sultan" where a tokeniser leaves it whole), or none
(a hyphen). Readings depend on the token's letters and the language alone, so they are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kzcorpus.entities.index import AliasIndex
from kzcorpus.entities.suffixes import stems
from kzcorpus.entities.transliteration import skeleton
from kzcorpus.entities.variants import COMMA
from kzcorpus.letters import APOSTROPHES, PLAIN_APOSTROPHE, lower_tr, name_part, search_key

#: A word that no name has: it ends every match.
NOTHING = "·"
_HYPHENS = frozenset("-‑–‐")
#: Case endings of Russian surnames that the gazetteer has in other scripts only.
_RUSSIAN_SURNAME = ("ым", "ой", "ом", "а", "у", "е", "ы")
_QUOTES = "“”«»„\"‘’'()[]"
#: Without any of these a token is its own core.
_MARKS = frozenset((*_QUOTES, "-", PLAIN_APOSTROPHE, *APOSTROPHES))


class Part(NamedTuple):
    """A word of a token.

    `form` is its search key; `key` the same, or what matches nothing if no name has the word;
    `stem` the same without case ending (or with Russian declension undone); `people` the skeletons
    under which people's names may know it.
    """

    form: str
    key: str
    stem: str
    people: tuple[str, ...] = ()


class Reading(NamedTuple):
    """A token for the matcher.

    `core` is the token without quotation marks and suffixes after an apostrophe or a hyphen. `base`
    is how many characters of the core are the name without ending, by the stem of the last part,
    and `people_base` the same by its `people`. A token without parts, such as a hyphen, does not
    interrupt a name.
    """

    parts: tuple[Part, ...]
    base: int = 0
    people_base: int = 0
    core: str = ""
    capital: bool = False
    upper: bool = False
    people_bent: bool = False


class _LetterKeys(dict[int, str]):
    """The search key of each letter, found when it is first asked for.

    It is one character long, so that a stem has the beginning of its word's key; the few letters of
    which that is not so are odd.
    """

    def __missing__(self, code: int) -> str:
        key = search_key(chr(code))
        mark = unicodedata.combining(chr(code))
        self[code] = _ODD if len(key) > 1 or mark else key or " "
        return self[code]


#: A word that no name has; it stands between two sentences too.
END = Reading((Part(NOTHING, NOTHING, NOTHING),))

#: In place of a letter whose key is not one character.
_ODD = "\uffff"
_LETTER_KEYS = _LetterKeys()

#: Readings that are kept: with three times as many a build is no faster.
_KEPT = 7_000


class Reader:
    """Readings of tokens, by the names of an index."""

    def __init__(self, index: AliasIndex) -> None:
        self._index = index
        self.read = lru_cache(maxsize=_KEPT)(self._read)

    def _read(self, form: str, lang: str) -> Reading:
        """The reading of a token in a language (ISO 639-1)."""
        if form in _HYPHENS:
            return Reading(())
        if form == COMMA:
            return Reading((Part(COMMA, COMMA, COMMA),))
        core = _core(form)
        keys = lower_tr(core).translate(_LETTER_KEYS)
        words = (search_key(core) if _ODD in keys else keys).split()
        if not words:
            return END
        letters = core if core.isalpha() else [ch for ch in core if ch.isalpha()]
        capital = bool(letters) and not letters[0].islower()
        upper = core.isupper() and all(map(str.isupper, letters))
        people = self._people(core, words, lang) if capital else {}
        known, russian = self._index.words, self._index.russian
        *lead, last = words
        parts = [
            Part(
                word,
                word if word in known else NOTHING,
                russian(word) or word,
                _alone(word, people),
            )
            for word in lead
        ]
        stem, base = self._stem(core, keys, last, lang)
        parts.append(Part(last, last if last in known else NOTHING, stem, tuple(people)))
        people_base = max(people.values(), default=len(core))
        # A word of people's names only without a case ending.
        bent = bool(people) and people_base < len(core)
        return Reading(tuple(parts), base, people_base, core, capital, upper, bent)

    def _stem(self, core: str, keys: str, word: str, lang: str) -> tuple[str, int]:
        """The word without its case ending, and the length of the token without it."""
        if russian := self._index.russian(word):
            # Kazakh and Russian share names; a Kazakh ending is looked for first.
            kazakh = lang == "kk" and word not in self._index.words
            return (self._known_stem(core, keys, lang) if kazakh else None) or (russian, len(core))
        if found := self._known_stem(core, keys, lang, plural=True):
            return found
        return (word if word in self._index.words else NOTHING), len(core)

    def _known_stem(
        self, core: str, keys: str, lang: str, *, plural: bool = False
    ) -> tuple[str, int] | None:
        """The longest stem whose last word a name has, and the length of the token up to there."""
        for stem in stems(core, lang, plural=plural):
            key = search_key(stem) if _ODD in keys else keys[: len(stem)]
            words = key.split()
            if words and words[-1] in self._index.words:
                return words[-1], len(stem)
        return None

    def _people(self, core: str, words: Sequence[str], lang: str) -> dict[str, int]:
        """Skeletons of the last word that people's names have, with the token's length for each.

        The word itself comes first, if it is one; then what it may be without its ending.
        """
        known = self._index.person_words
        at = max(core.rfind(mark) for mark in "-. ") + 1 if len(words) > 1 else 0
        at = at if at < len(core) else 0
        if len(words) > 1 and at == 0:
            return {skeleton(words[-1]): len(core)}  # initials in one token: К.К.
        last = core[at:]
        found: dict[str, int] = {}
        for form in (last, *stems(last, lang), *_russian_stems(last, lang)):
            word = skeleton(form)
            short = form == last and len(last.rstrip(".")) <= 2
            if word in known or (len(word) == 1 and form == last):
                found.setdefault(word, at + len(form))
            elif short and word:
                found.setdefault(word[:1], at + len(form))  # "Ю.", "Ye."
        return found


def _alone(word: str, people: Mapping[str, int]) -> tuple[str, ...]:
    """A word before the last one of a token that may be a person's name."""
    return (skeleton(word),) if people else ()


def _core(form: str) -> str:
    """A token without quotation marks, without a suffix after an apostrophe or a hyphen."""
    if _MARKS.isdisjoint(form):
        return form
    plain = form.strip(_QUOTES)
    stem, hyphen, rest = plain.rpartition("-")
    if hyphen and (not rest or (stem.isupper() and rest.islower() and len(rest) <= 6)):
        return stem
    return name_part(plain)


def _russian_stems(core: str, lang: str) -> Iterator[str]:
    if lang == "ru":
        text = lower_tr(core)
        for ending in _RUSSIAN_SURNAME:
            if text.endswith(ending) and len(text) - len(ending) >= 4:
                yield core[: -len(ending)]
