"""How a token is looked up: its words, the same without case ending, and as a person's name.

A token may hold several words ("О’Нил", "Nur-Sultan" where a tokeniser leaves it whole), or none
(a hyphen). Readings depend on the token's letters and the language alone, so they are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kzcorpus.entities.index import AliasIndex
from kzcorpus.entities.suffixes import stems
from kzcorpus.entities.transliteration import skeleton
from kzcorpus.entities.variants import COMMA
from kzcorpus.letters import lower_tr, name_part, search_key

#: A word that no name has: it ends every match.
NOTHING = "·"
_HYPHENS = frozenset("-‑–‐")
#: Case endings of Russian surnames that the gazetteer has in other scripts only.
_RUSSIAN_SURNAME = ("ым", "ой", "ом", "а", "у", "е", "ы")
_QUOTES = "“”«»„\"‘’'()[]"


@dataclass(frozen=True, slots=True)
class Reading:
    """A token for the matcher.

    `words` are its search keys, or one that matches nothing; `stems` the same without case ending
    (or with Russian declension undone). `people` are for each word the skeletons under which
    people's names may know it. `core` is the token without quotation marks and suffixes after an
    apostrophe or a hyphen, `keys` its search keys. `base` is how many characters of the core are
    the name without ending, by the `stems`, and `people_base` the same by `people`. `skipped`
    tokens, such as hyphens, do not interrupt a name.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    people: tuple[tuple[str, ...], ...] = ()
    base: int = 0
    people_base: int = 0
    core: str = ""
    keys: tuple[str, ...] = ()
    skipped: bool = False
    capital: bool = False
    upper: bool = False

    @property
    def people_bent(self) -> bool:
        """Whether it is a word of people's names only without a case ending."""
        return bool(self.people) and self.people_base < len(self.core)


class Reader:
    """Readings of tokens, by the names of an index."""

    def __init__(self, index: AliasIndex) -> None:
        self._index = index
        self.read = lru_cache(maxsize=200_000)(self._read)

    def _read(self, form: str, lang: str) -> Reading:
        """The reading of a token in a language (ISO 639-1)."""
        if form in _HYPHENS:
            return Reading((), (), skipped=True)
        if form == COMMA:
            return Reading((COMMA,), (COMMA,))
        core = _core(form)
        words = tuple(search_key(core).split())
        if not words:
            return Reading((NOTHING,), (NOTHING,))
        letters = [ch for ch in core if ch.isalpha()]
        capital = bool(letters) and not letters[0].islower()
        upper = bool(letters) and all(ch.isupper() for ch in letters)
        people = self._people(core, words, lang) if capital else {}
        lead_people = tuple((skeleton(word),) for word in words[:-1]) if people else ()
        known = self._index.words
        lead, last = words[:-1], words[-1]
        stem, base = self._stem(core, last, lang)
        return Reading(
            tuple(word if word in known else NOTHING for word in words),
            (*(self._index.russian(word) or word for word in lead), stem),
            (*lead_people, tuple(people)) if people else (),
            base,
            max(people.values(), default=len(core)),
            core,
            words,
            capital=capital,
            upper=upper,
        )

    def _stem(self, core: str, word: str, lang: str) -> tuple[str, int]:
        """The word without its case ending, and the length of the token without it."""
        if russian := self._index.russian(word):
            # Kazakh and Russian share names; a Kazakh ending is looked for first.
            for stem in stems(core, lang) if lang == "kk" and word not in self._index.words else ():
                key = search_key(stem).split()
                if key and key[-1] in self._index.words:
                    return key[-1], len(stem)
            return russian, len(core)
        for stem in stems(core, lang, plural=True):
            key = search_key(stem).split()
            if key and key[-1] in self._index.words:
                return key[-1], len(stem)
        return (word if word in self._index.words else NOTHING), len(core)

    def _people(self, core: str, words: tuple[str, ...], lang: str) -> dict[str, int]:
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


def _core(form: str) -> str:
    """A token without quotation marks, without a suffix after an apostrophe or a hyphen."""
    plain = form.strip(_QUOTES)
    stem, hyphen, rest = plain.rpartition("-")
    if hyphen and stem.isupper() and (not rest or (rest.islower() and len(rest) <= 6)):
        return stem
    return name_part(plain)


def _russian_stems(core: str, lang: str) -> Iterator[str]:
    if lang == "ru":
        text = lower_tr(core)
        for ending in _RUSSIAN_SURNAME:
            if text.endswith(ending) and len(text) - len(ending) >= 4:
                yield core[: -len(ending)]
