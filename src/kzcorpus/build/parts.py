"""Rows to parts: which documents stand in one file, and which files need not be written again.

Where a part ends is a matter of its last document alone, so that a document that comes, goes or
grows moves the bounds of its own part and of no other. A part's name has a key of all that is in
it; where the corpus has a file of that key, it stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import pyarrow as pa

from kzcorpus.build.contents import Contents, Part
from kzcorpus.build.keys import digest
from kzcorpus.build.ledger import PARTED, PUBLIC
from kzcorpus.build.memory import lean
from kzcorpus.build.whole import Who, gather, marked
from kzcorpus.normalise import Marks
from kzcorpus.tables import Manifest, TableFile, TableWriter, part_name, regrouped

#: Characters of raw text that a part has on average: some 250,000 tokens.
PART_CHARS = 2_000_000

#: Rows of a row group: what writing and reading hold in memory.
GROUP_ROWS = 100_000


def divide(contents: Contents) -> list[Part]:
    """The documents of each part, as half-open ranges of their numbers; at least one part."""
    sizes = contents.numbers("n_chars_raw").tolist()
    ends = [
        number
        for number, (doc_id, size) in enumerate(zip(contents.doc_ids, sizes, strict=True), start=1)
        if _ends_part(doc_id, size) or number == len(contents)
    ]
    return list(zip([0, *ends], ends, strict=False)) or [(0, 0)]


def _ends_part(doc_id: str, size: int) -> bool:
    """Drawn by lot from its name, the likelier the longer it is."""
    lot = int.from_bytes(hashlib.sha256(doc_id.encode()).digest()[:8]) / 2**64
    return lot < size / PART_CHARS


class PartWriter:
    """Writes the parts of a corpus that are not there yet.

    Args:
        corpus: the digest of what decides the tables besides the documents' own rows.
        previous: the manifest of the corpus that is there, if its files may be kept.
    """

    def __init__(
        self,
        contents: Contents,
        writer: TableWriter,
        who: Who,
        duplicates: Mapping[str, Marks],
        corpus: str,
        previous: Manifest | None,
    ) -> None:
        self._contents, self._writer = contents, writer
        self._who, self._duplicates, self._corpus = who, duplicates, corpus
        files = (*previous.files, *previous.ledger) if previous else ()
        self._there = {(file.table, file.key): file for file in files}
        self.n_written = 0

    def write(self, number: int, part: Part) -> Iterator[TableFile]:
        """The files of one part, in all tables."""
        for table in lean(PARTED):
            key = self._key(table, part)
            there = self._there.get((table, key[:12]))
            if there is not None:
                name = part_name(table, number, key)
                yield TableFile(name, there.rows, there.sha256)
            else:
                self.n_written += 1
                groups = self._groups(table, part)
                yield self._writer.write(table, key, number, PARTED[table], groups)

    def _key(self, table: str, part: Part) -> str:
        done = self._contents.done.slice(part[0], part[1] - part[0])
        public = table in PUBLIC
        own = "done_key" if public and table != "documents" else "row_key"
        names = ["doc_id", own] if public else ["doc_id", own, "path", "sha256", "sheet"]
        columns = [done[name].to_pylist() for name in names]
        return digest(self._corpus, table, columns, self._decided(table, part))

    def _decided(self, table: str, part: Part) -> object:
        """What the whole corpus decides of the rows of a part."""
        if table == "entities":
            return self._who.stamp(self._contents, part)
        if table in ("documents", "blocks"):
            found = ((i, self._duplicates.get(i)) for i in self._contents.doc_ids[slice(*part)])
            return [(i, m.document, sorted(m.blocks.items())) for i, m in found if m]
        return None

    def _groups(self, table: str, part: Part) -> Iterator[pa.Table]:
        if table == "entities":
            # Once more, after the key: so a part's are never all in memory.
            return regrouped(self._who.settled(self._contents, part), GROUP_ROWS)
        if table in ("documents", "blocks"):
            rows = gather(self._contents, table, part)
            return regrouped([marked(rows, table, self._duplicates)], GROUP_ROWS)
        return regrouped(self._contents.rows(table, *part), GROUP_ROWS)
