"""Files that Stanza's tokenizer is trained on, from sentences with known boundaries.

Stanza reads a text file and, beside it, one digit for each character: 0 inside, 1 last character
of a token, 2 of a sentence, 3 of a multiword token, 4 of a multiword token that ends a sentence.
Paragraphs are parted by an empty line in both.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kzcorpus.letters import lower_tr
from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.plain_tokens import token_spans
from kzcorpus.models.training.ud_suffixes import open_suffix

_CLOSING = frozenset({",", ".", ";", ":", "?", "!", "...", "…", ")", "]", "”", "%"})
_OPENING = frozenset({"(", "[", "“"})


def pattern_tokens(text: str) -> tuple[Token, ...]:
    """Tokens of running text by pattern, for sentences without gold tokens.

    They teach sentence ends in registers that no treebank has (footnotes, bibliographies,
    headings); of multiword tokens only the plainest are opened (`open_suffix`). The pattern is the
    one that entity recognition is trained with, so that both see the same tokens.

    >>> [t.form for t in pattern_tokens("Dr. Kasım C. Tokayev’in evi.")]
    ['Dr.', 'Kasım', 'C.', 'Tokayev’in', 'evi', '.']
    """
    tokens = []
    for start, end in token_spans(text):
        form = text[start:end]
        tokens.append(open_suffix(Token(form, (Word(form),), text[end : end + 1].isspace())))
    return tuple(tokens)


def paragraphs(
    sentences: Sequence[Sentence], rng: random.Random, *, longest: int
) -> Iterator[list[Sentence]]:
    """Cut a shuffled copy of `sentences` into paragraphs of 1 to `longest` sentences."""
    order = list(sentences)
    rng.shuffle(order)
    start = 0
    while start < len(order):
        size = rng.randint(1, longest)
        yield order[start : start + size]
        start += size


def render(paragraph: Iterable[Sentence]) -> tuple[str, str]:
    """Text of one paragraph and its labels, of the same length."""
    text: list[str] = []
    labels: list[str] = []
    for sentence in paragraph:
        if text:
            text.append(" ")
            labels.append("0")
        for index, token in enumerate(sentence.tokens):
            last = index == len(sentence.tokens) - 1
            label = 1 + 2 * (len(token.words) > 1) + last
            text.append(token.form)
            labels.append("0" * (len(token.form) - 1) + str(label))
            if token.space_after and not last:
                text.append(" ")
                labels.append("0")
    return "".join(text), "".join(labels)


def write_tokenizer_files(stem: Path, layout: Iterable[Iterable[Sentence]]) -> int:
    """Write `stem`.txt, `stem`.labels and `stem`.mwt.json; return the number of paragraphs."""
    openings: Counter[tuple[str, tuple[str, ...]]] = Counter()
    texts, labels = [], []
    for paragraph in layout:
        block = list(paragraph)
        text, marks = render(block)
        texts.append(text)
        labels.append(marks)
        for sentence in block:
            for token in sentence.tokens:
                if len(token.words) > 1:
                    openings[token.form, tuple(lower_tr(w.form) for w in token.words)] += 1
    stem.with_suffix(".txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    stem.with_suffix(".labels").write_text("\n\n".join(labels) + "\n", encoding="utf-8")
    table = [[[form, list(words)], count] for (form, words), count in sorted(openings.items())]
    stem.with_suffix(".mwt.json").write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    return len(texts)


def join_tokenizer_files(stems: Sequence[Path], out: Path) -> None:
    """Write the paragraphs of several written stems as one; the first one's multiword tokens."""
    for suffix in (".txt", ".labels"):
        parts = [stem.with_suffix(suffix).read_text(encoding="utf-8").rstrip() for stem in stems]
        out.with_suffix(suffix).write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    openings = stems[0].with_suffix(".mwt.json").read_bytes()
    out.with_suffix(".mwt.json").write_bytes(openings)


def detokenise(sentence: Sentence) -> Sentence:
    """Natural spacing for a treebank that writes a space around every mark.

    No space before , . ; : ? ! … ) and none after (; straight double quotes open and close in
    turn. Apostrophes are part of a token in these treebanks.
    """
    tokens = list(sentence.tokens)
    opened = False
    for index, token in enumerate(tokens):
        glue_left, glue_right = token.form in _CLOSING, token.form in _OPENING
        if token.form == '"':
            glue_left, glue_right = opened, not opened
            opened = not opened
        if glue_left and index:
            tokens[index - 1] = replace(tokens[index - 1], space_after=False)
        if glue_right:
            tokens[index] = replace(token, space_after=False)
    return replace(sentence, tokens=tuple(tokens))


def without_final_stop(
    sentences: Iterable[Sentence], rng: random.Random, share: float
) -> Iterator[Sentence]:
    """Drop the full stop that ends a sentence, in a `share` of them.

    One sentence in ten of BOUN ends without a mark (headings, captions, torn lines); treebanks
    of chosen sentences have none, and a tokenizer trained on them waits for the full stop.
    """
    for sentence in sentences:
        if len(sentence.tokens) > 2 and sentence.tokens[-1].form == "." and rng.random() < share:
            yield replace(sentence, tokens=sentence.tokens[:-1])
        else:
            yield sentence
