"""A built corpus, read-only: DataFrames for notebooks, Arrow for the commands."""

from __future__ import annotations

import html
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzcorpus.errors import CorpusError
from kzcorpus.remote import is_remote, shown
from kzcorpus.tables.published import Published
from kzcorpus.tables.schemas import CATEGORIES, TABLES
from kzcorpus.tables.store import Manifest, read_manifest

if TYPE_CHECKING:
    import pandas as pd


class Corpus:
    """The tables of a corpus folder, here or in a store.

    In a notebook:

        corpus = kzcorpus.open("data/processed")
        corpus.entities.query("type == 'PERSON'").name.value_counts()

    Of a corpus in a store (`s3://bucket/corpus`) the manifest is read at once and a table's files
    when it is first asked for; `folder` is their copy on this machine, `place` what was given.

    Raises:
        CorpusError: no corpus there, or one that this version cannot read.
        RemoteError: the store cannot be reached.
    """

    def __init__(self, folder: str | Path) -> None:
        self.place = shown(folder)
        self._published = Published.open(folder) if is_remote(folder) else None
        self.folder = self._published.folder if self._published else Path(folder)
        self.manifest: Manifest = read_manifest(self.folder)

    def files(self, table: str) -> list[Path]:
        """The Parquet files of a table, in order.

        Raises:
            CorpusError: there is no such table, or a file of it is missing.
            RemoteError: it is in a store that cannot be reached.
        """
        if table not in TABLES:
            raise CorpusError(f"no table {table!r}; there are: {', '.join(TABLES)}")
        files = [f for f in self.manifest.files if f.name.startswith(f"{table}/")]
        if self._published:
            self._published.fetch(files)
        paths = [self.folder / file.name for file in files]
        for path in paths:
            if not path.is_file():
                raise CorpusError(f"{path}: missing; build again with --force")
        return paths

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table as Arrow, with all columns or some.

        Raises:
            CorpusError: the table is missing or damaged.
        """
        try:
            # Not read_table: for plain files that imports all of Arrow's data sets.
            parts = [pq.ParquetFile(path).read(columns) for path in self.files(name)]
        except (pa.ArrowException, OSError) as error:
            reason = str(error).splitlines()[0]
            raise CorpusError(
                f"{self.folder / name}: cannot be read ({reason}); build again with --force"
            ) from error
        # Not schema.empty_table: that imports pandas, which takes a third of a second.
        empty = pa.Table.from_batches([], schema=TABLES[name])
        if columns is not None:
            empty = empty.select(columns)
        return pa.concat_tables(parts) if parts else empty

    def frame(self, name: str) -> pd.DataFrame:
        """A table as a DataFrame; columns with few values are categories."""
        table = self.table(name)
        categories = [column for column in CATEGORIES if column in table.column_names]
        nullable = {pa.int32(): "Int32", pa.float32(): "Float32"}

        def mapper(kind: pa.DataType) -> Any:
            import pandas as pd

            known = nullable.get(kind)
            return pd.api.types.pandas_dtype(known) if known else None

        frame: pd.DataFrame = table.to_pandas(categories=categories, types_mapper=mapper)
        return frame

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row a document, with its metadata and counts."""
        return self.frame("documents")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence, with its text and its place in the file."""
        return self.frame("sentences")

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """One row a surface token."""
        return self.frame("tokens")

    @cached_property
    def words(self) -> pd.DataFrame:
        """One row a syntactic word: lemma, part of speech, features."""
        return self.frame("words")

    @cached_property
    def entities(self) -> pd.DataFrame:
        """One row a mention."""
        return self.frame("entities")

    def counts(self) -> dict[str, int]:
        """Rows by table, from the manifest."""
        return {name: self.manifest.rows(name) for name in TABLES}

    def __repr__(self) -> str:
        counts = self.counts()
        rows = ", ".join(f"{counts[n]:,} {n}" for n in ("documents", "tokens", "entities"))
        return f"Corpus({self.place!r}: {rows})"

    def _repr_html_(self) -> str:
        """For notebooks: the tables with their rows, and the documents."""
        rows = "".join(
            f"<tr><td>{name}</td><td style='text-align:right'>{count:,}</td></tr>"
            for name, count in self.counts().items()
        )
        columns = ["doc_id", "title", "date", "lang", "n_tokens", "n_mentions"]
        head = self.documents[columns].head(20)
        more = len(self.documents) - len(head)
        return (
            f"<p><b>Corpus</b> {html.escape(self.place)}</p>"
            f"<table><thead><tr><th>table</th><th>rows</th></tr></thead><tbody>{rows}</tbody>"
            f"</table>{head.to_html(index=False, border=0, na_rep='')}"
            + (f"<p>and {more:,} more documents</p>" if more > 0 else "")
        )
