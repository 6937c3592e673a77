"""Tokens, lemmas and names: the only room that names Stanza, torch or spaCy."""

from kzcorpus.annotate.documents import BATCH_CHARS, Router, annotate_documents
from kzcorpus.annotate.factory import Annotators, StanzaModel, load_router, stanza_models
from kzcorpus.annotate.mentions import with_mentions
from kzcorpus.annotate.protocol import Backend, Segment, SentenceDraft, TokenDraft

__all__ = [
    "BATCH_CHARS",
    "Annotators",
    "Backend",
    "Router",
    "Segment",
    "SentenceDraft",
    "StanzaModel",
    "TokenDraft",
    "annotate_documents",
    "load_router",
    "stanza_models",
    "with_mentions",
]
