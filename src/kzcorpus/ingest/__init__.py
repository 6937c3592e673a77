"""Files to raw documents: what is in the folder, what it says, what is refused."""

from kzcorpus.ingest.adding import Candidate, add_file, check_file, explainable
from kzcorpus.ingest.dates import parse_date
from kzcorpus.ingest.folder import KnownFile, ReadFile, ingest_folder, read_documents
from kzcorpus.ingest.listing import RawFile, folder_digests, folder_fingerprint, list_files
from kzcorpus.ingest.metadata import MetadataSheet, checked_meta, read_sheet

__all__ = [
    "Candidate",
    "KnownFile",
    "MetadataSheet",
    "RawFile",
    "ReadFile",
    "add_file",
    "check_file",
    "checked_meta",
    "explainable",
    "folder_digests",
    "folder_fingerprint",
    "ingest_folder",
    "list_files",
    "parse_date",
    "read_documents",
    "read_sheet",
]
