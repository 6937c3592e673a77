"""The tables' columns are a contract: each has a type and a meaning."""

import json

import pyarrow as pa
import pytest

from kzcorpus.tables import SCHEMA_VERSION, TABLES, Corpus, describe_tables
from kzcorpus.tables.schemas import CATEGORIES, METADATA_KEY

NAMES = [
    "documents",
    "blocks",
    "sentences",
    "tokens",
    "words",
    "entities",
    "spans",
    "canon",
    "rejects",
]


def test_the_tables_are_those_of_the_contract() -> None:
    assert list(TABLES) == NAMES


@pytest.mark.parametrize("table", NAMES)
def test_every_column_says_what_it_means(table: str) -> None:
    for field in TABLES[table]:
        assert field.metadata[b"description"].strip(), field.name


@pytest.mark.parametrize("table", NAMES)
def test_a_file_carries_its_table_and_schema_version(corpus: Corpus, table: str) -> None:
    metadata = corpus.table(table).schema.metadata
    assert json.loads(metadata[METADATA_KEY]) == {
        "table": table,
        "schema_version": SCHEMA_VERSION,
    }


@pytest.mark.parametrize("table", NAMES)
def test_a_file_has_the_columns_of_the_contract(corpus: Corpus, table: str) -> None:
    read = corpus.table(table).schema
    assert read.names == TABLES[table].names
    wanted = TABLES[table].types
    kinds = [str(kind) for kind in wanted if not pa.types.is_map(kind)]
    assert [str(kind) for kind in read.types if not pa.types.is_map(kind)] == kinds


@pytest.mark.parametrize("table", [name for name in NAMES if name not in ("canon", "rejects")])
def test_tables_of_documents_have_a_doc_id(table: str) -> None:
    assert "doc_id" in TABLES[table].names


def test_the_description_has_a_row_for_every_column() -> None:
    rows = describe_tables().to_pylist()
    assert [(row["table"], row["column"]) for row in rows] == [
        (table, column) for table, schema in TABLES.items() for column in schema.names
    ]
    assert all(row["type"] and row["description"] for row in rows)


def test_categories_are_columns() -> None:
    columns = {name for schema in TABLES.values() for name in schema.names}
    assert columns >= set(CATEGORIES)
