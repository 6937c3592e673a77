"""The options that narrow a question down: the same for every command that asks about mentions."""

from __future__ import annotations

from typing import Annotated

import typer

QueryArgument = Annotated[
    str | None,
    typer.Argument(help="Words of a name, in any case; or an entity's id. Left out: all."),
]
NameArgument = Annotated[
    str, typer.Argument(help="A name or alias in any language and script; or an entity's id.")
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
