"""Where finished rows of documents are: batches of this build, and the parts of the last corpus.

A batch is what a worker hands over: the rows of some documents in every table, in one file. It is
written the moment it comes, so that a build that dies goes on from there; when the corpus is
committed, the batches go.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.build.ledger import DONE, PARTED, Tables, count_column
from kzcorpus.errors import CorpusError
from kzcorpus.files import replacing, sha256_file
from kzcorpus.tables import Manifest

#: Where batches wait until the corpus is whole. Hidden, as staging is.
WORK = ".work"
_BATCH = ".arrow"
_SCHEMA = pa.schema([("table", pa.string()), ("rows", pa.large_binary())])

#: Tables that are kept in memory for the next document, and sources whose counts are.
_KEPT, _COUNTED = 8, 100

Ends = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a document's rows are: the batch or part, and the document's number in it."""

    source: str
    index: int


def is_batch(source: str) -> bool:
    """Whether a source is a batch that waits, not a part of the last corpus."""
    return source.endswith(_BATCH)


def pack(tables: Tables) -> bytes:
    """Tables as one piece of bytes: the content of a batch.

    Each is compressed by itself, so that one is read without the others.
    """
    rows = [{"table": name, "rows": _to_bytes(table, "zstd")} for name, table in tables.items()]
    return _to_bytes(pa.Table.from_pylist(rows, _SCHEMA))


def unpack(data: bytes | pa.Buffer, table: str) -> pa.Table:
    """One table of a batch.

    Raises:
        pyarrow.ArrowException: these bytes are no batch.
    """
    packed = pa.ipc.open_stream(data).read_all()
    index = packed["table"].to_pylist().index(table)
    return pa.ipc.open_stream(packed["rows"][index].as_buffer()).read_all()


def _to_bytes(table: pa.Table, compression: str | None = None) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        writer.write_table(table.combine_chunks())
    return bytes(sink.getvalue())


class Sources:
    """The rows of documents that are there already, wherever they are.

    Args:
        folder: the corpus folder.
        manifest: the corpus that is there, if it is to be used.
    """

    def __init__(self, folder: Path, manifest: Manifest | None) -> None:
        self._folder, self._work = folder, folder / WORK
        self._parts: dict[tuple[str, str], Path] = {}
        self._digests: dict[Path, str] = {}
        for file in (*manifest.files, *manifest.ledger) if manifest else ():
            if file.table in PARTED:
                number = Path(file.name).name.partition("-")[0]
                path = self._parts[number, file.table] = folder / file.name
                self._digests[path] = file.sha256
        self._remembered = lru_cache(maxsize=_KEPT)(self._read)
        self._ends = lru_cache(maxsize=_COUNTED)(self._counted)

    def names(self) -> Iterator[str]:
        """The parts of the last corpus, then the batches that wait."""
        yield from sorted({number for number, _ in self._parts})
        yield from sorted(path.name for path in self._work.glob(f"*{_BATCH}"))

    def add(self, name: str, data: bytes) -> str:
        """Keep a batch, for this build or the next. The same documents have the same name."""
        self._work.mkdir(parents=True, exist_ok=True)
        with replacing(self._work / f"{name}{_BATCH}") as path:
            path.write_bytes(data)
        return f"{name}{_BATCH}"

    def clear(self) -> None:
        """Forget the batches: the corpus has their rows now."""
        shutil.rmtree(self._work, ignore_errors=True)

    def table(self, source: str, table: str) -> pa.Table:
        """All rows of a table in a batch or a part.

        Raises:
            CorpusError: they cannot be read.
        """
        return self._remembered(source, table)

    def _read(self, source: str, table: str) -> pa.Table:
        path = self._parts.get((source, table), self._work / source)
        try:
            # Or a damaged part would be written anew, with a digest that says it is sound.
            digest = self._digests.get(path)
            if digest is not None and sha256_file(path) != digest:
                raise CorpusError(f"{path}: changed since it was built; build with --force")
            self._digests.pop(path, None)
            if is_batch(path.name):
                rows = unpack(path.read_bytes(), table)
            else:
                # Not read_table: for one plain file that imports all of Arrow's data sets.
                rows = pq.ParquetFile(path).read()
            return rows.cast(PARTED[table])
        except (pa.ArrowException, OSError, ValueError, KeyError) as error:
            reason = str(error).splitlines()[0]
            raise CorpusError(f"{path}: cannot be read ({reason}); build with --force") from error

    def rows(self, source: str, table: str, start: int, stop: int) -> pa.Table:
        """The rows of the documents `start` to `stop` (half-open, by number) in a table."""
        ends = self._ends(source)[table]
        first = int(ends[start - 1]) if start else 0
        return self.table(source, table).slice(first, int(ends[stop - 1]) - first)

    def _counted(self, source: str) -> dict[str, Ends]:
        """For each table, behind which of its rows each document of a source ends."""
        done = self.table(source, DONE)
        one_each = np.arange(1, done.num_rows + 1)
        return {
            name: one_each
            if name in (DONE, "documents")
            else np.cumsum(done[count_column(name)].to_numpy())
            for name in PARTED
        }

    def one(self, slot: Slot, table: str) -> pa.Table:
        """The rows of one document in a table."""
        return self.rows(slot.source, table, slot.index, slot.index + 1)

    def whole(self, source: str) -> bool:
        """Whether a source can be read and holds in every table the rows that it says."""
        with suppress(CorpusError):
            return all(
                self._number_of_rows(source, table) == int(sum(ends[-1:]))
                for table, ends in self._ends(source).items()
            )
        return False

    def _number_of_rows(self, source: str, table: str) -> int:
        path = self._parts.get((source, table))
        if path is None:
            return int(self.table(source, table).num_rows)
        try:
            return int(pq.read_metadata(path).num_rows)
        except (pa.ArrowException, OSError) as error:
            raise CorpusError(f"{path}: cannot be read") from error
