"""Words in tokens, and lemmas: each once for each form.

Stanza's own trainers answer, with their dictionaries before their networks; the context plays no
part. A form with a letter that the model does not know is answered by itself: Stanza adds such
letters to the vocabulary of a whole batch, where they could turn up in other forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from kzcorpus.annotate.stanza_fast.forms import Memory

#: Words that a sequence-to-sequence model writes at once.
BATCH_SIZE = 256

#: The edit for which the model's own letters count; `EDIT_TO_ID` in stanza.models.lemma.edit.
WRITE = 0


class Expander:
    """The words of multiword tokens; `MWTProcessor` in stanza.pipeline.mwt_processor."""

    def __init__(self, processor: Any) -> None:
        self._trainer, self._vocab = processor.trainer, processor.vocab
        self._config = processor.config
        self._answers = Memory(self._compute)

    def __call__(self, forms: Iterable[str]) -> dict[str, list[str]]:
        """The words of each of these tokens."""
        return self._answers(forms)

    def _compute(self, forms: list[str]) -> Iterator[list[str]]:
        trainer = self._trainer
        known: dict[str, str | None] = dict.fromkeys(forms)
        if self._config["dict_only"] or self._config.get("ensemble_dict", False):
            known = {form: trainer.dict_expansion(form) for form in forms}
        asked = [form for form, expansion in known.items() if expansion is None]
        if not self._config["dict_only"]:
            for chosen in _by_letters(asked, asked, self._vocab):
                known.update(zip(chosen, self._predict(chosen), strict=True))
        for form in forms:
            words = (known[form] or form).split(" ")
            words = [word for word in words if word]
            yield words if len(words) > 1 else [form]

    def _predict(self, forms: list[str]) -> list[str]:
        from stanza.models.mwt.data import DataLoader

        config = self._config
        batch = DataLoader(
            _Tokens(forms),
            BATCH_SIZE,
            config,
            vocab=self._vocab,
            evaluation=True,
            expand_unk_vocab=True,
        )
        return [
            expansion
            for part in batch.to_loader()
            for expansion in self._trainer.predict(part, never_decode_unk=True, vocab=batch.vocab)
        ]


class Lemmatizer:
    """Lemmas of forms with their part of speech; `LemmaProcessor` in stanza.pipeline."""

    def __init__(self, processor: Any) -> None:
        self._trainer, self._vocab = processor.trainer, processor.vocab
        self._config = processor.config
        self._answers = Memory(self._compute)

    def __call__(self, words: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The lemma of each (form, upos), "" where the model has none."""
        return self._answers(words)

    def _compute(self, words: list[tuple[str, str]]) -> Iterator[str]:
        known: dict[tuple[str, str], str | None] = dict.fromkeys(words)
        if self._config.get("ensemble_dict", False):
            known = {word: self._trainer._lookup(*word) for word in words}
        asked = [word for word, lemma in known.items() if lemma is None]
        letters = [form for form, _ in asked]
        for chosen in _by_letters(asked, letters, self._vocab["char"]):
            known.update(zip(chosen, self._predict(chosen), strict=True))
        for word in words:
            lemma = known[word] or ""
            yield "" if lemma == "_" and word[0] != "_" else lemma

    def _predict(self, words: list[tuple[str, str]]) -> list[str]:
        # Of like length, so that little of a batch is padding.
        order = sorted(range(len(words)), key=lambda number: len(words[number][0]))
        asked = [words[number] for number in order]
        edits = self._edits(asked) if self._trainer.args.get("edit") else [WRITE] * len(asked)
        written = [word for word, edit in zip(asked, edits, strict=True) if edit == WRITE]
        lemmas = iter(self._written(written))
        guesses = [next(lemmas) if edit == WRITE else "" for edit in edits]
        forms = [form for form, _ in asked]
        finished = self._trainer.postprocess(forms, guesses, edits=edits)
        answers = [""] * len(words)
        for number, lemma in zip(order, finished, strict=True):
            answers[number] = lemma
        return answers

    def _edits(self, words: list[tuple[str, str]]) -> list[int]:
        """Whether the model writes a lemma, or takes over the form, or lowers it."""
        model = self._trainer.model.eval()
        device = model.embedding.weight.device
        edits = []
        for source, mask, _, _, pos, _, order, text in self._batches(words):
            parts = (source.to(device), mask.to(device), pos.to(device), text)
            embedded, _, lengths, _ = model.embed(*parts)
            _, (hidden, _) = model.encode(embedded, lengths)
            chosen = np.argmax(model.edit_clf(hidden).cpu().numpy(), axis=1)
            made = np.empty_like(chosen)
            made[order] = chosen
            edits += made.tolist()
        return edits

    def _written(self, words: list[tuple[str, str]]) -> list[str]:
        if not words:
            return []
        batches = self._batches(words)
        beam_size = self._config["beam_size"]
        lemmas: list[str] = []
        for batch in batches:
            lemmas += self._trainer.predict(batch, beam_size, batches.vocab)[0]
        return lemmas

    def _batches(self, words: list[tuple[str, str]]) -> Any:
        from stanza.models.lemma.data import DataLoader

        return DataLoader(
            _Words(words),
            BATCH_SIZE,
            self._config,
            vocab=self._vocab,
            evaluation=True,
            expand_unk_vocab=True,
        )


def _by_letters(items: Sequence[Any], forms: Sequence[str], vocab: Any) -> Iterator[list[Any]]:
    """All items whose forms are in known letters, then each of the others by itself."""
    strange = [any(letter not in vocab for letter in form) for form in forms]
    plain = [item for item, odd in zip(items, strange, strict=True) if not odd]
    if plain:
        yield plain
    for item, odd in zip(items, strange, strict=True):
        if odd:
            yield [item]


class _Tokens:
    """As much of a Stanza document as the expander's loader reads."""

    def __init__(self, forms: list[str]) -> None:
        self._forms = forms

    def get_mwt_expansions(self, evaluation: bool) -> list[str]:  # noqa: ARG002
        return list(self._forms)


class _Words:
    """As much of a Stanza document as the lemmatizer's loader reads."""

    def __init__(self, words: list[tuple[str, str]]) -> None:
        self._words = words

    def get(self, fields: list[str]) -> list[list[str | None]]:  # noqa: ARG002
        return [[form, upos or "_", None] for form, upos in self._words]
