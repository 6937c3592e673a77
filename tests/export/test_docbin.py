"""spaCy's documents, loaded back without any model."""

from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.export import export_corpus, to_spacy
from kzcorpus.query import Filters
from kzcorpus.tables import Corpus

spacy = pytest.importorskip("spacy")


def loaded(path: Path) -> list[Any]:
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))


def test_a_docbin_holds_tokens_sentences_and_names(any_corpus: Corpus, written: Path) -> None:
    counts = export_corpus(any_corpus, "docbin", written)
    docs = loaded(written)
    told = any_corpus.counts()
    assert counts == {
        "documents": told["documents"],
        "tokens": told["tokens"],
        "mentions": told["entities"],
    }
    tokens = [token for doc in docs for token in doc]
    rows = any_corpus.table("tokens").to_pylist()
    assert [token.text for token in tokens] == [row["form"] for row in rows]
    assert [bool(token.whitespace_) for token in tokens] == [row["space_after"] for row in rows]
    assert [start for doc in docs for start in doc.user_data["start_char"]] == [
        row["start_char"] for row in rows
    ]
    assert sum(len(list(doc.sents)) for doc in docs) == told["sentences"]
    found = [
        (doc.user_data["doc_id"], span.text, span.label_, span.kb_id_)
        for doc in docs
        for span in doc.ents
    ]
    assert found == [
        (row["doc_id"], row["text"], row["type"], row["canonical_id"] or "")
        for row in any_corpus.table("entities").to_pylist()
    ]


def test_a_multiword_token_is_one_token_and_keeps_its_words(
    hostile_corpus: Corpus, written: Path
) -> None:
    export_corpus(hostile_corpus, "docbin", written, Filters(doc="a"))
    (doc,) = loaded(written)
    assert (doc[0].text, doc[0].lemma_, doc[0].pos_) == ("Başkentteki", "başkentte", "X")
    (multiword,) = doc.user_data["multiword"]
    assert multiword["token"] == 0
    assert [word["form"] for word in multiword["words"]] == ["başkentte", "ki"]


def test_one_document_for_a_notebook(corpus: Corpus) -> None:
    doc = to_spacy(corpus, "tr/enerji")
    assert doc.user_data["doc_id"] == "tr/enerji"
    assert [span.text for span in doc.ents][:3] == ["Kazakistan", "Hazar Denizi", "KAZAKİSTAN'IN"]


@pytest.mark.parametrize(
    ("doc_id", "message"),
    [("tr/enerj", "no such document"), ("tr", "tr: is a folder of documents; name one of tr/bas")],
)
def test_what_is_no_document_is_refused(corpus: Corpus, doc_id: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        to_spacy(corpus, doc_id)
