"""kzcorpus kwic, freq, collocates, keywords, ngrams, dispersion"""

from __future__ import annotations

from typing import Annotated

import typer

from kzcorpus.cli.filters import words
from kzcorpus.cli.question import Asked, Table, question

PatternArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATTERN",
        help='Words, or a pattern such as \'[lemma="dış"] []{0,3} [upos="NOUN"]\'.',
    ),
]
ByOption = Annotated[str, typer.Option("--by", help="lemma or form.")]
LeastOption = Annotated[int, typer.Option("--min", help="At least so often.")]
COLLOCATES = ("collocate", "o11", "e11", "log_likelihood", "pmi", "log_dice", "mi3", "t_score")


@question(shown=("docname", "pre", "keyword", "post"))
def kwic(
    asked: Asked,
    pattern: PatternArgument,
    lemma: Annotated[
        bool, typer.Option("--lemma", help="Words without brackets are lemmas, not forms.")
    ] = False,
    context: Annotated[int, typer.Option("--context", help="Words on each side.")] = 8,
    sentence: Annotated[
        bool, typer.Option("--sentence", help="The whole sentence as context.")
    ] = False,
    sort: Annotated[str, typer.Option("--sort", help="text, left, right or node.")] = "text",
) -> Table:
    """Key words in context: every match of a pattern, with the words around it."""
    from kzcorpus import query as ask

    return ask.stream_kwic(
        asked.corpus,
        " ".join(pattern),
        asked.filters,
        lemma=lemma,
        context=context,
        sentence=sentence,
        sort=sort,
        limit=asked.limit,
    )


@question()
def freq(
    asked: Asked,
    pattern: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATTERN", help="Words or a pattern; left out: every word."),
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", help="form, lemma, upos, xpos, feats, ner, lang, doc, year; a list."),
    ] = "lemma",
    punctuation: Annotated[
        bool, typer.Option("--punctuation", help="List what has no letter or digit too.")
    ] = False,
) -> Table:
    """How often words occur, in all and in a million; by columns such as lemma,year."""
    from kzcorpus import query as ask

    columns = [column.strip() for column in by.split(",") if column.strip()]
    return ask.stream_frequencies(
        asked.corpus,
        words(pattern),
        asked.filters,
        by=columns,
        punctuation=punctuation,
        limit=asked.limit,
    )


@question(shown=COLLOCATES)
def collocates(
    asked: Asked,
    pattern: PatternArgument,
    window: Annotated[int, typer.Option("--window", help="Tokens on each side.")] = 5,
    by: ByOption = "lemma",
    measure: Annotated[
        str,
        typer.Option("--measure", help="Rank by log_likelihood, pmi, log_dice, mi3 or t_score."),
    ] = "log_likelihood",
    least: LeastOption = 2,
) -> Table:
    """Words that keep company with a pattern."""
    from kzcorpus import query as ask

    return ask.collocates(
        asked.corpus,
        " ".join(pattern),
        asked.filters,
        window=window,
        by=by,
        measure=measure,
        least=least,
        limit=asked.limit,
    )


@question()
def keywords(
    asked: Asked,
    against: Annotated[
        str | None,
        typer.Option("--against", help="A language, a doc_id or folder of them, or a corpus."),
    ] = None,
    by: ByOption = "lemma",
    least: LeastOption = 3,
) -> Table:
    """Words that are typical of a part of the corpus, against the rest of it or another part."""
    from kzcorpus import query as ask

    reference = None if against is None else ask.reference(asked.corpus, against)
    return ask.keywords(
        asked.corpus, asked.filters, reference, by=by, least=least, limit=asked.limit
    )


@question()
def ngrams(
    asked: Asked,
    size: Annotated[int, typer.Option("--size", help="Words of a run, 2 to 6.")] = 2,
    by: ByOption = "lemma",
    least: LeastOption = 2,
) -> Table:
    """Runs of words that come again and again."""
    from kzcorpus import query as ask

    return ask.ngrams(asked.corpus, asked.filters, size=size, by=by, least=least, limit=asked.limit)


@question()
def dispersion(
    asked: Asked,
    by: ByOption = "lemma",
    least: LeastOption = 5,
) -> Table:
    """How evenly words are spread over the documents."""
    from kzcorpus import query as ask

    return ask.dispersion(asked.corpus, asked.filters, by=by, least=least, limit=asked.limit)
