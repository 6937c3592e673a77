"""A corpus to count in, and its running words as plain Python rows: what figures are held against.

Two Turkish documents and one copy, an Azerbaijani one, and one whose words have no lemmas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from kzcorpus.annotate import Segment, SentenceDraft
from kzcorpus.normalise import Marks
from kzcorpus.records import AnnotatedDocument
from kzcorpus.tables import Corpus
from tests.fakes import FakeBackend, annotated, write_corpus

Row = dict[str, Any]
#: Filters that leave something in and something out.
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"lang": "tr"},
    {"lang": "en"},
    {"doc": "news"},
    {"doc": "az"},
    {"since": "2022"},
    {"until": "2021"},
    {"kind": "footnote"},
    {"unique": True},
    {"lang": "tr", "kind": "paragraph", "unique": True, "since": "2020", "until": "2023"},
    {"doc": "nowhere"},
)

#: A copied document, and a paragraph that another document has already.
DUPLICATES = {"news/kopya": Marks("news/bir"), "news/bir": Marks(blocks={2: "az/dost#1"})}


class NoLemmas(FakeBackend):
    """What annotates languages that no model is there for."""

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        return [
            [
                replace(
                    sentence,
                    tokens=tuple(
                        replace(
                            token,
                            words=tuple(replace(w, lemma="", upos="") for w in token.words),
                        )
                        for token in sentence.tokens
                    ),
                )
                for sentence in block
            ]
            for block in super().annotate(segments)
        ]


def documents() -> Iterator[AnnotatedDocument]:
    """The documents of the corpus."""
    yield annotated(
        "az/dost", "Qazaxıstan böyük, Astana böyük. Astana qonşu ölkə.", lang="az", date="2021-05"
    )
    yield annotated(
        "en/plain",
        "Astana is big. Astana is cold and big.",
        lang="en",
        date="2022",
        backend=NoLemmas(name="plain-1"),
    )
    first = annotated(
        "news/bir",
        "Kazakistan’ın başkenti Astana. Başkentteki büyük Astana, büyük Astana!",
        "Büyük büyük Ankara (1923). Orta Asya büyük.",
        "Dipnot: büyük Astana.",
        date="2023-11-03",
    )
    blocks = list(first.norm.blocks)
    blocks[2] = replace(blocks[2], kind="footnote")
    yield replace(first, norm=replace(first.norm, blocks=tuple(blocks)))
    yield annotated("news/kopya", "Büyük Astana, büyük Ankara.", date="2020-01")
    yield annotated("tarih", "Bozkır. Küçük bozkır, küçük Ankara. 1923 1923 …")


def write_running(folder: Path) -> Corpus:
    """The corpus, opened."""
    write_corpus(folder, *documents(), duplicates=DUPLICATES)
    return Corpus(folder)


def words(corpus: Corpus, **filters: Any) -> list[Row]:
    """Syntactic words with all that they can be counted by, those that the filters leave."""
    tokens = {_key(row): row for row in corpus.table("tokens").to_pylist()}
    documents = {row["doc_id"]: row for row in corpus.table("documents").to_pylist()}
    blocks = {(r["doc_id"], r["block_id"]): r for r in corpus.table("blocks").to_pylist()}
    sentences = {(r["doc_id"], r["sent_id"]): r for r in corpus.table("sentences").to_pylist()}
    rows = []
    for word in corpus.table("words").to_pylist():
        token = tokens[_key(word)]
        document = documents[word["doc_id"]]
        sentence = sentences[word["doc_id"], word["sent_id"]]
        block = blocks[word["doc_id"], sentence["block_id"]]
        row = {
            **word,
            "lemma": word["lemma_key"] or word["form"].lower(),
            "form": token["form_key"],
            "ner": token["ner"],
            "lang": token["lang"],
            "doc": word["doc_id"],
            "year": document["date"] and document["date"][:4],
        }
        if _left_in(row, document, block, **filters):
            rows.append(row)
    return rows


def tokens(corpus: Corpus, **filters: Any) -> list[Row]:
    """The first word of each surface token."""
    return [next(group) for _, group in groupby(words(corpus, **filters), key=_key)]


def _key(row: Row) -> tuple[Any, ...]:
    return row["doc_id"], row["sent_id"], row["token_id"]


def _left_in(
    row: Row,
    document: Row,
    block: Row,
    *,
    lang: str | None = None,
    doc: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
    unique: bool = False,
) -> bool:
    date = document["date"]
    return (
        (lang is None or row["lang"] == lang)
        and (doc is None or row["doc_id"] == doc or row["doc_id"].startswith(doc + "/"))
        and (since is None or (date is not None and date[:4] >= since))
        and (until is None or (date is not None and date[:4] <= until))
        and (kind is None or block["kind"] == kind)
        and not (unique and (document["duplicate_of"] or block["duplicate_of"]))
    )


def spelled(text: str | None) -> bool:
    """Whether there is a letter or a digit in a word."""
    return text is not None and any(ch.isalnum() for ch in text)


def rounded(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows whose floats can be compared by ==: they come from sums in another order."""
    return [
        tuple(round(value, 9) + 0.0 if isinstance(value, float) else value for value in row)
        for row in rows
    ]


def as_rows(table: Any) -> list[tuple[Any, ...]]:
    """An Arrow table as rounded rows."""
    return rounded(tuple(row.values()) for row in table.to_pylist())
