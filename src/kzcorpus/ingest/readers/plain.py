"""Plain text and Markdown: taken as it is, form feeds included."""

from __future__ import annotations

from collections.abc import Iterator

from kzcorpus.config import IngestConfig
from kzcorpus.ingest.drafts import Draft, Problem
from kzcorpus.ingest.encodings import decode
from kzcorpus.ingest.front_matter import split_front_matter
from kzcorpus.ingest.sources import Source


def read_plain(source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
    """A text file, in whatever encoding."""
    yield Draft(*decode(source.read(), config.encodings))


def read_markdown(source: Source, config: IngestConfig) -> Iterator[Draft | Problem]:
    """A Markdown file: front matter is metadata, the text begins behind it."""
    text, encoding = decode(source.read(), config.encodings)
    values, body_start = split_front_matter(text)
    yield Draft(text, encoding, values, body_start, place="front matter")
