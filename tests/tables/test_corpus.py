"""A built corpus as DataFrames and Arrow tables."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import kzcorpus
from kzcorpus.errors import CorpusError
from kzcorpus.records import DocumentMeta
from kzcorpus.tables import TABLES, Corpus
from kzcorpus.tables.schemas import CATEGORIES
from tests.conftest import part
from tests.fakes import annotated, write_corpus


def test_open_takes_a_path_or_a_string(built: Path) -> None:
    assert kzcorpus.open(built).counts() == kzcorpus.open(str(built)).counts()


def test_open_where_there_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus here"):
        kzcorpus.open(tmp_path)


def test_five_frames(corpus: Corpus) -> None:
    assert len(corpus.documents) == 4
    assert len(corpus.sentences) == 15
    assert len(corpus.words) == len(corpus.tokens) + 1
    assert corpus.entities.name.value_counts()["Kazakistan"] == 3


def test_a_frame_is_read_once(corpus: Corpus) -> None:
    assert corpus.tokens is corpus.tokens


@pytest.mark.parametrize("table", TABLES)
def test_columns_with_few_values_are_categories(corpus: Corpus, table: str) -> None:
    frame = corpus.frame(table)
    categorical = {c for c in frame.columns if isinstance(frame[c].dtype, pd.CategoricalDtype)}
    assert categorical == set(CATEGORIES) & set(frame.columns)


def test_numbers_may_be_missing_and_stay_numbers(corpus: Corpus) -> None:
    dtypes = corpus.entities.dtypes.astype(str)
    assert dtypes["start_char"] == dtypes["raw_line"] == "Int32"
    assert dtypes["link_score"] == "Float32"
    assert corpus.tokens.space_after.dtype == bool
    date = corpus.entities[corpus.entities.type == "DATE"].iloc[0]
    assert date.link_score is pd.NA


def test_text_is_text(corpus: Corpus) -> None:
    for column in ("doc_id", "text", "name", "canonical_id"):
        assert pd.api.types.is_string_dtype(corpus.entities[column]), column


def test_labels_are_pairs_of_language_and_name(corpus: Corpus) -> None:
    canon = corpus.frame("canon").set_index("canonical_id")
    assert canon.labels["nil/gpe/kazakistan"] == [("tr", "Kazakistan")]


def test_some_columns_alone(corpus: Corpus) -> None:
    assert corpus.table("tokens", ["form", "ner"]).column_names == ["form", "ner"]


def test_counts_are_the_tables_rows(corpus: Corpus) -> None:
    assert corpus.counts() == {name: corpus.table(name).num_rows for name in TABLES}


def test_pandas_reads_the_folders_without_us(built: Path) -> None:
    assert len(pd.read_parquet(built / "tokens")) == 128


def test_an_unknown_table_is_refused_with_the_known_ones(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="no table 'lemmas'; there are: documents, blocks, "):
        corpus.table("lemmas")


def test_a_missing_file_is_named(copy: Path) -> None:
    lost = part(copy, "tokens")
    lost.unlink()
    with pytest.raises(CorpusError, match=rf"tokens/{lost.name}: missing; build again"):
        Corpus(copy).table("tokens")


def test_a_damaged_file_is_one_clear_error(copy: Path) -> None:
    part(copy, "tokens").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(CorpusError, match="tokens: cannot be read") as refusal:
        Corpus(copy).table("tokens")
    assert "\n" not in str(refusal.value)


def test_repr_says_where_and_how_much(corpus: Corpus, built: Path) -> None:
    assert repr(corpus) == f"Corpus({str(built)!r}: 4 documents, 128 tokens, 18 entities)"


def test_html_shows_tables_and_documents(corpus: Corpus) -> None:
    page = corpus._repr_html_()
    assert "<td>tokens</td>" in page
    assert "tr/baskent" in page
    assert "more documents" not in page


def test_html_escapes_what_authors_wrote(tmp_path: Path) -> None:
    document = annotated("d", "Astana büyük.")
    raw = replace(document.norm.raw, meta=DocumentMeta(title="<script>alert(1)</script>&"))
    hostile = replace(document, norm=replace(document.norm, raw=raw))
    folder = tmp_path / "<b>corpus"
    write_corpus(folder, hostile)
    page = Corpus(folder)._repr_html_()
    assert "<script>" not in page
    assert "<b>corpus" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in page


def test_html_of_a_large_corpus_is_short(tmp_path: Path) -> None:
    write_corpus(tmp_path, *(annotated(f"d{number:02}", "Astana.") for number in range(23)))
    page = Corpus(tmp_path)._repr_html_()
    assert "and 3 more documents" in page
    assert "d19" in page
    assert "d20" not in page


def test_an_empty_corpus_can_be_looked_at(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    corpus = Corpus(tmp_path)
    assert corpus.entities.empty
    assert isinstance(corpus.table("canon"), pa.Table)
    assert "0 documents" in repr(corpus)
    assert "<table>" in corpus._repr_html_()
