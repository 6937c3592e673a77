"""An annotated document as rows: each is its slice of the text, and knows its place in the file."""

from collections.abc import Callable
from typing import Any

import pytest

from kzcorpus.letters import fold
from kzcorpus.normalise import normalise_text
from kzcorpus.records import RawDocument, Reject
from kzcorpus.tables import TABLES, Corpus, RowBuilder
from tests.conftest import BASKENT, ENERJI
from tests.fakes import annotated

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rows(corpus: Corpus) -> Callable[..., Rows]:
    """The rows of a table, of one document or of all."""

    def of(table: str, doc_id: str = "tr/baskent") -> Rows:
        return [row for row in corpus.table(table).to_pylist() if row["doc_id"] == doc_id]

    return of


@pytest.mark.parametrize(
    ("table", "column"),
    [("blocks", "text"), ("sentences", "text"), ("tokens", "form"), ("entities", "text")],
)
def test_every_row_is_its_slice(rows: Callable[..., Rows], table: str, column: str) -> None:
    text = normalise_text(RawDocument("d", "d.txt", "", BASKENT)).text
    found = rows(table)
    assert found
    for row in found:
        assert text[row["start_char"] : row["end_char"]] == row[column]


@pytest.mark.parametrize("table", ["blocks", "sentences", "tokens", "entities"])
def test_every_row_leads_back_to_the_file(rows: Callable[..., Rows], table: str) -> None:
    column = "form" if table == "tokens" else "text"
    for row in rows(table):
        raw = BASKENT[row["raw_start"] : row["raw_end"]]
        assert raw.replace("\n", " ") == row[column]


def test_a_name_over_a_line_end_is_found_in_the_file(rows: Callable[..., Rows]) -> None:
    (row,) = [row for row in rows("entities") if row["name"] == "Nursultan Nazarbayev"]
    assert BASKENT[row["raw_start"] : row["raw_end"]] == "Nursultan\nNazarbayev"
    assert row["raw_line"] == 4


def test_lines_count_from_the_top_of_the_file_with_its_front_matter(
    rows: Callable[..., Rows],
) -> None:
    lines = ENERJI.splitlines()
    for row in rows("entities", "tr/enerji"):
        assert row["text"] in lines[row["raw_line"] - 1]


def test_blocks_joined_by_empty_lines_are_the_text(rows: Callable[..., Rows]) -> None:
    (document,) = rows("documents")
    assert len("\n\n".join(row["text"] for row in rows("blocks"))) == document["n_chars"]


def test_ids_count_from_one_without_gaps(rows: Callable[..., Rows]) -> None:
    assert [row["block_id"] for row in rows("blocks")] == [1, 2, 3]
    assert [row["sent_id"] for row in rows("sentences")] == [1, 2, 3, 4, 5, 6, 7]
    for sent_id in range(1, 8):
        tokens = [row["token_id"] for row in rows("tokens") if row["sent_id"] == sent_id]
        words = [row["id"] for row in rows("words") if row["sent_id"] == sent_id]
        assert tokens == list(range(1, len(tokens) + 1))
        assert words == list(range(1, len(words) + 1))


def test_a_multiword_token_has_its_words_under_one_token(rows: Callable[..., Rows]) -> None:
    (token,) = [row for row in rows("tokens") if row["form"] == "Başkentteki"]
    place = (token["sent_id"], token["token_id"])
    words = [row for row in rows("words") if (row["sent_id"], row["token_id"]) == place]
    assert token["n_words"] == 2
    assert [word["form"] for word in words] == ["başkentte", "ki"]
    assert words[1]["id"] == words[0]["id"] + 1


def test_a_mention_names_its_tokens(rows: Callable[..., Rows]) -> None:
    tokens = {(row["sent_id"], row["token_id"]): row for row in rows("tokens")}
    for mention in rows("entities"):
        mine = [
            tokens[mention["sent_id"], token_id]
            for token_id in range(mention["token_start"], mention["token_end"])
        ]
        assert mine[0]["start_char"] == mention["start_char"]
        assert mine[-1]["end_char"] == mention["end_char"]
        assert all(token["ner"].endswith(f"-{mention['type']}") for token in mine)


def test_mention_ids_count_in_the_order_of_the_text(rows: Callable[..., Rows]) -> None:
    mentions = rows("entities")
    assert [row["mention_id"] for row in mentions] == [
        f"tr/baskent#{number}" for number in range(1, len(mentions) + 1)
    ]
    starts = [row["start_char"] for row in mentions]
    assert starts == sorted(starts)


def test_a_mention_has_its_name_its_key_and_the_model_s_label(rows: Callable[..., Rows]) -> None:
    (row,) = [row for row in rows("entities") if row["text"] == "Almatı’dan"]
    assert (row["name"], row["name_key"]) == ("Almatı", "almati")
    (person,) = [row for row in rows("entities") if row["name"] == "Tokayev"]
    assert (person["type"], person["ner_native"]) == ("PERSON", "PER")


def test_a_value_has_no_entity(rows: Callable[..., Rows]) -> None:
    (row,) = [row for row in rows("entities") if row["type"] == "DATE"]
    assert (row["canonical_id"], row["canonical_name"], row["link_method"]) == (None, None, None)


def test_keys_are_folded_by_turkish_rules(rows: Callable[..., Rows]) -> None:
    for token in rows("tokens"):
        assert token["form_key"] == fold(token["form"])
    assert "kazakistan’ın" in {row["form_key"] for row in rows("tokens", "tr/enerji")}


def test_space_after_is_what_follows_in_the_text(rows: Callable[..., Rows]) -> None:
    joined = "".join(
        row["form"] + (" " if row["space_after"] else "") for row in rows("tokens", "az/dost")
    )
    (block,) = rows("blocks", "az/dost")
    assert joined.strip() == block["text"]


def test_what_is_unknown_is_null(rows: Callable[..., Rows]) -> None:
    (document,) = rows("documents", "az/dost")
    assert document["title"] is None
    assert document["date"] is None
    word = rows("words", "az/dost")[0]
    assert (word["feats"], word["misc"]) == (None, None)


def test_rows_are_forgotten_once_taken() -> None:
    builder = RowBuilder()
    document = annotated("d", "Astana büyük.")
    builder.add_document(document, [None])
    assert len(builder) == 3
    assert builder.take("tokens").num_rows == 3
    assert len(builder) == 0
    assert builder.take("tokens").schema == TABLES["tokens"]


def test_a_link_too_few_is_an_error_not_a_wrong_row() -> None:
    with pytest.raises(ValueError, match="zip"):
        RowBuilder().add_document(annotated("d", "Astana büyük."), [])


def test_a_refusal_is_one_line_that_parquet_can_hold() -> None:
    builder = RowBuilder()
    builder.add_reject(Reject("bad\udcff\n.txt", "ingest", "unreadable", "first\nsecond"))
    (row,) = builder.take("rejects").to_pylist()
    assert row["path"] == "bad\\udcff .txt"
    assert row["detail"] == "first second"
