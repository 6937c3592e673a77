"""Kazakh training data: KazNERD by our guide, and the Kazakh treebank.

KazNERD (Yeshpanov and others 2022) is tokenised speech and news with 25 types after OntoNotes. Our
guide has fewer: counts, ordinals, measures, times of day and job titles are no entities, a country
inside a job title is one, and relative dates ("бүгін") are none. The treebank (UD_Kazakh-KTB) opens
41 tokens in 10,000 into several words, too few to learn: here they stay one.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ner_augment import mentions
from kzcorpus.models.training.ner_data import NerDataError, Tagged

#: KazNERD's labels and our types; "" is no entity by our guide.
LABELS = {
    "PERSON": "PERSON",
    "GPE": "GPE",
    "LOCATION": "LOC",
    "ORGANISATION": "ORG",
    "NORP": "NORP",
    "FACILITY": "FAC",
    "EVENT": "EVENT",
    "LAW": "LAW",
    "ART": "WORK_OF_ART",
    "PRODUCT": "PRODUCT",
    "PROJECT": "PRODUCT",  # named programmes, such as Нұрлы жол
    "LANGUAGE": "LANGUAGE",
    "DATE": "DATE",  # where `is_dated` says so
    "MONEY": "MONEY",
    "PERCENTAGE": "PERCENT",
    "POSITION": "",  # but the names inside it are entities
    **dict.fromkeys(("CARDINAL", "ORDINAL", "QUANTITY", "TIME", "DISEASE"), ""),
    **dict.fromkeys(("ADAGE", "CONTACT", "MISCELLANEOUS", "NON_HUMAN"), ""),
}
#: Types of names that a job title may hold.
_HELD = frozenset({"GPE", "ORG", "LOC"})
_MONTHS = (
    *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйе"),
    *("қазан", "қараша", "желтоқсан", "январ", "феврал", "апрел", "июн", "июл", "август"),
    *("сентябр", "октябр", "ноябр", "декабр"),
)
#: A year, a month, a century, or a year that is spelt out.
_DATED = re.compile(
    rf"\b(?:1\d\d\d|20\d\d)(?!\d)|\b(?:{'|'.join(_MONTHS)})|ғасыр|\bмың .*(?:інші|ыншы|нші|ншы) жыл"
)
#: Hesitations of speakers: (ыы), (іі).
_SOUND = re.compile(r"([а-яәғқңөұүһі])\1*")
_NO_SPACE_BEFORE = frozenset(",.;:?!…»)]”%") | {"...", ".."}
_NO_SPACE_AFTER = frozenset("«([“№")
#: Words with their inner hyphens; numbers with inner marks and hyphenated endings (2016-ншы).
_TOKEN = re.compile(
    r"(?:https?://|www\.)\S*[\w/]"
    r"|(?:\b[^\W\d_]\.){2,}|\b[А-ЯӘҒҚҢӨҰҮІA-Z]\.(?=\s*[^\W\d_])"
    r"|%-\w+|\d+(?:[.,]\d+)*(?:-[^\W\d_]+)*|\w+(?:[-’]\w+)*|\.{2,}|[^\w\s]"
)


def tokens(text: str) -> list[str]:
    """Tokens of Kazakh text by pattern, for word vectors.

    >>> tokens("Қ. Тоқаев 2019-шы жылы Нұр-Сұлтанда 2,5%-ға «өсті» деді.")
    ['Қ.', 'Тоқаев', '2019-шы', 'жылы', 'Нұр-Сұлтанда', '2,5', '%-ға', '«', 'өсті', '»', 'деді', '.']
    """  # noqa: E501
    return _TOKEN.findall(text)


def read_kaznerd(path: Path) -> list[Tagged]:
    """The sentences of a KazNERD file (token and IOB2 tag a line) by our guide.

    Raises NerDataError, with file and line, for a label that is not KazNERD's.
    """
    rows = [_without_sounds(*_numbers_joined(*row)) for row in _read_iob(path)]
    held = _names(rows)
    return [_by_our_guide(words, tags, held) for words, tags in rows]


def part_of(row: Tagged) -> str:
    """`dev` (8 %) or `train`, by a hash of the sentence's two longest words.

    KazNERD has many sentences twice, with numbers in figures and in words; this way both go to
    one part.
    """
    longest = sorted({word.lower() for word in row.words}, key=lambda w: (-len(w), w))[:2]
    bucket = int(hashlib.sha256(" ".join(longest).encode()).hexdigest(), 16) % 100
    return "dev" if bucket < 8 else "train"


def is_dated(text: str) -> bool:
    """Whether a KazNERD date is one by our guide: absolute, not relative to the day of speaking.

    >>> [is_dated(t) for t in ("2019 жылы", "келер жылдың наурызында", "бүгін", "3 жыл")]
    [True, True, False, False]
    """
    return _DATED.search(text.lower()) is not None


def spaced(row: Tagged) -> Sentence:
    """A tokenised sentence with the spaces that a writer would set."""
    made: list[Token] = []
    for word in row.words:
        glued = word in _NO_SPACE_BEFORE or word.startswith("%-")
        if made and (glued or made[-1].form in _NO_SPACE_AFTER):
            made[-1] = replace(made[-1], space_after=False)
        made.append(Token(word, (Word(word),)))
    return Sentence(tuple(made), "k", "kaznerd")


def gold_record(row: Tagged) -> dict[str, object]:
    """A sentence as `kzcorpus models evaluate --ner` reads it: raw text and character spans."""
    ends: list[tuple[int, int]] = []
    position = 0
    sentence = spaced(row)
    for token in sentence.tokens:
        ends.append((position, position + len(token.form)))
        position = ends[-1][1] + token.space_after
    spans = [[ends[a][0], ends[b - 1][1], kind] for a, b, kind in mentions(row)]
    return {"text": sentence.text, "entities": spans}


def document_of(sentence: Sentence) -> str:
    """The document of the Kazakh treebank that a sentence is from, by its id."""
    return sentence.sent_id.split(":")[0]


def treebank_part(sentence: Sentence, number: int) -> str:
    """`test`, `dev` or `train` for a sentence of the treebank.

    The treebank has three large collections of unconnected sentences and a few short documents, so
    that runs of ten neighbours go to one part together.
    """
    key = f"{document_of(sentence)}:{number // 10}"
    bucket = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10
    return {0: "test", 1: "dev"}.get(bucket, "train")


def one_word_each(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Multiword tokens as one word, with the analysis of their first part."""
    for sentence in sentences:
        whole = (
            replace(t, words=(replace(t.words[0], form=t.form),)) if len(t.words) > 1 else t
            for t in sentence.tokens
        )
        yield replace(sentence, tokens=tuple(whole))


def _read_iob(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.split()
            if not fields:
                if words:
                    yield words, tags
                words, tags = [], []
                continue
            label = fields[-1][2:]
            if len(fields) != 2 or (label and label not in LABELS):
                raise NerDataError(f"{path}:{number}: not a token and a KazNERD tag: {line!r}")
            words.append(fields[0])
            tags.append(fields[1])
    if words:
        yield words, tags


def _numbers_joined(words: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
    """`2 , 5` as one token, as text has it."""
    made: tuple[list[str], list[str]] = ([], [])
    i = 0
    while i < len(words):
        middle = i + 2 < len(words) and words[i + 1] in {",", "."} and tags[i + 1][:1] == "I"
        if middle and words[i].isdigit() and words[i + 2][:1].isdigit():
            made[0].append("".join(words[i : i + 3]))
            made[1].append(tags[i])
            i += 3
        else:
            made[0].append(words[i])
            made[1].append(tags[i])
            i += 1
    return made


def _without_sounds(words: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
    keep = [True] * len(words)
    for i in range(1, len(words) - 1):
        if words[i - 1] == "(" and words[i + 1] == ")" and _SOUND.fullmatch(words[i]):
            keep[i - 1 : i + 2] = [False] * 3
    chosen = [(w, t) for w, t, kept in zip(words, tags, keep, strict=True) if kept]
    return [w for w, _ in chosen], [t for _, t in chosen]


def _names(rows: Iterable[tuple[list[str], list[str]]]) -> dict[tuple[str, ...], str]:
    """Names that stand alone somewhere, with their type: those that a job title may hold."""
    votes: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for words, tags in rows:
        for start, end, label in mentions(Tagged(tuple(words), tuple(tags), "kz", "kk")):
            votes[tuple(words[start:end])][LABELS[label]] += 1
    best = {name: found.most_common(1)[0][0] for name, found in votes.items()}
    return {name: kind for name, kind in best.items() if kind in _HELD}


def _by_our_guide(
    words: Sequence[str], tags: Sequence[str], held: Mapping[tuple[str, ...], str]
) -> Tagged:
    made = ["O"] * len(words)

    def mark(start: int, end: int, kind: str) -> None:
        made[start:end] = ["B-" + kind, *["I-" + kind] * (end - start - 1)]

    for start, end, label in mentions(Tagged(tuple(words), tuple(tags), "kz", "kk")):
        kind = LABELS[label]
        if kind == "DATE" and not is_dated(" ".join(words[start:end])):
            continue
        if kind:
            mark(start, end, kind)
        elif label == "POSITION":
            for first, last, inner in _inside(words, start, end, held):
                mark(first, last, inner)
    return Tagged(tuple(words), tuple(made), "kz", "kk")


def _inside(
    words: Sequence[str], start: int, end: int, held: Mapping[tuple[str, ...], str]
) -> Iterator[tuple[int, int, str]]:
    """The longest known names in a job title, from the left."""
    at = start
    while at < end:
        stops = range(end, at, -1)
        found = next((stop for stop in stops if tuple(words[at:stop]) in held), 0)
        if found:
            yield at, found, held[tuple(words[at:found])]
        at = found or at + 1
