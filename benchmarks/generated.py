"""A corpus of any size for benchmarks: real tables with made-up rows, the same for the same seed.

python benchmarks/generated.py FOLDER [--documents 10000] [--mentions 100] [--words 0]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from generated_rows import LANGS, Generated, name
from generated_words import Vocabulary, write_words

from kzcorpus.letters import search_key

TYPES = np.array(["PERSON", "GPE", "ORG", "LOC", "NORP"])
#: Documents that are written at once; fewer where they have words.
BATCH = 1000
BATCH_OF_TEXT = 250


def write_generated(
    folder: Path,
    *,
    documents: int,
    mentions: int,
    words: int = 0,
    entities: int = 50_000,
    seed: int = 7,
) -> None:
    """A corpus of `documents`, each of 60 sentences in 12 blocks with `mentions` in all.

    Entities are mentioned as words are used: the second half as often as the first, and so on.
    With `words`, each sentence has so many tokens, the full stop among them, and their lemmas are
    used as words are too; without, there are no tokens, and the texts are stubs.
    """
    rng = np.random.default_rng(seed)
    ids = [f"{TYPES[n % 5].lower()}/{name(n)}-{n}" for n in range(entities)]
    names = [f"{name(n).title()} {n}" for n in range(entities)]
    keys = [search_key(text) for text in names]
    counts = np.zeros(entities, np.int64)
    spread = np.zeros(entities, np.int64)
    corpus = Generated(folder)
    vocabulary = Vocabulary() if words else None
    size = BATCH_OF_TEXT if words else BATCH
    for first in range(0, documents, size):
        batch = np.arange(first, min(first + size, documents))
        _write_documents(corpus, batch)
        if vocabulary:
            write_words(corpus, batch, words, vocabulary, rng)
        else:
            _write_stubs(corpus, batch)
        doc = np.repeat(batch, mentions)
        sentence = np.sort(rng.integers(0, 60, (len(batch), mentions)), axis=1).ravel()
        thing = np.minimum(rng.zipf(1.3, len(doc)) - 1, entities - 1)
        np.add.at(counts, thing, 1)
        np.add.at(spread, np.unique(doc * entities + thing) % entities, 1)
        number = np.tile(np.arange(1, mentions + 1), len(batch))
        start = sentence * 100 + number % 100
        corpus.write(
            "entities",
            len(doc),
            mention_id=[f"d{d:06}#{n}" for d, n in zip(doc, number, strict=True)],
            doc_id=[f"d{d:06}" for d in doc],
            sent_id=sentence + 1,
            block_id=sentence // 5 + 1,
            text=[names[t] for t in thing],
            name=[names[t] for t in thing],
            name_key=[keys[t] for t in thing],
            type=TYPES[thing % 5],
            ner_native=TYPES[thing % 5],
            start_char=start,
            end_char=start + 9,
            raw_start=start,
            raw_end=start + 9,
            raw_line=sentence + 1,
            token_start=np.ones(len(doc), int),
            token_end=np.full(len(doc), 2),
            lang=LANGS[doc % 5],
            canonical_id=[ids[t] for t in thing],
            canonical_name=[names[t] for t in thing],
            link_method=["alias"] * len(doc),
            link_score=np.ones(len(doc)),
            source=["both"] * len(doc),
            annotator=["generated"] * len(doc),
        )
    seen = np.flatnonzero(counts)
    corpus.write(
        "canon",
        len(seen),
        canonical_id=sorted(ids[n] for n in seen),
        name=[names[n] for n in sorted(seen, key=ids.__getitem__)],
        type=[TYPES[n % 5] for n in sorted(seen, key=ids.__getitem__)],
        labels=[[("tr", names[n])] for n in sorted(seen, key=ids.__getitem__)],
        name_keys=[[keys[n]] for n in sorted(seen, key=ids.__getitem__)],
        n_mentions=[counts[n] for n in sorted(seen, key=ids.__getitem__)],
        n_documents=[spread[n] for n in sorted(seen, key=ids.__getitem__)],
    )
    corpus.commit()


def _write_documents(corpus: Generated, batch: np.ndarray) -> None:
    ids = [f"d{d:06}" for d in batch]
    years = [f"{1991 + d % 35}-{d % 12 + 1:02}-03" for d in batch]
    corpus.write(
        "documents", len(batch),
        doc_id=ids, path=[f"{i}.txt" for i in ids], sha256=["0" * 64] * len(ids), date=years,
        format=["txt"] * len(ids), encoding=["utf-8"] * len(ids), lang=LANGS[batch % 5],
        lang_share=np.ones(len(ids)),
    )  # fmt: skip


def _write_stubs(corpus: Generated, batch: np.ndarray) -> None:
    """Blocks and sentences of a batch, with a text that is too short for their places."""
    block = np.tile(np.arange(12), len(batch))
    doc = np.repeat(batch, 12)
    corpus.write(
        "blocks", len(doc),
        doc_id=[f"d{d:06}" for d in doc], block_id=block + 1,
        kind=np.where(block == 11, "footnote", "paragraph"), page=block // 4 + 1,
        lang=LANGS[doc % 5], lang_score=np.ones(len(doc)), start_char=block * 500,
        end_char=block * 500 + 499, raw_start=block * 500, raw_end=block * 500 + 499,
        text=["Metin."] * len(doc),
    )  # fmt: skip
    sentence = np.tile(np.arange(60), len(batch))
    doc = np.repeat(batch, 60)
    corpus.write(
        "sentences", len(doc),
        doc_id=[f"d{d:06}" for d in doc], sent_id=sentence + 1, block_id=sentence // 5 + 1,
        lang=LANGS[doc % 5], start_char=sentence * 100, end_char=sentence * 100 + 99,
        raw_start=sentence * 100, raw_end=sentence * 100 + 99,
        text=[f"Belge {d}, cümle {s}." for d, s in zip(doc, sentence, strict=True)],
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--mentions", type=int, default=100)
    parser.add_argument("--words", type=int, default=0, help="tokens of each sentence")
    options = parser.parse_args()
    write_generated(
        options.folder,
        documents=options.documents,
        mentions=options.mentions,
        words=options.words,
    )


if __name__ == "__main__":
    main()
