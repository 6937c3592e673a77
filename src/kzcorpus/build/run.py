"""Building a corpus: what it is to be made of, and whether anything of that has changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

import kzcorpus
from kzcorpus.annotate import stanza_models
from kzcorpus.build.events import Progress, Ticker
from kzcorpus.build.keys import StageKeys, digest
from kzcorpus.build.lock import locked
from kzcorpus.build.places import on_disk
from kzcorpus.build.plan import PASSING
from kzcorpus.build.sources import Sources
from kzcorpus.build.work import Build, BuildReport
from kzcorpus.build.workshop import RouterFactory, Workshop
from kzcorpus.config import PipelineConfig
from kzcorpus.engines import ENGINES
from kzcorpus.entities import gazetteer_digest, load_gazetteer
from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.ingest import folder_digests, folder_fingerprint
from kzcorpus.models import ModelPackage, find_package, verify
from kzcorpus.tables import SCHEMA_VERSION, Corpus, Manifest, read_manifest, recover


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
        if current and _same(wanted, current) and not _worth_a_try(out, digests):
            # A build that died between its commit and its end left them.
            Sources(out, None).clear()
            return BuildReport(out, False, current)
        if not router:
            for package in packages.values():
                verify(package)
        workshop = Workshop(config, keys, packages, router, annotates=False)
        build = Build(raw, out, workshop, wanted, current, digests, Ticker(progress))
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


def _worth_a_try(out: Path, digests: Mapping[str, str]) -> bool:
    """Whether a file was refused for what may have passed: its bytes can be read now, for one."""
    with suppress(CorpusError):
        refused = Corpus(out).table("rejects").select(["path", "reason"]).to_pylist()
        return any(
            row["reason"] in PASSING and len(digests.get(row["path"], "")) == _SHA256
            for row in refused
        )
    return False


#: Digits of a digest; a file that cannot be read has a word in its place.
_SHA256 = 64
