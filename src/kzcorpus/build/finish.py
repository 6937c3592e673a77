"""The end of a build: what the whole decides, the parts that changed, and the manifest of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kzcorpus.build.contents import Contents
from kzcorpus.build.keys import digest
from kzcorpus.build.memory import lean
from kzcorpus.build.parts import PartWriter, divide
from kzcorpus.build.plan import Plan
from kzcorpus.build.sources import Sources
from kzcorpus.build.whole import Who, find_duplicates
from kzcorpus.build.workshop import Workshop
from kzcorpus.tables import TABLES, Manifest, RowBuilder, TableFile, TableWriter


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
    parts = divide(contents)
    duplicates = find_duplicates(contents.done, workshop.config.duplicates)
    who = Who.of(contents, parts, workshop.gazetteer)
    corpus = workshop.keys.corpus
    made = PartWriter(contents, writer, who, duplicates, corpus, current)
    files = [file for number, part in enumerate(lean(parts)) for file in made.write(number, part)]
    rows = RowBuilder()
    rows.add_canon(who.canon.entries())
    for reject in plan.refused:
        rows.add_reject(reject)
    for table in ("canon", "rejects"):
        whole = rows.take(table)
        key = digest(corpus, table, whole.to_pylist())
        files.append(writer.write(table, key, 0, TABLES[table], [whole]))
    every = "\n".join(contents.done["annotators"].to_pylist()).split("\n")
    manifest = replace(
        wanted,
        annotators=tuple(sorted({name for name in every if name})),
        files=_in_order(file for file in files if file.table in TABLES),
        ledger=_in_order(file for file in files if file.table not in TABLES),
    )
    return manifest, made.n_written


def _in_order(files: Iterable[TableFile]) -> tuple[TableFile, ...]:
    """Files by table, in the order of the contract, then by name."""
    order = {name: number for number, name in enumerate(TABLES)}
    return tuple(sorted(files, key=lambda file: (order.get(file.table, 0), file.name)))
