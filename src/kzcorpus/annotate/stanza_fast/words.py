"""Words in tokens, and lemmas: each once for each form.

Stanza's own dictionaries answer before its networks; the context plays no part. A form with a
letter that the model does not know is answered by itself: Stanza adds such letters to the
vocabulary of a whole batch, where they could turn up in other forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from kzcorpus.annotate.stanza_fast.forms import Memory
from kzcorpus.annotate.stanza_fast.writing import read, write

#: Words that a sequence-to-sequence model writes at once.
BATCH_SIZE = 256

#: Answers that the expander follows at once: Stanza hands its setting to another parameter, so that
#: its default holds.
EXPANDER_BEAMS = 5

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

        batches = DataLoader(
            _Tokens(forms),
            BATCH_SIZE,
            self._config,
            vocab=self._vocab,
            evaluation=True,
            expand_unk_vocab=True,
        )
        return [
            expansion
            for batch in batches.to_loader()
            for expansion in self._expansions(batch, batches.vocab)
        ]

    def _expansions(self, batch: Any, vocab: Any) -> list[str]:
        """As `Trainer.predict` in stanza.models.mwt.trainer."""
        from stanza.models.common.seq2seq_constant import VOCAB_PREFIX

        trainer = self._trainer
        if trainer.args.get("force_exact_pieces", False):
            pieces: list[str] = trainer.predict(batch, never_decode_unk=True, vocab=vocab)
            return pieces
        model = trainer.model.eval()
        words = read(model, batch.src, batch.src_mask)
        answers = [""] * len(batch.orig_text)
        written = write(model, words, EXPANDER_BEAMS, known_only=True)
        for place, form, numbers in zip(batch.orig_idx, batch.orig_text, written, strict=True):
            letters = vocab.unmap([n for n in numbers if n >= len(VOCAB_PREFIX)])
            made = "".join(letters)
            answers[place] = made if " " in made and made.strip() else form
        return answers


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
        batches = self._batches(asked)
        made = [answer for batch in batches for answer in self._written(batch, batches.vocab)]
        edits = [edit for edit, _ in made] if self._trainer.args.get("edit") else None
        forms = [form for form, _ in asked]
        finished = self._trainer.postprocess(forms, [lemma for _, lemma in made], edits=edits)
        answers = [""] * len(words)
        for number, lemma in zip(order, finished, strict=True):
            answers[number] = lemma
        return answers

    def _written(self, batch: Any, vocab: Any) -> list[tuple[int, str]]:
        """For each word of a batch whether its lemma is written, or an edit of it; and the lemma.

        The edits are to take over the form, or to lower it: nothing is written for these.
        """
        import torch

        model = self._trainer.model.eval()
        source, mask, _, _, pos, _, order, _ = batch
        words = read(model, source, mask, pos)
        edits = np.full(len(source), WRITE)
        if self._trainer.args.get("edit"):
            edits = np.argmax(model.edit_clf(words.hidden).cpu().numpy(), axis=1)
        asked = np.flatnonzero(edits == WRITE)
        lemmas = [""] * len(source)
        written = write(model, words[torch.from_numpy(asked)], self._config["beam_size"])
        for number, letters in zip(asked.tolist(), written, strict=True):
            lemmas[number] = "".join(vocab["char"].unmap(letters))
        answers = [(WRITE, "")] * len(source)
        for place, edit, lemma in zip(order, edits.tolist(), lemmas, strict=True):
            answers[place] = (edit, lemma)
        return answers

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
