"""kzcorpus kwic, freq, collocates, keywords, ngrams, dispersion"""

from __future__ import annotations

from typing import Annotated

import typer

from kzcorpus.cli.filters import (
    DocOption,
    KindOption,
    LangOption,
    SinceOption,
    UniqueOption,
    UntilOption,
)
from kzcorpus.cli.output import (
    DEFAULT_CORPUS,
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    OutputOption,
    show,
)

PatternArgument = Annotated[
    str,
    typer.Argument(help='Words, or a pattern such as \'[lemma="dış"] []{0,3} [upos="NOUN"]\'.'),
]
ByOption = Annotated[str, typer.Option("--by", help="lemma or form.")]
LeastOption = Annotated[int, typer.Option("--min", help="At least so often.")]


def kwic(
    pattern: PatternArgument,
    lemma: Annotated[
        bool, typer.Option("--lemma", help="Words without brackets are lemmas, not forms.")
    ] = False,
    context: Annotated[int, typer.Option("--context", help="Words on each side.")] = 8,
    sentence: Annotated[
        bool, typer.Option("--sentence", help="The whole sentence as context.")
    ] = False,
    sort: Annotated[str, typer.Option("--sort", help="text, left, right or node.")] = "text",
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Key words in context: every match of a pattern, with the words around it."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(None, lang, doc, since, until, kind, unique)
    found = ask.kwic(
        Corpus(corpus),
        pattern,
        filters,
        lemma=lemma,
        context=context,
        sentence=sentence,
        sort=sort,
        limit=limit,
    )
    if format is Format.table:
        found = found.select(["docname", "pre", "keyword", "post"])
    show(found, format, output)


def freq(
    pattern: Annotated[
        str | None, typer.Argument(help="Words or a pattern; left out: every word.")
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", help="form, lemma, upos, xpos, feats, ner, lang, doc, year; a list."),
    ] = "lemma",
    punctuation: Annotated[
        bool, typer.Option("--punctuation", help="List what has no letter or digit too.")
    ] = False,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """How often words occur, in all and in a million; by columns such as lemma,year."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(None, lang, doc, since, until, kind, unique)
    columns = [column.strip() for column in by.split(",") if column.strip()]
    found = ask.frequencies(
        Corpus(corpus), pattern, filters, by=columns, punctuation=punctuation, limit=limit
    )
    show(found, format, output)


def collocates(
    pattern: PatternArgument,
    window: Annotated[int, typer.Option("--window", help="Tokens on each side.")] = 5,
    by: ByOption = "lemma",
    measure: Annotated[
        str,
        typer.Option("--measure", help="Rank by log_likelihood, pmi, log_dice, mi3 or t_score."),
    ] = "log_likelihood",
    least: LeastOption = 2,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Words that keep company with a pattern."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(None, lang, doc, since, until, kind, unique)
    found = ask.collocates(
        Corpus(corpus),
        pattern,
        filters,
        window=window,
        by=by,
        measure=measure,
        least=least,
        limit=limit,
    )
    if format is Format.table:
        shown = ["collocate", "o11", "e11", "log_likelihood", "pmi", "log_dice", "mi3", "t_score"]
        found = found.select(shown)
    show(found, format, output)


def keywords(
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    against: Annotated[
        str | None,
        typer.Option("--against", help="A language, a doc_id or folder of them, or a corpus."),
    ] = None,
    by: ByOption = "lemma",
    least: LeastOption = 3,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Words that are typical of a part of the corpus, against the rest of it or another part."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    opened = Corpus(corpus)
    filters = ask.Filters(None, lang, doc, since, until, kind, unique)
    reference = None if against is None else ask.reference(opened, against)
    show(ask.keywords(opened, filters, reference, by=by, least=least, limit=limit), format, output)


def ngrams(
    size: Annotated[int, typer.Option("--size", help="Words of a run, 2 to 6.")] = 2,
    by: ByOption = "lemma",
    least: LeastOption = 2,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Runs of words that come again and again."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(None, lang, doc, since, until, kind, unique)
    found = ask.ngrams(Corpus(corpus), filters, size=size, by=by, least=least, limit=limit)
    show(found, format, output)


def dispersion(
    by: ByOption = "lemma",
    least: LeastOption = 5,
    lang: LangOption = None,
    doc: DocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    unique: UniqueOption = False,
    corpus: CorpusOption = DEFAULT_CORPUS,
    limit: LimitOption = 20,
    format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """How evenly words are spread over the documents."""
    from kzcorpus import query as ask
    from kzcorpus.tables import Corpus

    filters = ask.Filters(None, lang, doc, since, until, kind, unique)
    show(ask.dispersion(Corpus(corpus), filters, by=by, least=least, limit=limit), format, output)
