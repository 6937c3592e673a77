"""A corpus, or what was asked of it, in the formats of other programs."""

from kzcorpus.export.graph import write_graph

__all__ = ["write_graph"]
