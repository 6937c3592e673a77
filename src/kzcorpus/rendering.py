"""A document as a notebook shows it: displaCy's marks in the page's own frame."""

from __future__ import annotations

from dataclasses import dataclass

from kzcorpus.errors import UsageError
from kzcorpus.export.documents import documents, selected
from kzcorpus.export.html import body
from kzcorpus.query import Filters
from kzcorpus.tables import Corpus

#: Styles of the frame alone, so that they change nothing else in a notebook. Marks are pale: the
#: frame is white with black letters in a dark notebook too.
_STYLE = """
.kzcorpus-text { background: #fff; color: #222; max-width: 48rem; max-height: 44rem; overflow: auto;
  border: 1px solid #c9d0d8; border-radius: .4em; padding: .6em 1.2em; overflow-wrap: anywhere;
  font: 1em/1.7 Georgia, "Times New Roman", "DejaVu Serif", serif; }
.kzcorpus-text h1 { font-size: 1.4em; color: #222; }
.kzcorpus-text .heading .entities { font-weight: bold; font-size: 1.15em; }
.kzcorpus-text .footnote, .kzcorpus-text .bibliography, .kzcorpus-text .header
  { font-size: .85em; color: #555; }
.kzcorpus-text .quotation { border-left: 3px solid #ccc; padding-left: 1em; }
.kzcorpus-text .entities { line-height: 2; margin: .8em 0; }
.kzcorpus-text mark { color: #000; }
.kzcorpus-text .meta, .kzcorpus-text .key { font: .85em/1.6 sans-serif; color: #555; }
.kzcorpus-text .key mark { margin-right: .4em; padding: .1em .4em; border-radius: .3em; }
"""


@dataclass(frozen=True, slots=True, repr=False)
class Rendering:
    """A document in HTML; the texts in it are escaped, so nothing of them is loaded or run.

    A notebook shows it when it is the last line of a cell; `html` is the source.
    """

    doc_id: str
    html: str
    mentions: int

    def __repr__(self) -> str:
        return f"<Rendering of {self.doc_id}: {self.mentions:,} mentions>"

    def _repr_html_(self) -> str:
        return self.html


def render(corpus: Corpus, doc_id: str) -> Rendering:
    """One document of a corpus, with its names marked.

    Raises:
        UsageError: there is no such document.
        MissingPackageError: spaCy is not installed.
    """
    chosen = selected(corpus, Filters(doc=doc_id))
    if doc_id not in chosen:
        raise UsageError(f"{doc_id}: is a folder of documents; name one of {', '.join(chosen)}")
    (document,) = documents(corpus, {doc_id: chosen[doc_id]})
    framed = f'<style>{_STYLE}</style><div class="kzcorpus-text">{body(document)}</div>'
    return Rendering(doc_id, framed, len(document.mentions))
