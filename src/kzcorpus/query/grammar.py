"""The grammar of patterns, and the place where a pattern breaks it."""

from __future__ import annotations

from functools import cache
from typing import Any

from kzcorpus.errors import UsageError

_GRAMMAR = r"""
start: choice
choice: sequence ("|" sequence)*
sequence: item+
item: atom repeat?
atom: "[" [either] "]" -> token
    | STRING -> quoted
    | PLAIN -> plain
    | "(" choice ")" -> group
repeat: "?" -> maybe
    | "*" -> any
    | "+" -> some
    | "{" INT "}" -> exactly
    | "{" INT "," [INT] "}" -> between
    | "{" "," INT "}" -> most
either: both ("|" both)*
both: denied ("&" denied)*
denied: "!" denied -> no
    | "(" either ")" -> inner
    | NAME "=" value -> equal
    | NAME "!=" value -> unequal
value: STRING | PLAIN
NAME.2: /[a-z_]+(?=\s*!?=)/
STRING: /"(?:[^"\\]|\\.)*"/
PLAIN: /[^\s"\[\](){}|&!=*+?,]+/
INT: /[0-9]+/
%import common.WS
%ignore WS
"""


def parse_tree(pattern: str) -> Any:
    """The tree of a pattern, of Lark's: its branches are named as in the grammar.

    Raises:
        UsageError: it does not parse; the message shows the place.
    """
    from lark.exceptions import UnexpectedInput

    if not pattern.strip():
        raise UsageError("an empty pattern; try: kzcorpus kwic 'dış politika'")
    try:
        return _parser().parse(pattern)
    except UnexpectedInput as error:
        at = error.pos_in_stream if error.pos_in_stream is not None else len(pattern)
        at = at if 0 <= at < len(pattern) else len(pattern)
        shown = f"{pattern[:at]}»HERE»{pattern[at:]}"
        raise UsageError(f"the pattern breaks at character {at + 1}: {shown}") from error


@cache
def _parser() -> Any:
    from lark import Lark

    return Lark(_GRAMMAR, parser="earley", lexer="dynamic", ambiguity="resolve")
