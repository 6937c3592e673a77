"""The Parquet tables: what they hold, how they are written, how they are read."""

from kzcorpus.tables.corpus import Corpus
from kzcorpus.tables.row_checks import Finding
from kzcorpus.tables.rows import RowBuilder
from kzcorpus.tables.schemas import SCHEMA_VERSION, TABLES, describe_tables
from kzcorpus.tables.store import (
    Manifest,
    TableFile,
    TableWriter,
    part_name,
    read_manifest,
    recover,
)
from kzcorpus.tables.validate import validate_corpus

__all__ = [
    "SCHEMA_VERSION",
    "TABLES",
    "Corpus",
    "Finding",
    "Manifest",
    "RowBuilder",
    "TableFile",
    "TableWriter",
    "describe_tables",
    "part_name",
    "read_manifest",
    "recover",
    "validate_corpus",
]
