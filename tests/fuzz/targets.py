"""What is fuzzed: functions of bytes that may refuse, by the exceptions of errors.py, and no more.

Each also looks at what was accepted: an input that gives a document which no table can hold, or an
id that leaves its folder, is as much a finding as a crash.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from kzcorpus.config import IngestConfig, load_config
from kzcorpus.edits import replay
from kzcorpus.entities import load_gazetteer
from kzcorpus.errors import (
    ConfigError,
    CorpusError,
    IngestError,
    KzcorpusError,
    NormaliseError,
    UsageError,
)
from kzcorpus.export.conllu_reader import read_conllu
from kzcorpus.ingest.folder import read_documents
from kzcorpus.ingest.listing import RawFile
from kzcorpus.ingest.metadata import MetadataSheet, read_sheet
from kzcorpus.ingest.sheet import add_rows
from kzcorpus.models.training.conllu import ConlluError
from kzcorpus.models.training.conllu import read_conllu as read_training
from kzcorpus.normalise import normalise_text
from kzcorpus.query import Filters, kwic, select
from kzcorpus.query.pattern import parse
from kzcorpus.records import DocumentMeta, RawDocument, Reject
from kzcorpus.tables import Corpus, validate_corpus
from kzcorpus.tables.store import MANIFEST
from tests.fakes import annotated, write_corpus
from tests.fuzz.fixed_costs import few_stopwords, reaches_the_tables
from tests.ingest.samples import zipped

Target = Callable[[bytes], None]

#: Small caps, so that an input of some kilobytes can reach them.
CONFIG = IngestConfig(max_bytes=1_000_000, max_pages=40, max_elements=2_000)
SECRET = "kzcorpus-fuzzing-secret"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def home() -> Path:
    """A folder of this process, in memory where the system has such a place."""
    shared = Path("/dev/shm")
    base = shared if shared.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="kzcorpus-fuzz-", dir=base))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def written(name: str, data: bytes) -> Path:
    path = home() / name
    path.write_bytes(data)
    return path


def reader(name: str) -> Target:
    """The reader of a file of this name, and all that ingestion does with what it gives."""

    def target(data: bytes) -> None:
        file = RawFile(name, written(name, data))
        with suppress(IngestError):
            for item in read_documents(file, CONFIG, MetadataSheet({})):
                check_item(item, file)

    return target


def page(data: bytes) -> None:
    few_stopwords()
    reader("a.html")(data)


def check_item(item: RawDocument | Reject, file: RawFile) -> None:
    if isinstance(item, Reject):
        assert item.reason, item
        assert len(item.detail) < 2_000, "a message, not a document"
        return
    assert 0 <= item.body_start < len(item.text)
    assert "\0" not in item.text
    parts = item.doc_id.split("/")
    assert parts[0] == file.doc_id, item.doc_id
    assert not {"", ".", ".."} & set(parts), item.doc_id
    for value in (item.text, item.doc_id, item.meta.title, item.meta.author, item.meta.source_url):
        value.encode("utf-8")


def word_file(data: bytes) -> None:
    """Four parts of a Word file, parted by NULs, in a zip that is sound."""
    parts = data.split(b"\0")[:4]
    names = ("document", "styles", "numbering", "footnotes")
    texts = {}
    for name, part in zip(names, parts, strict=False):
        inner = part.decode("utf-8", "replace")
        if name == "document":
            inner = f"<w:body>{inner}</w:body>"
        texts[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{_NAMESPACE}">{inner}</w:{name}>'
    reader("parts.docx")(zipped(texts))


def normalise(data: bytes) -> None:
    """Clean text is the edits carried out, and every block leads back."""
    raw = RawDocument("a", "a.md", "", data.decode("utf-8", "replace"))
    with suppress(NormaliseError):
        document = normalise_text(raw)
        assert replay(raw.text, document.edits, document.order) == document.text
        for block in document.blocks:
            start, end = document.offsets.to_raw(block.start, block.end)
            assert 0 <= start <= end <= len(raw.text)


def sheet(data: bytes) -> None:
    """Reading a sheet costs no document; a row that was added is there when it is read again."""
    path = written("metadata.csv", data)
    for item in read_sheet(home(), path.name).rejects:
        assert item.reason
    with suppress(UsageError):
        add_rows(path, {"yeni/belge": DocumentMeta(title="=Yeni, “belge”")})
        added = read_sheet(home(), path.name)
        broken = any(reject.reason == "unreadable metadata" for reject in added.rejects)
        assert broken or added.rows["yeni/belge"].title == "=Yeni, “belge”"


def pipeline(data: bytes) -> None:
    with suppress(ConfigError):
        assert load_config(written("pipeline.toml", data)).fingerprint


def gazetteer(name: str) -> Target:
    def target(data: bytes) -> None:
        with suppress(ConfigError):
            load_gazetteer(written(name, data), bundled=False)

    return target


def pattern(data: bytes) -> None:
    with suppress(UsageError):
        assert all(sequence.steps for sequence in parse(data.decode("utf-8", "replace")))


def found_words(data: bytes) -> None:
    """A pattern against a corpus: what parses can be asked."""
    with suppress(UsageError):
        kwic(corpus(), data.decode("utf-8", "replace"), Filters(), limit=5)


def sql(data: bytes) -> None:
    """Whatever is asked, nothing but the tables is read, and nothing is written."""
    opened, statement = corpus(), data.decode("utf-8", "replace")
    if not reaches_the_tables(statement):
        return
    before = _listing()
    with suppress(UsageError):
        assert SECRET not in str(select(opened, statement, limit=5).to_pylist())
    assert _listing() == before, "a statement wrote a file"


def _listing() -> list[tuple[str, int]]:
    paths = sorted(path for path in home().rglob("*") if path.is_file())
    return [(str(path), path.stat().st_size) for path in paths]


def conllu(data: bytes) -> None:
    with suppress(KzcorpusError):
        tokens, _ = read_conllu(written("a.conllu", data))
        assert all(word is not None for word in tokens["form"].to_pylist())


def training_conllu(data: bytes) -> None:
    with suppress(ConlluError, UnicodeDecodeError):
        read_training(written("gold.conllu", data))


def manifest(data: bytes) -> None:
    """A manifest that somebody wrote: refused, or its corpus is checked to the end."""
    folder = corpus().folder
    path = folder / MANIFEST
    sound = path.read_bytes()
    try:
        path.write_bytes(data)
        with suppress(CorpusError):
            for finding in validate_corpus(Corpus(folder)):
                assert finding.what
    finally:
        path.write_bytes(sound)


def parquet(data: bytes) -> None:
    """A damaged table, its digest put on record: validation goes through to its end."""
    folder = corpus().folder
    (path,) = corpus().files("tokens")
    sound, listed = path.read_bytes(), (folder / MANIFEST).read_bytes()
    try:
        path.write_bytes(data)
        digests = sha256(sound).hexdigest().encode(), sha256(data).hexdigest().encode()
        (folder / MANIFEST).write_bytes(listed.replace(*digests))
        with suppress(CorpusError):
            for finding in validate_corpus(Corpus(folder)):
                assert finding.what
    finally:
        path.write_bytes(sound)
        (folder / MANIFEST).write_bytes(listed)


@cache
def corpus() -> Corpus:
    """A small corpus with a secret beside it; stand in `home`, where the secret is, to ask it."""
    folder = home() / "corpus"
    write_corpus(folder, annotated("a", "Kazakistan’ın başkenti Astana büyük."))
    written("secret.txt", SECRET.encode())
    return Corpus(folder)


def sound_bytes(name: str) -> Iterator[bytes]:
    """Seeds that only a built corpus has."""
    if name == "manifest":
        yield (corpus().folder / MANIFEST).read_bytes()
    if name == "parquet":
        yield corpus().files("tokens")[0].read_bytes()


TARGETS: dict[str, Target] = {
    "txt": reader("a.txt"),
    "md": reader("a.md"),
    "html": page,
    "pdf": reader("a.pdf"),
    "docx": reader("a.docx"),
    "docx-parts": word_file,
    "jsonl": reader("a.jsonl"),
    "csv": reader("a.csv"),
    "gz": reader("a.txt.gz"),
    "gz-rows": reader("a.csv.gz"),
    "normalise": normalise,
    "sheet": sheet,
    "pipeline": pipeline,
    "gazetteer": gazetteer("gazetteer.csv"),
    "gazetteer-toml": gazetteer("gazetteer.toml"),
    "pattern": pattern,
    "kwic": found_words,
    "sql": sql,
    "conllu": conllu,
    "conllu-training": training_conllu,
    "manifest": manifest,
    "parquet": parquet,
}
