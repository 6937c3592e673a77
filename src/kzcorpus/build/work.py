"""The work of a build: documents through the stages, what is there already kept, tables committed.

The work on documents is handed to an engine in batches; each batch that comes back is kept at once,
so that a build that dies goes on where it was. When all are there, what only the whole corpus
decides is decided, and the parts that changed are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzcorpus.build.events import Ticker
from kzcorpus.build.finish import write_tables
from kzcorpus.build.plan import Plan, Planner
from kzcorpus.build.sources import Slot, Sources
from kzcorpus.build.tasks import Finished, Task
from kzcorpus.build.workshop import Workshop
from kzcorpus.engines import ENGINES, Failed
from kzcorpus.errors import CorpusError
from kzcorpus.ingest import read_sheet
from kzcorpus.records import Reject
from kzcorpus.remote import shown
from kzcorpus.tables import Corpus, Manifest, TableWriter


@dataclass(frozen=True, slots=True)
class Work:
    """What a build had to do, in documents, and in files of tables.

    `kept`: as they were, not even read; `at_hand`: read, but their rows were there, under this name
    or another; `linked`: their annotation was there; `annotated`: by the models, now.
    """

    kept: int = 0
    at_hand: int = 0
    linked: int = 0
    annotated: int = 0
    files_written: int = 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `changed` is False where the corpus was up to date already."""

    out: Path
    changed: bool
    manifest: Manifest
    rejects: tuple[Reject, ...] = field(default=())
    work: Work = field(default=Work())

    @property
    def place(self) -> str:
        """`out` as a user writes it: an address is no path."""
        return shown(self.out)

    @property
    def n_rejects(self) -> int:
        return self.manifest.rows("rejects")


@dataclass(slots=True)
class Build:
    """One build, from the plan to the commit."""

    raw: Path
    out: Path
    workshop: Workshop
    wanted: Manifest
    current: Manifest | None
    digests: dict[str, str]
    ticker: Ticker
    plan: Plan = field(default_factory=Plan)
    linked: int = 0
    annotated: int = 0

    def run(self, engine: str, workers: int, *, force: bool) -> BuildReport:
        sources = Sources(self.out, self.current)
        if force:
            sources.clear()
        self._work(sources, engine, workers)
        self.workshop.clear()
        self.plan.refused.sort(key=lambda r: (r.path, r.stage, r.reason, r.detail))
        writer = TableWriter(self.out)
        try:
            manifest, n_written = write_tables(
                self.plan, sources, self.workshop, writer, self.wanted, self.current
            )
            writer.commit(manifest)
        except BaseException:
            writer.discard()
            raise
        sources.clear()
        work = Work(self.plan.n_kept, self.plan.n_at_hand, self.linked, self.annotated, n_written)
        return BuildReport(self.out, True, manifest, tuple(self.plan.refused), work)

    def _work(self, sources: Sources, engine: str, workers: int) -> None:
        """Have every document done that is not yet; all rows are in some source then."""
        config = self.workshop.config
        planner = Planner(sources, self.workshop.keys, self.current, self._earlier_rejects())
        sheet = read_sheet(self.raw, config.ingest.metadata)
        documents = [path for path in self.digests if path != config.ingest.metadata]
        self.ticker.begin(self.raw, documents)
        tasks = planner.tasks(self.raw, config.ingest, sheet, self.digests, self.plan)
        batches: Iterable[Sequence[Task]] = _batches(self._told(tasks), config.annotate.batch_chars)
        while True:
            again: list[Task] = []
            for result in ENGINES[engine](self.workshop, batches, workers):
                if isinstance(result, Failed):
                    again += self._after_failure(result)
                else:
                    self._keep(sources, result)
            if not again:
                return
            batches = [[task] for task in again]

    def _told(self, tasks: Iterable[Task]) -> Iterator[Task]:
        for task in tasks:
            self.ticker.read(task.raw.path)
            self.workshop.annotates |= task.stored is None
            yield task

    def _after_failure(self, failed: Failed) -> Sequence[Task]:
        """What is to be tried again, one by one, after a worker died; a culprit is refused."""
        if len(failed.task) > 1:
            return tuple(failed.task)
        (task,) = failed.task
        self.plan.refused.append(
            Reject(task.raw.path, "annotate", "annotator failed", failed.reason)
        )
        return ()

    def _keep(self, sources: Sources, finished: Finished) -> None:
        self.plan.refused += finished.rejects
        if finished.doc_ids:
            source = sources.add(finished.name, finished.data)
            for index, doc_id in enumerate(finished.doc_ids):
                self.plan.slots[doc_id] = (Slot(source, index), None)
        self.annotated += finished.n_annotated
        self.linked += len(finished.doc_ids) - finished.n_annotated
        self.ticker.done(len(finished.doc_ids), finished.n_tokens)

    def _earlier_rejects(self) -> Sequence[Reject]:
        if self.current is None:
            return ()
        with suppress(CorpusError):
            rows: list[dict[str, Any]] = Corpus(self.out).table("rejects").to_pylist()
            return [Reject(**row) for row in rows]
        return ()


def _batches(tasks: Iterable[Task], chars: int) -> Iterator[list[Task]]:
    """Documents together that make about so many characters."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.raw.text)
        if size >= chars:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
