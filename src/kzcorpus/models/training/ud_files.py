"""Writes what the treebank steps are trained on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzcorpus.models.training.conllu import write_conllu
from kzcorpus.models.training.lemma_files import write_lemmas
from kzcorpus.models.training.tokenizer_files import SPACED, write_tokenizer_data
from kzcorpus.models.training.ud_data import load_treebanks, with_capitals

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan


def write_ud_data(plan: Plan, work: Path, contexts: list[Path]) -> None:
    """Convert the treebanks and write every training file of this group under `work`."""
    settings = plan.section("treebanks")
    banks = load_treebanks(
        plan.data,
        settings["boun"],
        settings["others"],
        train_sentences=settings["train_sentences"],
        few_names=settings["few_names"],
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
    write_tokenizer_data(work, banks, contexts, plan.section("tokenizer"), seed=plan.seed)
    opening = [s for name, bank in banks.others.items() if name != SPACED for s in bank]
    write_conllu(work / "mwt.conllu", banks.train * 2 + opening)
    write_lemmas(
        work,
        banks,
        plan.data / "lexicon",
        plan.work / "vectors.txt",
        settings=plan.section("lemmatizer"),
        seed=plan.seed,
    )
