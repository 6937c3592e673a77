"""Writing tables so that no reader ever meets half a file.

A build writes everything into a staging folder inside the output folder. When the staged manifest
is there, the staging is complete, and committing it means renaming its files into place, the
manifest last. A build that dies before that leaves the old tables as they were; one that dies while
committing is finished by the next build (`recover`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.errors import CorpusError
from kzcorpus.files import sha256_file, sync_file, write_text
from kzcorpus.tables.schemas import SCHEMA_VERSION, TABLES

MANIFEST = "manifest.json"
#: Hidden, so that no engine takes staged files for part of a table.
STAGING = ".staging"
PART = "part-00000.parquet"


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of a table. `name` is relative to the corpus."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a corpus consists of and what made it; the same build gives the same manifest."""

    schema_version: int
    code_version: str
    code_fingerprint: str
    config: Mapping[str, Any]
    config_fingerprint: str
    input_fingerprint: str
    models: Mapping[str, Mapping[str, str]]
    annotators: tuple[str, ...]
    files: tuple[TableFile, ...]

    def rows(self, table: str) -> int:
        return sum(file.rows for file in self.files if file.name.startswith(f"{table}/"))

    def to_json(self) -> str:
        """The text of manifest.json, with a checksum over everything in it."""
        values = asdict(self)
        values["checksum"] = _checksum(values)
        return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Raises ValueError, KeyError or TypeError where the text is no manifest, or was changed.

        A manifest without a checksum, as older versions wrote it, is taken as it is.
        """
        values = json.loads(text)
        if values.pop("checksum", None) not in (None, _checksum(values)):
            raise ValueError("its checksum is another")
        files = tuple(TableFile(**file) for file in values.pop("files"))
        if not all(_FILE.fullmatch(file.name) for file in files):
            raise ValueError("it names a file that is none of a table")
        return cls(**{**values, "files": files, "annotators": tuple(values["annotators"])})


#: A file of a table. Whoever hands on a corpus cannot lead its readers to other files.
_FILE = re.compile(r"[a-z_]+/[\w-][\w.-]*\.parquet", re.ASCII)


def _checksum(values: Mapping[str, Any]) -> str:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a corpus.

    Raises:
        CorpusError: there is no corpus, or one that this version cannot read.
    """
    path = folder / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CorpusError(f"{folder}: no corpus here; make one with `kzcorpus build`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read: {error}") from error
    try:
        version = json.loads(text)["schema_version"]
        if version == SCHEMA_VERSION:
            return Manifest.from_json(text)
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: damaged; build again with --force") from error
    raise CorpusError(
        f"{folder}: schema version {version}, this program reads {SCHEMA_VERSION}; build again"
    )


class TableWriter:
    """Writes the tables of one build into staging, and commits them all at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staging = folder / STAGING
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(parents=True)
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows = dict.fromkeys(TABLES, 0)
        for name, schema in TABLES.items():
            path = self._staging / name / PART
            path.parent.mkdir()
            self._writers[name] = pq.ParquetWriter(path, schema, compression="zstd")

    def write(self, name: str, rows: pa.Table) -> None:
        """Append rows to a table, as row groups of their own."""
        if rows.num_rows:
            self._writers[name].write_table(rows)
            self._rows[name] += rows.num_rows

    def files(self) -> tuple[TableFile, ...]:
        """Close the tables and describe their files."""
        for writer in self._writers.values():
            writer.close()
        return tuple(
            TableFile(f"{name}/{PART}", self._rows[name], sha256_file(self._staging / name / PART))
            for name in TABLES
        )

    def commit(self, manifest: Manifest) -> None:
        """Make the staged tables the corpus. After this call a crash loses nothing any more."""
        for path in self._staging.rglob("*.parquet"):
            sync_file(path)
        write_text(self._staging / MANIFEST, manifest.to_json())
        recover(self.folder)

    def discard(self) -> None:
        """Give up; the corpus stays as it was, unless committing has begun: see `recover`."""
        for writer in self._writers.values():
            writer.close()
        if not (self._staging / MANIFEST).is_file():
            shutil.rmtree(self._staging, ignore_errors=True)


def recover(folder: Path) -> None:
    """Finish a commit that was interrupted, or remove a staging that never got complete."""
    staging = folder / STAGING
    if not (staging / MANIFEST).is_file():
        shutil.rmtree(staging, ignore_errors=True)
        return
    manifest = Manifest.from_json((staging / MANIFEST).read_text(encoding="utf-8"))
    wanted = {file.name for file in manifest.files}
    for name in sorted(wanted):
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        if (staging / name).is_file():
            os.replace(staging / name, target)
    for table in TABLES:
        for stale in (folder / table).glob("*.parquet"):
            if f"{table}/{stale.name}" not in wanted:
                stale.unlink()
    os.replace(staging / MANIFEST, folder / MANIFEST)
    shutil.rmtree(staging, ignore_errors=True)
