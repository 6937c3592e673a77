"""BOUN's own words as a yardstick: corrects converted words and measures agreement.

Rules bring another treebank's tags near BOUN's. What is left are habits of single words (`bu` is a
determiner, `var` a noun, `olarak` an auxiliary converb): those are read from BOUN itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kzcorpus.letters import fold
from kzcorpus.models.training.conllu import Sentence, Word

CLOSED = frozenset(
    {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "ADV", "PART", "AUX", "INTJ", "NUM", "PUNCT"}
)
Analysis = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Share of words whose most frequent analysis in BOUN is the one they carry, 0 to 1.

    Counted over the words whose form BOUN attests (`shared` of `total` words).
    """

    shared: int
    total: int
    upos: float
    full: float
    lemma: float


class Lexicon:
    """Analyses that a treebank gives to each form (folded), with their counts."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._forms: defaultdict[str, Counter[Analysis]] = defaultdict(Counter)
        for sentence in sentences:
            for word in sentence.words:
                self._forms[fold(word.form)][_analysis(word)] += 1

    def verbs(self) -> frozenset[str]:
        """Lemmas that the treebank gives to verbs."""
        return frozenset(
            fold(a[3]) for counts in self._forms.values() for a in counts if a[0] == "VERB"
        )

    def correct(self, word: Word) -> Word:
        """The word with the analysis that BOUN prefers, where BOUN is decided about the form.

        An analysis that BOUN attests for the form is kept; one with BOUN's part of speech takes
        BOUN's features; another part of speech is overruled only where BOUN has seen the form
        three times and agrees with itself in seven of ten, and never between NOUN and PROPN.
        """
        counts = self._forms.get(fold(word.form))
        if not counts:
            return word
        total = sum(counts.values())
        exact = [(n, a) for a, n in counts.items() if (a[0], a[2]) == (word.upos, word.feats)]
        if exact and max(exact)[0] >= 0.1 * total:
            best = max(exact)[1]
            return replace(word, xpos=best[1], lemma=_lemma(word, best))
        same = [(n, a) for a, n in counts.items() if a[0] == word.upos]
        seen = sum(n for n, _ in same)
        if same and seen >= 0.15 * total:
            count, best = max(same)
            if total >= 2 and (word.upos in CLOSED or count >= 0.7 * seen):
                return replace(word, xpos=best[1], feats=best[2], lemma=_lemma(word, best))
            return word
        best, count = counts.most_common(1)[0]
        if {best[0], word.upos} == {"NOUN", "PROPN"} or "PROPN" in (best[0], word.upos):
            return word
        if total >= 3 and count >= 0.7 * total:
            return replace(
                word, upos=best[0], xpos=best[1], feats=best[2], lemma=_lemma(word, best)
            )
        return word

    def agreement(self, sentences: Iterable[Sentence]) -> Agreement:
        """How far `sentences` annotate shared forms as this treebank mostly does."""
        shared = total = upos = full = lemma = 0
        for sentence in sentences:
            for word in sentence.words:
                total += 1
                counts = self._forms.get(fold(word.form))
                if not counts:
                    continue
                best = counts.most_common(1)[0][0]
                shared += 1
                upos += best[0] == word.upos
                full += (best[0], best[2]) == (word.upos, word.feats)
                lemma += fold(best[3]) == fold(word.lemma)
        base = max(shared, 1)
        return Agreement(shared, total, upos / base, full / base, lemma / base)


def _analysis(word: Word) -> Analysis:
    return (word.upos, word.xpos, word.feats, word.lemma)


def _lemma(word: Word, best: Analysis) -> str:
    """BOUN's lemma, unless the two differ in being a name."""
    if word.upos == "PROPN" and best[0] != "PROPN":
        return word.lemma
    return best[3]
