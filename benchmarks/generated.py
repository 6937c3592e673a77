"""A corpus of any size for benchmarks: real tables with made-up rows, the same for the same seed.

python benchmarks/generated.py FOLDER [--documents 10000] [--mentions 100] [--words 0]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kzcorpus.letters import search_key
from kzcorpus.tables import SCHEMA_VERSION, TABLES, Manifest, TableWriter

TYPES = np.array(["PERSON", "GPE", "ORG", "LOC", "NORP"])
LANGS = np.array(["tr", "az", "kk", "ru", "en"])
SYLLABLES = [
    "ka",
    "za",
    "kis",
    "tan",
    "to",
    "ma",
    "yev",
    "nur",
    "sul",
    "as",
    "ta",
    "na",
    "be",
    "ral",
]
#: Documents that are written at once; fewer where they have words.
BATCH = 1000
BATCH_OF_TEXT = 250
#: Different lemmas, and what a lemma may end in.
LEMMAS = 200_000
SUFFIXES = ["", "lar", "da", "dan", "ka", "nın", "lı", "ların"]
PARTS = np.array(["NOUN", "VERB", "ADJ", "ADV", "PROPN"])
FEATURES = np.array(["Case=Nom|Number=Sing", "Case=Loc|Number=Sing", "Case=Gen|Number=Plur"])


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
    writer = TableWriter(folder)
    vocabulary = Vocabulary() if words else None
    size = BATCH_OF_TEXT if words else BATCH
    for first in range(0, documents, size):
        batch = np.arange(first, min(first + size, documents))
        _write_documents(writer, batch)
        if vocabulary:
            _write_words(writer, batch, words, vocabulary, rng)
        else:
            _write_stubs(writer, batch)
        doc = np.repeat(batch, mentions)
        sentence = np.sort(rng.integers(0, 60, (len(batch), mentions)), axis=1).ravel()
        thing = np.minimum(rng.zipf(1.3, len(doc)) - 1, entities - 1)
        np.add.at(counts, thing, 1)
        np.add.at(spread, np.unique(doc * entities + thing) % entities, 1)
        number = np.tile(np.arange(1, mentions + 1), len(batch))
        start = sentence * 100 + number % 100
        _write(
            writer,
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
    _write(
        writer,
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
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        code_version="generated",
        code_fingerprint="",
        config={},
        config_fingerprint="",
        input_fingerprint="",
        models={},
        annotators=("generated",),
        files=writer.files(),
    )
    writer.commit(manifest)


def name(number: int) -> str:
    """A name for a number, by its digits."""
    digits = []
    while True:
        number, digit = divmod(number, len(SYLLABLES))
        digits.append(SYLLABLES[digit])
        if not number:
            return "".join(digits)


class Vocabulary:
    """Lemmas and forms as arrays to take from, and how likely each lemma is."""

    def __init__(self) -> None:
        lemmas = [name(number) for number in range(LEMMAS)]
        # The last entry is the full stop.
        self.lemmas = pa.array([*lemmas, "."])
        self.forms = pa.array([lemma + suffix for lemma in [*lemmas, "."] for suffix in SUFFIXES])
        shares = 1 / np.arange(1, LEMMAS + 1)
        self.until = np.cumsum(shares / shares.sum())

    def draw(self, rng: np.random.Generator, count: int) -> np.ndarray:
        """Numbers of lemmas: the first most often, the second half as often, and so on."""
        return np.minimum(np.searchsorted(self.until, rng.random(count)), LEMMAS - 1)


def _write_documents(writer: TableWriter, batch: np.ndarray) -> None:
    ids = [f"d{d:06}" for d in batch]
    years = [f"{1991 + d % 35}-{d % 12 + 1:02}-03" for d in batch]
    _write(
        writer, "documents", len(batch),
        doc_id=ids, path=[f"{i}.txt" for i in ids], sha256=["0" * 64] * len(ids), date=years,
        format=["txt"] * len(ids), encoding=["utf-8"] * len(ids), lang=LANGS[batch % 5],
        lang_share=np.ones(len(ids)),
    )  # fmt: skip


def _write_stubs(writer: TableWriter, batch: np.ndarray) -> None:
    """Blocks and sentences of a batch, with a text that is too short for their places."""
    block = np.tile(np.arange(12), len(batch))
    doc = np.repeat(batch, 12)
    _write(
        writer, "blocks", len(doc),
        doc_id=[f"d{d:06}" for d in doc], block_id=block + 1,
        kind=np.where(block == 11, "footnote", "paragraph"), page=block // 4 + 1,
        lang=LANGS[doc % 5], lang_score=np.ones(len(doc)), start_char=block * 500,
        end_char=block * 500 + 499, raw_start=block * 500, raw_end=block * 500 + 499,
        text=["Metin."] * len(doc),
    )  # fmt: skip
    sentence = np.tile(np.arange(60), len(batch))
    doc = np.repeat(batch, 60)
    _write(
        writer, "sentences", len(doc),
        doc_id=[f"d{d:06}" for d in doc], sent_id=sentence + 1, block_id=sentence // 5 + 1,
        lang=LANGS[doc % 5], start_char=sentence * 100, end_char=sentence * 100 + 99,
        raw_start=sentence * 100, raw_end=sentence * 100 + 99,
        text=[f"Belge {d}, cümle {s}." for d, s in zip(doc, sentence, strict=True)],
    )  # fmt: skip


def _write_words(
    writer: TableWriter,
    batch: np.ndarray,
    size: int,
    vocabulary: Vocabulary,
    rng: np.random.Generator,
) -> None:
    """Blocks, sentences, tokens and words of a batch; every place is that of the text."""
    sentences, rows = len(batch) * 60, len(batch) * 60 * size
    at = np.tile(np.arange(size), sentences)
    last = at == size - 1
    lemma = np.where(last, LEMMAS, vocabulary.draw(rng, rows))
    suffix = np.where(last, 0, rng.integers(0, len(SUFFIXES), rows))
    forms = vocabulary.forms.take(pa.array(lemma * len(SUFFIXES) + suffix))
    lengths = pc.utf8_length(forms).to_numpy()
    # A space follows each token but the one before the full stop; blocks are two line ends apart.
    sentence = np.repeat(np.tile(np.arange(60), len(batch)), size)
    gaps = np.where(at == size - 2, 0, 1) + np.where(last & (sentence % 5 == 4), 1, 0)
    ends = np.cumsum((lengths + gaps).reshape(len(batch), -1), axis=1).ravel() - gaps
    starts = ends - lengths
    texts = forms.to_pylist()
    lines = [
        " ".join(texts[first : first + size - 1]) + texts[first + size - 1]
        for first in range(0, rows, size)
    ]
    ids = pa.array([f"d{d:06}" for d in batch])

    def spans(step: int) -> dict[str, np.ndarray]:
        first, end = starts[::step], ends[step - 1 :: step]
        return {"start_char": first, "end_char": end, "raw_start": first, "raw_end": end}

    def places(each: int) -> dict[str, object]:
        number = np.repeat(np.arange(len(batch)), each)
        return {"doc_id": ids.take(pa.array(number)), "lang": LANGS[batch[number] % 5]}

    block = np.tile(np.arange(12), len(batch))
    _write(
        writer, "blocks", len(block), **places(12), **spans(5 * size), block_id=block + 1,
        kind=np.where(block == 11, "footnote", "paragraph"), page=block // 4 + 1,
        lang_score=np.ones(len(block)),
        text=[" ".join(lines[first : first + 5]) for first in range(0, sentences, 5)],
    )  # fmt: skip
    numbers = np.tile(np.arange(60), len(batch))
    _write(
        writer, "sentences", sentences, **places(60), **spans(size), sent_id=numbers + 1,
        block_id=numbers // 5 + 1, text=lines,
    )  # fmt: skip
    common = {"sent_id": sentence + 1, "token_id": at + 1, "form": forms}
    lemmas = vocabulary.lemmas.take(pa.array(lemma))
    tokens = places(60 * size)
    _write(
        writer, "tokens", rows, **tokens, **spans(1), **common, form_key=forms,
        ner=["O"] * rows, space_after=at != size - 2, n_words=np.ones(rows, int),
        annotator=["generated"] * rows,
    )  # fmt: skip
    _write(
        writer, "words", rows, doc_id=tokens["doc_id"], **common, id=at + 1, lemma=lemmas,
        lemma_key=lemmas, upos=np.where(last, "PUNCT", PARTS[lemma % 5]),
        xpos=np.where(last, "PUNCT", PARTS[lemma % 5]), feats=FEATURES[suffix % 3],
    )  # fmt: skip


def _write(writer: TableWriter, table: str, rows: int, **columns: object) -> None:
    """Rows of a table; columns that are not named are null, or nought where they must not be."""
    schema = TABLES[table]
    arrays = []
    for field in schema:
        values = columns.get(field.name)
        if values is None:
            values = [_nought(field)] * rows
        arrays.append(values if isinstance(values, pa.Array) else pa.array(values, field.type))
    writer.write(table, pa.Table.from_arrays(arrays, schema=schema))


def _nought(field: pa.Field) -> object:
    if field.nullable:
        return None
    return "" if pa.types.is_string(field.type) else [] if pa.types.is_list(field.type) else 0


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
