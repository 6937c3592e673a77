"""Questions to a corpus, answered from its tables by DuckDB.

Every function takes a `Corpus` and returns an Arrow table: the commands print it, and the methods
of `kzcorpus.notebook.Corpus` make a DataFrame of it. Nothing here loads a model.
"""

from kzcorpus.query.association import MEASURES
from kzcorpus.query.collocations import collocates, keywords, reference
from kzcorpus.query.concordance import SORTS, kwic, stream_kwic
from kzcorpus.query.cooccurrence import WITHIN, cooccurrences, network, together
from kzcorpus.query.dispersion import dispersion
from kzcorpus.query.entities import list_entities, list_mentions, show_entity
from kzcorpus.query.filters import Filters, Resolved, check_doc, resolve
from kzcorpus.query.frequency import frequencies, stream_frequencies
from kzcorpus.query.links import explain, unlinked
from kzcorpus.query.overview import list_rejects, stats, status
from kzcorpus.query.runs import ngrams
from kzcorpus.query.select import select, stream_select
from kzcorpus.query.timeline import DATES, PERIODS, dated_mentions, timeline

__all__ = [
    "DATES",
    "MEASURES",
    "PERIODS",
    "SORTS",
    "WITHIN",
    "Filters",
    "Resolved",
    "check_doc",
    "collocates",
    "cooccurrences",
    "dated_mentions",
    "dispersion",
    "explain",
    "frequencies",
    "keywords",
    "kwic",
    "list_entities",
    "list_mentions",
    "list_rejects",
    "network",
    "ngrams",
    "reference",
    "resolve",
    "select",
    "show_entity",
    "stats",
    "status",
    "stream_frequencies",
    "stream_kwic",
    "stream_select",
    "timeline",
    "together",
    "unlinked",
]
