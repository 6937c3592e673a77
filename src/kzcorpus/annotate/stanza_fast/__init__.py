"""Stanza's models run in large batches, without Stanza's documents and loaders.

Stanza loads the models and stays the reference: the answers here are its own, token by token.
"""

from kzcorpus.annotate.stanza_fast.pipeline import FastPipeline
from kzcorpus.annotate.stanza_fast.supported import unsupported

__all__ = ["FastPipeline", "unsupported"]
