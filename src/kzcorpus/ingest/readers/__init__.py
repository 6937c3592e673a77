"""One reader per format, found by the end of a file's name.

A reader's library is imported where it is used: listing formats, or reading plain text, loads none.
"""

from __future__ import annotations

from kzcorpus.ingest.drafts import Reader
from kzcorpus.ingest.readers.docx import read_docx
from kzcorpus.ingest.readers.pdf import read_pdf
from kzcorpus.ingest.readers.plain import read_markdown, read_plain
from kzcorpus.ingest.readers.rows import read_csv, read_jsonl
from kzcorpus.ingest.readers.web import read_html

#: Suffix to reader. The format of a document is the name of its reader's suffix, without the dot.
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
}

#: Formats of which one file holds many documents.
CONTAINERS = (".jsonl", ".csv")


def format_of(suffix: str) -> str:
    """The name of a format for the tables: ".htm" and ".html" are one."""
    return "html" if suffix == ".htm" else suffix.lstrip(".")
