"""Lets a frozen character model be asked once about a sentence instead of once a pass.

While a tagger trains, its character models stand still: what they say of a sentence never changes,
and saying it again is half of a step. Both of Stanza's ways of asking are covered, the POS
tagger's (`build_char_representation`) and the NER tagger's (`get_representation`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Names of the character models inside Stanza's taggers.
MODULES = ("charmodel_forward", "charmodel_backward")


def remember(tagger: Any, *, most: int = 60_000) -> None:
    """Give a tagger's character models, if it has any, a memory of `most` sentences each.

    Kept in half precision, about 10 kB a sentence and direction for 256 units.
    """
    for name in MODULES:
        if hasattr(tagger, name):
            _remember_words(getattr(tagger, name), most)
            _remember_letters(getattr(tagger, name), most)


def _remember_words(charlm: Any, most: int) -> None:
    plain = charlm.build_char_representation
    known: dict[tuple[str, ...], Any] = {}

    def build(sentences: Sequence[Sequence[str]]) -> list[Any]:
        keys = [tuple(sentence) for sentence in sentences]
        new = [key for key in dict.fromkeys(keys) if key not in known]
        said = dict(zip(new, plain([list(key) for key in new]), strict=True)) if new else {}
        room = max(0, most - len(known))
        known.update((key, said[key].half()) for key in new[:room])
        return [said[key] if key in said else known[key].float() for key in keys]

    charlm.build_char_representation = build


def _remember_letters(charlm: Any, most: int) -> None:
    import torch
    from stanza.models.common.utils import unsort
    from torch.nn.utils.rnn import pack_sequence

    known: dict[tuple[int, ...], Any] = {}

    def get(chars: Any, charoffsets: Any, charlens: Any, char_orig_idx: Any) -> Any:
        keys = [tuple(row[:size].tolist()) for row, size in zip(chars, charlens, strict=True)]
        new = [i for i, key in enumerate(keys) if key not in known]  # still longest first
        said: dict[int, Any] = {}
        if new:
            sizes = [charlens[i] for i in new]
            with torch.no_grad():
                output, _, _ = charlm.forward(chars[new][:, : max(sizes)], sizes)
            said = {i: output[at, charoffsets[i]] for at, i in enumerate(new)}
            room = max(0, most - len(known))
            known.update((keys[i], said[i].half()) for i in new[:room])
        rows = [said[i] if i in said else known[key].float() for i, key in enumerate(keys)]
        return pack_sequence(unsort(rows, char_orig_idx))

    charlm.get_representation = get
