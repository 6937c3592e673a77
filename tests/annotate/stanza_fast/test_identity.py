"""The fast path answers as Stanza does for each text by itself, whatever stands beside it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcorpus.annotate.stanza_backend import StanzaBackend
from kzcorpus.annotate.stanza_fast.windows import WHOLE
from tests.annotate.stanza_fast.conftest import Answer, MakeBackend, naive, ours

SENTENCES = [
    "Astana ve Almatı büyük kentlerdir.",
    "Nursultan Nazarbayev 1991’de başkenti kuzeye taşıdı!",
    "Xəzər dənizi ilə Ұлытау арасында — 1 000 км var.",
    "Bilgi için www.ornek.com.tr ya da ad.soyad@ornek.org yeterlidir.",
    "Ne?! Nasıl?? (Böyle.) Sorular, 3,5 milyon; IĞDIR’a yol…",
]
SPACES = [" ", "  ", "\n", "\n\n", " \n \n ", "\t", "\u00a0", "\u200b", "\x97", "\r\n"]


def long_text(length: int, seed: int) -> str:
    chosen = random.Random(seed)
    made = ""
    while len(made) < length:
        made += chosen.choice(SENTENCES) + " "
    return made[:length]


PIECES = [*SENTENCES, *SPACES, "Astana", "kentler", "a", "?!"]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=4)


@settings(max_examples=10)
@given(texts=TEXTS)
def test_short_texts(backend: StanzaBackend, texts: list[str]) -> None:
    assert ours(backend, texts) == naive(backend, texts)


@settings(max_examples=10)
@given(text=st.text(max_size=60))
def test_any_letters(backend: StanzaBackend, text: str) -> None:
    assert ours(backend, [text]) == naive(backend, [text])


@pytest.mark.parametrize("length", [WHOLE - 2, WHOLE - 1, WHOLE, WHOLE + 1, 2 * WHOLE])
def test_long_paragraphs(backend: StanzaBackend, length: int) -> None:
    text = long_text(length, seed=length).rstrip()
    text += "." * (length - len(text))
    assert ours(backend, [text]) == naive(backend, [text])


@pytest.mark.parametrize("lengths", [(1300, 300, 999), (1000, 1000), (2200, 1100, 1001, 20, 7)])
def test_paragraphs_of_a_text_that_stanza_reads_together(
    backend: StanzaBackend, lengths: tuple[int, ...]
) -> None:
    text = "\n\n".join(long_text(length, seed=length) for length in lengths)
    assert ours(backend, [text]) == naive(backend, [text])


def test_more_paragraphs_than_stanza_reads_together(backend: StanzaBackend) -> None:
    text = "\n\n".join(long_text(25 * number, seed=number) for number in (1, 60, 2, 3, 30, 4))
    assert ours(backend, [text]) == naive(backend, [text])


@pytest.fixture(scope="module")
def answered(backend: StanzaBackend) -> list[tuple[str, Answer]]:
    """Texts of all lengths, and Stanza's answers to them."""
    texts = [long_text(60 * number, seed=number) for number in range(1, 9)]
    return list(zip(texts, naive(backend, texts), strict=True))


@pytest.mark.parametrize("size", [1, 3, None])
def test_whatever_the_batch_and_the_order(
    backend: StanzaBackend, answered: list[tuple[str, Answer]], size: int | None
) -> None:
    for pairs in (answered, answered[::-1]):
        assert ours(backend, [text for text, _ in pairs], size) == [found for _, found in pairs]


def test_the_answers_are_of_many_kinds(backend: StanzaBackend) -> None:
    """Or the tests above would say little."""
    (found,) = ours(backend, [long_text(900, seed=3)])
    assert not isinstance(found, str)
    tokens = [token for sentence in found for token in sentence.tokens]
    words = [word for token in tokens for word in token.words]
    assert len(found) > 10
    assert len(tokens) > 3 * len(found)
    assert 10 < sum(len(token.words) > 1 for token in tokens) < len(tokens) / 2
    assert len({token.ner for token in tokens}) > 1
    assert len({word.upos for word in words}) > 3
    assert len({word.feats for word in words}) > 3
    assert any(word.lemma != word.form for word in words)


@pytest.mark.parametrize(
    "changes",
    [
        {"tokenize": {"hierarchical": False, "use_mwt": False}},
        {"tokenize": {"feat_funcs": ["numeric", "start_of_para"], "hier_invtemp": 0}},
        {"pos": {"char_bidirectional": True, "num_layers": 2}, "lemma": {"edit": False}},
        {"pos": {"char": False}, "ner": {"lowercase": True, "char_lowercase": True}},
        {"mwt": {"ensemble_dict": False}, "lemma": {"ensemble_dict": False, "copy": False}},
        {"ner": {"input_transform": True, "num_layers": 2, "char": False}},
        {"mwt": {"dict_only": True}},
    ],
    ids=lambda changes: ",".join(changes),
)
def test_models_of_other_settings(
    make_backend: MakeBackend, changes: dict[str, dict[str, Any]]
) -> None:
    backend = make_backend(seed=4, **changes)
    assert backend.why_plain == []
    texts = [long_text(250 * number, seed=number) for number in (1, 5)]
    assert ours(backend, texts) == naive(backend, texts)


def test_stanza_s_own_path_answers_alike(make_backend: MakeBackend) -> None:
    backend = make_backend(plain=True)
    assert backend.why_plain == ["asked for"]
    texts = [long_text(length, seed=length) for length in (120, 2500, 60, 1300)]
    assert ours(backend, texts) == naive(backend, texts)
