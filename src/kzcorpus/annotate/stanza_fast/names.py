"""Names in many sentences at once.

The network is `NERTagger` in stanza.models.ner.model, and its trainer's decoding: the sum that it
trains by is left out, and of several label sets only the one that is asked for is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from kzcorpus.annotate.stanza_fast.forms import CharacterStates, FormTable, distinct
from kzcorpus.annotate.stanza_fast.packing import Packing, packings
from kzcorpus.annotate.stanza_fast.recurrent import Layer
from kzcorpus.annotate.stanza_fast.tagger import initial_states
from kzcorpus.annotate.stanza_fast.viterbi import best_tags


class NameTagger:
    """Stanza's name tagger over many sentences."""

    def __init__(self, processor: Any) -> None:
        trainer = processor.trainers[0]
        self._model: Any = trainer.model.eval()
        self._vocab, self._args = trainer.vocab, trainer.args
        self._tagset = trainer.args["predict_tagset"]
        self._tags = self._vocab["tag"].items(self._tagset)
        transitions = self._model.crits[self._tagset]._transitions
        self._transitions = transitions.detach().cpu().numpy()
        self._table = FormTable(self._vectors)
        self._characters = CharacterStates(self._model, self._vocab)
        lstm = self._model.taggerlstm.lstm
        self._layers = [Layer(lstm, number) for number in range(lstm.num_layers)]

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """The BIOES tags of each sentence's tokens."""
        from stanza.models.common.vocab import VOCAB_PREFIX_SIZE

        forms = [form for sentence in sentences for form in sentence]
        table, rows = self._table.vectors(forms)
        found = np.empty(len(forms), np.int64)
        for packing in packings([len(sentence) for sentence in sentences]):
            scores = self._scores(*distinct(table, rows[packing.positions]), packing)
            found[packing.positions] = best_tags(scores, packing.sizes, self._transitions)
        # The first tags are padding and the like; where one of them wins, no name was found.
        found = np.maximum(found, VOCAB_PREFIX_SIZE)
        return list(self._repaired(sentences, found.tolist()))

    def _repaired(
        self, sentences: Sequence[Sequence[str]], found: list[int]
    ) -> Iterator[list[str]]:
        from stanza.models.ner.trainer import fix_singleton_tags

        start = 0
        for sentence in sentences:
            tags = [self._tags[number] for number in found[start : start + len(sentence)]]
            start += len(sentence)
            yield fix_singleton_tags(tags) if any(tag != "O" for tag in tags) else tags

    def _vectors(self, forms: list[str]) -> Any:
        """The LSTM's input for each form, as the model puts it together: forms x width."""
        import torch
        from stanza.models.common.vocab import PAD_ID, UNK_ID

        model, vocab, args = self._model, self._vocab, self._args
        device = model.taggerlstm_h_init.device
        inputs = []
        words = [form.lower() for form in forms] if args.get("lowercase", True) else forms
        if args["word_emb_dim"] > 0:
            vectors = None
            if "word" in vocab:
                known = torch.tensor(vocab["word"].map(words), device=device)
                vectors = model.word_emb(known)
            if "delta" in vocab and model.delta_emb is not None:
                own = torch.tensor(vocab["delta"].map(words), device=device)
                if vectors is not None:
                    own[torch.eq(own, UNK_ID) & torch.ne(known, UNK_ID)] = PAD_ID
                delta = model.delta_emb(own)
                vectors = delta if vectors is None else vectors + delta
            if vectors is not None:
                inputs.append(vectors)
        if args["char"] and args["char_emb_dim"] > 0:
            shown = [form.lower() for form in forms] if args.get("char_lowercase") else forms
            inputs.append(self._characters(shown))
        made = torch.cat(inputs, 1)
        return model.input_transform(made) if model.input_transform else made

    def _scores(self, inputs: Any, rows: Any, packing: Packing) -> Any:
        """The score of each tag of packed tokens, whose inputs are in `rows` of `inputs`."""
        import torch

        for number, layer in enumerate(self._layers):
            states = layer(inputs, rows, packing, initial_states(self._model, number))
            inputs, rows = states, torch.arange(len(states), device=states.device)
        return self._model.tag_clfs[self._tagset](inputs).cpu().numpy()
