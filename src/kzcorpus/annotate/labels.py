"""From the labels of many models to the one label set of the tables.

Nothing is guessed: a label that stands in no table is refused when the model is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable

from kzcorpus.errors import ModelError
from kzcorpus.records import ENTITY_TYPES

#: Labels of Stanza's published models that differ from ours.
ALIASES = {
    "PER": "PERSON",  # WikiNER, CoNLL 2003
    "LOCATION": "LOC",  # Stanza tr (starlang); it does not tell places from states
    "ORGANIZATION": "ORG",  # Stanza tr (starlang)
    # KazNERD, which Stanza's Kazakh model is trained on
    "ORGANISATION": "ORG",
    "FACILITY": "FAC",
    "ART": "WORK_OF_ART",
    "PROJECT": "PRODUCT",  # named programmes
    "PERCENTAGE": "PERCENT",
    "POSITION": "TITLE",
}
#: Labels of published models that are no entities here.
DROPPED = frozenset(
    ("ADAGE", "CONTACT", "DISEASE", "MISCELLANEOUS", "NON_HUMAN")  # KazNERD
)


def label_map(labels: Iterable[str], model: str) -> dict[str, str]:
    """Each of a model's labels with its type, "" for those of `DROPPED`.

    Raises:
        ModelError: labels that nobody has mapped.
    """
    table = {label: label for label in ENTITY_TYPES} | ALIASES | dict.fromkeys(DROPPED, "")
    wanted = sorted(set(labels))
    unknown = [label for label in wanted if label not in table]
    if unknown:
        raise ModelError(
            f"model {model}: unknown entity labels {', '.join(unknown)}; "
            "map them in kzcorpus/annotate/labels.py"
        )
    return {label: table[label] for label in wanted}
