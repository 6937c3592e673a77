"""Files to raw documents: what is in the folder, what it says, what is refused."""

from kzcorpus.ingest.folder import RawFile, folder_fingerprint, ingest_folder, list_files
from kzcorpus.ingest.metadata import MetadataSheet, read_sheet

__all__ = [
    "MetadataSheet",
    "RawFile",
    "folder_fingerprint",
    "ingest_folder",
    "list_files",
    "read_sheet",
]
