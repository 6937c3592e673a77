"""Folders that are no folders of this machine: object stores and other places, through fsspec.

Nothing here knows what a corpus is. fsspec, and what a store needs besides, are loaded when an
address is first used; a path of this machine never loads them.
"""

from kzcorpus.remote.address import cache_folder, full_address, is_remote, shown
from kzcorpus.remote.lock import locked
from kzcorpus.remote.mirror import mirror
from kzcorpus.remote.store import Entry, Store, open_store

__all__ = [
    "Entry",
    "Store",
    "cache_folder",
    "full_address",
    "is_remote",
    "locked",
    "mirror",
    "open_store",
    "shown",
]
