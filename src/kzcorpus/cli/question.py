"""What all questions have in common: filters, a corpus, a limit, and the ways to show a table."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.cli.filters import chosen, filter_options, option, with_parameters
from kzcorpus.cli.output import (
    DEFAULT_CORPUS,
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    OutputOption,
    show,
)

if TYPE_CHECKING:
    from kzcorpus.query import Filters
    from kzcorpus.tables import Corpus


#: An Arrow table, or a `Stream` of one; pyarrow is read by what answers, not for --help.
Table = Any
Answer = Callable[..., Table]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's corpus, filters and limit, and the file that its answer goes to, if any."""

    corpus: Corpus
    filters: Filters
    limit: int
    output: Path | None


def question(
    *,
    typed: bool = False,
    limit: int | None = 20,
    shown: Sequence[str] = (),
    output: Any = OutputOption,
) -> Callable[[Answer], Callable[..., None]]:
    """Make a command of a function from an `Asked` and the command's own options to a table.

    Args:
        typed: whether it asks about mentions, which have an entity type.
        limit: rows, if the user says nothing; 0 for all, None where there is no such option.
        shown: the columns for eyes, of a table that has them; other formats get all of them.
        output: the option that names the file. A function that wrote it itself returns None.
    """

    def made(answer: Answer) -> Callable[..., None]:
        @wraps(answer)
        def command(**given: Any) -> None:
            from kzcorpus.query import check_doc
            from kzcorpus.tables import Corpus

            filters = chosen(given, typed=typed)
            opened, form, file = (
                Corpus(given.pop("corpus")),
                given.pop("format"),
                given.pop("output"),
            )
            check_doc(opened, filters)
            found = answer(Asked(opened, filters, given.pop("limit", 0), file), **given)
            if found is not None:
                show(found, form, file, shown=shown)

        _, *own = inspect.signature(answer, eval_str=True).parameters.values()
        common = [
            option("corpus", CorpusOption, DEFAULT_CORPUS),
            *([] if limit is None else [option("limit", LimitOption, limit)]),
            option("format", FormatOption, Format.table),
            option("output", output, None),
        ]
        return with_parameters(command, [*own, *filter_options(typed=typed), *common])

    return made
