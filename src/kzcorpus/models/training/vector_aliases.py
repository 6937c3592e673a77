"""Lower-case keys for cased word vectors.

Stanza's tagger looks every word up in Python's lower case, so that a vector kept for `Kazakistan`
is never found. Rows for the commonest capitalised words are copied under the key that the tagger
asks for (for `İstanbul` that is Python's own two-code-point spelling of its first letter).
"""

from __future__ import annotations

import logging
from pathlib import Path

logger = logging.getLogger(__name__)

#: <PAD>, <UNK>, <EMPTY>, <ROOT> open every Stanza vocabulary.
RESERVED = 4


def lower_keys(units: list[str], *, most: int) -> list[tuple[str, int]]:
    """Missing lower-case keys and the row that each copies, commonest first.

    `units` are in order of frequency, as word vectors keep them.

    >>> lower_keys(["<PAD>", "<UNK>", "<EMPTY>", "<ROOT>", "Astana", "bu", "Bu"], most=5)
    [('astana', 4)]
    """
    known = set(units)
    found: dict[str, int] = {}
    for row, unit in enumerate(units[RESERVED:], start=RESERVED):
        key = unit.lower()
        if key not in known and key not in found:
            found[key] = row
            if len(found) == most:
                break
    return list(found.items())


def add_lower_aliases(source: Path, target: Path, *, most: int) -> int:
    """Write the Stanza pretrain file `source` with up to `most` lower-case keys to `target`.

    Rows are only appended: models that were trained with `source` read `target` alike. Returns
    the number of new rows.
    """
    import torch

    state = torch.load(source, map_location="cpu", weights_only=True)
    vocab = state["vocab"]
    units = list(vocab["_id2unit"])
    keys = lower_keys(units, most=most)
    matrix = torch.as_tensor(state["emb"])
    rows = torch.tensor([row for _, row in keys], dtype=torch.long)
    units += [key for key, _ in keys]
    vocab["_id2unit"] = units
    vocab["_unit2id"] = {unit: row for row, unit in enumerate(units)}
    torch.save({"vocab": vocab, "emb": torch.cat([matrix, matrix[rows]])}, target)
    logger.info("%d lower-case keys added to %d vectors", len(keys), len(matrix))
    return len(keys)
