"""Writes what the lemmatizer is trained on, and the words that are added to its table."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kzcorpus.models.training.conllu import Sentence, Token, Word, write_conllu
from kzcorpus.models.training.lemma_data import (
    inflected_names,
    one_lemma_each,
    read_names,
    read_unimorph,
    sample,
)
from kzcorpus.models.training.lemma_table import write_extra
from kzcorpus.models.training.noun_forms import attested_nouns, read_nouns
from kzcorpus.models.training.ud_data import Treebanks, lexicon_lemmas, with_capitals
from kzcorpus.models.training.ud_lemmas import known_lemmas, only_known
from kzcorpus.models.training.verb_forms import VerbLemmas, attested_verbs, read_verbs

logger = logging.getLogger(__name__)


def write_lemmas(
    work: Path,
    banks: Treebanks,
    lexicons: Path,
    text: Path,
    *,
    settings: Mapping[str, Any],
    seed: int,
) -> None:
    """Write what the lemmatizer learns from and looks up, under `work`.

    `lemmas.conllu` is trained on and makes the table, `lemmas-more.conllu` (all that a dictionary
    and the text know) trains the network alone, `lemma-table.conllu` joins the table.

    `text` is tokenised running text; it tells which inflected forms are worth an entry.
    """
    dictionaries = [lexicons / file for file in settings["known"]]
    known = known_lemmas(banks.train)
    for file in dictionaries:
        known |= lexicon_lemmas(file)
    names = [name for file in settings["names"] for name in read_names(lexicons / file)]
    random.Random(seed).shuffle(names)
    inflected = inflected_names(sorted(set(names[: settings["most_names"]])), per_name=1, seed=seed)
    verbs = {
        w.lemma for s in banks.train + banks.others["b20"] for w in s.words if w.upos == "VERB"
    }
    unimorph = (
        word
        for file in settings["unimorph"]
        for word in read_unimorph(lexicons / file)
        if word.upos != "VERB" or word.lemma in verbs
    )
    trust = settings["trust"]
    sources: list[tuple[Any, float]] = [(with_capitals(banks.train, 0.1, seed), trust["boun"])]
    for name, sentences in banks.others.items():
        spoken = with_capitals(sentences, 0.03, seed)
        sources.append((only_known(spoken, known), trust[name]))
    sources.append((inflected, trust["names"]))
    sources.append((sample(unimorph, settings["most_unimorph"], seed), trust["unimorph"]))
    attested = attested_words(dictionaries, banks, text, settings)
    sources.append((_rare(attested, settings["most_attested"], seed), trust["attested"]))
    weighed = one_lemma_each(
        sources, most=settings["repeat"], hints=attested, hint_weight=settings["hint_weight"]
    )
    rows = list(weighed)
    write_conllu(work / "lemmas.conllu", rows)
    write_conllu(work / "lemmas-more.conllu", more_words(attested, rows, banks.dev))
    gold = [word for s in banks.train for word in s.words]
    if settings["table_from_dev"]:
        gold += [word for s in banks.dev for word in s.words]
    write_extra(work / "lemma-table.conllu", gold, attested)


def attested_words(
    dictionaries: list[Path], banks: Treebanks, text: Path, settings: Mapping[str, Any]
) -> list[Word]:
    """Nouns and verbs in the forms that running text has, lemmas by dictionary."""
    counts: Counter[str] = Counter()
    with text.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    nouns = [noun for file in dictionaries for noun in read_nouns(file)]
    stems = [pair for file in dictionaries for pair in read_verbs(file)]
    habits = [word for s in banks.train for word in s.words] * 5
    habits += [word for name in ("b20", "gb") for s in banks.others[name] for word in s.words]
    found = attested_nouns(nouns, counts, least=settings["least_noun"])
    logger.info("%d noun forms of the text by dictionary", len(found))
    verbs = attested_verbs(VerbLemmas(stems, habits), counts, least=settings["least_verb"])
    logger.info("%d verb forms", len(verbs))
    return found + verbs


def more_words(
    attested: Iterable[Word], rows: Iterable[Sentence], dev: Iterable[Sentence]
) -> list[Sentence]:
    """Each attested word once that is not in `rows`; what is in `dev` is kept for choosing."""
    seen = {(word.form, word.upos) for s in [*rows, *dev] for word in s.words}
    chosen: list[Sentence] = []
    for word in attested:
        if (word.form, word.upos) not in seen:
            seen.add((word.form, word.upos))
            chosen.append(Sentence((Token(word.form, (word,)),)))
    return chosen


def _rare(attested: list[Word], most: int, seed: int) -> list[Word]:
    """A sample for the network: inflected nouns, and verbs that are no noun's form as well."""
    nouns = {word.form for word in attested if word.upos == "NOUN"}
    small = [w for w in attested if w.form.islower() and w.form != w.lemma]
    return [
        *sample((w for w in small if w.upos == "NOUN"), most, seed),
        *sample((w for w in small if w.upos == "VERB" and w.form not in nouns), most, seed),
    ]
