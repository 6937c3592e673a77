"""Writes what the tokenizer's phases are trained on and chosen by."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kzcorpus.models.training.conllu import Sentence
from kzcorpus.models.training.tokenizer_data import (
    detokenise,
    paragraphs,
    without_final_stop,
    write_tokenizer_files,
)
from kzcorpus.models.training.ud_data import Treebanks, read_contexts
from kzcorpus.models.training.ud_suffixes import open_suffix

#: A treebank written with a space around every mark.
SPACED = "starlang"

#: What the treebanks and our own contexts add to the silver sentences.
REGISTERS = "tokenizer-registers"


def write_tokenizer_data(
    work: Path, banks: Treebanks, contexts: list[Path], settings: Mapping[str, Any], *, seed: int
) -> None:
    """Write under `work` what `[tokenizer]` of train.toml (`settings`) asks for.

    `tokenizer` is the text of the first phase, `tokenizer-registers` a part of the second's,
    `tokenizer-tune` the last one's; `tokenizer-dev` and `tokenizer-own-dev` hold the development
    parts of BOUN and of our own contexts.
    """
    rng = random.Random(seed)
    size = settings["run_sentences"]
    rest = {name: s for name, s in banks.others.items() if name != SPACED}
    alike = [opened(sentence) for sentence in rest.pop(settings["alike"])]
    # GB's examples of one or two words are no sentences of running text.
    chosen = [s for sentences in rest.values() for s in sentences if len(s.tokens) > 2]
    spaced = [opened(detokenise(sentence)) for sentence in banks.others[SPACED]]
    rng.shuffle(spaced)
    own = [context for path in contexts for context in read_contexts(path)]
    loose = long_runs((s for context in own for s in context), 50, rng)

    def unpointed(sentences: list[Sentence], phase: Mapping[str, Any]) -> list[Sentence]:
        return list(without_final_stop(sentences, rng, phase["unpointed_share"]))

    boun = (
        run for _ in range(settings["boun_passes"]) for run in long_runs(banks.train, size, rng)
    )
    write_tokenizer_files(work / "tokenizer", [*boun, *long_runs(chosen, size, rng)])

    silver = settings["silver"]
    mixed = banks.train * silver["boun_passes"] + alike * silver["alike_passes"]
    mixed += unpointed(chosen + spaced[: silver["spaced"]], silver)
    write_tokenizer_files(work / REGISTERS, [*long_runs(mixed, size, rng), *own, *own, *loose])

    tune = settings["tune"]
    rng.shuffle(chosen)
    head, tail = chosen[: tune["others"]], chosen[tune["others"] :]
    layout = long_runs(banks.train * tune["boun_passes"] + alike * tune["alike_passes"], size, rng)
    layout += long_runs(unpointed(head + spaced[: tune["spaced"]], tune), size, rng)
    layout += paragraphs(tail + banks.train, rng, longest=tune["paragraph"])
    write_tokenizer_files(work / "tokenizer-tune", [*layout, *own, *loose])

    write_tokenizer_files(work / "tokenizer-dev", [banks.dev])
    held = [context for path in contexts for context in read_contexts(path, part="dev")]
    write_tokenizer_files(work / "tokenizer-own-dev", held)


def opened(sentence: Sentence) -> Sentence:
    """The sentence with -ki and -DIr opened as BOUN does in most cases, whatever its analysis."""
    return replace(sentence, tokens=tuple(map(open_suffix, sentence.tokens)))


def long_runs(sentences: Iterable[Sentence], size: int, rng: random.Random) -> list[list[Sentence]]:
    """A shuffled copy in paragraphs of `size` sentences: BOUN's own test is one of 979."""
    order = list(sentences)
    rng.shuffle(order)
    return [order[start : start + size] for start in range(0, len(order), size)]
