"""What the lemmatizer is trained on: one lemma for each form and part of speech.

Treebank words are weighed by how far their treebank can be trusted; inflected lexicon entries and
names with case suffixes fill the gaps: a lemmatizer that has seen eight hundred names guesses
`istanbul` for İstanbul’dan.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kzcorpus.letters import PLAIN_APOSTROPHE, lower_tr, upper_tr
from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ud_lemmas import LONGEST_ABBREVIATION

_BACK = "aıouâû"
_ROUNDED = "oöuüû"
_VOWELS = "aeıioöuüâîû"
_VOICELESS = "fstkçşhp"
#: Case suffixes as patterns: A = a/e, I = ı/i/u/ü, D = d/t, C = c/ç; (y), (n) after a vowel only.
SUFFIXES = ("(n)In", "(y)I", "(y)A", "DA", "DAn", "(y)lA", "lAr", "lArIn", "sIz", "ylA")
_UNIMORPH_UPOS = {"N": "NOUN", "V": "VERB", "ADJ": "ADJ"}


def attach(name: str, suffix: str) -> str:
    """A case suffix in the shape that the name's last vowel and letter ask for.

    >>> attach("Kazakistan", "(n)In"), attach("Astana", "(n)In"), attach("Türkistan", "DAn")
    ('ın', 'nın', 'dan')
    """
    low = lower_tr(name)
    vowels = [ch for ch in low if ch in _VOWELS]
    last = vowels[-1] if vowels else "e"
    ends_in_vowel = low[-1] in _VOWELS
    back, rounded = last in _BACK, last in _ROUNDED
    out = []
    for part in re.findall(r"\(\w\)|\w", suffix):
        if part.startswith("("):
            out.append(part[1] if ends_in_vowel else "")
        elif part == "A":
            out.append("a" if back else "e")
            rounded = False
        elif part == "I":
            out.append(("u" if back else "ü") if rounded else ("ı" if back else "i"))
        elif part == "D":
            out.append("t" if low[-1] in _VOICELESS else "d")
        elif part == "C":
            out.append("ç" if low[-1] in _VOICELESS else "c")
        else:
            out.append(part)
    return "".join(out)


def inflected_names(names: Iterable[str], *, per_name: int, seed: int) -> Iterator[Word]:
    """Names with a suffix after the apostrophe; one form in five is in capitals.

    A name in capitals that is no abbreviation has its ordinary spelling as lemma
    (KAZAKİSTAN’IN -> Kazakistan), which pattern-matching on case alone cannot give.
    """
    rng = random.Random(seed)
    for name in names:
        for suffix in rng.sample(SUFFIXES[:9], per_name):
            form = name + PLAIN_APOSTROPHE + attach(name, suffix)
            if len(name) > LONGEST_ABBREVIATION and rng.random() < 0.2:
                form = upper_tr(form)
            yield Word(form, name, "PROPN")
        if len(name) > LONGEST_ABBREVIATION and rng.random() < 0.1:
            yield Word(upper_tr(name), name, "PROPN")


def read_names(path: Path) -> list[str]:
    """Single capitalised words of a Zemberek dictionary of names."""
    names = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word = line.split("[")[0].strip()
        if re.fullmatch(r"[A-ZÇĞİÖŞÜ][a-zçğıöşüâîû]{2,}", word):
            names.append(word)
    return names


def read_unimorph(path: Path) -> Iterator[Word]:
    """Inflected single words of a UniMorph file (lemma, form, features), verbs as bare stems."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) < 3 or " " in fields[0] or " " in fields[1]:
            continue
        lemma, form, upos = fields[0], fields[1], _UNIMORPH_UPOS.get(fields[2].split(";")[0])
        if upos is None or not form.isalpha():
            continue
        if upos == "VERB":
            lemma = re.sub(r"m[ae]k$", "", lemma)
            if _opened_in_boun(form):
                continue
        yield Word(form, lemma, upos)


def _opened_in_boun(form: str) -> bool:
    """Forms that BOUN opens into verb and copula never reach the lemmatizer as one word."""
    return re.search(r"(?:m[ıiuü]ş|[ae]c[ae]k)(?:l[ae]r)?[td][ıiuü]", form) is not None


def one_lemma_each(
    sources: Iterable[tuple[Iterable[Sentence] | Iterable[Word], float]],
    *,
    most: int,
    hints: Iterable[Word] = (),
    hint_weight: float = 0.0,
) -> Iterator[Sentence]:
    """One sentence a word: each (form, UPOS) with the lemma that weighs most.

    `sources` are words and the weight of each of their occurrences; a pair is repeated up to
    `most` times by its frequency, so that the network sees common words more often. `hints` have
    a say of `hint_weight` on the pairs of the sources, and add none.
    """
    votes: defaultdict[tuple[str, str], defaultdict[str, float]]
    votes = defaultdict(lambda: defaultdict(float))
    seen: Counter[tuple[str, str]] = Counter()
    for items, weight in sources:
        for word in _words(items):
            # `Ankara’` and `havaalanı’nda` are slips of some treebanks, no lemmas.
            if word.lemma not in ("_", "") and PLAIN_APOSTROPHE not in word.lemma[1:]:
                votes[word.form, word.upos][word.lemma] += weight
                seen[word.form, word.upos] += 1
    for word in hints:
        if (word.form, word.upos) in votes:
            votes[word.form, word.upos][word.lemma] += hint_weight
    for (form, upos), lemmas in sorted(votes.items()):
        lemma = max(lemmas, key=lambda name: (lemmas[name], name))
        word = Word(form, lemma, upos)
        for _ in range(min(most, seen[form, upos])):
            yield Sentence((Token(form, (word,)),), "l")


def _words(items: Iterable[Sentence] | Iterable[Word]) -> Iterator[Word]:
    for item in items:
        if isinstance(item, Word):
            yield item
        else:
            yield from item.words


def sample(words: Iterable[Word], count: int, seed: int) -> list[Word]:
    """`count` words drawn without replacement, or all of them if there are fewer."""
    pool = list(words)
    random.Random(seed).shuffle(pool)
    return pool[:count]
