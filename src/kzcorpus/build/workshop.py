"""Documents through all stages that look at one document alone; what a worker process runs.

A workshop loads what it needs when it first needs it: where the annotation of a document is at
hand, no model is opened.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from kzcorpus.annotate import (
    Annotators,
    Router,
    StanzaModel,
    annotate_documents,
    with_mentions,
)
from kzcorpus.build.keys import StageKeys, digest
from kzcorpus.build.ledger import PARTED, PUBLIC, LedgerBuilder, Tables, restored
from kzcorpus.build.memory import one_allocator, release
from kzcorpus.build.sources import pack, unpack
from kzcorpus.build.tasks import STORED, Finished, Task
from kzcorpus.config import PipelineConfig
from kzcorpus.deadlines import deadline, seconds_for
from kzcorpus.entities import Gazetteer, Linker, Recogniser, load_gazetteer
from kzcorpus.errors import KzcorpusError
from kzcorpus.models import ModelPackage
from kzcorpus.normalise import (
    Detector,
    detect_languages,
    load_detector,
    normalise_text,
    signature,
)
from kzcorpus.records import AnnotatedDocument, NormalisedDocument, RawDocument, Reject, Stage
from kzcorpus.tables import RowBuilder

log = logging.getLogger(__name__)

RouterFactory = Callable[[PipelineConfig], Router]


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for cycles, which looks through all that is being loaded again and
    again: a tenth of the time that it takes."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass
class Workshop:
    """The stages with all that they need, loaded at the first use and then kept."""

    config: PipelineConfig
    keys: StageKeys
    packages: Mapping[str, ModelPackage]
    router: RouterFactory | None = None
    #: Whether some document has no annotation yet.
    annotates: bool = True

    def __getstate__(self) -> dict[str, object]:
        """What another process gets: the settings. It loads the rest itself."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def detector(self) -> Detector:
        return load_detector(self.config.language.candidates)

    @cached_property
    @uncollected()
    def gazetteer(self) -> Gazetteer:
        own = self.config.entities.gazetteer
        return load_gazetteer(Path(own) if own else None)

    @cached_property
    @uncollected()
    def recogniser(self) -> Recogniser:
        return Recogniser(self.gazetteer)

    @cached_property
    @uncollected()
    def linker(self) -> Linker:
        return Linker(self.gazetteer)

    @cached_property
    def _given_router(self) -> Router | None:
        return self.router(self.config) if self.router else None

    @cached_property
    def _annotators(self) -> Annotators:
        models = {
            annotator: StanzaModel(
                package.folder,
                package.lang,
                package.package,
                self.config.annotate.threads or None,
                self.config.annotate.device,
            )
            for annotator, package in self.packages.items()
        }
        return Annotators(self.config.annotate.routes, models)

    @uncollected()
    def _router(self, langs: Iterable[str] | None = None) -> Router:
        """The annotators of these languages; None for those of all that there may be."""
        return self._given_router or self._annotators.router(langs)

    def warm(self) -> None:
        """Load what the tasks will need, once, before processes share it."""
        one_allocator()
        _ = self.detector, self.recogniser, self.linker
        if self.annotates:
            self._router()

    def clear(self) -> None:
        """Forget what only the work on documents needs: all but the gazetteer."""
        kept = {"gazetteer", *(field.name for field in fields(self))}
        for name in vars(self).keys() - kept:
            delattr(self, name)
        gc.collect()
        release()

    def __call__(self, tasks: Sequence[Task]) -> Finished:
        """Do a batch of documents. What is wrong with one costs the others nothing."""
        rejects: list[Reject] = []
        finished: list[Tables] = []
        done: list[tuple[str, str]] = []
        n_annotated = n_tokens = 0
        normalised = [self._normalised(task, rejects) for task in tasks]
        at_hand = {
            task.raw.doc_id: stored
            for task, document in zip(tasks, normalised, strict=True)
            if document and (stored := self._at_hand(task, document))
        }
        missing = [d for d in normalised if d and d.doc_id not in at_hand]
        langs = {block.lang for document in missing for block in document.blocks}
        made = iter(
            annotate_documents(
                missing,
                self._router(langs),
                self.config.annotate.batch_chars,
                self.config.ingest.max_seconds,
            )
            if missing
            else ()
        )
        for task, document in zip(tasks, normalised, strict=True):
            if document is None:
                continue
            annotated = at_hand.get(document.doc_id)
            if annotated is None:
                result = next(made)
                if isinstance(result, Reject):
                    rejects.append(result)
                    continue
                annotated = result
                n_annotated += 1
            key = self.keys.done(task.raw)
            try:
                with self._in_time(task):
                    finished.append(self._rows(annotated, task, key))
            except Exception as error:
                rejects.append(_refusal(task.raw, "link", "cannot be linked", error))
                continue
            done.append((document.doc_id, key))
            n_tokens += sum(len(sentence.tokens) for sentence in annotated.sentences)
        tables = {
            name: pa.concat_tables([schema.empty_table(), *(rows[name] for rows in finished)])
            for name, schema in PARTED.items()
        }
        name = digest(*done)[:32]
        doc_ids = tuple(doc_id for doc_id, _ in done)
        data = pack(tables)
        release()
        return Finished(name, data, doc_ids, tuple(rejects), n_annotated, n_tokens)

    def _normalised(self, task: Task, rejects: list[Reject]) -> NormalisedDocument | None:
        try:
            detector = self.detector
            with self._in_time(task):
                document = detect_languages(normalise_text(task.raw), detector)
        except Exception as error:
            rejects.append(_refusal(task.raw, "normalise", "cannot be normalised", error))
            return None
        if not document.blocks:
            detail = "nothing is left of the text but layout"
            rejects.append(Reject(task.raw.path, "normalise", "cannot be normalised", detail))
            return None
        return document

    def _in_time(self, task: Task) -> AbstractContextManager[None]:
        return deadline(seconds_for(len(task.raw.text), self.config.ingest.max_seconds))

    def _at_hand(self, task: Task, document: NormalisedDocument) -> AnnotatedDocument | None:
        """The annotation of an earlier build, if the annotator would see the same again."""
        stored = task.stored
        if stored is None or stored.key != self.keys.annotation(document):
            return None
        tables = {n: unpack(stored.rows, n) for n in STORED}
        return restored(document, tables)

    def _rows(self, annotated: AnnotatedDocument, task: Task, key: str) -> Tables:
        """The rows of one document in all tables, as far as it decides them alone."""
        found = self.recogniser.recognise(annotated)
        document = with_mentions(annotated, (item.mention for item in found))
        links = self.linker.link(document, found)
        duplicates = self.config.duplicates
        signed = signature(document.norm, duplicates.min_words) if duplicates.enabled else None
        keys = (self.keys.annotation(document.norm), key)
        rows, ledger = RowBuilder(), LedgerBuilder()
        rows.add_document(document, links)
        ledger.add(document, links, annotated.mentions, signed, keys, task.sheet)
        return {**{name: rows.take(name) for name in PUBLIC}, **ledger.take()}


def _refusal(raw: RawDocument, stage: Stage, reason: str, error: Exception) -> Reject:
    """One line of what went wrong with a document; a fault of ours is logged in full."""
    if isinstance(error, KzcorpusError):
        return Reject(raw.path, stage, reason, str(error))
    log.warning("%s: %s", raw.path, reason, exc_info=error)
    message = " ".join(str(error).split())
    return Reject(raw.path, stage, reason, f"{type(error).__name__}: {message}".rstrip(": "))
