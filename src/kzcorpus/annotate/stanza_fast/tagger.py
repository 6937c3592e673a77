"""Parts of speech and features of many sentences at once.

The network is `Tagger` in stanza.models.pos.model, run module by module: what belongs to a form
alone comes from a table, the LSTM sees many sentences of like length, and the bilinear layers,
which know of the part of speech one of twenty embeddings, are linear once that is put in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kzcorpus.annotate.stanza_fast.forms import CharacterStates, FormTable, distinct
from kzcorpus.annotate.stanza_fast.packing import Packing, packings
from kzcorpus.annotate.stanza_fast.recurrent import Layer

#: upos, xpos, feats of a word; "" where there is none.
Tags = tuple[str, str, str]


class Tagger:
    """Stanza's part-of-speech tagger over many sentences."""

    def __init__(self, processor: Any) -> None:
        self._model: Any = processor.trainer.model.eval()
        self._vocab, self._pretrain = processor.vocab, processor.pretrain
        self._table = FormTable(self._vectors)
        self._layers = [Layer(lstm.lstm) for lstm in self._model.taggerlstm.lstm]
        self._characters = CharacterStates(self._model, self._vocab)
        self._upos, self._xpos = (
            [_shown(self._vocab[name].id2unit(number)) for number in range(len(self._vocab[name]))]
            for name in ("upos", "xpos")
        )
        self._feats: dict[bytes, str] = {}
        self._sizes = self._vocab["feats"].lens()
        self._bilinear: dict[str, tuple[Any, Any]] = {}

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Tags]:
        """The tags of all words, in order."""
        forms = [form for sentence in sentences for form in sentence]
        table, rows = self._table.vectors(forms)
        upos = np.empty(len(forms), np.int64)
        xpos = np.empty(len(forms), np.int64)
        feats = np.empty((len(forms), len(self._sizes)), np.int16)
        for packing in packings([len(sentence) for sentence in sentences]):
            at = packing.positions
            states = self._states(*distinct(table, rows[at]), packing)
            upos[at], xpos[at], feats[at] = self._tags(states)
        shown = [self._shown_feats(row) for row in feats]
        return [
            (self._upos[u], self._xpos[x], f)
            for u, x, f in zip(upos.tolist(), xpos.tolist(), shown, strict=True)
        ]

    def _vectors(self, forms: list[str]) -> Any:
        """The LSTM's input for each form, as the model puts it together: forms x width."""
        import torch
        from stanza.models.common.utils import simplify_punct

        model, vocab = self._model, self._vocab
        device = model.upos_emb.weight.device
        words = [word for ((word,),) in simplify_punct([[[form]] for form in forms])]
        inputs = []
        if model.args["word_emb_dim"] > 0:
            inputs.append(model.word_emb(torch.tensor(vocab["word"].map(words), device=device)))
        if model.args["pretrain"]:
            known = self._pretrain.vocab.map([word.lower() for word in words])
            vectors = model.pretrained_emb(torch.tensor(known, device=device))
            inputs.append(model.trans_pretrained(vectors))
        if model.args["char"] and model.args["char_emb_dim"] > 0:
            inputs.append(model.trans_char(self._characters(words)))
        return torch.cat(inputs, 1)

    def _states(self, inputs: Any, rows: Any, packing: Packing) -> Any:
        """The highway LSTM's states of packed words, whose inputs are in `rows` of `inputs`."""
        import torch

        network = self._model.taggerlstm
        for number, layer in enumerate(self._layers):
            # The way past the LSTM does not know the context either.
            past = torch.sigmoid(network.gate[number](inputs))
            past.mul_(torch.tanh(network.highway[number](inputs)))
            states = layer(inputs, rows, packing, initial_states(self._model, number))
            inputs = states.add_(past.index_select(0, rows))
            rows = torch.arange(len(states), device=states.device)
        return inputs

    def _tags(self, states: Any) -> tuple[Any, Any, Any]:
        """The numbers of upos, xpos and each feature of packed words."""
        import torch

        model = self._model
        hidden = torch.relu(model.upos_hid(states))
        upos = model.upos_clf(hidden).max(1)[1]
        xpos = self._conditioned("xpos", states, upos).max(1)[1]
        scores = self._conditioned("feats", states, upos).split(self._sizes, 1)
        feats = torch.stack([score.max(1)[1] for score in scores], 1)
        return upos.cpu().numpy(), xpos.cpu().numpy(), feats.cpu().numpy()

    def _conditioned(self, name: str, states: Any, upos: Any) -> Any:
        """The scores of a column whose layer is bilinear in the words and their upos."""
        import torch

        model = self._model
        hidden = torch.relu(model.tag_hid[name](states))
        weights, biases = self._linear(name)
        order = torch.argsort(upos, stable=True)
        sorted_hidden = hidden[order]
        made = sorted_hidden.new_empty(len(hidden), weights.shape[2])
        counts = torch.bincount(upos, minlength=len(weights)).tolist()
        start = 0
        for tag, count in enumerate(counts):
            if count:
                rows = slice(start, start + count)
                made[rows] = torch.addmm(biases[tag], sorted_hidden[rows], weights[tag])
                start += count
        scores = torch.empty_like(made)
        scores[order] = made
        return scores

    def _linear(self, name: str) -> tuple[Any, Any]:
        """For each upos what the bilinear layers of a column are with it: weights and biases."""
        import torch

        if name not in self._bilinear:
            model = self._model
            layers = model.tag_clf[name]
            bilinear = [layer.W_bilin for layer in (layers if name == "feats" else [layers])]
            weight = torch.cat([layer.weight for layer in bilinear])
            bias = torch.cat([layer.bias for layer in bilinear])
            tags = model.upos_emb.weight
            tags = torch.cat([tags, tags.new_ones(len(tags), 1)], 1)
            # outputs x (hidden + 1) x (tag + 1), and the ones that the layer adds to its inputs
            made = torch.einsum("ohe,te->tho", weight, tags)
            self._bilinear[name] = (made[:, :-1].contiguous(), made[:, -1] + bias)
        return self._bilinear[name]

    def _shown_feats(self, row: Any) -> str:
        key = row.tobytes()
        if key not in self._feats:
            self._feats[key] = _shown(self._vocab["feats"].id2unit(row.tolist()))
        return self._feats[key]


def initial_states(model: Any, layer: int) -> tuple[Any, Any]:
    """The states that a layer of a tagger's LSTM starts from, which are learnt: directions x 1."""
    both = slice(2 * layer, 2 * layer + 2)
    return model.taggerlstm_h_init[both], model.taggerlstm_c_init[both]


def _shown(tag: str) -> str:
    """Stanza's documents hold None for "_"; our records hold ""."""
    return "" if tag == "_" else tag
