"""How fast the models could be: their multiply-adds over what this CPU does of them in a matmul."""

from __future__ import annotations

import time
from typing import Any

from kzcorpus.annotate import Segment
from kzcorpus.annotate.stanza_backend import StanzaBackend

#: Rows of the matrices that are timed: a large batch.
ROWS = 256

#: What is multiplied: name, multiplications of how many (inputs x outputs), how often a word.
Work = tuple[str, list[tuple[int, int]], float]


def show(backend: StanzaBackend, texts: list[str]) -> None:
    """Print the floor for these texts: a word cannot take less without smaller models."""
    found = backend.annotate([Segment(text, "tr") for text in texts])
    tokens = [
        (token, text)
        for text, sentences in zip(texts, found, strict=True)
        for sentence in sentences
        for token in sentence.tokens
    ]
    words = [word for token, _ in tokens for word in token.words]
    forms = {word.form for word in words}
    characters = sum(map(len, texts)) / len(words)
    letters = sum(map(len, forms)) / len(words)
    print(f"{'floor':14}{'multiply-adds a word':>22}{'GMAC/s':>9}{'us a word':>11}")
    total = macs_total = 0.0
    rates: dict[tuple[int, int], float] = {}
    shares = (characters, letters, len(forms) / len(words), len(tokens) / len(words))
    for name, shapes, often in work(backend._pipeline.processors, *shares):
        macs = seconds = 0.0
        for shape in shapes:
            if shape not in rates:
                rates[shape] = measured(*shape)
            macs += shape[0] * shape[1] * often
            seconds += shape[0] * shape[1] * often / rates[shape]
        total += seconds
        macs_total += macs
        print(f"{name:14}{macs:>22,.0f}{macs / seconds / 1e9:>9.1f}{seconds * 1e6:>11.1f}")
    rate = macs_total / total / 1e9
    print(f"{'all':14}{macs_total:>22,.0f}{rate:>9.1f}{total * 1e6:>11.1f}")
    print(f"a floor of {1 / total:,.0f} words a CPU second, activations and lemmas not counted")


def work(
    processors: Any, characters: float, letters: float, forms: float, tokens: float
) -> list[Work]:
    """The matrices of the models, and how often a word goes through each."""
    tokenizer = processors["tokenize"].trainer.model
    tagger = processors["pos"].trainer.model
    names = processors["ner"].trainers[0].model
    columns = [tagger.upos_hid, tagger.upos_clf, *tagger.tag_hid.values()]
    bilinear = [
        (part.W_bilin.in1_features, part.W_bilin.out_features)
        for name in ("xpos", "feats")
        for part in (tagger.tag_clf[name] if name == "feats" else [tagger.tag_clf[name]])
    ]
    of_form = [linear(tagger.trans_pretrained), linear(tagger.trans_char)]
    highway = [linear(layer) for layer in (*tagger.taggerlstm.highway, *tagger.taggerlstm.gate)]
    (layer,) = tagger.taggerlstm.lstm
    tagset = processors["ner"].trainers[0].args["predict_tagset"]
    return [
        ("tokenize", recurrent(tokenizer.rnn) + recurrent(tokenizer.rnn2), characters),
        ("pos: letters", recurrent(tagger.charmodel.charlstm.lstm), letters),
        # What the LSTM's gates get from the word, and the way past it, are the form's too.
        ("pos: forms", of_form + highway + of_input(layer.lstm), forms),
        (
            "pos: words",
            of_state(layer.lstm) + [linear(layer) for layer in columns] + bilinear,
            1,
        ),
        ("ner: letters", recurrent(names.charmodel.charlstm.lstm), letters * tokens),
        (
            "ner: forms",
            [linear(names.input_transform), *of_input(names.taggerlstm.lstm)],
            forms * tokens,
        ),
        (
            "ner: tokens",
            [*of_state(names.taggerlstm.lstm), linear(names.tag_clfs[tagset])],
            tokens,
        ),
    ]


def linear(layer: Any) -> tuple[int, int]:
    return layer.in_features, layer.out_features


def recurrent(lstm: Any) -> list[tuple[int, int]]:
    """The matrices of a step of an LSTM: from the input and from the state, in each direction."""
    return of_input(lstm) + of_state(lstm)


def of_input(lstm: Any) -> list[tuple[int, int]]:
    return [(lstm.input_size, 4 * lstm.hidden_size)] * (2 if lstm.bidirectional else 1)


def of_state(lstm: Any) -> list[tuple[int, int]]:
    return [(lstm.hidden_size, 4 * lstm.hidden_size)] * (2 if lstm.bidirectional else 1)


def measured(inputs: int, outputs: int) -> float:
    """Multiply-adds a CPU second of ROWS x inputs by inputs x outputs: the best of several runs."""
    import torch

    left, right = torch.randn(ROWS, inputs), torch.randn(inputs, outputs)
    times = max(1, int(2e8 / (ROWS * inputs * outputs)))
    best = float("inf")
    for _ in range(5):
        started = time.process_time()
        for _ in range(times):
            torch.mm(left, right)
        best = min(best, time.process_time() - started)
    return ROWS * inputs * outputs * times / best
