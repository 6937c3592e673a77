"""One tokenisation for all Turkish treebanks: that of UD_Turkish-BOUN.

The treebanks agree on most tokens and differ in where a token is opened into several words.
BOUN opens a token before a copula (`olmuş|tu`, `ülke|dir`), before -ki (`evde|ki`) and between
words written together (`bir|şeyler`); others also before -lI, -sIz, -lIk, -CA. Within BOUN the
openings are not consistent (`-yordu` one time in three), so a rule here follows the majority of
its development part, and leaves alone what is near one half.

A full stop after an initial or an abbreviation (`C.`, `Dr.`) stays where a treebank has it: BOUN
has too few to tell, and names with initials are found better whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kzcorpus.letters import lower_tr, plain_apostrophes
from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ud_suffixes import open_suffix, person

#: Lemmas of the second word that BOUN opens a token for; the copula's come with UPOS AUX.
KI_LEMMAS = frozenset({"ki", "-ki"})
#: Suffixes that other treebanks open and BOUN does not, by the lemma they give them.
DERIVATIONAL_LEMMAS = frozenset(
    {"li", "-li", "siz", "-siz", "lik", "-lik", "ce", "-ce", "-dir", "dir", "-ci", "ci", "-gil"}
)
QUOTES = '"“”«»'

#: Verb + copula that BOUN opens in most cases: -mIştI, -mIştIr, -(y)AcAktI, -(y)AcAktIr.
VERB_COPULA = re.compile(
    r"^(?P<stem>\w{2,}(?:m[ıiuü]ş|[ae]c[ae]k)(?:lar|ler)?)"
    r"(?P<copula>[td][ıiuü](?:m|n|k|r|n[ıiuü]z|lar|ler|rlar|rler)?)$"
)
#: Existentials + copula: vardı, yoktur, varmış, yoksa.
EXIST_COPULA = re.compile(
    r"^(?P<stem>var|yok)"
    r"(?P<copula>[td][ıiuü]r?(?:lar|ler)?|m[ıiuü]ş|sa|ken)$"
)
NUMBER_TAIL = re.compile(r"^[.,:]\d")
_NOMINAL = frozenset({"NOUN", "ADJ", "PRON", "ADV"})


def harmonise_tokens(sentences: Iterable[Sentence], *, gold: bool) -> Iterator[Sentence]:
    """Bring tokens and multiword openings to BOUN's custom.

    `gold` is true for BOUN as released now: only apostrophes are made one there.
    """
    for sentence in sentences:
        tokens = [_plain(token) for token in sentence.tokens]
        if not gold:
            tokens = list(_cut_quotes(_merge_numbers(tokens)))
            tokens = [_open(_close(token)) for token in tokens]
        yield replace(sentence, tokens=tuple(tokens))


def _plain(token: Token) -> Token:
    words = tuple(
        replace(w, form=plain_apostrophes(w.form), lemma=plain_apostrophes(w.lemma))
        for w in token.words
    )
    return replace(token, form=plain_apostrophes(token.form), words=words)


def _merge_numbers(tokens: Iterable[Token]) -> Iterator[Token]:
    """`1` `.549` -> `1.549`: numbers torn at their mark in BOUN's first release."""
    kept: list[Token] = []
    for token in tokens:
        last = kept[-1] if kept else None
        if (
            last is not None
            and len(last.words) == len(token.words) == 1
            and not last.space_after
            and last.form[-1].isdigit()
            and NUMBER_TAIL.match(token.form)
        ):
            form = last.form + token.form
            word = replace(last.words[0], form=form, lemma=form)
            kept[-1] = Token(form, (word,), token.space_after)
        else:
            kept.append(token)
    yield from kept


def _cut_quotes(tokens: Iterable[Token]) -> Iterator[Token]:
    """`"Türkiye` -> `"` `Türkiye`; only where the rest is a token of one word."""
    for token in tokens:
        form, after = token.form, token.space_after
        if len(token.words) > 1 or len(form) < 2 or not any(ch in QUOTES for ch in form):
            yield token
            continue
        word = token.words[0]
        closing: list[Token] = []
        if form[0] in QUOTES:
            yield _punct(form[0], False)
            form = form[1:]
        if len(form) > 1 and form[-1] in QUOTES:
            closing = [_punct(form[-1], after)]
            form, after = form[:-1], False
        lemma = word.lemma.strip(QUOTES) or form
        yield Token(form, (replace(word, form=form, lemma=lemma),), after)
        yield from closing


def _punct(form: str, space_after: bool) -> Token:
    return Token(form, (Word(form, form, "PUNCT"),), space_after)


def _close(token: Token) -> Token:
    """Undo openings that BOUN does not make."""
    words = list(token.words)
    while len(words) > 1 and _is_derivation(words[-1]):
        stem = words[-2]
        form = stem.form + words[-1].form
        upos = _derived_upos(words[-1], stem)
        lemma = form if upos == "PROPN" else lower_tr(form)
        words[-2:] = [Word(form, lemma, upos, "_", "_", "Derived=Yes")]
    if len(words) == 1:
        words[0] = replace(words[0], form=token.form)
    return replace(token, words=tuple(words))


def _is_derivation(word: Word) -> bool:
    if word.upos == "AUX":
        return False
    return word.lemma in DERIVATIONAL_LEMMAS or word.xpos in {"With", "Without", "Ness", "Since"}


def _derived_upos(suffix: Word, stem: Word) -> str:
    kind = suffix.lemma.lstrip("-")
    if kind == "ce" or kind == "dir":
        return "ADV"
    if kind in {"li", "siz"}:
        return "NOUN" if suffix.upos == "NOUN" else "ADJ"
    return "ADJ" if suffix.upos == "ADP" and stem.upos == "NUM" else "NOUN"


def _open(token: Token) -> Token:
    """Make the openings that BOUN makes in most cases and this treebank does not."""
    if len(token.words) > 1:
        return token
    word = token.words[0]
    lowered = lower_tr(token.form)
    match = EXIST_COPULA.match(lowered)
    if match is None and word.upos in {"VERB", "AUX"}:
        match = VERB_COPULA.match(lowered)
    if match is None:
        nominal = "Case=Loc" in word.feats or word.upos in _NOMINAL
        return open_suffix(token) if nominal else token
    cut = match.end("stem")
    stem = replace(word, form=token.form[:cut], misc="Opened=Yes")
    copula = Word(token.form[cut:], "_", "AUX", "Zero", person(lowered[cut:]))
    return replace(token, words=(stem, copula))
