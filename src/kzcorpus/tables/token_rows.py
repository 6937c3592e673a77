"""The rows of a sentence's tokens and words, column by column.

Nearly all rows of a corpus are made here. A list comprehension for each column costs a third of
what a call for each row does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from kzcorpus.letters import fold
from kzcorpus.records import AnnotatedDocument, Sentence

#: Columns by name; a string stands in all rows.
Made = dict[str, Sequence[Any]]

#: `fold`, which looks once at a form that turns up again and again.
_key = lru_cache(maxsize=7_000)(fold)


def token_columns(document: AnnotatedDocument, sentence: Sentence, number: int) -> Made:
    """The columns of `tokens` for the sentence of this number."""
    norm, tokens = document.norm, sentence.tokens
    text = norm.text
    spans = [(token.start, token.end) for token in tokens]
    forms = [text[start:end] for start, end in spans]
    shift = norm.offsets.shift(sentence.start, sentence.end)
    raws = (
        [norm.offsets.to_raw(start, end) for start, end in spans]
        if shift is None
        else [(start + shift, end + shift) for start, end in spans]
    )
    return {
        "doc_id": document.doc_id,
        "sent_id": [number] * len(tokens),
        "token_id": range(1, len(tokens) + 1),
        "form": forms,
        "form_key": [_key(form) for form in forms],
        "ner": [token.ner for token in tokens],
        "start_char": [start for start, _ in spans],
        "end_char": [end for _, end in spans],
        "raw_start": [start for start, _ in raws],
        "raw_end": [end for _, end in raws],
        "space_after": [end >= len(text) or text[end].isspace() for _, end in spans],
        "n_words": [len(token.words) for token in tokens],
        "lang": [norm.lang_at(start) or sentence.lang for start, _ in spans]
        if norm.spans
        else sentence.lang,
        "annotator": sentence.annotator,
    }


def word_columns(document: AnnotatedDocument, sentence: Sentence, number: int) -> Made:
    """The columns of `words` for the sentence of this number."""
    places = [at for at, token in enumerate(sentence.tokens, start=1) for _ in token.words]
    words = [word for token in sentence.tokens for word in token.words]
    return {
        "doc_id": document.doc_id,
        "sent_id": [number] * len(words),
        "token_id": places,
        "id": range(1, len(words) + 1),
        "form": [word.form for word in words],
        "lemma": [word.lemma or None for word in words],
        "lemma_key": [_key(word.lemma) or None for word in words],
        "upos": [word.upos or None for word in words],
        "xpos": [word.xpos or None for word in words],
        "feats": [word.feats or None for word in words],
        "misc": [word.misc or None for word in words],
    }
