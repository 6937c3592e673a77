"""Documents: the list, and each as a readable page beside its original."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from kzcorpus.report.chunks import ChunkWriter, columns
from kzcorpus.report.originals import UNNAMED, Built, Originals, ingest_settings
from kzcorpus.report.selection import Selection
from kzcorpus.tables import regrouped

#: Documents of a chunk of the list.
LISTED = 1000
#: Documents that are read at once, and characters after which a chunk of texts is full.
_BATCH, _CHARS = 500, 150_000


def write_documents(selection: Selection, writer: ChunkWriter, raw: Path | None) -> dict[str, int]:
    """Write the chunks documents/N, texts/N and originals/N.

    Returns:
        How many documents there are, and how many of them show their original text.
    """
    number = selection.rows("select count(*) from docs")[0][0]
    places: list[int] = []
    lacks: list[str] = []
    pieces: list[tuple[int, Any]] = []
    texts: list[tuple[int, str]] = []
    chunk = filled = 0
    for d, piece, original, lack in _pages(selection, raw, number):
        places.append(chunk)
        lacks.append(lack)
        pieces.append((d, piece))
        if original is not None:
            texts.append((d, original))
        filled += sum(len(block[4]) for block in piece["blocks"]) + len(piece["mentions"]) * 40
        if filled >= _CHARS or d == number - 1:
            writer.write(f"texts/{chunk}", pieces)
            if texts:
                writer.write(f"originals/{chunk}", texts)
            pieces, texts, filled = [], [], 0
            chunk += 1
    _write_list(selection, writer, places, lacks)
    return {"documents": number, "originals": lacks.count("")}


def _pages(
    selection: Selection, raw: Path | None, number: int
) -> Iterator[tuple[int, dict[str, Any], str | None, str]]:
    """Each document in order: blocks and mentions as lists, its original text or why it lacks."""
    originals = Originals(raw, ingest_settings(selection.corpus.manifest.config)) if raw else None
    for first in range(0, number, _BATCH):
        ids = (first, first + _BATCH)
        files = selection.rows(
            """
            select d, doc_id, path, sha256, encoding, n_chars_raw
            from docs join documents using (doc_id) where d >= ? and d < ? order by d
            """,
            ids,
        )
        blocks = _by_document(
            selection.rows(
                """
                select d, kind, blocks.lang, page, start_char, text, raw_start, raw_end, marker
                from blocks join docs using (doc_id)
                where blocks.doc_id between ? and ? and d >= ? and d < ? order by d, block_id
                """,
                (files[0][1], files[-1][1], *ids),
            )
        )
        mentions = _by_document(
            selection.rows(
                """
                select d, number, start_char, end_char, raw_start, raw_end, type, e, name,
                    value, link_method, link_evidence
                from ment where d >= ? and d < ? order by d, start_char, end_char desc
                """,
                ids,
            )
        )
        for d, *built in files:
            text, lack = originals.read(Built(*built)) if originals else (None, UNNAMED)
            page = {"blocks": blocks.get(d, []), "mentions": mentions.get(d, [])}
            yield d, page, text, lack


def _by_document(rows: list[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    return {d: [row[1:] for row in group] for d, group in groupby(rows, key=itemgetter(0))}


def _write_list(
    selection: Selection, writer: ChunkWriter, places: list[int], lacks: list[str]
) -> None:
    listed = selection.stream("""
        with counted as (select d, count(*) as n from ment group by d)
        select
            doc_id as id, path, title, author, documents.date, source_url as url, licence,
            documents.lang, format, n_chars as chars, documents.n_sentences as sentences,
            documents.n_tokens as tokens, coalesce(counted.n, 0) as mentions,
            duplicate_of as duplicate
        from docs join documents using (doc_id) left join counted using (d) order by d
    """)
    for index, table in enumerate(regrouped(listed, LISTED)):
        rows = columns(table)
        span = slice(index * LISTED, (index + 1) * LISTED)
        rows["chunk"] = places[span]
        rows["lack"] = lacks[span]
        writer.write(f"documents/{index}", rows)
