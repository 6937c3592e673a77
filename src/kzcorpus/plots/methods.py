"""The plots of a corpus: a question each, asked as its methods ask it, and drawn."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Unpack

from kzcorpus import query as ask
from kzcorpus.errors import MissingPackageError, UsageError
from kzcorpus.options import MentionFilters, TextFilters
from kzcorpus.plots.palette import LINES, group_of

if TYPE_CHECKING:
    from kzcorpus.notebook import Corpus
    from kzcorpus.plots.figure import Plot

#: The names of our languages in the plots; others go by their codes.
_LANGUAGES = {
    "tr": "Turkish",
    "az": "Azerbaijani",
    "kk": "Kazakh",
    "ru": "Russian",
    "en": "English",
    "ar": "Arabic",
    "other": "other",
}


class Plots:
    """What can be drawn of a corpus: `corpus.plot`.

    Each method takes the filters of the question that it draws, and returns a matplotlib figure,
    which a notebook shows. `rows` of it are the figures, `commands` print them in a shell.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def timeline(
        self,
        *queries: str,
        by: str = "year",
        dates: str = "document",
        share: bool = False,
        **filters: Unpack[MentionFilters],
    ) -> Plot:
        """When something is mentioned: a line for each of up to six entities.

        Args:
            queries: names, aliases or ids; none for all mentions.
            by: decade, year or month.
            dates: "document" for the dates of documents, "text" for those that sentences state.
            share: per 1,000 sentences of the period, not as counts; for dates of documents.

        Raises:
            UsageError: nothing is called so, more than six, or shares of dates of the text.
            MissingPackageError: matplotlib is not installed.
        """
        lines = _drawn_by("lines")
        if len(queries) > len(LINES):
            raise UsageError(f"{len(queries)} lines; at most {len(LINES)} can be told apart")
        if share and dates == "text":
            raise UsageError("share=True needs dates='document': a text states no sizes")
        import pandas as pd

        options: dict[str, Any] = {"by": by, "dates": dates, **filters}
        whole = self._corpus.timeline(**options)
        answers = {self._named(query): self._corpus.timeline(query, **options) for query in queries}
        answers = answers or {"All mentions": whole}
        column = "per_1000_sentences" if share else "mentions"
        periods = [period for period in whole.period if period != "undated"]
        dated = whole.set_index("period")
        series, told = [], []
        undated = sum(
            int(answer.mentions[answer.period == "undated"].sum()) for answer in answers.values()
        )
        for name, answer in answers.items():
            found = answer.set_index("period")[column].to_dict()
            values = [
                found.get(period, None if share and _empty(dated, period) else 0)
                for period in periods
            ]
            series.append(lines.Series(name, values))
            most = max(periods, key=lambda period: found.get(period) or 0, default="")
            if found.get(most):
                told.append(f"{name} most in {most} ({found[most]:,.4g})")
        unit = "Mentions in 1,000 sentences" if share else "Mentions"
        title = f"{unit} by {by}" + (
            f": {next(iter(answers))}" if queries and len(answers) == 1 else ""
        )
        plot = lines.draw_lines(periods, series, title, unit)
        rows = pd.concat({name: pd.DataFrame(answer) for name, answer in answers.items()})
        rows = rows.reset_index(level=0, names="name").reset_index(drop=True)
        whose = "of documents" if dates == "document" else "that sentences state"
        note = f"Dates are those {whose}."
        if undated:
            note += f" Without a date, not drawn: {undated:,}."
        commands = [answer.attrs["command"] for answer in answers.values()]
        return _finish(plot, rows, commands, title, told, note)

    def ranking(
        self, query: str | None = None, *, limit: int = 20, **filters: Unpack[MentionFilters]
    ) -> Plot:
        """The entities that are mentioned most, as bars.

        Args:
            query: words of their names; None for all.
            limit: how many; a picture needs some.

        Raises:
            UsageError: fewer than one, or a filter that cannot be.
            MissingPackageError: matplotlib is not installed.
        """
        bars = _drawn_by("bars")
        if limit < 1:
            raise UsageError(f"limit={limit}: a ranking needs 1 or more")
        rows = self._corpus.list_entities(query, limit=limit, **filters)
        drawn = [
            bars.Bar(row["name"], row["mentions"], group=group_of(row["type"]))
            for row in rows.to_dict("records")
        ]
        title = "Most mentioned" + (f": {query}" if query else "")
        plot = bars.draw_bars(drawn, title, "Mentions")
        told = [f"{bar.name} {bar.value:,}" for bar in drawn[:3]]
        return _finish(plot, rows, [rows.attrs["command"]], title, told)

    def languages(self, **filters: Unpack[TextFilters]) -> Plot:
        """How many words there are in each language, as bars.

        Raises:
            UsageError: a filter that cannot be.
            MissingPackageError: matplotlib is not installed.
        """
        bars = _drawn_by("bars")
        rows = self._corpus.freq(by="lang", **filters)
        total = rows.n.sum()
        drawn = [
            bars.Bar(
                _LANGUAGES.get(row["lang"], row["lang"]), row["n"], f" ({row['n'] / total:.0%})"
            )
            for row in rows.to_dict("records")
        ]
        title = "Words by language"
        plot = bars.draw_bars(drawn, title, "Words, without punctuation")
        told = [f"{bar.name} {bar.value:,}" for bar in drawn]
        return _finish(plot, rows, [rows.attrs["command"]], title, told)

    def network(
        self,
        *,
        within: str = "sentence",
        least: int = 2,
        limit: int = 60,
        **filters: Unpack[MentionFilters],
    ) -> Plot:
        """Who is mentioned with whom: the heaviest connections, drawn as a network.

        Args:
            within: what counts as together: sentence, paragraph or document.
            least: how often two must be together.
            limit: at most so many connections; 0 for all.

        Raises:
            UsageError: no such unit, or a filter that cannot be.
            MissingPackageError: matplotlib is not installed.
        """
        graph = _drawn_by("graph")
        edges = self._corpus.network(within=within, least=least, limit=limit, **filters)
        ends = {*edges.source, *edges.target}
        known = self._corpus.list_entities(**filters)
        things = {
            row["canonical_id"]: graph.Node(row["name"], group_of(row["type"]), row["mentions"])
            for row in known[known.canonical_id.isin(ends)].to_dict("records")
        }
        pairs = [
            graph.Edge(row["source"], row["target"], row["together"])
            for row in edges.to_dict("records")
        ]
        title = f"Mentioned together in a {within}"
        plot = graph.draw_graph(things, pairs, title)
        told = [f"{len(things)} entities, {len(pairs)} connections"] if pairs else []
        told += [
            f"{row['source_name']} and {row['target_name']} {row['together']:,}"
            for row in edges.head(3).to_dict("records")
        ]
        note = (
            f"Together at least {least} times; thick: often. Large: mentioned often."
            if pairs
            else ""
        )
        return _finish(plot, edges, [edges.attrs["command"]], title, told, note)

    def _named(self, query: str) -> str:
        """What a line is called: as the user wrote it, or the name that belongs to an id."""
        found = ask.resolve(self._corpus, query)
        return found.name if query.lower() == found.canonical_id.lower() else query


def _empty(dated: Any, period: str) -> bool:
    """Whether nothing at all is known of a period: a share of it would be one of nothing."""
    value = dated.per_1000_sentences.get(period)
    return value is None or value != value


def _drawn_by(module: str) -> Any:
    """One of our modules that draw.

    Raises:
        MissingPackageError: matplotlib is not installed.
    """
    try:
        return import_module(f"kzcorpus.plots.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise MissingPackageError(
            "plots need matplotlib: pip install 'kzcorpus[notebook]'"
        ) from error


def _finish(
    plot: Any, rows: Any, commands: list[str], title: str, told: list[str], note: str = ""
) -> Plot:
    from kzcorpus.plots.figure import finish

    return finish(plot, rows, commands, f"{title}: {'; '.join(told) or 'nothing found'}", note)
