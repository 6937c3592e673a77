"""Scores of a model against gold: words and tags from CoNLL-U, entities as strict spans.

Both are scored from raw text: the system sees characters only, so that every mistake of the
tokenizer counts. Words go through the official CoNLL 2018 scorer, in the version that Stanza uses
(udtools). Entities count as found where start, end and type
are all the gold's.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzcorpus.errors import MissingPackageError, ModelError
from kzcorpus.letters import plain_apostrophes

#: Measures of the CoNLL 2018 scorer that need no syntax tree, by our names.
MEASURES = {
    "tokens": "Tokens",
    "sentences": "Sentences",
    "words": "Words",
    "upos": "UPOS",
    "xpos": "XPOS",
    "ufeats": "UFeats",
    "alltags": "AllTags",
    "lemmas": "Lemmas",
}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one measure; shares are between 0 and 1, and 0 where nothing is counted."""

    gold: int
    system: int
    correct: int

    @property
    def precision(self) -> float:
        """Share of the system's units that are right."""
        return self.correct / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold's units that were found."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.system
        return 2 * self.correct / total if total else 0.0


@dataclass(frozen=True, slots=True)
class ConlluScores:
    """F1 scores of the CoNLL 2018 shared task."""

    tokens: Score
    sentences: Score
    words: Score
    upos: Score
    xpos: Score
    ufeats: Score
    alltags: Score
    lemmas: Score


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Strict span scores, all types together (micro) and by type."""

    overall: Score
    by_type: Mapping[str, Score]


#: An entity: start and end in code points of its text (half-open), and its type.
Span = tuple[int, int, str]


def gold_text(path: Path) -> str:
    """The raw text of a CoNLL-U file, as given to the system: sentences parted by one space.

    A new paragraph or document (`# newpar`, `# newdoc`) begins after an empty line. Raises
    ModelError where a sentence has no `# text`, OSError where the file cannot be read.
    """
    pieces: list[str] = []
    paragraph = text = False
    rows = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            if key.strip() == "text":
                gap = "" if not pieces else "\n\n" if paragraph else " "
                pieces.append(gap + value.strip())
                text, paragraph = True, False
            elif key.strip().startswith(("newpar", "newdoc")):
                paragraph = True
        elif line.strip():
            rows += 1
            if not text:
                raise ModelError(f"{path}:{number}: this sentence has no line '# text = …'")
        else:
            text = False
    if not rows:
        raise ModelError(f"{path}: no CoNLL-U sentence in it")
    return "".join(pieces)


def score_conllu(gold_path: Path, system_text: str) -> ConlluScores:
    """Score CoNLL-U text against a gold file, both over the same characters.

    Apostrophes are made one on both sides first (one character for one), because the annotator
    reads all of them as ’: no token, tag or lemma can gain or lose by it. Raises ModelError where
    the characters differ or the system's CoNLL-U is broken, MissingPackageError without udtools.
    """
    try:
        from udtools import udeval
    except ImportError as error:
        raise MissingPackageError(
            "udtools is not installed: pip install 'kzcorpus[nlp]'"
        ) from error
    gold_lines = plain_apostrophes(gold_path.read_text(encoding="utf-8"))
    try:
        gold = udeval.load_conllu(io.StringIO(gold_lines), str(gold_path), {})
        system = udeval.load_conllu(io.StringIO(plain_apostrophes(system_text)), "system", {})
        result = udeval.evaluate(gold, system)
    except udeval.UDError as error:
        raise ModelError(f"{gold_path}: cannot be scored: {str(error).splitlines()[0]}") from error
    return ConlluScores(
        **{
            name: Score(
                result[official].gold_total, result[official].system_total, result[official].correct
            )
            for name, official in MEASURES.items()
        }
    )


def score_spans(gold: Iterable[Iterable[Span]], system: Iterable[Iterable[Span]]) -> SpanScores:
    """Strict span scores over texts in the same order: a span counts if start, end, type agree.

    Each item holds one text's spans. The same span twice in one text counts once. Raises
    ModelError where the two sides hold different numbers of texts.

    >>> score_spans([[(0, 10, "GPE")]], [[(0, 10, "GPE"), (12, 15, "ORG")]]).overall.precision
    0.5
    """
    golds, systems = [set(spans) for spans in gold], [set(spans) for spans in system]
    if len(golds) != len(systems):
        raise ModelError(f"{len(golds)} gold texts but {len(systems)} of the system's")
    counts: dict[str, Counter[str]] = {"gold": Counter(), "system": Counter(), "correct": Counter()}
    for theirs, ours in zip(golds, systems, strict=True):
        counts["gold"].update(kind for _, _, kind in theirs)
        counts["system"].update(kind for _, _, kind in ours)
        counts["correct"].update(kind for _, _, kind in theirs & ours)
    by_type = {
        kind: Score(counts["gold"][kind], counts["system"][kind], counts["correct"][kind])
        for kind in sorted(counts["gold"] | counts["system"])
    }
    overall = Score(*(sum(counts[side].values()) for side in ("gold", "system", "correct")))
    return SpanScores(overall, by_type)
