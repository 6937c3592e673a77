"""The model store: which models there are, whether they are intact, and how to get more."""

from kzcorpus.models.fetch import fetch
from kzcorpus.models.registry import (
    ModelPackage,
    bundled_packages,
    find_package,
    folder_packages,
    user_folder,
)
from kzcorpus.models.verify import problems, verify

__all__ = [
    "ModelPackage",
    "bundled_packages",
    "fetch",
    "find_package",
    "folder_packages",
    "problems",
    "user_folder",
    "verify",
]
