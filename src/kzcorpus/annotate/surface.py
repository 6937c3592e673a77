"""The form of a text that a model sees: the same length, in the spelling that it was trained on.

Models know one apostrophe, and the bundled ones one alphabet. Authors write several, and the tables
keep what the author wrote; so the difference is bridged here, on the annotator's side, without
moving an offset.
"""

from __future__ import annotations

from kzcorpus.letters import bridge_az, bridge_kk, plain_apostrophes

#: Languages (of the text, of the model) whose letters differ.
_BRIDGES = {("az", "tr"): bridge_az, ("kk", "kk"): bridge_kk}


def model_form(text: str, lang: str = "tr", model_lang: str = "tr") -> str:
    """A text in `lang` for a model of `model_lang`, character for character.

    >>> model_form("Kazakistan'ın") == model_form("Kazakistanʼın") == model_form("Kazakistan`ın")
    True
    >>> model_form("Qazaxıstan", "az"), model_form("Qazaxıstan", "az", "az")
    ('Kazahıstan', 'Qazaxıstan')
    """
    plain = plain_apostrophes(text)
    bridge = _BRIDGES.get((lang, model_lang))
    return bridge(plain) if bridge else plain
