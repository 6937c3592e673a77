"""TEI: well-formed whatever a text holds, complete, and every reference leads somewhere."""

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from lxml import etree
from lxml.etree import RelaxNG

from kzcorpus.errors import UsageError
from kzcorpus.export import export_corpus
from kzcorpus.export.tei import NAMESPACE
from kzcorpus.query import Filters
from kzcorpus.tables import Corpus

N = f"{{{NAMESPACE}}}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def exported(corpus: Corpus, path: Path, filters: Filters | None = None) -> Element:
    export_corpus(corpus, "tei", path, filters)
    return ElementTree.parse(path).getroot()


def tokens_of(root: Element) -> list[Element]:
    """Surface tokens in order: words inside words are the syntactic words of one."""
    inner = {word for token in root.iter(f"{N}w") for word in token}
    tokens = (f"{N}w", f"{N}pc")
    return [e for e in root.iter() if e.tag in tokens and e not in inner]


def test_everything_is_there(any_corpus: Corpus, written: Path) -> None:
    root = exported(any_corpus, written)
    counts = any_corpus.counts()
    assert root.tag == f"{N}teiCorpus"
    assert len(root.findall(f"{N}TEI")) == counts["documents"]
    assert sum(1 for _ in root.iter(f"{N}s")) == counts["sentences"]
    assert len(tokens_of(root)) == counts["tokens"]
    names = [e for tag in ("name", "date", "num", "time") for e in root.iter(f"{N}{tag}")]
    inside = [e for e in names if any(child.tag in (f"{N}w", f"{N}pc") for child in e)]
    assert len(inside) == counts["entities"]


def test_ids_are_unique_and_references_lead_to_them(any_corpus: Corpus, written: Path) -> None:
    root = exported(any_corpus, written)
    ids = [e.get(ID) for e in root.iter() if e.get(ID)]
    assert len(ids) == len(set(ids))
    references = {e.get("ref") for e in root.iter(f"{N}name")} - {None}
    assert references
    assert references <= {f"#{name}" for name in ids}
    canonical = {e.text for e in root.find(f"{N}standOff").iter(f"{N}idno")}  # type: ignore[union-attr]
    assert canonical == set(any_corpus.table("canon")["canonical_id"].to_pylist())


def test_the_text_of_a_sentence_can_be_had_again(corpus: Corpus, written: Path) -> None:
    root = exported(corpus, written)
    texts = []
    for sentence in root.iter(f"{N}s"):
        found = tokens_of(sentence)
        parts = [
            (token.text or "") + ("" if token.get("join") == "right" else " ") for token in found
        ]
        texts.append("".join(parts).strip())
    assert texts == corpus.table("sentences")["text"].to_pylist()


def test_one_document_is_a_tei_of_its_own(corpus: Corpus, written: Path) -> None:
    root = exported(corpus, written, Filters(doc="tr/enerji"))
    assert root.tag == f"{N}TEI"
    assert [child.tag.removeprefix(N) for child in root] == ["teiHeader", "standOff", "text"]
    assert root.findtext(f".//{N}titleStmt/{N}title") == "Enerji <b>notları</b> & sayılar"
    assert root.findtext(f".//{N}licence") == "CC0-1.0"
    date = root.find(f".//{N}sourceDesc//{N}date")
    assert date is not None
    assert date.attrib == {"when": "2024-05"}
    (name, *_) = root.iter(f"{N}name")
    assert (name.get("type"), name.get("subtype")) == ("LOC", "GPE")


def test_a_multiword_token_holds_its_words(hostile_corpus: Corpus, written: Path) -> None:
    root = exported(hostile_corpus, written, Filters(doc="a"))
    (token, *_) = tokens_of(root)
    assert token.text == "Başkentteki"
    assert [(w.get("norm"), w.get("lemma"), w.get("msd"), w.text) for w in token] == [
        ("başkentte", "başkentte", "UPosTag=X", None),
        ("ki", "ki", "UPosTag=X", None),
    ]


def test_hostile_text_stays_text(hostile_corpus: Corpus, written: Path) -> None:
    root = exported(hostile_corpus, written, Filters(doc="kötü"))
    raw = written.read_text(encoding="utf-8")
    assert "<script" not in raw
    assert not any(ch < " " and ch != "\n" for ch in raw)
    assert "script" in [token.text for token in tokens_of(root)]
    assert [e.get("target") for e in root.iter() if e.get("target")] == []
    assert root.findtext(f".//{N}sourceDesc//{N}note") == "javascript:alert(4)"
    assert root.findtext(f".//{N}licence") == '"><img src=x onerror=alert(5)>'


def test_nothing_selected_is_refused_and_leaves_no_file(corpus: Corpus, written: Path) -> None:
    with pytest.raises(UsageError, match="tei: nothing is left to export"):
        export_corpus(corpus, "tei", written, Filters(lang="ar"))
    assert not written.exists()


@pytest.fixture(scope="module")
def schema() -> RelaxNG:
    return RelaxNG(etree.parse(Path(__file__).with_name("tei_subset.rng")))


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(kind="paragraph"), Filters(lang="tr")],
    ids=str,
)
def test_exports_keep_to_the_part_of_tei_that_they_use(
    any_corpus: Corpus, written: Path, filters: Filters, schema: RelaxNG
) -> None:
    export_corpus(any_corpus, "tei", written, filters)
    schema.assertValid(etree.parse(written))


def test_every_document_alone_keeps_to_it(
    any_corpus: Corpus, written: Path, schema: RelaxNG
) -> None:
    for doc_id in any_corpus.table("documents")["doc_id"].to_pylist():
        export_corpus(any_corpus, "tei", written, Filters(doc=doc_id))
        schema.assertValid(etree.parse(written))


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("<s ", "<sentence "),
        (' xml:id="', ' id="'),
        ("<teiHeader>", "<teiHeader><profileDesc/>"),
        ('type="LOC"', 'type="GPE"'),
        ('join="right"', 'join="yes"'),
        ('quantity="', 'quantity="about '),
    ],
)
def test_the_schema_finds_what_breaks_it(
    corpus: Corpus, written: Path, schema: RelaxNG, found: str, put: str
) -> None:
    export_corpus(corpus, "tei", written)
    text = written.read_text(encoding="utf-8")
    assert found in text
    broken = text.replace(found, put).replace(
        "</s>", "</s>" if put[1:5] != "sent" else "</sentence>"
    )
    assert not schema.validate(etree.fromstring(broken.encode()))
