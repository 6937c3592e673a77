"""What the work on a document depends on, as digests: same key, same result.

Each stage has a key of its own (its code, its settings, the models, the gazetteer), so that a
change redoes the stages behind it and nothing before it. Nothing here looks at file times, at
machines, or at settings that say how to work rather than what comes out (threads, batches).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path

import kzcorpus
from kzcorpus.config import PipelineConfig
from kzcorpus.models import ModelPackage
from kzcorpus.records import NormalisedDocument, RawDocument

#: The ground floor: what every stage stands on.
_GROUND = ("records.py", "edits.py", "offsets.py", "letters.py", "cells.py")

#: Rooms whose code decides what is in the tables.
ROOMS = ("annotate", "build", "entities", "ingest", "normalise", "tables")

#: What rooms know besides their code: classifier, word list, gazetteer.
_DATA = (".csv", ".gz", ".npz")

#: Files of this room that decide what the rows of a document are, and what the whole corpus makes
#: of them. The others say how to work.
_ROWS = ("build/workshop.py", "build/tasks.py", "build/ledger.py", "build/keys.py")
_WHOLE = ("build/contents.py", "build/parts.py", "build/whole.py", "build/finish.py")

#: Programs whose version decides what annotators and linking find.
_PROGRAMS = ("stanza", "torch", "spacy", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class StageKeys:
    """Digests of what each stage depends on, besides the document.

    `ingest` decides what is in a file, `normalise` what the clean text is, `annotate` what the
    models see in it, `link` which names are found and what they mean, `rows` what a row looks like,
    `corpus` what is decided last, for all documents together.
    """

    ingest: str
    normalise: str
    annotate: str
    link: str
    rows: str
    corpus: str

    @classmethod
    def of(
        cls,
        config: PipelineConfig,
        packages: Mapping[str, ModelPackage],
        gazetteer: str = "",
    ) -> StageKeys:
        """Args:
        packages: the models by annotator, with the digests of their files.
        gazetteer: the gazetteer's digest.
        """
        duplicates = config.duplicates
        models = {name: dict(package.files) for name, package in packages.items()}
        programs = {name: _version(name) for name in _PROGRAMS}
        return cls(
            ingest=digest(code("ingest"), _settings(config.ingest)),
            normalise=digest(code("normalise"), _settings(config.language)),
            annotate=digest(code("annotate"), config.annotate.routes, models, programs),
            link=digest(code("entities"), gazetteer, programs),
            rows=digest(code("tables"), files(*_ROWS), duplicates.enabled, duplicates.min_words),
            corpus=digest(files(*_WHOLE), code("tables"), code("entities"), _settings(duplicates)),
        )

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    def same_documents(self, stages: Mapping[str, str]) -> bool:
        """Whether stages of before did the same to each document by itself."""
        return {**stages, "corpus": ""} == {**asdict(self), "corpus": ""}

    @property
    def code(self) -> str:
        """The digest of the code of all stages."""
        return digest(*(code(room) for room in ROOMS))

    def done(self, raw: RawDocument) -> str:
        """The key of a document's rows but for its name and metadata."""
        stages = (self.normalise, self.annotate, self.link, self.rows)
        return digest(raw_key(raw), *stages)

    def annotation(self, document: NormalisedDocument) -> str:
        """The key of a document's annotation: the text that the annotator gets, and its lines."""
        blocks = [(block.start, block.end, block.lang) for block in document.blocks]
        edits = [astuple(edit) for edit in document.edits]
        return digest(
            self.annotate, raw_key(document.raw), document.text, blocks, edits, document.order
        )


def raw_key(raw: RawDocument) -> str:
    """The key of a document's text; its name and its metadata are not in it."""
    return digest(raw.text, raw.body_start, raw.format, raw.meta.lang)


def row_key(raw: RawDocument, done: str) -> str:
    """The key of a document's row in `documents`."""
    return digest(done, raw.doc_id, raw.path, raw.sha256, raw.encoding, astuple(raw.meta))


def digest(*parts: object) -> str:
    """SHA-256 over values as JSON, in hexadecimal."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code(room: str) -> str:
    """SHA-256 over the source and the data of a room and of the ground floor."""
    paths = (_root() / room).rglob("*")
    names = (p.relative_to(_root()).as_posix() for p in paths if p.suffix in (".py", *_DATA))
    return files(*names, *_GROUND)


def files(*names: str) -> str:
    """SHA-256 over some files of the package."""
    summed = hashlib.sha256()
    for name in sorted(names):
        summed.update(name.encode() + b"\0" + (_root() / name).read_bytes())
    return summed.hexdigest()


def _root() -> Path:
    return Path(str(resources.files(kzcorpus)))


def _settings(section: object) -> str:
    return json.dumps(asdict(section), sort_keys=True, ensure_ascii=False)  # type: ignore[call-overload]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
