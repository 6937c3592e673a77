"""Scoring an annotator on gold data, from raw text: anybody's model on anybody's gold."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kzcorpus.annotate import Backend, Segment, SentenceDraft
from kzcorpus.annotate.bioes import decode
from kzcorpus.annotate.labels import label_map
from kzcorpus.annotate.mentions import find_spans
from kzcorpus.errors import UsageError
from kzcorpus.letters import name_part
from kzcorpus.models import ModelPackage, verify
from kzcorpus.models.report import Evaluation, Result, Speed
from kzcorpus.models.scoring import Span, gold_text, score_conllu, score_spans

#: A text and its gold entities.
Gold = tuple[str, list[Span]]

#: Texts that a backend gets in one call.
_BATCH = 200


def evaluate_conllu(backend: Backend, path: Path, lang: str = "tr") -> tuple[list[Result], Speed]:
    """Words, sentences, tags and lemmas against a CoNLL-U file, by the CoNLL 2018 scorer.

    Raises:
        UsageError: no such file.
        ModelError: the file is no CoNLL-U, or cannot be scored.
    """
    _require(path)
    text = gold_text(path)
    started = time.perf_counter()
    parts = backend.annotate([Segment(part, lang) for part in text.split("\n\n")])
    speed = Speed(sum(_words(part) for part in parts), time.perf_counter() - started)
    pieces = zip(text.split("\n\n"), parts, strict=True)
    system = "".join(to_conllu(piece, part) for piece, part in pieces)
    scores = score_conllu(path, system)
    names = ("tokens", "sentences", "words", "upos", "ufeats", "alltags", "lemmas")
    return [Result(path.name, name, getattr(scores, name)) for name in names], speed


def to_conllu(text: str, sentences: Iterable[SentenceDraft]) -> str:
    """Sentences as CoNLL-U rows, without heads."""
    lines: list[str] = []
    for sentence in sentences:
        number = 0
        for token in sentence.tokens:
            form = text[token.start : token.end].replace(" ", "\u00a0")
            if len(token.words) > 1:
                span = f"{number + 1}-{number + len(token.words)}"
                lines.append("\t".join((span, form, *"________")))
            for word in token.words:
                number += 1
                written = form if len(token.words) == 1 else word.form
                head, relation = ("0", "root") if number == 1 else ("1", "dep")
                columns = (word.lemma, word.upos, word.xpos, word.feats, head, relation)
                filled = (column or "_" for column in columns)
                lines.append("\t".join((str(number), written, *filled, "_", "_")))
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def _words(sentences: Sequence[SentenceDraft]) -> int:
    return sum(len(token.words) for sentence in sentences for token in sentence.tokens)


def evaluate_names(
    backend: Backend, types: Mapping[str, str], path: Path, lang: str = "tr"
) -> tuple[list[Result], Speed]:
    """Strict F1 of entity spans against a file of gold entities, in all and by type.

    The file is JSONL with `text` and `entities` ([start, end, type]), or CoNLL with a token and
    a BIO tag on each line; there the text is the tokens joined by spaces. A case suffix after an
    apostrophe counts on neither side. Types that the gold does not use are left out.

    Raises:
        UsageError: no such file, or one in neither form.
    """
    gold = read_gold(path)
    known = gold_types(gold)
    started = time.perf_counter()
    words, system = 0, []
    for first in range(0, len(gold), _BATCH):
        texts = [text for text, _ in gold[first : first + _BATCH]]
        for text, sentences in zip(
            texts, backend.annotate([Segment(text, lang) for text in texts]), strict=True
        ):
            words += _words(sentences)
            found = (span for part in sentences for span in _spans(text, part, types))
            system.append([_bare(text, span) for span in found if span[2] in known])
    speed = Speed(words, time.perf_counter() - started)
    scores = score_spans([[_bare(text, s) for s in spans] for text, spans in gold], system)
    results = [Result(path.name, "names", scores.overall)]
    results += [Result(path.name, f"names {kind}", s) for kind, s in scores.by_type.items()]
    return results, speed


def read_gold(path: Path) -> list[Gold]:
    """The texts of a file of gold entities, with their spans; see `evaluate_names`."""
    _require(path)
    gold = list(_read_jsonl(path) if path.suffix == ".jsonl" else _read_conll(path))
    if not gold:
        raise UsageError(f"{path}: no gold entities in it")
    return gold


def gold_types(gold: Iterable[Gold]) -> set[str]:
    """The types that gold entities have."""
    return {kind for _, spans in gold for _, _, kind in spans}


def _require(path: Path) -> None:
    if not path.is_file():
        raise UsageError(f"{path}: no such file")


def _spans(text: str, sentence: SentenceDraft, types: Mapping[str, str]) -> Iterator[Span]:
    tokens = sentence.tokens
    forms = [text[token.start : token.end] for token in tokens]
    for (first, last, kind), _ in find_spans([token.ner for token in tokens], forms, types):
        yield tokens[first].start, tokens[last - 1].end, kind


def _bare(text: str, span: Span) -> Span:
    start, end, kind = span
    return start, start + len(name_part(text[start:end])), kind


def _read_jsonl(path: Path) -> Iterator[Gold]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            yield row["text"], [(int(s), int(e), str(kind)) for s, e, kind in row["entities"]]
        except (ValueError, KeyError, TypeError):
            raise UsageError(
                f'{path}:{number}: not {{"text": …, "entities": [[start, end, type], …]}}'
            ) from None


def _read_conll(path: Path) -> Iterator[Gold]:
    tokens: list[str] = []
    tags: list[str] = []
    lines = [*path.read_text(encoding="utf-8").splitlines(), ""]
    for number, line in enumerate(lines, start=1):
        if line.strip():
            columns = line.split("\t") if "\t" in line else line.split()
            if len(columns) < 2:
                raise UsageError(f"{path}:{number}: not a token and a tag: {line!r}")
            tokens.append(columns[0])
            tags.append(columns[-1])
        elif tokens:
            yield " ".join(tokens), list(_tagged_spans(tokens, tags))
            tokens, tags = [], []


def _tagged_spans(tokens: Sequence[str], tags: Sequence[str]) -> Iterator[Span]:
    starts, position = [], 0
    for token in tokens:
        starts.append(position)
        position += len(token) + 1
    for first, last, kind in decode(tags):
        yield starts[first], starts[last - 1] + len(tokens[last - 1]), kind


def evaluate_package(
    package: ModelPackage, conllu: Sequence[Path], names: Sequence[Path], lang: str = ""
) -> Evaluation:
    """Verify a package, load it, and score it on each file, whose text is in `lang`.

    Raises:
        ModelError: the package is not intact or cannot be loaded.
        UsageError: a file is missing or not in its form.
    """
    from kzcorpus.annotate.stanza_backend import StanzaBackend

    verify(package)
    made: dict[int, StanzaBackend] = {}

    def model(tagset: int = 0) -> StanzaBackend:
        if tagset not in made:
            made[tagset] = StanzaBackend(
                package.folder, package.lang, package.package, threads=1, tagset=tagset
            )
        return made[tagset]

    results: list[Result] = []
    speed = Speed(0, 0.0)
    for path in conllu:
        found, took = evaluate_conllu(model(), path, lang or package.lang)
        results += found
        speed = Speed(speed.words + took.words, speed.seconds + took.seconds)
    for path in names:
        gold = read_gold(path)
        # A model may have several label sets; the gold tells which one is meant.
        covered = [len(labels & gold_types(gold)) for labels in model().label_sets()]
        backend = model(covered.index(max(covered)))
        types = label_map(backend.labels(), backend.name)
        found, took = evaluate_names(backend, types, path, lang or package.lang)
        results += found
        speed = Speed(speed.words + took.words, speed.seconds + took.seconds)
    return Evaluation(tuple(results), speed)
