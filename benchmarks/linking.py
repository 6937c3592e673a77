"""Recognising, linking and what the whole corpus decides, in seconds of CPU.

    python benchmarks/linking.py [--words 100000] [--names 200000] [--mentions 1000000]
        [--documents 10000] [--text FILE]

No model takes part: what is measured is what comes before and after it. Names and mentions are made
up, by the same frequencies as words have; `--text` is recognised in place of the sample corpus.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pyarrow as pa

from kzcorpus.annotate import Router, annotate_documents
from kzcorpus.annotate.spacy_backend import SpacyBackend
from kzcorpus.config import LanguageConfig
from kzcorpus.entities import Canon, Linker, Recogniser, load_gazetteer, resolve_nil
from kzcorpus.normalise import DuplicateFinder, load_detector, normalise_text, signature
from kzcorpus.normalise.language import detect_languages
from kzcorpus.records import AnnotatedDocument, NormalisedDocument, RawDocument

SAMPLE = Path(__file__).parent.parent / "data/raw"
SYLLABLES = np.array(
    [
        *("ka", "za", "kis", "tan", "to", "ma", "yev", "nur", "sul", "as"),
        *("ta", "na", "be", "ral", "gu", "li", "sa", "mi", "ro", "de"),
    ]
)
TYPES = np.array(["PERSON", "ORG", "LOC", "WORK_OF_ART"])


@contextmanager
def measured(what: str, per: Callable[[float], str] = lambda _: "") -> Iterator[None]:
    """Print the seconds of CPU of what is inside."""
    begun = time.process_time()
    yield
    seconds = time.process_time() - begun
    print(f"{what:58}{seconds:8.2f} s  {per(seconds)}", flush=True)


def zipf(rng: np.random.Generator, words: np.ndarray, size: int) -> np.ndarray:
    """Words by frequencies that fall with their rank, as those of surnames do."""
    ranks = np.exp(rng.random(size) ** 0.8 * np.log(len(words))).astype(np.int64)
    drawn: np.ndarray = words[np.minimum(ranks, len(words) - 1)]
    return drawn


def made_up_words(rng: np.random.Generator, size: int) -> np.ndarray:
    parts = [rng.choice(SYLLABLES, size) for _ in range(4)]
    lengths = rng.integers(2, 5, size)
    rows = zip(lengths, *parts, strict=True)
    return np.array(["".join(row[1 : 1 + row[0]]).capitalize() for row in rows])


def made_up_names(size: int) -> list[tuple[str, str]]:
    """Distinct (type, name); half of them people's, a fifth of these with an initial."""
    rng = np.random.default_rng(1)
    given, surnames = made_up_words(rng, 3_000), made_up_words(rng, 40_000)
    names: dict[tuple[str, str], None] = {}
    while len(names) < size:
        pairs = zip(zipf(rng, given, size), zipf(rng, surnames, size), strict=True)
        kinds = rng.choice(TYPES, size, p=[0.5, 0.2, 0.2, 0.1])
        for (one, other), kind, short in zip(pairs, kinds, rng.random(size), strict=True):
            first = f"{one[0]}." if kind == "PERSON" and short < 0.2 else one
            names[str(kind), f"{first} {other}"] = None
    return list(islice(names, size))


def documents_of(text: Path | None, words: int) -> list[NormalisedDocument]:
    """The sample corpus, or a text in pieces, until there are so many words."""
    if text:
        lines = text.read_text(encoding="utf-8").splitlines()
        pieces = ["\n\n".join(lines[at : at + 200]) for at in range(0, len(lines), 200)]
    else:
        files = sorted([*SAMPLE.rglob("*.txt"), *SAMPLE.rglob("*.md")])
        pieces = [file.read_text(encoding="utf-8") for file in files]
    detector = load_detector(LanguageConfig().candidates)
    made: list[NormalisedDocument] = []
    so_far = 0
    for number, piece in enumerate(cycle(pieces)):
        if so_far >= words:
            return made
        raw = RawDocument(f"d{number:05}", f"d{number:05}.txt", "0" * 64, piece)
        made.append(detect_languages(normalise_text(raw), detector))
        so_far += len(piece.split())
    return made


def recognise(documents: list[NormalisedDocument]) -> None:
    with measured("reading and compiling the gazetteer"):
        gazetteer = load_gazetteer()
        recogniser, linker = Recogniser(gazetteer), Linker(gazetteer)
    backend = SpacyBackend()
    annotated = [
        document
        for document in annotate_documents(documents, Router({"*": backend}, {backend.name: {}}))
        if isinstance(document, AnnotatedDocument)
    ]
    n_tokens = sum(len(sentence.tokens) for one in annotated for sentence in one.sentences)
    for turn in ("first", "second"):
        with measured(
            f"recognising and linking {n_tokens:,} tokens, {turn} time",
            lambda seconds: f"{n_tokens / seconds:,.0f} tokens/s",
        ):
            for document in annotated:
                linker.link(document, recogniser.recognise(document))


def settle(n_names: int, n_mentions: int) -> None:
    names = made_up_names(n_names)
    with measured(f"ids of {n_names:,} unknown names"):
        matches = resolve_nil(names)
    rng = np.random.default_rng(2)
    ids = np.array([matches[name].canonical_id for name in names])
    chosen = rng.integers(0, n_names, n_mentions)
    table = pa.table(
        {
            "canonical_id": ids[chosen],
            "type": np.array([kind for kind, _ in names])[chosen],
            "lang": rng.choice(np.array(["tr", "az"]), n_mentions),
            "name": np.array([name for _, name in names])[chosen],
            "doc_id": np.sort(rng.integers(0, n_mentions // 100 + 1, n_mentions)).astype(str),
        }
    )
    canon = Canon()
    with measured(f"counting {n_mentions:,} mentions and naming them"):
        canon.add(table)
        canon.names_of(table["canonical_id"])
    with measured("rows of canon", lambda _: f"{len(set(ids)):,} entities"):
        for _ in canon.entries():
            pass


def duplicates(documents: list[NormalisedDocument], size: int) -> None:
    """Documents of about a thousand words; a tenth repeat another."""
    rng = np.random.default_rng(3)
    words = np.array(" ".join(document.text for document in documents[:20]).split())
    texts = ["\n\n".join(" ".join(zipf(rng, words, 60)) for _ in range(17)) for _ in range(size)]
    for row in rng.integers(1, size, size // 10):
        texts[row] = texts[row - 1]
    raws = [RawDocument(f"d{n:06}", f"d{n:06}.txt", "0" * 64, text) for n, text in enumerate(texts)]
    normalised = [normalise_text(raw) for raw in raws]
    with measured(f"signing {size:,} documents of a thousand words"):
        signed = [(one.doc_id, signature(one)) for one in normalised]
    with measured("finding the duplicates among them"):
        found = sum(bool(marks.document) for marks in DuplicateFinder().mark_all(signed))
    print(f"{found:,} duplicates")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--names", type=int, default=200_000)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--text", type=Path)
    options = parser.parse_args()
    documents = documents_of(options.text, options.words)
    recognise(documents)
    settle(options.names, options.mentions)
    duplicates(documents, options.documents)


if __name__ == "__main__":
    main()
