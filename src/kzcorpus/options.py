"""What narrows a question down, as the keyword arguments of a method."""

from __future__ import annotations

from typing import Any, TypedDict

from kzcorpus.query import Filters


class TextFilters(TypedDict, total=False):
    """What narrows down a question about words; `kzcorpus.query.Filters` explains each."""

    lang: str | None
    doc: str | None
    since: str | None
    until: str | None
    kind: str | None
    unique: bool


class MentionFilters(TextFilters, total=False):
    """What narrows down a question about mentions."""

    type: str | None


def mention_filters(method: str, given: MentionFilters) -> Filters:
    """Filters of a question about mentions.

    Raises:
        TypeError: an option that the method does not have; the message lists those that there are.
        UsageError: a value that cannot be.
    """
    return _checked(method, given, MentionFilters)


def text_filters(method: str, given: TextFilters) -> Filters:
    """Filters of a question about words; raises what `mention_filters` does."""
    return _checked(method, given, TextFilters)


def _checked(method: str, given: Any, known: Any) -> Filters:
    names = sorted(known.__annotations__)
    for name in given:
        if name not in names:
            raise TypeError(
                f"{method}() has no option {name!r}; filters are: {', '.join(names)}; "
                f"help(corpus.{method}) shows the others"
            )
    return Filters(**given)
