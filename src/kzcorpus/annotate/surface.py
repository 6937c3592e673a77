"""The form of a text that a model sees: the same length, in the spelling that it was trained on.

Models know one apostrophe. Authors write several, and the tables keep what the author wrote; so the
difference is bridged here, on the annotator's side, without moving an offset.
"""

from __future__ import annotations

from kzcorpus.letters import APOSTROPHES

#: The apostrophe of the bundled models' training data.
MODEL_APOSTROPHE = "'"
_TO_MODEL = {ord(mark): MODEL_APOSTROPHE for mark in APOSTROPHES}


def model_form(text: str) -> str:
    """The text for the model, character for character.

    >>> model_form("Kazakistan’ın") == model_form("Kazakistanʼın") == model_form("Kazakistan`ın")
    True
    """
    return text.translate(_TO_MODEL)
