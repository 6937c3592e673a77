"""A corpus whose every text tries to run a script."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from kzcorpus.annotate import annotate_documents
from kzcorpus.records import AnnotatedDocument, DocumentMeta
from tests.fakes import FakeBackend, normalised, router_of, write_corpus

#: Sets a mark if any part of the page takes it for a script.
RUNS = "<script>window.harmed=1</script>"
IMAGE = "<img src=x onerror=window.harmed=1>"
#: The smile counts as one code point in the tables and as two units in a browser.
TEXT = (
    f"😀 {RUNS}</script>{IMAGE} Kazakistan ve Astana. "
    "\u2028Tokayev 😀😀 ${window.harmed=1} {{7*7}} --> <!-- ]]> Ankara’da konuştu."
)


def write_hostile(folder: Path) -> None:
    """Write `folder`/raw with the file, and `folder`/corpus with its tables."""
    doc_id = "<svg onload=window.harmed=1>"
    document = normalised(doc_id, TEXT)
    data = TEXT.encode()
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "harm.txt").write_bytes(data)
    meta = DocumentMeta(
        title=f"{IMAGE}{RUNS}",
        author='"><script>window.harmed=1</script>',
        date="2024-05",
        source_url="javascript:window.harmed=1",
        licence="<b>none</b>",
    )
    raw = replace(document.raw, path="harm.txt", sha256=hashlib.sha256(data).hexdigest(), meta=meta)
    (annotated,) = annotate_documents([replace(document, raw=raw)], router_of(FakeBackend()))
    assert isinstance(annotated, AnnotatedDocument)
    write_corpus(folder / "corpus", annotated)
