"""Word vectors: plain text in, a Stanza pretrain file out.

Skip-gram with negative sampling (Mikolov et al. 2013, by gensim) over cased tokens. Two habits of
the languages are met here. A name with a suffix after an apostrophe (`Kazakistan’ın`) is one token
at run time, and rare as such: half of its occurrences are written as they stand and half as the
bare name and its suffix, so that both forms share their neighbours. Azerbaijani is written twice,
as it is and over the bridge of `bridge_az`, so that either way of reading it finds vectors.
"""

from __future__ import annotations

import logging
import lzma
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.letters import bridge_az, plain_apostrophes
from kzcorpus.models.training.plain_tokens import split_suffix, tokens

log = logging.getLogger(__name__)

#: A line of text is left out when it shares a run of this many words with a held-out text.
SHINGLE = 10
_WORDS = re.compile(r"\w+")
#: Rows that Stanza's vocabularies reserve: <PAD>, <UNK>, <EMPTY>, <ROOT>.
RESERVED = 4


def shingles(texts: Iterable[str]) -> set[int]:
    """Hashes of every run of SHINGLE words in the held-out `texts` (the whole of a shorter one)."""
    found: set[int] = set()
    for text in texts:
        found.update(_runs(text, short=True))
    return found


def _runs(text: str, *, short: bool) -> Iterator[int]:
    words = _WORDS.findall(plain_apostrophes(text))
    if len(words) < SHINGLE:
        if short and words:
            yield hash(tuple(words))
        return
    for i in range(len(words) - SHINGLE + 1):
        yield hash(tuple(words[i : i + SHINGLE]))


def holds_any(text: str, banned: set[int]) -> bool:
    """Whether `text` holds a run of words of a held-out text (`shingles`)."""
    return bool(banned) and not banned.isdisjoint(_runs(text, short=True))


def read_lines(path: Path) -> Iterator[str]:
    """The non-empty lines of a plain or .xz UTF-8 text file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as stream:
        for line in stream:
            line = line.strip()
            if line:
                yield line


def write_corpus(
    sources: Sequence[Mapping[str, Any]],
    out: Path,
    *,
    held_out: Iterable[str],
    seed: int,
    tokenise: Callable[[str], Iterable[str]] = tokens,
) -> int:
    """Write one tokenised line a paragraph for `sources`; returns the number of tokens.

    A source has `path`, `times` (how often it is repeated) and `lang` ("az" writes the bridged
    text too). Paragraphs that hold a piece of a held-out text are left out.
    """
    rng = random.Random(seed)
    banned = shingles(held_out)
    total = dropped = 0
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as stream:
        for source in sources:
            before = total
            for line in read_lines(Path(source["path"])):
                if holds_any(line, banned):
                    dropped += 1
                    continue
                line = plain_apostrophes(line)
                versions = [line, bridge_az(line)] if source.get("lang") == "az" else [line]
                for version in versions * int(source.get("times", 1)):
                    row = list(_forms(tokenise(version), rng))
                    if len(row) > 2:
                        stream.write(" ".join(row) + "\n")
                        total += len(row)
            log.info("%s: %d tokens", source["path"], total - before)
    log.info("%d tokens in all; %d paragraphs left out as held-out text", total, dropped)
    return total


def _forms(row: Iterable[str], rng: random.Random) -> Iterator[str]:
    for token in row:
        bare, suffix = split_suffix(token)
        if suffix and rng.random() < 0.5:
            yield bare
            yield suffix
        else:
            yield token


def choose_words(counts: Mapping[str, int], *, size: int, name_bonus: float) -> list[str]:
    """The `size` tokens worth a row, best first.

    A token with a capital counts `name_bonus` times: its neighbours tell what kind of name it is,
    while a rare lower-case form is mostly an inflection whose letters say enough. Separated
    suffixes (`’ın`) get no row: no tokenizer returns them alone.
    """
    weighed = [
        (count * (name_bonus if word[:1].isupper() else 1.0), word)
        for word, count in counts.items()
        if not (len(word) > 1 and word.startswith("’"))
    ]
    weighed.sort(key=lambda item: (-item[0], item[1]))
    return [word for _, word in weighed[:size]]


def train_vectors(corpus: Path, out: Path, *, settings: Mapping[str, Any]) -> dict[str, int]:
    """Train on a corpus written by `write_corpus`; writes a Stanza pretrain file at `out`.

    Settings: dim, window, negative, epochs, sample, min_count, size, name_bonus, seed, workers
    (1 makes it repeatable); where `subwords` is given, the shortest and the longest run of letters,
    a word is the sum of its runs (fastText), which little text needs. Returns the figures for the
    log. Needs gensim and torch.
    """
    from gensim.models import FastText, Word2Vec

    options = {
        "corpus_file": str(corpus),
        "sg": 1,
        "vector_size": settings["dim"],
        "window": settings["window"],
        "negative": settings["negative"],
        "epochs": settings["epochs"],
        "sample": settings["sample"],
        "min_count": settings["min_count"],
        "seed": settings["seed"],
        "workers": settings["workers"],
    }
    if runs := settings.get("subwords"):
        model = FastText(**options, min_n=runs[0], max_n=runs[1], bucket=200_000)
    else:
        model = Word2Vec(**options)
    return write_pretrain(model.wv, out, settings=settings)


def write_pretrain(wv: Any, out: Path, *, settings: Mapping[str, Any]) -> dict[str, int]:
    """Write the chosen rows of gensim's KeyedVectors `wv` as a Stanza pretrain file."""
    import numpy as np
    import torch
    from stanza.models.common.pretrain import PretrainedWordVocab

    index = wv.key_to_index
    counts = {word: int(wv.get_vecattr(word, "count")) for word in index}
    words = choose_words(counts, size=settings["size"], name_bonus=settings["name_bonus"])
    kept = set(words)
    left = [word for word in counts if word not in kept] or words[-1000:]
    rows = wv.vectors[[index[word] for word in words]]
    # One scale for every training run: the taggers' learning rates assume it.
    factor = settings["scale"] / np.sqrt((rows**2).mean())
    matrix = np.zeros((len(words) + RESERVED, rows.shape[1]), dtype=np.float32)
    matrix[RESERVED:] = rows * factor
    # An unknown word starts as the mean of the words that were too rare for a row.
    matrix[1] = wv.vectors[[index[word] for word in left]].mean(axis=0) * factor
    state = {"vocab": PretrainedWordVocab(words).state_dict(), "emb": torch.from_numpy(matrix)}
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, out, _use_new_zipfile_serialization=False)
    figures = {"trained": len(counts), "kept": len(words), "dim": rows.shape[1]}
    log.info("vectors: %s", figures)
    return figures
