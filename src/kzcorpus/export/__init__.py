"""A corpus, or what was asked of it, in the formats of other programs."""

from kzcorpus.export.conllu_reader import read_conllu
from kzcorpus.export.docbin import to_spacy
from kzcorpus.export.graph import write_graph
from kzcorpus.export.run import DEFAULT_TABLE, FORMATS, TEXT, export_corpus

__all__ = [
    "DEFAULT_TABLE",
    "FORMATS",
    "TEXT",
    "export_corpus",
    "read_conllu",
    "to_spacy",
    "write_graph",
]
