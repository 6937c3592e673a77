"""The questions of the command line as methods of a corpus, for notebooks and scripts.

    corpus = kzcorpus.open("data/processed")
    corpus.kwic("dış politika", lang="tr")
    corpus.freq(by="lemma", kind="paragraph").attrs["command"]

Options are called as on the command line (`--min` is `least` and `--with` is `companion`, because
`min` and `with` are Python's), except that all rows come unless `limit` says otherwise.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from kzcorpus import query as ask
from kzcorpus.options import MentionFilters, TextFilters, mention_filters, text_filters
from kzcorpus.tables import Corpus as Tables

if TYPE_CHECKING:
    import pyarrow as pa

    from kzcorpus.plots import Plots
    from kzcorpus.rendering import Rendering
    from kzcorpus.results import Result


#: Options whose name on the command line is a word of Python's.
FLAGS = {"least": "--min", "companion": "--with"}


class Corpus(Tables):
    """A built corpus, read-only: its tables, and what can be asked about them.

    Every method returns a DataFrame whose `attrs["command"]` is the shell line that prints the same
    rows. Each raises `UsageError` where its command does, and `TypeError` for an option that it
    does not have.
    """

    @property
    def plot(self) -> Plots:
        """What can be drawn: `corpus.plot.timeline("Tokayev")`; needs matplotlib."""
        from kzcorpus.plots import Plots

        return Plots(self)

    def render(self, doc_id: str) -> Rendering:
        """A document with its names marked, by displaCy, to look at in a notebook.

        Raises:
            UsageError: there is no such document.
            MissingPackageError: spaCy is not installed.
        """
        from kzcorpus.rendering import render

        return render(self, doc_id)

    def kwic(
        self,
        pattern: str,
        *,
        lemma: bool = False,
        context: int = 8,
        sentence: bool = False,
        sort: str = "text",
        limit: int = 0,
        **filters: Unpack[TextFilters],
    ) -> Result:
        """Key words in context: `kzcorpus.query.kwic`."""
        options: dict[str, Any] = {
            "lemma": lemma,
            "context": context,
            "sentence": sentence,
            "sort": sort,
            "limit": limit,
        }
        found = ask.kwic(self, pattern, text_filters("kwic", filters), **options)
        shown = ("docname", "pre", "keyword", "post")
        return self._result(found, ["kwic"], [pattern], options, filters, shown)

    def freq(
        self,
        pattern: str | None = None,
        *,
        by: str | Sequence[str] = "lemma",
        punctuation: bool = False,
        limit: int = 0,
        **filters: Unpack[TextFilters],
    ) -> Result:
        """How often words occur: `kzcorpus.query.frequencies`; `by` as a list or with commas."""
        columns = [name.strip() for name in by.split(",")] if isinstance(by, str) else list(by)
        options: dict[str, Any] = {"punctuation": punctuation, "limit": limit}
        found = ask.frequencies(self, pattern, text_filters("freq", filters), by=columns, **options)
        options["by"] = ",".join(columns)
        return self._result(found, ["freq"], [pattern], options, filters)

    def collocates(
        self,
        pattern: str,
        *,
        window: int = 5,
        by: str = "lemma",
        measure: str = "log_likelihood",
        least: int = 2,
        limit: int = 0,
        **filters: Unpack[TextFilters],
    ) -> Result:
        """Words that keep company with a pattern: `kzcorpus.query.collocates`."""
        options: dict[str, Any] = {
            "window": window,
            "by": by,
            "measure": measure,
            "least": least,
            "limit": limit,
        }
        found = ask.collocates(self, pattern, text_filters("collocates", filters), **options)
        shown = ("collocate", "o11", "e11", *ask.MEASURES)
        return self._result(found, ["collocates"], [pattern], options, filters, shown)

    def keywords(
        self,
        *,
        against: str | None = None,
        by: str = "lemma",
        least: int = 3,
        limit: int = 0,
        **filters: Unpack[TextFilters],
    ) -> Result:
        """Words typical of a part: `kzcorpus.query.keywords`.

        `against` is a language, a doc_id, a folder of documents, or the folder of a corpus; None
        for the rest of this one.
        """
        options: dict[str, Any] = {"by": by, "least": least, "limit": limit}
        reference = None if against is None else ask.reference(self, against)
        found = ask.keywords(self, text_filters("keywords", filters), reference, **options)
        return self._result(found, ["keywords"], [], options | {"against": against}, filters)

    def ngrams(
        self,
        *,
        size: int = 2,
        by: str = "lemma",
        least: int = 2,
        limit: int = 0,
        **filters: Unpack[TextFilters],
    ) -> Result:
        """Runs of words: `kzcorpus.query.ngrams`."""
        options: dict[str, Any] = {"size": size, "by": by, "least": least, "limit": limit}
        found = ask.ngrams(self, text_filters("ngrams", filters), **options)
        return self._result(found, ["ngrams"], [], options, filters)

    def dispersion(
        self, *, by: str = "lemma", least: int = 5, limit: int = 0, **filters: Unpack[TextFilters]
    ) -> Result:
        """How evenly words are spread over the documents: `kzcorpus.query.dispersion`."""
        options: dict[str, Any] = {"by": by, "least": least, "limit": limit}
        found = ask.dispersion(self, text_filters("dispersion", filters), **options)
        return self._result(found, ["dispersion"], [], options, filters)

    def sql(self, statement: str, *, limit: int = 0, timeout: float = 300) -> Result:
        """One `select` in DuckDB's SQL over the tables: `kzcorpus.query.select`."""
        options: dict[str, Any] = {"limit": limit, "timeout": timeout}
        found = ask.select(self, statement, **options)
        return self._result(found, ["sql"], [statement], options, {})

    def list_entities(
        self, query: str | None = None, *, limit: int = 0, **filters: Unpack[MentionFilters]
    ) -> Result:
        """Entities, the most mentioned first: `kzcorpus.query.list_entities`."""
        found = ask.list_entities(
            self, query, mention_filters("list_entities", filters), limit=limit
        )
        return self._result(found, ["entities", "list"], [query], {"limit": limit}, filters)

    def mentions(
        self, query: str | None = None, *, limit: int = 0, **filters: Unpack[MentionFilters]
    ) -> Result:
        """Every mention with its sentence and its place: `kzcorpus.query.list_mentions`."""
        found = ask.list_mentions(self, query, mention_filters("mentions", filters), limit=limit)
        shown = ("path", "line", "text", "type", "sentence")
        return self._result(
            found, ["entities", "mentions"], [query], {"limit": limit}, filters, shown
        )

    def show(self, query: str, **filters: Unpack[TextFilters]) -> Result:
        """One entity: its names, documents and companions: `kzcorpus.query.show_entity`."""
        found = ask.show_entity(self, query, text_filters("show", filters))
        return self._result(found, ["entities", "show"], [query], {}, filters)

    def cooccur(
        self,
        query: str,
        *,
        within: str = "sentence",
        by: str = "together",
        companion: str | None = None,
        mentions: bool = False,
        limit: int = 0,
        **filters: Unpack[MentionFilters],
    ) -> Result:
        """Who is mentioned with one: `kzcorpus.query.cooccurrences`; `mentions`: the passages."""
        chosen = mention_filters("cooccur", filters)
        options: dict[str, Any] = {"companion": companion, "within": within, "limit": limit}
        if mentions:
            found = ask.together(self, query, chosen, **options)
            options["mentions"] = True
        else:
            options["by"] = by
            found = ask.cooccurrences(self, query, chosen, **options)
        return self._result(found, ["entities", "cooccur"], [query], options, filters)

    def timeline(
        self,
        query: str | None = None,
        *,
        by: str = "year",
        dates: str = "document",
        mentions: bool = False,
        limit: int = 0,
        **filters: Unpack[MentionFilters],
    ) -> Result:
        """Mentions by period: `kzcorpus.query.timeline`; `mentions`: the sentences."""
        chosen = mention_filters("timeline", filters)
        if mentions:
            found = ask.dated_mentions(self, query, chosen, by=by, dates=dates, limit=limit)
        else:
            found = ask.timeline(self, query, chosen, by=by, dates=dates, limit=limit)
        options = {"by": by, "dates": dates, "mentions": mentions, "limit": limit}
        return self._result(found, ["entities", "timeline"], [query], options, filters)

    def network(
        self,
        *,
        within: str = "sentence",
        least: int = 2,
        limit: int = 0,
        **filters: Unpack[MentionFilters],
    ) -> Result:
        """Who goes with whom, a row an edge: the edges of `kzcorpus.query.network`."""
        options: dict[str, Any] = {"within": within, "least": least, "limit": limit}
        _, edges = ask.network(self, mention_filters("network", filters), **options)
        shown = ("source_name", "target_name", "together", "pmi", "log_likelihood")
        return self._result(edges, ["entities", "network"], [], options, filters, shown)

    def explain(self, mention_id: str) -> Result:
        """Why a mention was recognised and linked as it was: `kzcorpus.query.explain`."""
        found = ask.explain(self, mention_id)
        return self._result(found, ["entities", "explain"], [mention_id], {}, {})

    def unlinked(self, *, limit: int = 0, **filters: Unpack[MentionFilters]) -> Result:
        """Names that no gazetteer knows, as rows for one: `kzcorpus.query.unlinked`."""
        found = ask.unlinked(self, mention_filters("unlinked", filters), limit=limit)
        return self._result(found, ["entities", "unlinked"], [], {"limit": limit}, filters)

    def stats(self) -> Result:
        """Sizes by language: `kzcorpus.query.stats`."""
        return self._result(ask.stats(self), ["stats"], [], {}, {})

    def status(self) -> Result:
        """What is in it, and what made it: `kzcorpus.query.status`."""
        return self._result(ask.status(self), ["status"], [], {}, {})

    def rejects(self) -> Result:
        """What the last build refused, and why: `kzcorpus.query.list_rejects`."""
        return self._result(ask.list_rejects(self), ["rejects"], [], {}, {})

    def _result(
        self,
        table: pa.Table,
        command: list[str],
        arguments: Sequence[str | None],
        options: dict[str, Any],
        filters: TextFilters | MentionFilters,
        shown: Sequence[str] = (),
    ) -> Result:
        from kzcorpus.results import result

        line = ["kzcorpus", *command]
        for name, value in {**options, **filters}.items():
            flag = FLAGS.get(name, f"--{name}")
            if value is True:
                line.append(flag)
            elif value is not None and value is not False:
                line += [flag, str(value)]
        line += ["--corpus", self.place, "--format", "json"]
        given = [argument for argument in arguments if argument is not None]
        # A pattern may begin with a dash; an option cannot follow it then.
        line += ["--", *given] if any(text.startswith("-") for text in given) else given
        return result(table, shlex.join(line), shown)
