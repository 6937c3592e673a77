"""From a model's tags to mentions with clean boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kzcorpus.annotate.bioes import Span, decode, encode
from kzcorpus.letters import name_part
from kzcorpus.records import AnnotatedDocument, Mention

#: Tokens that are never the first or last of a name: quotation marks, stops, dashes.
_EDGE = frozenset("“”\"«»„‘’',.;:!?()[]{}<>–—-…/|*•")
#: An opening bracket that the mention does not close, and the other way round.
_PAIRS = {"(": ")", "[": "]"}


def trim(forms: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The span without punctuation at its edges; empty where nothing else is in it.

    A bracket that belongs to the name stays ("Kazakistan (SSC)").

    >>> trim(["“", "Akorda", "”"], 0, 3), trim(["OTS", "(", "TDT", ")"], 0, 4)
    ((1, 2), (0, 4))
    """
    while start < end and _is_edge(forms[start], forms[start:end], left=True):
        start += 1
    while start < end and _is_edge(forms[end - 1], forms[start:end], left=False):
        end -= 1
    return start, end


def _is_edge(form: str, inside: Sequence[str], *, left: bool) -> bool:
    if form not in _EDGE:
        return False
    closing = {close: opening for opening, close in _PAIRS.items()}
    partner = _PAIRS.get(form) if left else closing.get(form)
    return partner is None or partner not in inside or len(inside) <= 2


def find_spans(
    tags: Sequence[str], forms: Sequence[str], types: Mapping[str, str]
) -> list[tuple[Span, str]]:
    """The mentions of a sentence as (token span with our type, the model's label).

    A label whose type is "" is no entity. Raises KeyError for one that `types` lacks.
    """
    spans = []
    for start, end, native in decode(tags):
        start, end = trim(forms, start, end)
        kind = types[native]
        if start < end and kind:
            spans.append(((start, end, kind), native))
    return spans


def mention_name(text: str) -> str:
    """What a mention is called: without case suffix, without quotation marks around it.

    >>> mention_name("Kazakistan’ın"), mention_name("‘Akorda’")
    ('Kazakistan', 'Akorda')
    """
    return name_part(text.strip('“”"«»„‘ ')).strip("’'“”\"«» ") or text


def with_mentions(document: AnnotatedDocument, mentions: Iterable[Mention]) -> AnnotatedDocument:
    """The document with these mentions in place of its own, and its tokens tagged accordingly.

    The mentions must be in order and must not overlap.
    """
    made = tuple(mentions)
    spans: dict[int, list[Span]] = {}
    for mention in made:
        span = (mention.token_start, mention.token_end, mention.type)
        spans.setdefault(mention.sentence, []).append(span)
    sentences = []
    for number, sentence in enumerate(document.sentences):
        tags = encode(len(sentence.tokens), spans.get(number, ()))
        pairs = list(zip(sentence.tokens, tags, strict=True))
        if any(token.ner != tag for token, tag in pairs):
            tokens = (
                token if token.ner == tag else replace(token, ner=tag) for token, tag in pairs
            )
            sentence = replace(sentence, tokens=tuple(tokens))
        sentences.append(sentence)
    return replace(document, sentences=tuple(sentences), mentions=made)
