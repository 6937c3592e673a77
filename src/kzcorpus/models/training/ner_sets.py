"""Sentences that name recognition is trained and chosen on, and what plain text must not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kzcorpus.letters import bridge_az
from kzcorpus.models.training.ner_data import (
    Passage,
    Tagged,
    part_of,
    read_conll,
    read_domain,
    read_marked,
)

Sets = dict[str, list[Tagged]]


def passages(data: Path, own: Path) -> Iterator[Passage]:
    """Every paragraph and context annotated by our guide: ner/domain, then our own sentences."""
    for path in sorted((data / "ner" / "domain").glob("*.jsonl")):
        yield from read_domain(path)
    for path in sorted((own / "ner").glob("*.txt")):
        yield from read_marked(path)


def held_out_texts(data: Path, own: Path) -> list[str]:
    """Texts of the development and test parts, which no plain text may hold either."""
    return [row.text for row in passages(data, own) if part_of(row.id) != "train"]


def read_sets(data: Path, own: Path, *, bridge: bool) -> Sets:
    """Sentences by set: `tr`, `az` and `wiki`, each with _train, _dev and _test.

    With `bridge` Azerbaijani is read over `letters.bridge_az`, as the annotator will do.
    """
    wiki = data / "ner" / "wiki"
    sets: Sets = {}
    for part in ("train", "dev"):
        sets[f"wiki_{part}"] = list(read_conll(wiki / f"{part}.conll"))
    for passage in passages(data, own):
        for sentence in passage.sentences:
            name = f"{sentence.lang}_{part_of(passage.id)}"
            sets.setdefault(name, []).append(_bridged(sentence) if bridge else sentence)
    return sets


def _bridged(sentence: Tagged) -> Tagged:
    if sentence.lang != "az":
        return sentence
    return replace(sentence, words=tuple(bridge_az(word) for word in sentence.words))
