"""Pages with marked names: complete, self-contained, and deaf to hostile text."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.export import export_corpus
from kzcorpus.export.html import COLOURS
from kzcorpus.query import Filters
from kzcorpus.records import ENTITY_TYPES
from kzcorpus.tables import Corpus

pytest.importorskip("spacy")
#: What may be in a page; none of it fetches or runs anything.
TAGS = set(
    "html head meta title style body h1 p div mark small ul li a br span".split()  # noqa: SIM905
)


class Reader(HTMLParser):
    """Collects tags, attributes and the text inside marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.marks: list[str] = []
        self._depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag == "mark" and ("class", "entity") in attrs:
            self._depth = 1
            self.marks.append("")
        elif tag == "small":
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.marks[-1] += data


def test_every_type_has_a_colour() -> None:
    assert set(COLOURS) == set(ENTITY_TYPES)


def test_a_page_marks_every_mention(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    counts = export_corpus(corpus, "html", path, Filters(doc="tr/baskent"))
    rows = corpus.table("entities").to_pylist()
    mentions = [row["text"] for row in rows if row["doc_id"] == "tr/baskent"]
    assert counts == {"documents": 1, "mentions": len(mentions)}
    page = Reader(path.read_text(encoding="utf-8"))
    assert [mark.strip() for mark in page.marks] == mentions
    assert ("title", "nil/gpe/almatı") in page.attributes


def test_hostile_text_stays_text(hostile_corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    export_corpus(hostile_corpus, "html", path, Filters(doc="kötü"))
    text = path.read_text(encoding="utf-8")
    page = Reader(text)
    assert page.tags <= TAGS
    assert "&lt;script&gt;alert(3)" in text
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [name for name, _ in page.attributes if name in ("src", "href")]
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_a_folder_has_a_page_for_each_document(any_corpus: Corpus, written: Path) -> None:
    export_corpus(any_corpus, "html", written)
    pages = list((written / "documents").iterdir())
    assert len(pages) == any_corpus.counts()["documents"]
    index = Reader((written / "index.html").read_text(encoding="utf-8"))
    assert index.tags <= TAGS
    from urllib.parse import unquote

    links = {unquote(value or "") for name, value in index.attributes if name == "href"}
    assert links == {f"documents/{page.name}" for page in pages}


def test_a_page_of_several_documents_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one page holds one document"):
        export_corpus(corpus, "html", tmp_path / "all.html")
    assert list(tmp_path.iterdir()) == []
