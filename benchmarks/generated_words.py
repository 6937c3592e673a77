"""Running words of a generated corpus: blocks, sentences, tokens and words that fit each other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from generated_rows import LANGS, Generated, name

#: Different lemmas, and what a lemma may end in.
LEMMAS = 200_000
SUFFIXES = ["", "lar", "da", "dan", "ka", "nın", "lı", "ların"]
PARTS = np.array(["NOUN", "VERB", "ADJ", "ADV", "PROPN"])
FEATURES = np.array(["Case=Nom|Number=Sing", "Case=Loc|Number=Sing", "Case=Gen|Number=Plur"])


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


def write_words(
    corpus: Generated,
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
    corpus.write(
        "blocks", len(block), **places(12), **spans(5 * size), block_id=block + 1,
        kind=np.where(block == 11, "footnote", "paragraph"), page=block // 4 + 1,
        lang_score=np.ones(len(block)),
        text=[" ".join(lines[first : first + 5]) for first in range(0, sentences, 5)],
    )  # fmt: skip
    numbers = np.tile(np.arange(60), len(batch))
    corpus.write(
        "sentences", sentences, **places(60), **spans(size), sent_id=numbers + 1,
        block_id=numbers // 5 + 1, text=lines,
    )  # fmt: skip
    common = {"sent_id": sentence + 1, "token_id": at + 1, "form": forms}
    lemmas = vocabulary.lemmas.take(pa.array(lemma))
    tokens = places(60 * size)
    corpus.write(
        "tokens", rows, **tokens, **spans(1), **common, form_key=forms,
        ner=["O"] * rows, space_after=at != size - 2, n_words=np.ones(rows, int),
        annotator=["generated"] * rows,
    )  # fmt: skip
    corpus.write(
        "words", rows, doc_id=tokens["doc_id"], **common, id=at + 1, lemma=lemmas,
        lemma_key=lemmas, upos=np.where(last, "PUNCT", PARTS[lemma % 5]),
        xpos=np.where(last, "PUNCT", PARTS[lemma % 5]), feats=FEATURES[suffix % 3],
    )  # fmt: skip
