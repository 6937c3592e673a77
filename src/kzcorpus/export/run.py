"""One door to all formats: what the command `kzcorpus export` calls."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from kzcorpus.errors import UsageError
from kzcorpus.export.conllu import write_conllu
from kzcorpus.export.documents import Row, documents, selected
from kzcorpus.export.graph import write_graph
from kzcorpus.export.rows import write_csv, write_jsonl
from kzcorpus.export.targets import write_text
from kzcorpus.query import Filters, check_doc, network
from kzcorpus.query.engine import one_of, sql
from kzcorpus.tables import TABLES, Corpus

#: What a corpus can be exported as.
FORMATS = ("conllu", "tei", "csv", "jsonl", "html", "docbin", "hf", "gexf")
#: Those that are plain text, one row after another, and may go to the screen.
TEXT = ("conllu", "csv", "jsonl")
DEFAULT_TABLE = "entities"


def export_corpus(
    corpus: Corpus,
    format: str,
    target: Path | TextIO,
    filters: Filters | None = None,
    *,
    table: str | None = None,
) -> dict[str, int]:
    """Write a corpus, or the part of it that filters leave, in another program's format.

    Nothing is capped. A file or folder gets its name when it is complete.

    Args:
        format: one of `FORMATS`.
        target: a file; for hf and html a folder (a file ending in .html holds one document). For
            the formats of `TEXT` also an open text file.
        filters: csv and jsonl apply them to rows, the others to whole blocks of text.
        table: for csv and jsonl; entities if left out.

    Returns:
        How many rows, documents, sentences and so on were written.

    Raises:
        UsageError: an unknown format or table, or a target or filters that do not suit the format.
        KzcorpusError: the target cannot be written.
    """
    one_of("FORMAT", format, FORMATS)
    filters = filters or Filters()
    if format in ("csv", "jsonl"):
        name = one_of("--table", table or DEFAULT_TABLE, tuple(TABLES))
        write = write_csv if format == "csv" else write_jsonl
        with write_text(target) as handle:
            return {"rows": write(corpus, name, filters, handle)}
    if table is not None:
        raise UsageError(f"--table is for csv and jsonl; {format} has its own tables")
    if format == "conllu":
        with write_text(target) as handle:
            return write_conllu(documents(corpus, selected(corpus, filters)), handle)
    if not isinstance(target, Path):
        raise UsageError(f"{format} needs a place to be written to: add -o PATH")
    if format == "hf":
        return _dataset(corpus, target, filters)
    if format == "gexf":
        return _network(corpus, target, filters)
    return _documents(corpus, format, target, filters)


def _documents(corpus: Corpus, format: str, path: Path, filters: Filters) -> dict[str, int]:
    chosen = selected(corpus, filters)
    stream = documents(corpus, chosen)
    if format == "tei":
        if not chosen:
            raise UsageError(
                "tei: nothing is left to export, and TEI forbids a file without a text"
            )
        from kzcorpus.export.tei import write_tei

        with write_text(path) as handle:
            return write_tei(stream, mentioned(corpus, filters), handle)
    if format == "docbin":
        from kzcorpus.export.docbin import write_docbin

        return write_docbin(stream, path)
    from kzcorpus.export.html import write_html, write_pages

    return (write_html if path.suffix.lower() == ".html" else write_pages)(stream, path)


def mentioned(corpus: Corpus, filters: Filters) -> list[Row]:
    """The rows of `canon` that mentions in the chosen blocks are linked to."""
    where, parameters = filters.where("blocks", typed=False)
    rows: list[Row] = sql(
        corpus,
        f"""
        select * from canon where canonical_id in (
            select canonical_id from entities where (doc_id, block_id) in (
                select (doc_id, block_id) from blocks where {where}
            )
        ) order by canonical_id
        """,
        parameters,
    ).to_pylist()
    return rows


def _dataset(corpus: Corpus, folder: Path, filters: Filters) -> dict[str, int]:
    from kzcorpus.export.card import write_dataset

    if filters != Filters():
        raise UsageError("hf holds the tables as they are; build a smaller corpus to publish less")
    return write_dataset(corpus, folder)


def _network(corpus: Corpus, path: Path, filters: Filters) -> dict[str, int]:
    check_doc(corpus, filters)
    if path.suffix.lower() not in (".gexf", ".graphml"):
        raise UsageError(f"{path}: a network is written to .gexf or .graphml")
    nodes, edges = network(corpus, filters)
    write_graph(nodes, edges, path)
    return {"entities": nodes.num_rows, "edges": edges.num_rows}
