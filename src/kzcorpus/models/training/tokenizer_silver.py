"""Text whose sentence ends are known, with tokens by a trained tokenizer: silver training data.

The treebanks at hand have few sentences of UD_Turkish-BOUN's kind, and one in ten of those ends
without a mark: only who knows finite verbs and names sees the end there. Corpora that keep one
sentence a line are far larger. Their tokens come from a tokenizer that reads each line by itself,
as the models will cut them; its sentence ends are overruled, since a line is a sentence.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kzcorpus.letters import plain_apostrophes
from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ner_data import read_conll
from kzcorpus.models.training.tokenizer_data import (
    detokenise,
    join_tokenizer_files,
    without_final_stop,
    write_tokenizer_files,
)
from kzcorpus.models.training.tokenizer_files import REGISTERS, long_runs
from kzcorpus.models.training.ud_suffixes import open_suffix

logger = logging.getLogger(__name__)

#: The form of a word inside a multiword token that nobody has opened.
UNKNOWN = "_"

#: Characters of a line: shorter ones are debris, longer ones often hold several sentences.
LENGTHS = range(12, 251)

#: A mark that may end a sentence, and behind it one that begins another.
_INNER_END = re.compile(r"(?:[.!?…]|\.\.)[\"”’»)\]]*\s+[\"“‘«(]?[A-ZÇĞİÖŞÜ0-9]")
#: Stops that end no sentence: initials, Roman numbers, one to three letters.
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]{1,3}|[IVX]+|Prof|Doç)\.(?=\s)")
_BEGINNING = re.compile(r"[\"“(]?[A-ZÇĞİÖŞÜ0-9]")
_PAIRED = (("(", ")"), ("“", "”"), ("[", "]"))
_DEBRIS = frozenset("{}<>|=\\^\t\ufffd")


def is_one_sentence(text: str) -> bool:
    """Whether a line of a corpus looks like a whole sentence, and like no more than one.

    >>> is_one_sentence("Dr. Ali dün Astana’ya geldi."), is_one_sentence("Geldi. Sonra gitti.")
    (True, False)
    >>> is_one_sentence("ve sonra gitti."), is_one_sentence('"Gel dedi.')
    (False, False)
    """
    if len(text) not in LENGTHS or not _BEGINNING.match(text) or _DEBRIS & set(text):
        return False
    if text.count('"') % 2 or any(text.count(a) != text.count(b) for a, b in _PAIRED):
        return False
    return not _INNER_END.search(_ABBREVIATION.sub("", text))


def distinct_lines(path: Path) -> list[str]:
    """The lines of a file, each once, in order; apostrophes and spaces made one, none empty."""
    raw = path.read_text(encoding="utf-8").splitlines()
    texts = dict.fromkeys(plain_apostrophes(" ".join(line.split())) for line in raw)
    return [text for text in texts if text]


def lines(path: Path) -> list[str]:
    """The sentences of a file that has one a line, each once, in order."""
    return [text for text in distinct_lines(path) if is_one_sentence(text)]


def tagged_lines(path: Path) -> list[str]:
    """The sentences of a file with a token a line (entity data), their spacing made natural."""
    texts = []
    for tagged in read_conll(path, scheme="wiki", lang="tr"):
        tokens = tuple(Token(word, (Word(word),)) for word in tagged.words)
        texts.append(plain_apostrophes(detokenise(Sentence(tokens)).text))
    return [text for text in dict.fromkeys(texts) if is_one_sentence(text)]


def drawn(
    data: Path,
    sources: Iterable[Mapping[str, Any]],
    rng: random.Random,
    read: Callable[[Path], list[str]],
) -> Iterator[list[str]]:
    """Of each source (path under `data`, most) as many texts as it may give; `tagged` ones read so.

    `read` reads the others.
    """
    for source in sources:
        found = (tagged_lines if source.get("tagged") else read)(data / source["path"])
        chosen = rng.sample(found, min(source["most"], len(found)))
        logger.info("%s: %d of %d texts", source["path"], len(chosen), len(found))
        yield chosen


def silver_sentences(texts: Sequence[str], model: Path, *, device: str = "cpu") -> list[Sentence]:
    """Each text as one sentence, with the tokens that the tokenizer `model` finds in it.

    A multiword token gets two words of the form UNKNOWN: only that it is one was learned. Those
    that the tokenizer misses and `open_suffix` knows are added. Texts must hold no line breaks.
    """
    from stanza.models.tokenization.data import TokenizationDataset
    from stanza.models.tokenization.trainer import Trainer
    from stanza.models.tokenization.utils import predict

    trainer = Trainer(model_file=str(model), device=device, args={})
    data = TokenizationDataset(
        trainer.args, input_text="\n\n".join(texts), vocab=trainer.vocab, evaluation=True
    )
    predicted, characters = predict(
        trainer, data, batch_size=64, max_seqlen=1000, use_regex_tokens=True, num_workers=0
    )
    return [
        Sentence(tuple(_tokens("".join(text), labels)))
        for text, labels in zip(characters, predicted, strict=True)
    ]


def _tokens(text: str, labels: Iterable[int]) -> Iterator[Token]:
    start = 0
    for index, label in enumerate(labels):
        if label == 0:
            continue
        cut, start = text[start : index + 1], index + 1
        form = cut.strip()
        words = (Word(UNKNOWN),) * 2 if label >= 3 else (Word(form),)
        if form:
            yield open_suffix(Token(form, words, cut[-1] == " " or text[start : start + 1] == " "))


def torn(sentences: Iterable[Sentence], rng: random.Random, share: float) -> Iterator[Sentence]:
    """Cut a `share` of the sentences behind a word inside, as torn lines are; the rest is lost.

    One in fifty of BOUN's sentences stops so. Only longer sentences are cut, before a word.
    """
    for sentence in sentences:
        places = [
            index
            for index in range(3, len(sentence.tokens) - 2)
            if sentence.tokens[index - 1].form[-1].isalpha()
            and sentence.tokens[index - 1].space_after
        ]
        if places and rng.random() < share:
            yield replace(sentence, tokens=sentence.tokens[: rng.choice(places)])
        else:
            yield sentence


def write_silver(
    data: Path, model: Path, work: Path, settings: Mapping[str, Any], *, seed: int, device: str
) -> int:
    """Write the second phase's text, `tokenizer-silver` under `work`; return the silver sentences.

    `settings`: sources (path under `data`, most sentences; `tagged` for a token a line),
    unpointed_share, torn_share, run_sentences. Sources and treebanks (`tokenizer-registers`) come
    in runs of mixed kind. `model` is the tokenizer that cuts the tokens.
    """
    rng = random.Random(seed)
    texts = [text for chosen in drawn(data, settings["sources"], rng, lines) for text in chosen]
    silver = silver_sentences(texts, model, device=device)
    bare = without_final_stop(silver, rng, settings["unpointed_share"])
    cut = torn(bare, rng, settings["torn_share"])
    stem = work / "tokenizer-silver-alone"
    write_tokenizer_files(stem, long_runs(cut, settings["run_sentences"], rng))
    join_tokenizer_files([work / REGISTERS, stem], work / "tokenizer-silver")
    return len(silver)
