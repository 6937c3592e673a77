"""Damage to a corpus, with the digests put on record, as whoever meddles well would do it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.files import sha256_file
from kzcorpus.tables import TABLES, Corpus, Manifest, read_manifest, validate_corpus
from kzcorpus.tables.store import MANIFEST

Rows = list[dict[str, Any]]


def findings(folder: Path) -> list[str]:
    """What validation says about a corpus."""
    return [f"{finding.where}: {finding.what}" for finding in validate_corpus(Corpus(folder))]


def rewrite(folder: Path, table: str, change: Callable[[Rows], Rows | None]) -> None:
    """Change a table's rows, and record the new file."""
    first, *others = Corpus(folder).files(table)
    rows = [row for path in (first, *others) for row in pq.read_table(path).to_pylist()]
    rows = change(rows) or rows
    pq.write_table(pa.Table.from_pylist(rows, schema=TABLES[table]), first)
    for path in others:
        path.unlink()
    record(folder, table, len(rows))


def file_of(folder: Path, table: str) -> Path:
    """The first file of a table."""
    return Corpus(folder).files(table)[0]


def record(folder: Path, table: str, rows: int) -> None:
    """Put the digest of a table's first file into the manifest, as that of all these rows."""
    manifest = read_manifest(folder)
    first = file_of(folder, table).relative_to(folder).as_posix()
    files = tuple(
        replace(file, rows=rows, sha256=sha256_file(folder / file.name))
        if file.name == first
        else file
        for file in manifest.files
        if file.name == first or not file.name.startswith(f"{table}/")
    )
    sign(folder, replace(manifest, files=files))


def sign(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place, with its checksum."""
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")


def put(match: dict[str, Any], **values: Any) -> Callable[[Rows], None]:
    """Set values in the first row that matches."""

    def change(rows: Rows) -> None:
        row = next(row for row in rows if match.items() <= row.items())
        row.update(values)

    return change


def drop(**match: Any) -> Callable[[Rows], Rows]:
    return lambda rows: [row for row in rows if not match.items() <= row.items()]


def twice(**match: Any) -> Callable[[Rows], Rows]:
    return lambda rows: [
        copy for row in rows for copy in ([row, row] if match.items() <= row.items() else [row])
    ]
