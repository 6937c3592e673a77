"""Building a corpus: documents through the stages, what is there already kept, tables committed.

The work on documents is handed to an engine in batches; each batch that comes back is kept at once,
so that a build that dies goes on where it was. When all are there, what only the whole corpus
decides is decided, and the parts that changed are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import kzcorpus
from kzcorpus.annotate import stanza_models
from kzcorpus.build.events import Progress, Ticker
from kzcorpus.build.finish import write_tables
from kzcorpus.build.keys import StageKeys, digest
from kzcorpus.build.lock import locked
from kzcorpus.build.places import on_disk
from kzcorpus.build.plan import Plan, Planner
from kzcorpus.build.sources import Place, Sources
from kzcorpus.build.workshop import Finished, RouterFactory, Task, Workshop
from kzcorpus.config import PipelineConfig
from kzcorpus.engines import ENGINES, Failed
from kzcorpus.entities import gazetteer_digest, load_gazetteer
from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.ingest import folder_digests, folder_fingerprint, read_sheet
from kzcorpus.models import ModelPackage, find_package, verify
from kzcorpus.records import Reject
from kzcorpus.remote import shown
from kzcorpus.tables import (
    SCHEMA_VERSION,
    Corpus,
    Manifest,
    TableWriter,
    read_manifest,
    recover,
)


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


def build_corpus(
    raw: str | Path,
    out: str | Path,
    *,
    config: PipelineConfig | None = None,
    force: bool = False,
    workers: int = 1,
    engine: str = "local",
    router: RouterFactory | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the documents under `raw` into tables under `out`.

    Only what changed since the last build is done, whether that one came to its end or not; the
    tables are the same, byte for byte, as those of a build from nothing. Both may be addresses of
    stores, such as `s3://bucket/corpus`.

    Args:
        force: do everything anew.
        workers: processes that annotate; the tables do not depend on their number.
        engine: "local" or "ray".
        router: makes the annotators; None for the ones that the settings name.
        progress: told what has been done, batch by batch.

    Raises:
        UsageError: no such folder or engine, nothing in it, or `out` inside `raw`.
        CorpusError: another build is writing to `out`.
        ModelError: a model is missing or was changed; the tables that were there stay.
        RemoteError: a store cannot be reached; the next build goes on from here.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}; there are: {', '.join(ENGINES)}")
    with on_disk(raw, out, force=force) as places:
        report = _build(
            places.raw,
            places.out,
            config or PipelineConfig(),
            force=force,
            workers=workers,
            engine=engine,
            router=router,
            progress=progress,
        )
        places.publish()
    return replace(report, out=Path(out))


def _build(
    raw: Path,
    out: Path,
    config: PipelineConfig,
    *,
    force: bool,
    workers: int,
    engine: str,
    router: RouterFactory | None,
    progress: Progress | None,
) -> BuildReport:
    """Build from a folder of this machine into another one."""
    digests = folder_digests(raw, config.ingest)
    if not set(digests) - {config.ingest.metadata}:
        suffixes = " ".join(config.ingest.suffixes)
        raise UsageError(f"{raw}: no files in it; put texts there ({suffixes})")
    if out.resolve().is_relative_to(raw.resolve()):
        raise UsageError(f"{out} is inside {raw}; a build never writes among the documents")
    packages = _packages(config)
    own = Path(config.entities.gazetteer) if config.entities.gazetteer else None
    if own:
        load_gazetteer(own)  # what is wrong in it is told before anything is made
    names = gazetteer_digest(own)
    keys = StageKeys.of(config, packages, names)
    wanted = Manifest(
        schema_version=SCHEMA_VERSION,
        code_version=kzcorpus.__version__,
        code_fingerprint=keys.code,
        config=asdict(config),
        config_fingerprint=config.fingerprint,
        input_fingerprint=digest(folder_fingerprint(digests), names),
        models={package.name: dict(package.files) for package in packages.values()},
        annotators=(),
        files=(),
        stages=keys.as_dict(),
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: no folder can be made there: {error.strerror}") from error
    with locked(out):
        recover(out)
        current = None if force else _current(out)
        if current and _same(wanted, current):
            # A build that died between its commit and its end left them.
            Sources(out, None).clear()
            return BuildReport(out, False, current)
        if not router:
            for package in packages.values():
                verify(package)
        workshop = Workshop(config, keys, packages, router, annotates=False)
        build = _Build(raw, out, workshop, wanted, current, digests, Ticker(progress))
        return build.run(engine, workers, force=force)


def _packages(config: PipelineConfig) -> dict[str, ModelPackage]:
    """The Stanza packages that the settings name, by annotator."""
    folder = Path(config.models.dir) if config.models.dir else None
    return {
        annotator: find_package(lang, package, folder)
        for annotator, (lang, package) in stanza_models(config.annotate.routes).items()
    }


def _current(out: Path) -> Manifest | None:
    """The manifest of the corpus that is there, if all its files are."""
    with suppress(CorpusError):
        manifest = read_manifest(out)
        if all((out / file.name).is_file() for file in (*manifest.files, *manifest.ledger)):
            return manifest
    return None


def _same(wanted: Manifest, current: Manifest) -> bool:
    """Whether a corpus is made of what a build would be made of now."""
    names = ("code_version", "stages", "models", "config_fingerprint", "input_fingerprint")
    return all(getattr(wanted, name) == getattr(current, name) for name in names)


@dataclass(slots=True)
class _Build:
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
                self.plan.places[doc_id] = (Place(source, index), None)
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
