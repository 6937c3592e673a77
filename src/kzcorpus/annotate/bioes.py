"""BIOES tags to spans and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: token start, token end (half-open), label
Span = tuple[int, int, str]


def decode(tags: Sequence[str]) -> list[Span]:
    """The spans that a tag sequence means, in order.

    Models give broken sequences now and then (an I after an O, another label in mid-span): a span
    then starts where a new label starts, and ends where its label does.

    >>> decode(["B-ORG", "E-ORG", "O", "I-GPE", "S-PERSON"])
    [(0, 2, 'ORG'), (3, 4, 'GPE'), (4, 5, 'PERSON')]
    """
    spans: list[Span] = []
    if tags.count("O") == len(tags):
        return spans
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, new = tag.partition("-")
        if label and (new != label or prefix in ("B", "S")):
            spans.append((start, index, label))
            label = ""
        if new and not label:
            start, label = index, new
        if label and prefix in ("E", "S"):
            spans.append((start, index + 1, label))
            label = ""
    return spans


def encode(length: int, spans: Iterable[Span]) -> list[str]:
    """The tags of `length` tokens with these spans, which must not overlap.

    >>> encode(4, [(0, 2, "ORG"), (3, 4, "GPE")])
    ['B-ORG', 'E-ORG', 'O', 'S-GPE']
    """
    tags = ["O"] * length
    for start, end, label in spans:
        if end - start == 1:
            tags[start] = f"S-{label}"
        else:
            tags[start:end] = [f"I-{label}"] * (end - start)
            tags[start] = f"B-{label}"
            tags[end - 1] = f"E-{label}"
    return tags
