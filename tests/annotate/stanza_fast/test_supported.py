"""Which models take the fast path; the others are left to Stanza, and answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kzcorpus.annotate.stanza_backend import StanzaBackend
from kzcorpus.annotate.stanza_fast import unsupported
from tests.annotate.stanza_fast.conftest import MakeBackend, naive, ours

TEXT = "Astana ve Almatı büyük kentlerdir. Nursultan Nazarbayev başkenti taşıdı."


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"tokenize": {"rnn_layers": 2}}, ["tokenize: convolutions or several layers"]),
        ({"tokenize": {"conv_res": "1,9"}}, ["tokenize: convolutions or several layers"]),
        (
            {"tokenize": {"feat_funcs": ["numeric", "currency"]}},
            ["tokenize: features of more than one character"],
        ),
        ({"tokenize": {"skip_newline": True}}, ["tokenize: a script without spaces"]),
        ({"lemma": {"caseless": True}}, ["lemma: without case"]),
        ({"ner": {"char_rec_dropout": 0.1}}, ["ner: LSTMs with recurrent dropout"]),
        ({"pos": {"rec_dropout": 0.1}}, ["pos: LSTMs with recurrent dropout"]),
    ],
    ids=lambda changes: ",".join(changes),
)
def test_another_shape_is_left_to_stanza(
    make_backend: MakeBackend, changes: dict[str, dict[str, Any]], why: list[str]
) -> None:
    backend = make_backend(**changes)
    assert backend.why_plain == why
    assert ours(backend, [TEXT]) == naive(backend, [TEXT])


@pytest.mark.parametrize(
    ("processor", "key", "value", "why"),
    [
        ("tokenize", "use_dictionary", True, "tokenize: a dictionary"),
        ("tokenize", "shorthand", "la_ittb", "tokenize: rules of one treebank"),
        ("pos", "charlm", True, "pos: a character language model"),
        ("pos", "bert_model", "some-bert", "pos: a transformer"),
        ("pos", "share_hid", True, "pos: columns that do not hang on upos alone"),
        ("ner", "charlm", True, "ner: a character language model"),
        ("ner", "connect_output_layers", True, "ner: label sets that hang on each other"),
    ],
)
def test_a_setting_that_the_fast_path_does_not_know(
    backend: StanzaBackend,
    monkeypatch: pytest.MonkeyPatch,
    processor: str,
    key: str,
    value: object,
    why: str,
) -> None:
    pipeline: Any = backend._pipeline
    assert unsupported(pipeline) == []
    monkeypatch.setitem(pipeline.processors[processor].trainer.args, key, value)
    assert unsupported(pipeline) == [why]


def test_several_name_taggers(backend: StanzaBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    processor = backend._pipeline.processors["ner"]
    monkeypatch.setattr(processor, "trainers", processor.trainers * 2)
    assert unsupported(backend._pipeline) == ["ner: several models"]


def test_processors_that_are_none_of_those(backend: StanzaBackend) -> None:
    own = dict(backend._pipeline.processors)
    del own["mwt"]
    assert unsupported(SimpleNamespace(processors=own)) == ["processors lemma, ner, pos, tokenize"]
    assert unsupported(SimpleNamespace(processors={})) == ["processors none"]
