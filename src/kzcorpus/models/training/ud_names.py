"""Names that other treebanks take for common nouns.

Of the nouns that stand inside a sentence with a capital, BOUN calls five in six proper: parts of
names too (`Güvenlik Savcısı`). Its first release calls `Hişam` and `Bochum` common nouns, and four
in ten of such words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kzcorpus.letters import lower_tr
from kzcorpus.models.training.conllu import Sentence, Word
from kzcorpus.models.training.ud_lemmas import settle_lemma

#: Behind these a capital may begin a sentence, or a title.
_OPENING = frozenset("\"“”‘’'.:-–—(!?…*")


class NameHabits:
    """Which nouns BOUN leaves common though they have a capital inside a sentence.

    Args:
        boun: its training part.
    """

    def __init__(self, boun: Iterable[Sentence]) -> None:
        votes: defaultdict[str, Counter[bool]] = defaultdict(Counter)
        for sentence in boun:
            words = list(sentence.words)
            for number in capitals_inside(words):
                word = words[number]
                votes[lower_tr(word.lemma)][word.upos == "PROPN"] += 1
        self._common = {lemma for lemma, said in votes.items() if said[False] > said[True]}

    def correct(self, sentence: Sentence) -> Sentence:
        """The sentence with such nouns made proper, unless BOUN leaves them common."""
        words = list(sentence.words)
        for number in capitals_inside(words):
            word = words[number]
            if word.upos == "NOUN" and lower_tr(word.lemma) not in self._common:
                words[number] = settle_lemma(replace(word, upos="PROPN", xpos="_"), frozenset())
        rest = iter(words)
        tokens = (replace(t, words=tuple(next(rest) for _ in t.words)) for t in sentence.tokens)
        return replace(sentence, tokens=tuple(tokens))


def capitals_inside(words: list[Word]) -> Iterator[int]:
    """Numbers of the words with a capital that does not come from where they stand.

    Sentences mostly in capitals have none.

    >>> list(capitals_inside([Word(form) for form in "Dün Hişam , “ Gel ” dedi".split()]))
    [1]
    """
    if 2 * sum(word.form.isupper() for word in words) > len(words):
        return
    for number in range(1, len(words)):
        form = words[number].form
        if len(form) > 1 and form[0].isupper() and words[number - 1].form not in _OPENING:
            yield number
