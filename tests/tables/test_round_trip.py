"""Any text at all: what is written is what is read, and the corpus of it is sound."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kzcorpus.tables import TABLES, Corpus, RowBuilder, validate_corpus
from tests.fakes import FakeBackend, annotated, write_corpus

CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from("Iİıiəқ’'.,!\u0301\u200d\u202e\U0001f600\0\ufffe"),
)
#: Blocks have text; what has none never becomes one.
BLOCKS = st.lists(st.text(CHARACTERS, min_size=1, max_size=40).filter(str.strip), max_size=4)
TEXTS = st.text(CHARACTERS, max_size=20)


@settings(max_examples=25)
@given(st.lists(BLOCKS.filter(bool), max_size=3))
@example([["İ I ı i", "Kazakistan’ın başkenti Astana.\u0301 Ankara"]])
def test_the_corpus_of_any_text_is_sound(documents: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "corpus"
        plain = FakeBackend({})  # names get their canonical name in a whole build
        made = (annotated(f"d{n}", *texts, backend=plain) for n, texts in enumerate(documents))
        write_corpus(folder, *made)
        corpus = Corpus(folder)
        assert list(validate_corpus(corpus)) == []
        assert corpus.counts()["documents"] == len(documents)
        texts = [text for blocks in documents for text in blocks]
        assert corpus.table("blocks")["text"].to_pylist() == texts


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS | st.none(), st.lists(TEXTS)), max_size=5))
def test_any_value_comes_back_from_parquet(
    values: list[tuple[str, str, str | None, list[str]]],
) -> None:
    rows = [
        {
            "canonical_id": one,
            "name": other,
            "qid": maybe,
            "type": "GPE",
            "labels": list({text: text for text in several}.items()),
            "aliases": several,
            "name_keys": several,
            "relations": [],
            "n_mentions": 1,
            "n_documents": 1,
        }
        for one, other, maybe, several in values
    ]
    table = pa.Table.from_pylist(rows, schema=TABLES["canon"])
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    assert pq.read_table(pa.BufferReader(sink.getvalue())).to_pylist() == table.to_pylist()


def test_rows_that_were_taken_are_forgotten() -> None:
    rows = RowBuilder()
    rows.add_document(annotated("a", "Astana büyük."), [None])
    assert rows.take("tokens").num_rows == 3
    assert rows.take("tokens").num_rows == 0
