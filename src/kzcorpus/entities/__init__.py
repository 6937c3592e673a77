"""Mentions to things: which entity a mention means."""

from kzcorpus.entities.canon import COUNTED, Canon, CanonEntry
from kzcorpus.entities.dividing import Found
from kzcorpus.entities.gazetteer import Gazetteer, gazetteer_digest
from kzcorpus.entities.gazetteer_cache import load_gazetteer
from kzcorpus.entities.linking import Linker
from kzcorpus.entities.nil import NilMatch, resolve_nil, settled
from kzcorpus.entities.recognising import Recogniser
from kzcorpus.entities.settling import PENDING, NameIds, pending_names

__all__ = [
    "COUNTED",
    "PENDING",
    "Canon",
    "CanonEntry",
    "Found",
    "Gazetteer",
    "Linker",
    "NameIds",
    "NilMatch",
    "Recogniser",
    "gazetteer_digest",
    "load_gazetteer",
    "pending_names",
    "resolve_nil",
    "settled",
]
