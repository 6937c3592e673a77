"""A corpus as a Hugging Face dataset: its tables, and a README whose head says how to load them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

import kzcorpus
from kzcorpus.errors import CorpusError
from kzcorpus.export.targets import write_folder
from kzcorpus.query import stats
from kzcorpus.query.engine import sql
from kzcorpus.tables import TABLES, Corpus
from kzcorpus.tables.store import MANIFEST

#: The table that `load_dataset` gives where none is named.
DEFAULT_CONFIG = "sentences"
#: Licences that the Hub has a word for, by ours in small letters.
_LICENCES = {
    "cc0-1.0": "cc0-1.0",
    "cc0": "cc0-1.0",
    "cc-by-4.0": "cc-by-4.0",
    "cc-by-sa-4.0": "cc-by-sa-4.0",
    "cc-by-nc-4.0": "cc-by-nc-4.0",
    "cc-by-nd-4.0": "cc-by-nd-4.0",
    "cc-by-nc-nd-4.0": "cc-by-nc-nd-4.0",
    "cc-by-nc-sa-4.0": "cc-by-nc-sa-4.0",
    "cc-by-3.0": "cc-by-3.0",
    "cc-by-sa-3.0": "cc-by-sa-3.0",
    "mit": "mit",
    "apache-2.0": "apache-2.0",
    "odc-by": "odc-by",
    "odbl": "odbl",
    "pddl": "pddl",
}
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
)
_MEANINGS = {
    "documents": "a document, with metadata and counts",
    "blocks": "a paragraph, heading, footnote, list item, quotation or entry of a bibliography",
    "sentences": "a sentence",
    "tokens": "a surface token, with its BIOES tag",
    "words": "a syntactic word: a row of CoNLL-U",
    "entities": "a mention of something",
    "spans": "words in another language than their block",
    "canon": "a thing that is mentioned",
    "rejects": "something that was refused, and why",
}


def write_dataset(corpus: Corpus, folder: Path) -> dict[str, int]:
    """A folder with README.md and the corpus itself, which `kzcorpus.open` reads as before.

    Files are hard links where the disk allows it, else copies: a build never writes into a file
    that is there, so that a link stays as it was.

    Returns:
        Rows by table.
    """
    with write_folder(folder) as temporary:
        for table in TABLES:
            (temporary / table).mkdir()
            for path in corpus.files(table):
                _link(path, temporary / table / path.name)
        shutil.copyfile(corpus.folder / MANIFEST, temporary / MANIFEST)
        (temporary / "README.md").write_text(card(corpus), encoding="utf-8")
    return corpus.counts()


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source.resolve(), target)
    except FileNotFoundError as error:
        raise CorpusError(f"{source}: missing; build again with --force") from error
    except OSError:
        shutil.copyfile(source, target)


def card(corpus: Corpus) -> str:
    """The dataset card: YAML between two lines of dashes, then Markdown."""
    return "\n".join([*_head(corpus), *_body(corpus)]) + "\n"


def _head(corpus: Corpus) -> Iterator[str]:
    counts = corpus.counts()
    yield "---"
    yield "pretty_name: kzcorpus"
    langs = [row["lang"] for row in stats(corpus).to_pylist() if row["lang"] not in ("all", "")]
    yield "language:" if langs else "language: []"
    yield from (f"- {_quoted(lang)}" for lang in langs)
    yield from _licence_lines(corpus)
    size = next((name for top, name in _SIZES if counts[DEFAULT_CONFIG] < top), "n>1B")
    yield from ("size_categories:", f"- {_quoted(size)}")
    yield from ("task_categories:", "- token-classification")
    yield from ("task_ids:", "- named-entity-recognition", "- lemmatization", "- part-of-speech")
    yield from ("tags:", "- corpus-linguistics", "- kazakhstan")
    yield "configs:"
    for table in loadable(corpus):
        yield f"- config_name: {table}"
        if table == DEFAULT_CONFIG:
            yield "  default: true"
        yield "  data_files:"
        yield "  - split: train"
        yield f'    path: "{table}/*.parquet"'
    yield "---"


def loadable(corpus: Corpus) -> list[str]:
    """The tables that the library `datasets` loads: it has no maps, and refuses what is empty."""
    counts = corpus.counts()
    return [
        table
        for table, schema in TABLES.items()
        if table == DEFAULT_CONFIG
        or (counts[table] and not any(pa.types.is_map(field.type) for field in schema))
    ]


def _licence_lines(corpus: Corpus) -> Iterator[str]:
    stated = [licence for licence, _ in _licences(corpus)]
    known = [_LICENCES.get((licence or "").lower()) for licence in stated]
    if stated and all(known):
        yield "license:"
        yield from (f"- {name}" for name in dict.fromkeys(known))
    else:
        yield from ("license: other", "license_name: by-document")


def _licences(corpus: Corpus) -> list[tuple[str | None, int]]:
    rows = sql(
        corpus, "select licence, count(*) as n from documents group by 1 order by n desc, licence"
    )
    return [(row["licence"], row["n"]) for row in rows.to_pylist()]


def _body(corpus: Corpus) -> Iterator[str]:
    counts = corpus.counts()
    yield from ("", "# A corpus annotated by kzcorpus", "")
    yield (
        f"{counts['documents']:,} documents, {counts['sentences']:,} sentences, "
        f"{counts['tokens']:,} tokens, {counts['entities']:,} mentions of "
        f"{counts['canon']:,} entities."
    )
    yield from ("", "```python", "from datasets import load_dataset", "")
    yield f'sentences = load_dataset("path/to/this/folder", split="train")  # {DEFAULT_CONFIG}'
    yield 'entities = load_dataset("path/to/this/folder", "entities", split="train")'
    yield 'tokens = load_dataset("parquet", data_files="path/to/this/folder/tokens/*.parquet")'
    yield from ("```", "")
    loaded = loadable(corpus)
    others = ", ".join(f"`{table}`" for table in TABLES if table not in loaded)
    yield f"`datasets` does not load {others}; pandas does: `pandas.read_parquet(folder)`."
    yield from ("", "## Tables", "", "| table | a row is | rows |", "|---|---|---:|")
    yield from (f"| {table} | {_MEANINGS[table]} | {counts[table]:,} |" for table in TABLES)
    yield from ("", "## Columns", "")
    for table, schema in TABLES.items():
        yield from (f"### {table}", "", "| column | type | meaning |", "|---|---|---|")
        for field in schema:
            meaning = field.metadata[b"description"].decode().replace("|", "\\|")
            yield f"| {field.name} | {field.type} | {meaning} |"
        yield ""
    yield from ("## Languages", "", "| language | documents | tokens |", "|---|---:|---:|")
    for row in stats(corpus).to_pylist():
        yield f"| {_cell(row['lang'])} | {row['documents']:,} | {row['tokens']:,} |"
    yield from ("", "## Licences", "", "| licence | documents |", "|---|---:|")
    for licence, count in _licences(corpus):
        yield f"| {_cell(licence or 'none stated: ask before you pass it on')} | {count:,} |"
    yield from ("", "## How it was made", "")
    manifest = corpus.manifest
    yield f"- kzcorpus {manifest.code_version}; card by kzcorpus {kzcorpus.__version__}"
    yield f"- annotators: {_cell(', '.join(manifest.annotators)) or 'none'}"
    yield f"- version of the tables: {manifest.schema_version}"


def _cell(text: str) -> str:
    """Text inside a table of Markdown: one line, no markup of its own."""
    plain = " ".join(text.split())
    return "".join(f"\\{ch}" if ch in "\\`*_{}[]<>#|!" else ch for ch in plain)


def _quoted(text: str) -> str:
    """Text as a string of YAML, of which JSON's strings are a part as long as all is ASCII."""
    return json.dumps("".join(ch for ch in text if ch.isprintable() and ch <= "\uffff"))
