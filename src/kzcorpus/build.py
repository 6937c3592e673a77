"""Building a corpus: the stages one after another, documents streaming through.

A build whose inputs, settings, code and models are those of the corpus that is there does nothing,
and says so without loading a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa
from filelock import FileLock, Timeout

import kzcorpus
from kzcorpus.annotate import (
    Router,
    StanzaModel,
    annotate_documents,
    load_router,
    stanza_models,
    with_mentions,
)
from kzcorpus.config import PipelineConfig
from kzcorpus.entities import (
    Canon,
    Gazetteer,
    Linker,
    Recogniser,
    load_gazetteer,
    pending_names,
    resolve_nil,
    settle,
    with_pending,
)
from kzcorpus.errors import CorpusError, KzcorpusError, UsageError
from kzcorpus.fingerprints import Fingerprints
from kzcorpus.ingest import ingest_folder, list_files, read_sheet
from kzcorpus.models import ModelPackage, find_package, verify
from kzcorpus.normalise import (
    DuplicateFinder,
    detect_languages,
    load_detector,
    marked,
    normalise_text,
    signature,
)
from kzcorpus.records import (
    AnnotatedDocument,
    EntityLink,
    NormalisedDocument,
    RawDocument,
    Reject,
)
from kzcorpus.tables import SCHEMA_VERSION, Manifest, RowBuilder, TableWriter, read_manifest
from kzcorpus.tables.store import recover

#: Rows of tokens that are collected before they are written.
_ROWS = 100_000

Progress = Callable[[str, int, int], None]
RouterFactory = Callable[[PipelineConfig], Router]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `changed` is False where the corpus was up to date already."""

    out: Path
    changed: bool
    manifest: Manifest
    rejects: tuple[Reject, ...] = field(default=())

    @property
    def n_rejects(self) -> int:
        return self.manifest.rows("rejects")


def build_corpus(
    raw: Path,
    out: Path,
    *,
    config: PipelineConfig | None = None,
    force: bool = False,
    router: RouterFactory | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the documents under `raw` into tables under `out`.

    Args:
        router: makes the annotators; None for the ones that the settings name.
        progress: called with the path, its number and the number of files, for each document.

    Raises:
        UsageError: no such folder, nothing in it, or `out` inside `raw`.
        CorpusError: another build is writing to `out`.
        ModelError: a model is missing or was changed; the tables that were there stay.
    """
    config = config or PipelineConfig()
    files = list_files(raw, config.ingest)
    if not files:
        raise UsageError(f"{raw}: no files in it; put texts there ({_suffixes(config)})")
    if out.resolve().is_relative_to(raw.resolve()):
        raise UsageError(f"{out} is inside {raw}; a build never writes among the documents")
    packages = _packages(config)
    gazetteer = load_gazetteer(Path(own) if (own := config.entities.gazetteer) else None)
    wanted = Fingerprints.of(raw, config, packages, gazetteer.digest)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: no folder can be made there: {error.strerror}") from error
    with _lock(out):
        recover(out)
        if not force and (current := _current(out)) and wanted.match(current):
            return BuildReport(out, False, current)
        annotators = router(config) if router else _load_router(config, packages)
        return _run(raw, out, config, wanted, gazetteer, annotators, progress, len(files))


def _packages(config: PipelineConfig) -> dict[str, ModelPackage]:
    """The Stanza packages that the settings name, by annotator."""
    folder = Path(config.models.dir) if config.models.dir else None
    return {
        annotator: find_package(lang, package, folder)
        for annotator, (lang, package) in stanza_models(config.annotate.routes).items()
    }


def _load_router(config: PipelineConfig, packages: Mapping[str, ModelPackage]) -> Router:
    """The annotators that the settings name. Models are verified before anything opens them."""
    for package in packages.values():
        verify(package)
    threads = config.annotate.threads or None
    models = {
        annotator: StanzaModel(package.folder, package.lang, package.package, threads)
        for annotator, package in packages.items()
    }
    return load_router(config.annotate.routes, models)


def _current(out: Path) -> Manifest | None:
    """The manifest of the corpus that is there, if all its files are."""
    with suppress(CorpusError):
        manifest = read_manifest(out)
        if all((out / file.name).is_file() for file in manifest.files):
            return manifest
    return None


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """One build at a time on an output folder."""
    try:
        with FileLock(out / ".lock", timeout=0):
            yield
    except Timeout:
        raise CorpusError(
            f"{out}: another build is writing there; wait for it, or name another --out"
        ) from None


def _run(
    raw: Path,
    out: Path,
    config: PipelineConfig,
    wanted: Fingerprints,
    gazetteer: Gazetteer,
    router: Router,
    progress: Progress | None,
    n_files: int,
) -> BuildReport:
    rejects: list[Reject] = []
    annotators: set[str] = set()
    canon = Canon(gazetteer)
    recogniser, linker = Recogniser(gazetteer), Linker(gazetteer)
    rows = RowBuilder()
    links: list[EntityLink | None] = []
    mentions: list[pa.Table] = []
    writer = TableWriter(out)
    try:
        normalised = _normalised(raw, config, rejects, progress, n_files)
        for document in annotate_documents(normalised, router, config.annotate.batch_chars):
            if isinstance(document, Reject):
                rejects.append(document)
                continue
            annotators |= {sentence.annotator for sentence in document.sentences}
            links += _add(document, rows, recogniser, linker)
            if len(rows) >= _ROWS:
                mentions.append(with_pending(_write_rows(rows, writer), links))
                links.clear()
        mentions.append(with_pending(_write_rows(rows, writer), links))
        names = resolve_nil(key for batch in mentions for key in pending_names(batch))
        mentions = [settle(batch, names) for batch in mentions]
        for batch in mentions:
            canon.add(batch)
        for batch in mentions:
            writer.write("entities", _named(batch, canon))
        rejects.sort(key=lambda reject: (reject.path, reject.stage, reject.reason, reject.detail))
        for reject in rejects:
            rows.add_reject(reject)
        rows.add_canon(canon.entries())
        writer.write("rejects", rows.take("rejects"))
        writer.write("canon", rows.take("canon"))
        manifest = Manifest(
            schema_version=SCHEMA_VERSION,
            code_version=kzcorpus.__version__,
            code_fingerprint=wanted.code,
            config=asdict(config),
            config_fingerprint=wanted.config,
            input_fingerprint=wanted.inputs,
            models=wanted.models,
            annotators=tuple(sorted(annotators)),
            files=writer.files(),
        )
        writer.commit(manifest)
    except BaseException:
        writer.discard()
        raise
    return BuildReport(out, True, manifest, tuple(rejects))


def _normalised(
    raw: Path,
    config: PipelineConfig,
    rejects: list[Reject],
    progress: Progress | None,
    n_files: int,
) -> Iterator[NormalisedDocument]:
    """Documents with clean text and languages; what is refused on the way goes to `rejects`."""
    detector = load_detector(config.language.candidates)
    duplicates = config.duplicates
    finder = DuplicateFinder(duplicates.threshold) if duplicates.enabled else None
    sheet = read_sheet(raw, config.ingest.metadata)
    number = 0
    for item in ingest_folder(raw, config.ingest, sheet):
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        number += 1
        if progress:
            progress(item.path, number, n_files)
        try:
            document = detect_languages(normalise_text(item), detector)
        except KzcorpusError as error:
            rejects.append(_refusal(item, str(error)))
            continue
        if not document.blocks:
            rejects.append(_refusal(item, "nothing is left of the text but layout"))
            continue
        if finder:
            made = signature(document, duplicates.min_words)
            document = marked(document, finder.mark(document.doc_id, made))
        yield document


def _refusal(raw: RawDocument, detail: str) -> Reject:
    return Reject(raw.path, "normalise", "cannot be normalised", detail)


def _add(
    document: AnnotatedDocument, rows: RowBuilder, recogniser: Recogniser, linker: Linker
) -> list[EntityLink | None]:
    """Recognise and link the mentions of a document; the links."""
    found = recogniser.recognise(document)
    document = with_mentions(document, (item.mention for item in found))
    links = linker.link(document, found)
    rows.add_document(document, links)
    return links


def _write_rows(rows: RowBuilder, writer: TableWriter) -> pa.Table:
    """Write what is complete; mentions wait for the names of the whole corpus."""
    for table in ("documents", "blocks", "spans", "sentences", "tokens", "words"):
        writer.write(table, rows.take(table))
    return rows.take("entities")


def _named(mentions: pa.Table, canon: Canon) -> pa.Table:
    names = canon.names_of(mentions["canonical_id"])
    index = mentions.schema.get_field_index("canonical_name")
    return mentions.set_column(index, mentions.schema.field(index), names)


def _suffixes(config: PipelineConfig) -> str:
    return " ".join(config.ingest.suffixes)
