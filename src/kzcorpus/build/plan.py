"""What there is to do: which documents are as they were, are at hand, or must be worked on.

A file whose bytes, metadata and stages are those of the last build is not even read. A document
that was read and whose rows some source has already, under whatever name, is taken from there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

from kzcorpus.build.keys import StageKeys, digest, raw_key, row_key
from kzcorpus.build.ledger import DONE
from kzcorpus.build.reading import bounded_reading
from kzcorpus.build.sources import Slot, Sources, is_batch, pack
from kzcorpus.build.tasks import STORED, Stored, Task
from kzcorpus.config import IngestConfig
from kzcorpus.errors import READER_DIED
from kzcorpus.ingest import KnownFile, MetadataSheet, RawFile, ingest_folder
from kzcorpus.records import RawDocument, Reject
from kzcorpus.tables import Manifest


@dataclass(frozen=True, slots=True)
class Identity:
    """Under which name and metadata a document's rows stand; `raw` without its text."""

    raw: RawDocument
    sheet: str
    row_key: str

    @classmethod
    def of(cls, raw: RawDocument, sheet: str, done: str) -> Identity:
        return cls(replace(raw, text=""), sheet, row_key(raw, done))


@dataclass(slots=True)
class Plan:
    """Where the rows of every document come from: doc_id to slot, and identity if it has another.

    It is filled while it is carried out; `refused` are the files and documents that were refused.
    """

    slots: dict[str, tuple[Slot, Identity | None]] = field(default_factory=dict)
    refused: list[Reject] = field(default_factory=list)
    n_kept: int = 0
    n_at_hand: int = 0


class Planner:
    """Compares the documents of a folder with what earlier builds left.

    Args:
        previous: the manifest of the corpus that is there, if it may be used.
        rejects: the rejects of that corpus.
    """

    def __init__(
        self,
        sources: Sources,
        keys: StageKeys,
        previous: Manifest | None = None,
        rejects: Sequence[Reject] = (),
    ) -> None:
        self._sources, self._keys = sources, keys
        self._by_done: dict[str, Slot] = {}
        self._by_raw: dict[str, tuple[Slot, str]] = {}
        self._files: dict[str, list[tuple[str, Slot, str, str]]] = defaultdict(list)
        self._rejects: dict[str, list[Reject]] = defaultdict(list)
        for reject in rejects:
            self._rejects[reject.path].append(reject)
        same = previous is not None and keys.same_documents(previous.stages)
        for source in sources.names():
            if sources.whole(source):
                self._remember(source, files=same and not is_batch(source))

    def _remember(self, source: str, *, files: bool) -> None:
        done = self._sources.table(source, DONE)
        columns = (done[name].to_pylist() for name in _REMEMBERED)
        for index, row in enumerate(zip(*columns, strict=True)):
            doc_id, path, sha256, sheet, raw, annotation, key = row
            slot = Slot(source, index)
            self._by_done[key] = slot
            self._by_raw[raw] = (slot, annotation)
            if files:
                self._files[path].append((doc_id, slot, sha256, sheet))

    def tasks(
        self,
        folder: Path,
        config: IngestConfig,
        sheet: MetadataSheet,
        digests: Mapping[str, str],
        plan: Plan,
    ) -> Iterator[Task]:
        """The documents that must be worked on; all others are entered into the plan.

        Args:
            digests: SHA-256 by path, of every file.
        """

        def known(file: RawFile) -> Sequence[str]:
            return self._as_it_was(file, sheet, digests.get(file.path, ""))

        with bounded_reading(config, sheet) as read:
            for item in ingest_folder(folder, config, sheet, known, read):
                if isinstance(item, Reject):
                    plan.refused.append(item)
                elif isinstance(item, KnownFile):
                    plan.refused += self._rejects.get(item.path, ())
                    for doc_id, slot, _, _ in self._files[item.path]:
                        plan.slots[doc_id] = (slot, None)
                        plan.n_kept += 1
                elif (done := self._keys.done(item)) in self._by_done:
                    identity = Identity.of(item, sheet_key(sheet, item.doc_id), done)
                    plan.slots[item.doc_id] = (self._by_done[done], identity)
                    plan.n_at_hand += 1
                else:
                    yield Task(item, sheet_key(sheet, item.doc_id), self._stored(item))

    def _as_it_was(self, file: RawFile, sheet: MetadataSheet, digest: str) -> Sequence[str]:
        """The documents of a file that needs no reading; none if it does."""
        documents = self._files.get(file.path, ())
        rejects = self._rejects.get(file.path, ())
        if any(r.stage != "ingest" or r.reason in PASSING for r in rejects):
            return ()
        same = all(
            sha256 == digest and key == sheet_key(sheet, doc_id)
            for doc_id, _, sha256, key in documents
        )
        return [doc_id for doc_id, *_ in documents] if same else ()

    def _stored(self, raw: RawDocument) -> Stored | None:
        """The annotation of the same text, which may still hold though other stages changed."""
        if (found := self._by_raw.get(raw_key(raw))) is None:
            return None
        slot, key = found
        return Stored(key, pack({name: self._sources.one(slot, name) for name in STORED}))


#: Refusals that tell of the machine at that moment, not of the file: the next build tries again.
PASSING = frozenset({"unreadable", "changed while it was read", READER_DIED})

_REMEMBERED = ("doc_id", "path", "sha256", "sheet", "raw_key", "annotation_key", "done_key")


def sheet_key(sheet: MetadataSheet, doc_id: str) -> str:
    """What the metadata sheet says of a document, as a digest; empty if nothing."""
    row = sheet.rows.get(doc_id)
    return digest(astuple(row)) if row else ""
