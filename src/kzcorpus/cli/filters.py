"""The options that narrow a question down: the same for every command that asks about mentions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Words of a name, in any case; or an entity's id. Left out: all."),
]
NameArgument = Annotated[
    list[str], typer.Argument(help="A name or alias in any language and script; or an entity's id.")
]
TypeOption = Annotated[str | None, typer.Option("--type", help="PERSON, GPE, LOC, ORG, …")]
LangOption = Annotated[str | None, typer.Option("--lang", help="Language of the text: tr, az, …")]
DocOption = Annotated[str | None, typer.Option("--doc", help="A doc_id, or a folder of them.")]
SinceOption = Annotated[
    str | None, typer.Option("--since", help="Documents of this date or later: 2023, 2023-11, …")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", help="Documents up to this date; 2023 is its last day.")
]
KindOption = Annotated[
    str | None, typer.Option("--kind", help="Kind of block: paragraph, footnote, heading, …")
]
UniqueOption = Annotated[
    bool, typer.Option("--unique", help="Leave out blocks and documents that repeat earlier ones.")
]
MentionsOption = Annotated[
    bool, typer.Option("--mentions", help="The sentences behind the figures, instead of figures.")
]

#: What a command gets as its `filters`: a `kzcorpus.query.Filters`, which is not read for --help.
Chosen = Any


def words(argument: list[str] | None) -> str | None:
    """What was written on the command line without quotation marks, as one text again."""
    return " ".join(argument) if argument else None


def option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    """A parameter for a command's signature."""
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


_TEXT = (
    option("lang", LangOption, None),
    option("doc", DocOption, None),
    option("since", SinceOption, None),
    option("until", UntilOption, None),
    option("kind", KindOption, None),
    option("unique", UniqueOption, False),
)
_MENTIONS = (option("type", TypeOption, None), *_TEXT)


def filter_options(*, typed: bool) -> tuple[inspect.Parameter, ...]:
    """The options that narrow a question down; mentions are `typed`, words are not."""
    return _MENTIONS if typed else _TEXT


def chosen(given: dict[str, Any], *, typed: bool) -> Chosen:
    """The filters among the options that were given, which they leave."""
    from kzcorpus.query import Filters

    return Filters(**{one.name: given.pop(one.name) for one in filter_options(typed=typed)})


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options that choose text, in the place of its parameter `filters`."""

    @wraps(command)
    def called(**given: Any) -> None:
        filters = chosen(given, typed=False)
        command(**given, filters=filters)

    parameters: list[inspect.Parameter] = []
    for one in inspect.signature(command, eval_str=True).parameters.values():
        parameters += filter_options(typed=False) if one.name == "filters" else [one]
    return with_parameters(called, parameters)


def with_parameters(
    called: Callable[..., None], parameters: list[inspect.Parameter]
) -> Callable[..., None]:
    """A function that takes any keywords, as one that takes just these: Typer asks for them."""
    keywords = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    called.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in keywords}
    return called
