"""Writes what the steps of the Kazakh models are trained and scored on."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzcorpus.models.training.conllu import Sentence, Word, clear_misc, read_conllu, write_conllu
from kzcorpus.models.training.kk_data import (
    gold_record,
    one_word_each,
    part_of,
    read_kaznerd,
    spaced,
    treebank_part,
)
from kzcorpus.models.training.kk_variety import Shares, varied, with_initials
from kzcorpus.models.training.lemma_data import one_lemma_each, sample
from kzcorpus.models.training.ner_data import Tagged
from kzcorpus.models.training.tokenizer_data import (
    paragraphs,
    without_final_stop,
    write_tokenizer_files,
)

#: Latin letters that one UniMorph file has in Cyrillic words.
_LOOKALIKES = str.maketrans("aeiopcxyABEKMHOPCTX", "аеіорсхуАВЕКМНОРСТХ")


@dataclass(frozen=True, slots=True)
class Kazakh:
    """Sentences by part (train, dev, test): of KazNERD and of the treebank.

    `opened` are sentences of the treebank's training part with their multiword tokens open.
    """

    names: Mapping[str, list[Tagged]]
    trees: Mapping[str, list[Sentence]]
    opened: list[Sentence]


def read_kazakh(data: Path, settings: Mapping[str, Any]) -> Kazakh:
    """Read what [kazakh] names; KazNERD's own test file is the test part of the names."""
    names: dict[str, list[Tagged]] = {"train": [], "dev": []}
    for row in read_kaznerd(data / settings["names"]):
        names[part_of(row)].append(row)
    names["test"] = read_kaznerd(data / settings["names_test"])
    trees: dict[str, list[Sentence]] = {"train": [], "dev": [], "test": []}
    rows = [s for file in settings["treebank"] for s in read_conllu(data / file, strict=False)]
    opened = []
    for number, sentence in enumerate(clear_misc(rows)):
        part = treebank_part(sentence, number)
        trees[part] += one_word_each([sentence])
        if part == "train" and any(len(token.words) > 1 for token in sentence.tokens):
            opened.append(sentence)
    return Kazakh(names, trees, opened)


def held_out(kazakh: Kazakh) -> list[str]:
    """Texts of the development and test parts, which the word vectors may not see."""
    parts = ("dev", "test")
    texts = [spaced(row).text for part in parts for row in kazakh.names[part]]
    return texts + [sentence.text for part in parts for sentence in kazakh.trees[part]]


def write_kazakh(
    kazakh: Kazakh, work: Path, lexicons: Path, settings: Mapping[str, Any], *, seed: int
) -> None:
    """Write the files of every step under `work`, and the two test files."""
    rng = random.Random(seed)
    work.mkdir(parents=True, exist_ok=True)
    texts = [*(spaced(row) for row in kazakh.names["train"]), *kazakh.trees["train"]]
    (work / "own.txt").write_text("\n".join(s.text for s in texts) + "\n", encoding="utf-8")
    for part in ("train", "dev", "test"):
        write_conllu(work / f"{part}.conllu", kazakh.trees[part])
        rows = (json.dumps(gold_record(r), ensure_ascii=False) for r in kazakh.names[part])
        (work / f"names-{part}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for part, times in (("train", settings["treebank_passes"]), ("dev", 1)):
        layout = _layout(kazakh, part, times, settings, rng)
        write_tokenizer_files(work / f"tok-{part}", layout)
        write_conllu(work / f"tok-{part}.conllu", [s for block in layout for s in block])
    write_conllu(work / "mwt.conllu", kazakh.opened)
    verbs = {w.lemma for s in kazakh.trees["train"] for w in s.words if w.upos == "VERB"}
    unimorph = [w for f in settings["unimorph"] for w in read_unimorph(lexicons / f, verbs)]
    drawn = sample(unimorph, settings["most_unimorph"], seed)
    sources: list[tuple[Any, float]] = [(kazakh.trees["train"], 5.0), (drawn, 1.0)]
    write_conllu(work / "lemmas.conllu", one_lemma_each(sources, most=2))


def _layout(
    kazakh: Kazakh, part: str, times: int, settings: Mapping[str, Any], rng: random.Random
) -> list[list[Sentence]]:
    """Paragraphs for the tokenizer, with the treebank so many `times`."""
    shares, longest = Shares(**settings["variety"]), settings["paragraph"]
    rows = (with_initials(row, shares.initials, rng) for row in kazakh.names[part])
    news = varied((spaced(row) for row in rows), shares, rng)
    pointed = list(without_final_stop(news, rng, settings["unpointed_share"]))
    layout = list(paragraphs(pointed, rng, longest=longest))
    for _ in range(times):
        trees = list(varied(kazakh.trees[part], shares, rng))
        layout += paragraphs(trees, rng, longest=longest)
    return layout


def read_unimorph(path: Path, verbs: Iterable[str]) -> Iterator[Word]:
    """Inflected nouns and verbs (lemma, form, features); a verb only if its stem is in `verbs`.

    UniMorph cites a verb by its verbal noun (`айту`), the treebank by its stem (`айт`), and the
    one does not tell the other (`оқу`: `оқы`).
    """
    known = frozenset(verbs)
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = unicodedata.normalize("NFC", line).split("\t")
        if len(fields) < 3:
            continue
        lemma, form = (field.translate(_LOOKALIKES) for field in fields[:2])
        if not form.isalpha() or not lemma.isalpha():
            continue
        if fields[2].startswith("N;"):
            yield Word(form, lemma, "NOUN")
        elif fields[2].startswith("V;") and lemma.endswith("у"):
            stems = (lemma[:-1] + end for end in ("", "ы", "і"))
            stem = next((s for s in stems if s in known and form.startswith(s)), "")
            if stem:
                yield Word(form, stem, "VERB")
