"""The query language: patterns over tokens, a readable subset of CQL.

    dış politika                                  two forms in a row, in any case
    [lemma="dış"] [lemma=politika]                by dictionary form; words need no quotation marks
    [upos="PROPN" & !form="Türk.*"]               conditions with & | ! and brackets
    [entity="gpe/kazakhstan"] []{0,5} [upos="VERB"]   with up to five tokens between
    ([lemma="güç"] | [lemma="kuvvet"]) [upos="NOUN"]+  choices and repetition

Values are whole values, or regular expressions over whole values. Forms and lemmas are compared
folded, so case never matters. A pattern stays within one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from kzcorpus.errors import UsageError
from kzcorpus.query.engine import nearest
from kzcorpus.query.grammar import parse_tree

#: A repetition without an upper bound goes up to here, and gaps up to there.
MOST_REPEATS = 10
MOST_GAP = 100
#: Sequences that one pattern may stand for.
_MOST_SEQUENCES = 500

ATTRIBUTES = ("form", "lemma", "upos", "xpos", "feats", "ner", "lang", "entity", "type")
_ALIASES = {"word": "form", "pos": "upos"}


@dataclass(frozen=True, slots=True)
class Condition:
    """`attribute="value"`; `plain` marks a word of the pattern that stands without brackets."""

    attribute: str
    value: str
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Combined:
    """Conditions joined by "and" or "or", or one that must "not" hold."""

    kind: str
    parts: tuple[Condition | Combined, ...]


Test = Condition | Combined


@dataclass(frozen=True, slots=True)
class Step:
    """A token to find, after `least` to `most` tokens that may be anything."""

    test: Test
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Sequence:
    """Steps in a row, and how many tokens of any kind must follow them."""

    steps: tuple[Step, ...]
    after: int = 0


def parse(pattern: str, *, plain: str = "form") -> tuple[Sequence, ...]:
    """The sequences that a pattern stands for; `plain` words are forms or lemmas.

    Raises:
        UsageError: it does not parse; the message shows the place.

    >>> [len(sequence.steps) for sequence in parse('[lemma="dış"]? politika')]
    [1, 2]
    """
    tree = parse_tree(pattern)
    sequences = [_sequence(atoms, plain) for atoms in _choice(tree.children[0])]
    if len(sequences) > _MOST_SEQUENCES:
        raise UsageError("the pattern stands for too many sequences; use fewer repetitions")
    if not all(sequence.steps for sequence in sequences):
        raise UsageError(
            "the pattern would match any text; name at least one word in it (words that begin "
            'alike are [form="politika.*"])'
        )
    return tuple(dict.fromkeys(sequences))


#: A token to find, or None for any token with a range of how many.
_Atom = Test | tuple[int, int]


def _choice(tree: Any) -> Iterator[tuple[_Atom, ...]]:
    for sequence in tree.children:
        options = [list(_item(item)) for item in sequence.children]
        for number, parts in enumerate(product(*options)):
            if number > _MOST_SEQUENCES:
                raise UsageError("the pattern stands for too many sequences; use fewer repetitions")
            yield tuple(atom for part in parts for atom in part)


def _item(item: Any) -> Iterator[tuple[_Atom, ...]]:
    atom, *repeat = item.children
    least, most = _times(repeat[0]) if repeat else (1, 1)
    if atom.data == "token" and atom.children[0] is None:
        if most is None or most > MOST_GAP:
            most = MOST_GAP
        yield ((least, max(least, most)),)
        return
    if most is None:
        most = max(least, MOST_REPEATS)
    if most < least or most > MOST_REPEATS:
        raise UsageError(
            f"a repetition from {least} to {most}; only gaps [] go beyond {MOST_REPEATS}"
        )
    one = list(_atom(atom))
    for times in range(least, most + 1):
        for number, parts in enumerate(product(one, repeat=times)):
            if number > _MOST_SEQUENCES:
                raise UsageError("the pattern stands for too many sequences; use fewer repetitions")
            yield tuple(atom for part in parts for atom in part)


def _times(repeat: Any) -> tuple[int, int | None]:
    numbers = [None if child is None else int(child) for child in repeat.children]
    match repeat.data:
        case "maybe":
            return 0, 1
        case "any":
            return 0, None
        case "some":
            return 1, None
        case "exactly":
            return numbers[0] or 0, numbers[0]
        case "most":
            return 0, numbers[0]
        case _:
            return numbers[0] or 0, numbers[1]


def _atom(atom: Any) -> Iterator[tuple[_Atom, ...]]:
    match atom.data:
        case "token":
            yield (_either(atom.children[0]),)
        case "quoted":
            yield (Condition("form", _string(atom.children[0])),)
        case "plain":
            yield (Condition("form", str(atom.children[0]), plain=True),)
        case _:
            yield from _choice(atom.children[0])


def _either(tree: Any) -> Test:
    return _joined("or", [_joined("and", [_denied(d) for d in b.children]) for b in tree.children])


def _joined(kind: str, parts: list[Test]) -> Test:
    return parts[0] if len(parts) == 1 else Combined(kind, tuple(parts))


def _denied(tree: Any) -> Test:
    match tree.data:
        case "no":
            return Combined("not", (_denied(tree.children[0]),))
        case "inner":
            return _either(tree.children[0])
    name, value = tree.children
    attribute = _ALIASES.get(str(name), str(name))
    if attribute not in ATTRIBUTES:
        raise UsageError(
            f"no attribute {str(name)!r} in patterns; there are: {', '.join(ATTRIBUTES)}"
            f"{nearest(str(name), ATTRIBUTES)}"
        )
    condition = Condition(attribute, _string(value.children[0]))
    return Combined("not", (condition,)) if tree.data == "unequal" else condition


def _string(token: Any) -> str:
    """What stands between quotation marks; only an escaped quotation mark loses its backslash.

    Without them, which a shell may have taken away, it stands as it is.
    """
    text = str(token)
    return text[1:-1].replace('\\"', '"') if text.startswith('"') else text


def _sequence(atoms: tuple[_Atom, ...], plain: str) -> Sequence:
    steps: list[Step] = []
    least = most = 0
    for atom in atoms:
        if isinstance(atom, tuple):
            least, most = least + atom[0], most + atom[1]
        else:
            if isinstance(atom, Condition) and atom.plain:
                atom = replace(atom, attribute=plain)
            steps.append(Step(atom, least, most))
            least = most = 0
    return Sequence(tuple(steps), least)


_SPECIAL = re.compile(r"[.*+?\[\](){}|^$\\]")


def is_regular_expression(value: str) -> bool:
    """Whether a value is more than the text itself.

    >>> is_regular_expression("politika"), is_regular_expression("politika.*")
    (False, True)
    """
    return _SPECIAL.search(value) is not None
