"""Mentions to things: which entity a mention means."""

from kzcorpus.entities.canon import Canon, CanonEntry
from kzcorpus.entities.gazetteer import Gazetteer, load_gazetteer
from kzcorpus.entities.linking import Linker
from kzcorpus.entities.merge import Found
from kzcorpus.entities.recognising import Recogniser

__all__ = ["Canon", "CanonEntry", "Found", "Gazetteer", "Linker", "Recogniser", "load_gazetteer"]
