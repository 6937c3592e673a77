"""Raw text to clean text, with every change on record and the way back kept."""

from kzcorpus.normalise.duplicates import (
    DocumentSignature,
    DuplicateFinder,
    Marks,
    signature,
)
from kzcorpus.normalise.language import LANGUAGES, Detector, detect_languages, load_detector
from kzcorpus.normalise.text import BLOCK_SEPARATOR, normalise_text

__all__ = [
    "BLOCK_SEPARATOR",
    "LANGUAGES",
    "Detector",
    "DocumentSignature",
    "DuplicateFinder",
    "Marks",
    "detect_languages",
    "load_detector",
    "normalise_text",
    "signature",
]
