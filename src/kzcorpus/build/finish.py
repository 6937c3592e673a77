"""The end of a build: what the whole decides, the parts that changed, and the manifest of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

import pyarrow as pa

from kzcorpus.build.contents import Contents
from kzcorpus.build.keys import digest
from kzcorpus.build.memory import lean, release
from kzcorpus.build.parts import PartWriter, divide
from kzcorpus.build.plan import Plan
from kzcorpus.build.sources import Sources
from kzcorpus.build.whole import Who, find_duplicates
from kzcorpus.build.workshop import Workshop
from kzcorpus.tables import TABLES, Manifest, RowBuilder, TableFile, TableWriter

#: Rows that are Python objects at one time.
_AT_ONCE = 2_000

Item = TypeVar("Item")


def write_tables(
    plan: Plan,
    sources: Sources,
    workshop: Workshop,
    writer: TableWriter,
    wanted: Manifest,
    current: Manifest | None,
) -> tuple[Manifest, int]:
    """Stage the tables of a plan that was carried out, as far as they are not there yet.

    Args:
        wanted: what the corpus is made of; without files.
        current: the corpus that is there, if its files may be kept.

    Returns:
        The manifest of the whole corpus, and the number of files written.
    """
    contents = Contents(plan.slots, sources)
    release()
    parts = divide(contents)
    duplicates = find_duplicates(contents, workshop.config.duplicates)
    who = Who.of(contents, parts, workshop.gazetteer)
    corpus = workshop.keys.corpus
    made = PartWriter(contents, writer, who, duplicates, corpus, current)
    files = [file for number, part in enumerate(lean(parts)) for file in made.write(number, part)]
    for table, rows in (
        ("canon", _rows("canon", RowBuilder.add_canon, who.canon.entries())),
        ("rejects", _rows("rejects", RowBuilder.add_reject, plan.refused)),
    ):
        pieces = list(lean(rows))
        key = digest(corpus, table, [digest(piece.to_pylist()) for piece in lean(pieces)])
        files.append(writer.write(table, key, 0, TABLES[table], [pa.concat_tables(pieces)]))
    every = "\n".join(contents.done["annotators"].to_pylist()).split("\n")
    manifest = replace(
        wanted,
        annotators=tuple(sorted({name for name in every if name})),
        files=_in_order(file for file in files if file.table in TABLES),
        ledger=_in_order(file for file in files if file.table not in TABLES),
    )
    return manifest, made.n_written


def _rows(
    table: str, add: Callable[[RowBuilder, Item], None], items: Iterable[Item]
) -> Iterator[pa.Table]:
    """A table in pieces, at least one: as Python's objects rows take many times the memory."""
    rows = RowBuilder()
    yield rows.take(table)
    waiting = iter(items)
    while some := list(islice(waiting, _AT_ONCE)):
        for item in some:
            add(rows, item)
        yield rows.take(table)


def _in_order(files: Iterable[TableFile]) -> tuple[TableFile, ...]:
    """Files by table, in the order of the contract, then by name."""
    order = {name: number for number, name in enumerate(TABLES)}
    return tuple(sorted(files, key=lambda file: (order.get(file.table, 0), file.name)))
