"""Mentions to things: which entity a mention means."""

from kzcorpus.entities.linking import Canon, CanonEntry, link_mentions

__all__ = ["Canon", "CanonEntry", "link_mentions"]
