"""Writes what the treebank steps are trained on."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kzcorpus.models.training.conllu import Sentence, write_conllu
from kzcorpus.models.training.lemma_files import write_lemmas
from kzcorpus.models.training.tokenizer_data import (
    detokenise,
    paragraphs,
    without_final_stop,
    write_tokenizer_files,
)
from kzcorpus.models.training.ud_data import (
    Treebanks,
    load_treebanks,
    read_contexts,
    with_capitals,
)

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan

#: A treebank written with a space around every mark.
SPACED = "starlang"


def write_ud_data(plan: Plan, work: Path, contexts: list[Path]) -> None:
    """Convert the treebanks and write every training file of this group under `work`."""
    settings = plan.section("treebanks")
    banks = load_treebanks(
        plan.data, settings["boun"], settings["others"], train_sentences=settings["train_sentences"]
    )
    (work / "tagger").mkdir(parents=True, exist_ok=True)
    write_conllu(work / "dev.conllu", banks.dev)
    capitals = settings["capitals_share"]
    write_conllu(work / "tagger/boun.conllu", with_capitals(banks.train, capitals, plan.seed))
    # For the last phase, which chooses no checkpoint and so needs no development part.
    whole = with_capitals(banks.train + banks.dev, capitals, plan.seed)
    write_conllu(work / "tagger/boun_whole.conllu", whole)
    for name, sentences in banks.others.items():
        write_conllu(
            work / f"tagger/{name}.conllu", with_capitals(sentences, capitals / 2, plan.seed)
        )
    _write_tokenizer_data(plan, work, banks, contexts)
    write_lemmas(
        work,
        banks,
        plan.data / "lexicon",
        plan.work / "vectors.txt",
        settings=plan.section("lemmatizer"),
        seed=plan.seed,
    )


def _write_tokenizer_data(plan: Plan, work: Path, banks: Treebanks, contexts: list[Path]) -> None:
    settings = plan.section("tokenizer")
    rng = random.Random(plan.seed)
    spaced = [detokenise(sentence) for sentence in banks.others[SPACED]]
    rest = {name: s for name, s in banks.others.items() if name != SPACED}
    chosen = [
        sentence
        for name, sentences in rest.items()
        if name != settings["alike"]
        for sentence in sentences
    ]
    alike = rest[settings["alike"]]
    own = [context for path in contexts for context in read_contexts(path)]

    def unpointed(sentences: Iterable[Sentence], share: float) -> list[Sentence]:
        return list(without_final_stop(sentences, rng, share))

    def runs(sentences: list[Sentence], size: int) -> list[list[Sentence]]:
        order = list(sentences)
        rng.shuffle(order)
        return [order[i : i + size] for i in range(0, len(order), size)]

    size = settings["run_sentences"]
    first = [run for _ in range(settings["boun_passes"]) for run in runs(banks.train, size)]
    write_tokenizer_files(work / "tokenizer", [*first, *runs(chosen, size)])

    rng.shuffle(chosen)
    rng.shuffle(spaced)
    tune, share = settings["tune"], settings["tune"]["unpointed_share"]
    head, tail = chosen[: tune["others"]], chosen[tune["others"] :]
    layout = [run for _ in range(2) for run in runs(banks.train + alike, size)]
    layout += runs(unpointed(head + spaced[: tune["spaced"]], share) + banks.train, size)
    layout += list(
        paragraphs(tail + alike[: len(tail)] + banks.train, rng, longest=tune["paragraph"])
    )
    layout += own + runs([s for context in own for s in context], 50)
    rng.shuffle(layout)
    write_tokenizer_files(work / "tokenizer-tune", layout)
    write_tokenizer_files(work / "tokenizer-dev", [banks.dev])
    held = [context for path in contexts for context in read_contexts(path, part="dev")]
    write_tokenizer_files(work / "tokenizer-own-dev", held)
    write_conllu(work / "mwt.conllu", banks.train * 2 + alike + chosen)
