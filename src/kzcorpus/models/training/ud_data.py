"""The Turkish treebanks as one body of training data in BOUN's convention.

`load_treebanks` reads what `train.toml` names, splits BOUN's development file into a training and
a development part, and runs every other treebank through tokens, rules, lexicon and lemmas.
BOUN's test file is never opened here.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kzcorpus.letters import bridge_az, lower_tr, plain_apostrophes
from kzcorpus.models.training.conllu import Sentence, Word, clear_misc, read_conllu
from kzcorpus.models.training.ner_data import part_of
from kzcorpus.models.training.tokenizer_data import pattern_tokens
from kzcorpus.models.training.ud_lemmas import in_capitals, settle_lemma
from kzcorpus.models.training.ud_lexicon import Lexicon
from kzcorpus.models.training.ud_names import NameHabits
from kzcorpus.models.training.ud_rules import convert_word
from kzcorpus.models.training.ud_tokens import harmonise_tokens
from kzcorpus.models.training.ud_xpos import settle_xpos

logger = logging.getLogger(__name__)

_MARKUP = re.compile(r"\[([^\[\]|]*)\|[A-Z_]+\]")


@dataclass(frozen=True, slots=True)
class Treebanks:
    """BOUN's two parts and the converted others, by name."""

    train: list[Sentence]
    dev: list[Sentence]
    others: dict[str, list[Sentence]]


def map_words(sentences: Iterable[Sentence], change: Callable[[Word], Word]) -> list[Sentence]:
    """Apply `change` to every word."""
    return [
        replace(
            sentence,
            tokens=tuple(
                replace(token, words=tuple(change(word) for word in token.words))
                for token in sentence.tokens
            ),
        )
        for sentence in sentences
    ]


def load_boun(path: Path, *, train_sentences: int) -> tuple[list[Sentence], list[Sentence]]:
    """BOUN's development file as (training part, development part), apostrophes made one."""
    sentences = list(harmonise_tokens(read_conllu(path, source="boun"), gold=True))
    sentences = list(clear_misc(sentences))
    return sentences[:train_sentences], sentences[train_sentences:]


def convert(sentences: Iterable[Sentence], boun: Lexicon) -> list[Sentence]:
    """Another treebank's sentences in BOUN's convention; `boun` holds BOUN's training part."""
    tokens = list(harmonise_tokens(sentences, gold=False))
    verbs = boun.verbs() | Lexicon(tokens).verbs()

    def change(word: Word) -> Word:
        ruled = settle_xpos(settle_lemma(convert_word(word, verbs=verbs), verbs))
        return replace(boun.correct(ruled), misc="_")

    return map_words(tokens, change)


def load_treebanks(
    data: Path,
    boun: str,
    others: Mapping[str, list[str]],
    *,
    train_sentences: int,
    few_names: Collection[str] = (),
) -> Treebanks:
    """Read and convert: `others` maps a name to files under `data`.

    Those in `few_names` take many names for common nouns, which is mended by BOUN's habits.
    Logs each treebank's agreement with BOUN before and after, over words that BOUN's development
    part attests. Raises ConlluError for an unreadable file, OSError for a missing one.
    """
    train, dev = load_boun(data / boun, train_sentences=train_sentences)
    lexicon, yardstick, names = Lexicon(train), Lexicon(dev), NameHabits(train)
    converted: dict[str, list[Sentence]] = {}
    for name, files in others.items():
        raw = [s for file in files for s in read_conllu(data / file, source=name, strict=False)]
        converted[name] = convert(raw, lexicon)
        if name in few_names:
            converted[name] = [names.correct(s) for s in converted[name]]
        before, after = yardstick.agreement(raw), yardstick.agreement(converted[name])
        logger.info(
            "%s: %d sentences; agreement with BOUN on shared forms: UPOS %.3f -> %.3f, "
            "UPOS and features %.3f -> %.3f, lemma %.3f -> %.3f",
            name,
            len(raw),
            before.upos,
            after.upos,
            before.full,
            after.full,
            before.lemma,
            after.lemma,
        )
    return Treebanks(train, dev, converted)


def with_capitals(sentences: list[Sentence], share: float, seed: int) -> list[Sentence]:
    """The sentences and, for a `share` of them, a copy in capitals, as headings are set."""
    rng = random.Random(seed)
    chosen = [s for s in sentences if 2 <= len(s.tokens) <= 15]
    rng.shuffle(chosen)
    return sentences + [in_capitals(s) for s in chosen[: round(share * len(sentences))]]


def read_contexts(path: Path, *, part: str = "train") -> list[list[Sentence]]:
    """Paragraphs of a bracket-markup file (one sentence a line), tokens by pattern.

    They teach the tokenizer where footnotes, headings and bibliography entries end. Only the
    contexts of one `part` (train, dev, test) are read, by entity recognition's own division.
    The language is the first two letters of the file name; Azerbaijani is read in Turkish letters,
    as the annotator shows it.
    """
    seen = bridge_az if path.name[:2] == "az" else str
    contexts: list[list[Sentence]] = []
    current: list[Sentence] = []
    order = 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# "):
            continue
        text = plain_apostrophes(_MARKUP.sub(r"\1", line.strip()))
        if text:
            current.append(Sentence(pattern_tokens(seen(text))))
        elif current:
            order += 1
            if part_of(f"{path.stem}-{order}") == part:
                contexts.append(current)
            current = []
    return contexts


def lexicon_lemmas(path: Path) -> frozenset[str]:
    """Lemmas of a Zemberek dictionary (`word [P:...]` lines), lower-cased, verbs as stems."""
    lemmas = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word = lower_tr(line.split()[0])
            if re.search(r"m[ae]k$", word) and "P:Noun" not in line:
                word = word[:-3]
            lemmas.add(word)
    return frozenset(lemmas)
