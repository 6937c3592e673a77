"""What a model found, as drafts in the author's spelling.

A model sees a text in its own alphabet (`surface.py`), character for character, and answers in
that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kzcorpus.annotate.protocol import TokenDraft
from kzcorpus.errors import AnnotationError
from kzcorpus.letters import lower_tr, name_part
from kzcorpus.records import Word


class ShownWord(NamedTuple):
    """A word as a model gives it; what it does not know is "". `id` counts from 1."""

    id: int
    form: str
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""


def token_draft(
    start: int | None,
    end: int | None,
    form: str,
    words: Sequence[ShownWord],
    ner: str,
    text: str,
    shown: str,
) -> TokenDraft:
    """The draft of a token that a model found in `shown` at start..end, where `text` has its own.

    Raises:
        AnnotationError: the token is not what stands there, white space aside.
    """
    if start is None or end is None:
        raise AnnotationError(_moved(form, start, end))
    seen = shown[start:end]
    own = text[start:end]
    if len(words) == 1 and words[0].lemma and form == seen == own and own == own.strip() != "":
        # Nearly all tokens are such: there is nothing to be spelt anew.
        number, _, *analysis = words[0]
        return TokenDraft(start, end, (Word(number, own, *analysis),), ner or "O")
    if form != seen and "".join(form.split()) != "".join(seen.split()):
        raise AnnotationError(_moved(form, start, end))
    # Stanza lets a token begin or end in a space where odd white space confused it.
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    made = tuple(_words(words, text[start:end], shown[start:end]))
    return TokenDraft(start, end, made, ner or "O")


def _moved(form: str, start: int | None, end: int | None) -> str:
    return f"Stanza moved a token: {form!r} is not the text at {start}..{end}"


def _words(words: Sequence[ShownWord], form: str, shown: str) -> Iterator[Word]:
    """The words of a token in the author's spelling, where the model's words spell the token."""
    if len(words) == 1:
        word = words[0]
        lemma = _lemma(word.lemma, form, shown, word.upos)
        yield Word(word.id, form, lemma, word.upos, word.xpos, word.feats)
        return
    spelt = "".join(word.form for word in words) == shown
    position = 0
    for word in words:
        end = position + len(word.form)
        own = form[position:end] if spelt else word.form
        lemma = _lemma(word.lemma, own, shown[position:end] if spelt else word.form, word.upos)
        yield Word(word.id, own, lemma, word.upos, word.xpos, word.feats)
        position = end


def _lemma(lemma: str, form: str, shown: str, upos: str) -> str:
    """A lemma in the author's letters.

    A word that the lemmatiser has no answer to is its own lemma. A lemma that the model made from
    other letters than the author's ("Kazahıstan") is spelt as the word is, as far as it goes.
    """
    if not lemma:
        return name_part(form) if upos == "PROPN" else lower_tr(form)
    if form == shown:
        return lemma
    same = 0
    while same < min(len(lemma), len(shown)) and lower_tr(lemma[same]) == lower_tr(shown[same]):
        same += 1
    if form[:same] == shown[:same]:
        return lemma
    start = form[:same] if lemma[:same] == shown[:same] else lower_tr(form[:same])
    return start + lemma[same:]
