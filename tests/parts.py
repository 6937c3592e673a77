"""A corpus in several files a table, as a build writes one: the same rows under other names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kzcorpus.files import sha256_file
from kzcorpus.tables import TABLES, Corpus
from kzcorpus.tables.store import MANIFEST, TableFile


def split_corpus(source: Path, target: Path, parts: int, *, group: int = 5) -> Path:
    """Write the corpus `source` to the folder `target`, each table in `parts` files.

    No document stands in two files; the documents are dealt out evenly, and where there are fewer
    of them than parts, some files have no rows. Row groups have `group` rows.

    Returns:
        The new folder.
    """
    corpus = Corpus(source)
    ids = corpus.table("documents", ["doc_id"])["doc_id"].to_pylist()
    firsts = [ids[len(ids) * part // parts] for part in range(parts)] if ids else []
    files: list[TableFile] = []
    for name in TABLES:
        table = corpus.table(name)
        (target / name).mkdir(parents=True)
        for part, rows in enumerate(_dealt(table, firsts, parts)):
            path = target / name / f"{part:05}-{part * 2654435761 % 2**32:08x}.parquet"
            pq.write_table(rows, path, compression="zstd", row_group_size=group)
            files.append(TableFile(f"{name}/{path.name}", rows.num_rows, sha256_file(path)))
    manifest = replace(corpus.manifest, files=tuple(files))
    (target / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return target


def _dealt(table: pa.Table, firsts: list[str], parts: int) -> list[pa.Table]:
    """The rows of each part: by document, or where a table has none, equally many."""
    if "doc_id" not in table.column_names or not firsts:
        cuts = [table.num_rows * part // parts for part in range(parts + 1)]
    else:
        cuts = [pc.sum(pc.less(table["doc_id"], first)).as_py() or 0 for first in firsts] + [
            table.num_rows
        ]
    return [table.slice(a, b - a) for a, b in pairwise(cuts)]
