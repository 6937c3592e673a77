"""The Parquet tables: what they hold, how they are written, how they are read."""

from kzcorpus.tables.corpus import Corpus
from kzcorpus.tables.findings import Finding
from kzcorpus.tables.published import fetch_files, publish, read_published
from kzcorpus.tables.regrouping import regrouped
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
from kzcorpus.tables.validate import check_files, validate_corpus

__all__ = [
    "SCHEMA_VERSION",
    "TABLES",
    "Corpus",
    "Finding",
    "Manifest",
    "RowBuilder",
    "TableFile",
    "TableWriter",
    "check_files",
    "describe_tables",
    "fetch_files",
    "part_name",
    "publish",
    "read_manifest",
    "read_published",
    "recover",
    "regrouped",
    "validate_corpus",
]
