"""Inflected forms of the nouns and adjectives of a dictionary, for the lemmatizer's own table.

The network behind the table guesses stems that do not exist (`finansmanı` -> `finansma`), and it
guesses often, because a treebank of ten thousand words has seen few forms. Here every noun of
Zemberek's dictionary is inflected for number, person and case with its alternations (vowel drop,
voicing, doubling, inverse harmony, compounds), and the forms that running text really has get
their noun as lemma. Where two nouns share a form the one that the text has more often wins, but a
first or second person's suffix counts little (`sorunu`: sorun, not soru).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzcorpus.letters import lower_tr, upper_tr
from kzcorpus.models.training.conllu import Word
from kzcorpus.models.training.lemma_data import attach

_VOWELS = "aeıioöuüâîû"
_FRONTED = str.maketrans("aâıouû", "eeiöüü")
_VOICED = {"p": "b", "ç": "c", "t": "d", "k": "ğ", "g": "ğ"}
#: Suffixes in the patterns of `lemma_data.attach`; a capital letter varies with harmony.
PERSONS = ("(I)m", "(I)n", "(I)mIz", "(I)nIz")
CASES = ("(y)I", "(y)A", "DA", "DAn", "(n)In", "(y)lA", "CA", "DIr", "DAdIr")
#: After a third person's suffix an n comes before the case.
PRONOMINAL = ("nI", "nA", "ndA", "ndAn", "nIn", "ylA", "ncA", "dIr", "ndAdIr")
#: How much a reading in the first or second person weighs.
PERSONAL = 0.05
_BUFFER_VOWEL = re.compile(r"^\(I\)")


@dataclass(frozen=True, slots=True)
class Noun:
    """A dictionary entry: `soft` is its stem before a vowel, `front` asks for front suffixes.

    `root` is given for a compound that ends in a third person's suffix (`kamuoyu`: `kamuoy`).
    """

    lemma: str
    soft: str
    front: bool = False
    root: str = ""


def read_nouns(path: Path) -> Iterator[Noun]:
    """Nouns and adjectives of a Zemberek dictionary; names, verbs and particles are passed over."""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition("[")
        word = word.strip()
        pos = re.search(r"P:\s*(\w+)", rest)
        if not re.fullmatch(r"[a-zçğıöşüâîû]{2,}", word) or (pos and pos[1] not in {"Noun", "Adj"}):
            continue
        if re.search(r"m[ae]k$", word) and not pos:
            continue
        marks = set(re.findall(r"\w+", rest.partition("A:")[2].partition(";")[0]))
        roots = re.search(r"Roots:\s*([\w-]+)", rest)
        if "CompoundP3sg" in marks:
            if roots:
                yield Noun(word, word, "InverseHarmony" in marks, roots[1].replace("-", ""))
            continue
        yield Noun(word, soft_stem(word, marks), "InverseHarmony" in marks)


def soft_stem(word: str, marks: Iterable[str]) -> str:
    """The stem before a suffix that begins with a vowel.

    >>> [soft_stem(w, m) for w, m in [("kitap", ()), ("hak", ["Doubling"]), ("renk", ())]]
    ['kitab', 'hakk', 'reng']
    >>> soft_stem("göğüs", ["LastVowelDrop"]), soft_stem("hukuk", ["NoVoicing"])
    ('göğs', 'hukuk')
    """
    marks = set(marks)
    stem, last = word, word[-1]
    if "LastVowelDrop" in marks and len(word) > 3:
        stem = word[:-2] + last
    syllables = sum(letter in _VOWELS for letter in word)
    voiced = "Voicing" in marks or word.endswith("nk") or (syllables > 1 and last in "pçtk")
    if "Doubling" in marks:
        return stem + (_VOICED.get(last, last) if "Voicing" in marks else last)
    if voiced and "NoVoicing" not in marks and last in _VOICED:
        stem = stem[:-1] + ("g" if word.endswith("nk") else _VOICED[last])
    return stem


def forms(noun: Noun) -> Iterator[str]:
    """All forms of a noun but the bare one and those of `personal`, in small letters.

    >>> set(forms(Noun("göğüs", "göğs"))) >= {"göğsünü", "göğüste", "göğüsler", "göğüslerini"}
    True
    >>> sorted({f for f in forms(Noun("saat", "saat", front=True)) if len(f) < 7})[:4]
    ['saate', 'saati', 'saatin', 'saatle']
    """
    if noun.root:
        yield from (noun.lemma + _shape(noun, noun.lemma, suffix) for suffix in PRONOMINAL)
        plural = noun.root + _shape(noun, noun.root, "lAr")
        yield from _third(plural + attach(plural, "I"))
        return
    plural = noun.lemma + _shape(noun, noun.lemma, "lAr")
    yield plural
    yield from (_added(noun, suffix) for suffix in CASES)
    yield from (plural + attach(plural, suffix) for suffix in CASES)
    third = _added(noun, "(s)I")
    yield from _third(third)
    yield from _third(plural + attach(plural, "I"))


def personal(noun: Noun) -> Iterator[str]:
    """Forms with a possessor in the first or second person: göğsüm, göğüsleriniz, göğsümüze."""
    if noun.root:
        return
    plural = noun.lemma + _shape(noun, noun.lemma, "lAr")
    for suffix in PERSONS:
        for owned in (_added(noun, suffix), _joined(plural, suffix)):
            yield owned
            yield from (_joined(owned, case) for case in CASES)


def _third(owned: str) -> Iterator[str]:
    yield owned
    yield from (owned + attach(owned, suffix) for suffix in PRONOMINAL)


def _added(noun: Noun, suffix: str) -> str:
    """The noun with its first suffix."""
    vowel = noun.lemma[-1] in _VOWELS
    opens = suffix[0] in "AI" or suffix.startswith(("(I)", "(y)I", "(y)A", "(n)", "(s)"))
    stem = noun.soft if opens and not vowel else noun.lemma
    return stem + _shape(noun, noun.lemma, suffix)


def _shape(noun: Noun, stem: str, suffix: str) -> str:
    model = stem.translate(_FRONTED) if noun.front else stem
    return attach(model, _opened(stem, suffix))


def _joined(stem: str, suffix: str) -> str:
    return stem + attach(stem, _opened(stem, suffix))


def _opened(stem: str, suffix: str) -> str:
    """`attach` knows buffer consonants; a buffer vowel, (I), stands after consonants only."""
    return _BUFFER_VOWEL.sub("" if stem[-1] in _VOWELS else "I", suffix)


def attested_nouns(nouns: Iterable[Noun], counts: Mapping[str, int], *, least: int) -> list[Word]:
    """Forms that the text has at least `least` times, as NOUN; capitalised ones too, if it has."""
    found: dict[str, tuple[float, int, str]] = {}
    for noun in nouns:
        lemma = noun.lemma
        weight = 1.0 + counts.get(lemma, 0) + counts.get(upper_tr(lemma[0]) + lemma[1:], 0)
        own, owned = {lemma, *forms(noun)}, set(personal(noun))
        for form in own | owned:
            says = (weight if form in own else weight * PERSONAL, len(lemma), lemma)
            found[form] = max(says, found.get(form, says))
    words = []
    for form, (_, _, lemma) in sorted(found.items()):
        for shape in (form, upper_tr(form[0]) + form[1:]):
            if counts.get(shape, 0) >= least:
                words.append(Word(shape, lower_tr(lemma), "NOUN"))
    return words
