"""Checking a corpus against everything that its tables promise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.errors import CorpusError
from kzcorpus.files import sha256_file
from kzcorpus.tables.corpus import Corpus
from kzcorpus.tables.findings import Finding
from kzcorpus.tables.row_checks import check_canon, check_documents
from kzcorpus.tables.schemas import METADATA_KEY, TABLES
from kzcorpus.tables.store import MANIFEST, STAGING, TableFile
from kzcorpus.tables.value_checks import check_references


def validate_corpus(corpus: Corpus) -> Iterator[Finding]:
    """Everything wrong with a corpus; nothing if it is sound.

    Files first; if one of them is damaged, its rows cannot be judged, and the rest is left out.
    """
    broken = False
    for finding in check_files(corpus):
        broken = True
        yield finding
    if not broken:
        yield from _check_keys(corpus)
        yield from check_documents(corpus)
        yield from check_canon(corpus)
        yield from check_references(corpus)


def check_files(corpus: Corpus, *, digests: bool = True) -> Iterator[Finding]:
    """What is wrong with the files of a corpus, its rows aside.

    Args:
        digests: read every file and compare its SHA-256; without, only its footer is looked at.
    """
    for table in TABLES:
        with suppress(CorpusError):  # what is missing or damaged is told below
            corpus.files(table)
    if (corpus.folder / STAGING / MANIFEST).is_file():
        yield Finding(STAGING, "a build was cut short in its last step; build again to finish it")
    if (corpus.folder / MANIFEST).read_text(encoding="utf-8") != corpus.manifest.to_json():
        yield Finding(MANIFEST, "is not as this version writes it; build again with --force")
    named = {file.name for file in corpus.manifest.files}
    if len(named) != len(corpus.manifest.files):
        yield Finding(MANIFEST, "names a file twice; build again with --force")
    for table in TABLES:
        if not any(name.startswith(f"{table}/") for name in named):
            yield Finding(MANIFEST, f"names no file of {table}; build again with --force")
    for file in corpus.manifest.files:
        path = corpus.folder / file.name
        if not path.is_file():
            yield Finding(file.name, "missing; build again with --force")
        elif digests and sha256_file(path) != file.sha256:
            yield Finding(file.name, "changed since it was built; build again with --force")
        else:
            yield from _check_form(path, file)
    for file in corpus.manifest.ledger if digests else ():
        path = corpus.folder / file.name
        # A corpus may be handed on without its ledger: that costs the next build time alone.
        if path.is_file() and sha256_file(path) != file.sha256:
            yield Finding(file.name, "changed since it was built; build again with --force")
    for table in TABLES:
        for path in sorted((corpus.folder / table).glob("*")):
            if f"{table}/{path.name}" not in named:
                yield Finding(f"{table}/{path.name}", "is not in the manifest; remove it")


def _check_form(path: Path, file: TableFile) -> Iterator[Finding]:
    table = file.name.partition("/")[0]
    try:
        stored = pq.ParquetFile(path)
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        yield Finding(file.name, "is no Parquet file; build again with --force")
        return
    if table not in TABLES or _columns(stored.schema_arrow) != _columns(TABLES[table]):
        yield Finding(
            file.name, "has not the columns that this version writes; build again with --force"
        )
    if stored.metadata.num_rows != file.rows:
        told = f"{stored.metadata.num_rows} rows, not {file.rows}; build again with --force"
        yield Finding(file.name, told)


def _columns(schema: pa.Schema) -> tuple[list[tuple[str, str, bool]], bytes | None]:
    """Names, types, nullability, and the table's own mark. Parquet renames what is in a map."""
    columns = [
        (field.name, "map" if pa.types.is_map(field.type) else str(field.type), field.nullable)
        for field in schema
    ]
    return columns, (schema.metadata or {}).get(METADATA_KEY)


#: child table, parent table, the columns that must name a row of the parent
_FOREIGN_KEYS = (
    ("blocks", "documents", ("doc_id",)),
    ("sentences", "blocks", ("doc_id", "block_id")),
    ("tokens", "sentences", ("doc_id", "sent_id")),
    ("words", "tokens", ("doc_id", "sent_id", "token_id")),
    ("entities", "sentences", ("doc_id", "sent_id")),
    ("entities", "canon", ("canonical_id",)),
    ("spans", "blocks", ("doc_id", "block_id")),
)
_PRIMARY_KEYS = {
    "documents": ("doc_id",),
    "blocks": ("doc_id", "block_id"),
    "sentences": ("doc_id", "sent_id"),
    "tokens": ("doc_id", "sent_id", "token_id"),
    "words": ("doc_id", "sent_id", "id"),
    "entities": ("mention_id",),
    "canon": ("canonical_id",),
    "spans": ("doc_id", "span_id"),
}


def _check_keys(corpus: Corpus) -> Iterator[Finding]:
    for table, key in _PRIMARY_KEYS.items():
        rows = corpus.table(table, list(key))
        distinct = rows.group_by(list(key)).aggregate([])
        if distinct.num_rows != rows.num_rows:
            surplus = rows.num_rows - distinct.num_rows
            yield Finding(table, f"{surplus} rows with a repeated {', '.join(key)}")
        # Mentions are numbered in the text of their id, where 10 comes before 2.
        order = ("doc_id",) if table == "entities" else key
        if "doc_id" in order and not _is_sorted(corpus.table(table, list(order))):
            yield Finding(table, f"not sorted by {', '.join(order)}")
    for child, parent, key in _FOREIGN_KEYS:
        rows = corpus.table(child, list(key)).drop_null()
        lost = rows.join(corpus.table(parent, list(key)), list(key), join_type="left anti")
        if lost.num_rows:
            example = ", ".join(str(value) for value in lost.slice(0, 1).to_pylist()[0].values())
            yield Finding(child, f"{lost.num_rows} rows without their {parent} ({example})")


def _is_sorted(rows: pa.Table) -> bool:
    """Whether no row comes before the one in front of it, by its columns from left to right."""
    import pyarrow.compute as pc

    if rows.num_rows < 2:
        return True
    before, after = rows.slice(0, rows.num_rows - 1), rows.slice(1)
    falls: Any = pa.scalar(False)
    for name in reversed(rows.column_names):
        one, other = before[name], after[name]
        falls = pc.or_(pc.greater(one, other), pc.and_(pc.equal(one, other), falls))
    return not pc.any(falls).as_py()
