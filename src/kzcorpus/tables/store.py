"""Writing tables so that no reader ever meets half a file.

A table is a folder of parts, `00000-1f3a9c2e5b7d.parquet`: their number, so that the order of names
is the order of rows, and the key of what is in them, so that a part that nothing changed in stays.

A build writes new parts into a staging folder inside the output folder. When the staged manifest
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
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.errors import CorpusError
from kzcorpus.files import sha256_file, sync_file, write_text
from kzcorpus.tables.schemas import SCHEMA_VERSION

MANIFEST = "manifest.json"
#: Hidden, so that no engine takes staged files for part of a table.
STAGING = ".staging"
#: What a build remembers for the next one: tables beside the public ones, in parts like these.
LEDGER = ".ledger"
#: A file of a table. Whoever hands on a corpus cannot lead its readers to other files.
_NAME = re.compile(r"(?:\.ledger/)?[a-z_]+/[\w-][\w.-]*\.parquet", re.ASCII)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of a table; its name in the corpus is like `tokens/00000-1f3a9c2e5b7d.parquet`."""

    name: str
    rows: int
    sha256: str

    @property
    def table(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def key(self) -> str:
        """What tells the content of a part from that of every other."""
        return self.name.rpartition("-")[2].removesuffix(".parquet")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a corpus consists of and what made it; the same build gives the same manifest.

    `stages` are digests of what each stage of the build depends on, besides the documents; `ledger`
    lists the files of the hidden tables by which the next build knows what it can keep.
    """

    schema_version: int
    code_version: str
    code_fingerprint: str
    config: Mapping[str, Any]
    config_fingerprint: str
    input_fingerprint: str
    models: Mapping[str, Mapping[str, str]]
    annotators: tuple[str, ...]
    files: tuple[TableFile, ...]
    stages: Mapping[str, str] = field(default_factory=dict)
    ledger: tuple[TableFile, ...] = ()

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
        lists = {
            name: tuple(TableFile(**file) for file in values[name]) for name in ("files", "ledger")
        }
        for file in (*lists["files"], *lists["ledger"]):
            if not _NAME.fullmatch(file.name):
                raise ValueError(f"{file.name!r} is no file of a table")
        return cls(**{**values, **lists, "annotators": tuple(values["annotators"])})


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
    except (FileNotFoundError, NotADirectoryError):
        raise CorpusError(f"{folder}: no corpus here; make one with `kzcorpus build`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read: {error}") from error
    try:
        version = json.loads(text)["schema_version"]
        if version == SCHEMA_VERSION:
            return Manifest.from_json(text)
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: damaged; build again with --force") from error
    if not isinstance(version, int):
        raise CorpusError(f"{path}: damaged; build again with --force")
    if version > SCHEMA_VERSION:
        raise CorpusError(
            f"{folder}: made by a newer kzcorpus (schema {version}, this one reads "
            f"{SCHEMA_VERSION}): upgrade kzcorpus"
        )
    raise CorpusError(
        f"{folder}: made by an older kzcorpus (schema {version}, this one reads "
        f"{SCHEMA_VERSION}): build again"
    )


class TableWriter:
    """Writes the new parts of one build into staging, and commits them all at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staging = folder / STAGING
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(parents=True)

    def write(
        self, table: str, key: str, number: int, schema: pa.Schema, groups: Iterable[pa.Table]
    ) -> TableFile:
        """Write a part of a table, each of `groups` as one row group.

        `key` stands for the content: the same key, the same rows.
        """
        name = part_name(table, number, key)
        path = self._staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = 0
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for group in groups:
                if group.num_rows:
                    # In one piece, so that the same rows make the same bytes.
                    writer.write_table(group.combine_chunks(), row_group_size=group.num_rows)
                    rows += group.num_rows
        sync_file(path)
        return TableFile(name, rows, sha256_file(path))

    def commit(self, manifest: Manifest) -> None:
        """Make the staged tables the corpus. After this call a crash loses nothing any more."""
        write_text(self._staging / MANIFEST, manifest.to_json())
        recover(self.folder)

    def discard(self) -> None:
        """Give up; the corpus stays as it was, unless committing has begun: see `recover`."""
        if not (self._staging / MANIFEST).is_file():
            shutil.rmtree(self._staging, ignore_errors=True)


def part_name(table: str, number: int, key: str) -> str:
    return f"{table}/{number:05}-{key[:12]}.parquet"


def recover(folder: Path) -> None:
    """Finish a commit that was interrupted, or remove a staging that never got complete."""
    staging = folder / STAGING
    if not (staging / MANIFEST).is_file():
        shutil.rmtree(staging, ignore_errors=True)
        return
    manifest = Manifest.from_json((staging / MANIFEST).read_text(encoding="utf-8"))
    wanted = (*manifest.files, *manifest.ledger)
    for file in wanted:
        target = folder / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (staging / file.name).is_file():
            os.replace(staging / file.name, target)
        elif not target.is_file():
            # It was there already, as another number.
            for same in target.parent.glob(f"*-{file.key}.parquet"):
                os.replace(same, target)
    names = {file.name for file in wanted}
    for table in {file.table for file in wanted}:
        for stale in (folder / table).glob("*.parquet"):
            if f"{table}/{stale.name}" not in names:
                stale.unlink()
    os.replace(staging / MANIFEST, folder / MANIFEST)
    shutil.rmtree(staging, ignore_errors=True)
