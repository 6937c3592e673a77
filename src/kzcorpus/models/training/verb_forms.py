"""Lemmas of verb forms by dictionary stem and suffix pattern, for the lemmatizer's own table.

BOUN takes a verb's stem without voice (`okunan`: oku, `başlattığı`: başla) unless the voiced stem
has a meaning of its own (`araştır`, `bulun`). Which have is learned from the treebanks: a stem
keeps its voice if most forms that begin with it do so there; one that they do not have keeps it
only if the dictionary has no stem below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kzcorpus.letters import lower_tr
from kzcorpus.models.training.conllu import Word

_VOICE = "(?:(?:[td][ıiuü]r|(?<=[aeıioöuülr])t|[ıiuü]r|[ıiuü]l|[ıiuü]n|(?<=[aeıioöuü])n)){0,2}"
_ABLE = "(?:y?[ae]bil|y?[ae]m[ae]|[ıiuü]ver)?"
_NOT = "(?:m[aeıiuü])?"
_TENSE = (
    "[ıiuü]?yor|[aeıiuü]?r|z|[td][ıiuü]|m[ıiuü]ş|y?[ae]c[ae][kğ]|s[ae]|m[ae]l[ıi]|y[ae]|m[ae]kt[ae]"
    "|y?[ıiuü]n(?:[ıiuü]z)?$|s[ıiuü]n(?:l[ae]r)?$"
)
_NOUNLIKE = (
    "y?[ae]n|[td][ıiuü][kğ]|m[ae]k?|y?[ıiuü]ş|y?[ıiuü]p$|y?[ae]r[ae]k$|y?[ıiuü]nc[ae]|m[ae]d[ae]n$"
    "|[aeıiuü]?rken$|y?[ae]l[ıi]$"
)
_ENDING = re.compile(rf"{_VOICE}{_ABLE}{_NOT}(?:{_TENSE}|{_NOUNLIKE})[a-zçğıöşüâ]{{0,10}}$")
#: A voiced stem is its base and one of these.
_VOICES = re.compile(
    r"(?:[td][ıiuü]r|(?<=[aeıioöuülr])t|[ıiuü]r|[ıiuü]l|[ıiuü]n|(?<=[aeıioöuü])n)$"
)
_NARROWED = {"a": "ıu", "e": "iü"}


def read_verbs(path: Path) -> Iterator[tuple[str, str]]:
    """(written stem, lemma) pairs of a Zemberek dictionary: git and gid for gitmek, and so on."""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition("[")
        word = word.strip()
        if re.search(r"P:", rest) or not re.fullmatch(r"[a-zçğıöşüâîû]{2,}m[ae]k", word):
            continue
        stem = word[:-3]
        yield stem, stem
        if "Voicing" in rest and "NoVoicing" not in rest and stem.endswith("t"):
            yield stem[:-1] + "d", stem
        for vowel in _NARROWED.get(stem[-1], ""):
            yield stem[:-1] + vowel, stem


class VerbLemmas:
    """Finds lemmas by the stems of a dictionary and the habits of the treebanks."""

    def __init__(self, stems: Iterable[tuple[str, str]], treebanks: Iterable[Word]) -> None:
        self.stems: dict[str, str] = {}
        for written, lemma in stems:
            if written not in self.stems or written == lemma:
                self.stems[written] = lemma
        self.kept: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        for word in treebanks:
            if word.upos == "VERB":
                self._count(lower_tr(word.form), word.lemma)

    def _count(self, form: str, lemma: str) -> None:
        stem = self.stem(form)
        if stem and stem != lemma:
            self.cut[stem] += lemma in self.bases(stem)
        elif stem:
            self.kept[stem] += 1

    def stem(self, form: str) -> str:
        """The longest dictionary stem behind which the rest of `form` is a verb's ending."""
        for end in range(len(form) - 1, 1, -1):
            lemma = self.stems.get(form[:end])
            if lemma is None:
                continue
            narrowed = form[end - 1] != lemma[-1] and lemma[-1] in _NARROWED
            if narrowed and not form.startswith("yor", end):
                continue
            if _ENDING.match(form, end):
                return lemma
        return ""

    def bases(self, stem: str) -> list[str]:
        """Dictionary stems below a voiced stem, the longer first: `tanıt` has `tanı`."""
        found = []
        current = stem
        while match := _VOICES.search(current):
            current = current[: match.start()]
            if len(current) > 1 and self.stems.get(current) == current:
                found.append(current)
        return found

    def lemma(self, form: str) -> str:
        """The lemma of a verb form in small letters, or an empty string.

        >>> lemmas = VerbLemmas([("oku", "oku"), ("okut", "okut"), ("araştır", "araştır")], [])
        >>> lemmas.lemma("okuttukları"), lemmas.lemma("araştırmanın"), lemmas.lemma("kapılar")
        ('oku', 'araştır', '')
        """
        stem = self.stem(form)
        bases = self.bases(stem) if stem else []
        if not bases or self.kept[stem] > self.cut[stem]:
            return stem
        return bases[-1] if self.cut[stem] or not self.kept[stem] else stem


def attested_verbs(lemmas: VerbLemmas, counts: Mapping[str, int], *, least: int) -> list[Word]:
    """Forms that the text has at least `least` times and that end like a verb's, as VERB."""
    words = []
    for form, count in sorted(counts.items()):
        if count >= least and form.isalpha() and form[1:].islower():
            lemma = lemmas.lemma(lower_tr(form))
            if lemma:
                words.append(Word(form, lemma, "VERB"))
    return words
