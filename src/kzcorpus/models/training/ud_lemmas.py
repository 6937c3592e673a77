"""Lemmas in BOUN's convention, and the data that the lemmatizer learns from.

BOUN gives an uninflected word itself as lemma (lower-cased unless it is a name), keeps
derivational suffixes (`balıkçı`, `önemli`), takes a verb's bare stem, and cuts a name at its
apostrophe. Other treebanks strip derivation, lower names, or leave the lemma empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kzcorpus.letters import PLAIN_APOSTROPHE, lower_tr, upper_tr
from kzcorpus.models.training.conllu import Sentence, Token, Word

BARE_NOUN = "Case=Nom|Number=Sing|Person=3"
#: Names in capitals up to this length are taken for abbreviations and stay in capitals.
LONGEST_ABBREVIATION = 5
_VOWEL = re.compile(r"[aeıioöuüâîû]")


def title_tr(text: str) -> str:
    """The name as it is written in running text: KAZAKİSTAN -> Kazakistan, ABD -> ABD.

    >>> title_tr("KAZAKİSTAN"), title_tr("NATO"), title_tr("TOKAYEV"), title_tr("McKinsey")
    ('Kazakistan', 'NATO', 'Tokayev', 'McKinsey')
    """
    letters = [ch for ch in text if ch.isalpha()]
    if len(letters) <= LONGEST_ABBREVIATION or not all(ch.isupper() for ch in letters):
        return text
    if not _VOWEL.search(lower_tr(text)):
        return text
    parts = re.split(r"(-)", text)
    return "".join(upper_tr(part[:1]) + lower_tr(part[1:]) for part in parts)


def settle_lemma(word: Word, verbs: frozenset[str]) -> Word:
    """The word with BOUN's lemma, as far as form and tags tell it."""
    form, lemma = word.form, word.lemma
    low = lower_tr(form)
    if word.upos in {"PUNCT", "SYM"}:
        lemma = form
    elif word.upos == "PROPN" and "psor" not in word.feats:
        lemma = _name(word)
    elif (word.upos == "NOUN" and word.feats == BARE_NOUN) or (
        word.upos == "ADJ" and word.feats == "_"
    ):
        lemma = low
    elif word.upos == "VERB" and lower_tr(lemma) not in verbs:
        bare = re.sub(r"(?:[dt][ıiuü]k|[ae]c[ae]k|m[ae]k?)$", "", lemma)
        lemma = bare if bare in verbs else lemma
    elif word.upos == "AUX" and re.match(r"^m[ıiuü](?!ş)", low):
        lemma = "mi"
    elif word.upos == "AUX" and lemma in {"_", "i", "y", "null"}:
        lemma = "y" if re.match(r"^’?y?(?:[dt][ıiuü](?!r)|m[ıiuü]ş)", low) else "i"
    if lemma in ("_", ""):
        lemma = form.split(PLAIN_APOSTROPHE)[0] if word.upos in {"NUM", "X"} else low
    if word.upos not in {"PROPN", "X", "PUNCT"} and lemma.endswith("ğ") and len(lemma) > 3:
        lemma = lemma[:-1] + "k"
    return word if lemma == word.lemma else replace(word, lemma=lemma)


def _name(word: Word) -> str:
    base = word.form.split(PLAIN_APOSTROPHE)[0]
    if PLAIN_APOSTROPHE in word.form or word.feats == BARE_NOUN:
        return title_tr(base) or word.form
    lemma = base if word.lemma in ("_", "") else word.lemma.split(PLAIN_APOSTROPHE)[0] or base
    if word.form[:1].isupper() and lemma[:1].islower():
        lemma = upper_tr(lemma[:1]) + lemma[1:]
    return title_tr(lemma)


def known_lemmas(sentences: Iterable[Sentence]) -> frozenset[str]:
    """All lemmas of a treebank, lower-cased."""
    return frozenset(lower_tr(word.lemma) for s in sentences for word in s.words)


def only_known(sentences: Iterable[Sentence], known: frozenset[str]) -> Iterator[Sentence]:
    """Keep words whose lemma is in `known`, and names, numbers and marks.

    What comes out serves the lemmatizer, which reads words one by one: the rest of a sentence
    need not be there. Treebanks with careless lemmas (`kaynağ`, `çerçeves`) need this.
    """
    for sentence in sentences:
        kept = [w for w in sentence.words if _trusted(w, known)]
        if kept:
            yield Sentence(tuple(Token(w.form, (w,)) for w in kept), sentence.sent_id)


def _trusted(word: Word, known: frozenset[str]) -> bool:
    return lower_tr(word.lemma) in known or word.upos in {"PROPN", "NUM", "PUNCT", "ADJ", "X"}


def in_capitals(sentence: Sentence) -> Sentence:
    """The sentence as a heading in capitals, lemmas as they are."""
    tokens = tuple(
        Token(
            upper_tr(token.form),
            tuple(replace(word, form=upper_tr(word.form)) for word in token.words),
            token.space_after,
        )
        for token in sentence.tokens
    )
    return Sentence(tokens, f"{sentence.sent_id}-caps", sentence.source)
