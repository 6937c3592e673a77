"""Words inside a block that are in another language: quotations, titles, phrases.

Candidates come from what writers mark: a change of script, quotation marks, and, in notes and
bibliographies, the marks between the parts of a reference. The classifier judges each of them with
a high threshold: a false span is worse than a missed one. Names are no evidence, so a candidate
needs words that are no names ("Wall Street Journal" in a Turkish sentence is Turkish text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from kzcorpus.normalise.charscan import SCRIPTS, script_counts
from kzcorpus.records import Block, LangSpan


class Judge(Protocol):
    """Probabilities of languages for each of some texts (`language.Detector`)."""

    def __call__(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]: ...


class Evidence(NamedTuple):
    """What a kind of candidate must bring: probability of its language, words, plain words."""

    probability: float
    words: int
    plain: int


#: A change of script says that the language changes; which one it is, is left to tell.
SCRIPT = Evidence(0.8, 2, 1)
#: Latin letters in other scripts are names of firms and papers more often than text.
LATIN_SCRIPT = Evidence(0.9, 3, 2)
#: In quotation marks, a span of the block's own script.
QUOTED = Evidence(0.96, 3, 1)
#: Between the marks of a reference.
REFERENCE = Evidence(0.98, 3, 1)
#: Neighbours among languages: one of them inside the other needs a letter that the other lacks,
#: or else their common words would do.
TELLING = {
    ("tr", "az"): "əxqƏXQ",
    ("az", "tr"): "",
    ("ru", "kk"): "әғқңөұүһіӘҒҚҢӨҰҮҺІ",
    ("ru", "other"): "әғқңөұүһіӘҒҚҢӨҰҮҺІіїєґўІЇЄҐЎћђјљњџ",
}
#: Where nothing but names and loan words is left to tell apart, as many plain words more.
_CLOSE = {
    ("az", "tr"): 3,
    ("tr", "az"): 1,
    ("tr", "other"): 2,
    ("en", "other"): 2,
    ("kk", "other"): 3,
}
#: So different that a title is told by fewer signs: Russian in Latin letters, English with names.
_FAR = frozenset((inside, lang) for inside in ("tr", "az") for lang in ("ru", "en"))
_FAR_EASE = 0.16

_LETTERS = "".join(SCRIPTS.values())
#: A stretch of one script: no letter of another one in between, and never far apart.
_RUNS = {
    name: re.compile(f"[{own}]+(?:[^{_LETTERS}]{{1,20}}[{own}]+)*") for name, own in SCRIPTS.items()
}
_QUOTES = re.compile(
    r"“([^“”]{8,400})”|«([^«»]{8,400})»|„([^„“”]{8,400})[“”]|(?<!\w)\"([^\"]{8,400})\"(?!\w)"
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+")
#: What separates the parts of a reference; a full stop only before a space.
_PART = re.compile(r"[^,;:()\[\]“”«»„\"|/]+?(?=[,;:()\[\]“”«»„\"|/]|[.?!…](?:\s|$)|$)")
#: A word; of single letters only those that stand alone in small type ("и", "o"): no initials.
_WORD = re.compile(r"[^\W\d_]{2,}(?:[’'ʼ-][^\W\d_]+)*|(?<!\S)[a-zа-яі](?=\s)")
#: Without a plain word: as many words, and as sure.
_TITLE_WORDS, _TITLE_PROBABILITY = 4, 0.99
#: Between two spans that are one: a mark inside a title, a numeral in a sentence.
_JOINT = re.compile(r"[:;,] | [IVXLC]+ ")
#: Small words inside names; they are no text.
_PARTICLES = {"de", "da", "di", "du", "von", "van", "bin", "ibn", "al", "el", "and", "of"}
_PARTICLES |= {"oğlu", "uly", "ұлы", "қызы", "ve", "və", "и", "және"}
#: Kazakh and the others are written in several.
_SCRIPT_OF = {"tr": "latin", "az": "latin", "en": "latin", "ru": "cyrillic", "ar": "arabic"}
_REFERENCES = frozenset({"footnote", "bibliography"})


class _Candidate(NamedTuple):
    start: int
    end: int
    block: Block
    needs: Evidence


def find_spans(text: str, blocks: Sequence[Block], judge: Judge) -> tuple[LangSpan, ...]:
    """Spans in another language than their block, sorted; they do not overlap.

    `blocks` must know their languages already.
    """
    counts = script_counts(text, [(block.start, block.end) for block in blocks]).tolist()
    # The same words may be marked twice: the surer mark comes first.
    marked = {
        (candidate.start, candidate.end): candidate
        for block, letters in zip(blocks, counts, strict=True)
        for candidate in reversed(list(_candidates(text, block, letters)))
        if _has_words(text[candidate.start : candidate.end], candidate.needs)
    }
    candidates = list(reversed(marked.values()))
    verdicts = judge([text[c.start : c.end] for c in candidates]) if candidates else []
    found: list[LangSpan] = []
    for candidate, probabilities in zip(candidates, verdicts, strict=True):
        lang = max(sorted(probabilities), key=probabilities.__getitem__)
        score = probabilities[lang]
        words = text[candidate.start : candidate.end]
        if lang != candidate.block.lang and _is_sure(words, lang, score, candidate):
            found.append(LangSpan(candidate.start, candidate.end, lang, round(score, 4)))
    return tuple(_without_overlaps(text, found))


def _candidates(text: str, block: Block, letters: Sequence[int]) -> Iterator[_Candidate]:
    """Surest evidence first, because the first of two that overlap stays.

    `letters` counts the block's letters of each script.
    """
    words = text[block.start : block.end]
    main = _main_script(block.lang, letters)
    for (script, run), count in zip(_RUNS.items(), letters, strict=True):
        if script != main and count:
            needs = LATIN_SCRIPT if script == "latin" else SCRIPT
            for match in run.finditer(words):
                yield _trimmed(text, block, *match.span(), needs)
    quotes = [match.span(match.lastindex or 0) for match in _QUOTES.finditer(words)]
    for start, end in quotes:
        yield _trimmed(text, block, start, end, QUOTED)
        bracket = words.find("(", start, end)
        if bracket > start:  # a title, followed by its translation
            yield _trimmed(text, block, start, bracket, QUOTED)
    if block.kind in _REFERENCES:
        plain = ADDRESS.sub(lambda match: "|" * len(match.group()), words)
        for part in _PART.finditer(plain):
            yield _trimmed(text, block, *part.span(), REFERENCE)


def _main_script(lang: str, letters: Sequence[int]) -> str:
    """The script of a block: that of its language, or of most letters if that may be either."""
    return _SCRIPT_OF.get(lang) or max(zip(letters, _RUNS, strict=True))[1]


def _trimmed(text: str, block: Block, start: int, end: int, needs: Evidence) -> _Candidate:
    """The candidate in offsets of the text, without spaces and marks around it."""
    start, end = start + block.start, end + block.start
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in "?!…"):
        end -= 1
    return _Candidate(start, end, block, needs)


def _plain_words(words: Sequence[str]) -> list[str]:
    """Words that are no names: written small, or in a script without capitals."""
    return [word for word in words if word[0] == word[0].lower() and word.lower() not in _PARTICLES]


def _has_words(words: str, needs: Evidence) -> bool:
    found = _WORD.findall(words)
    # Titles are set with capitals throughout in Turkish texts; names have fewer words.
    plain = len(found) >= _TITLE_WORDS or len(_plain_words(found)) >= needs.plain
    return len(found) >= needs.words and plain


def _is_sure(words: str, lang: str, score: float, candidate: _Candidate) -> bool:
    pair = (candidate.block.lang, lang)
    ease = _FAR_EASE if pair in _FAR and candidate.needs in (QUOTED, REFERENCE) else 0
    if score < candidate.needs.probability - ease:
        return False
    if candidate.needs in (SCRIPT, LATIN_SCRIPT):
        return True
    telling = TELLING.get(pair, "")
    if telling and not any(letter in words for letter in telling):
        return False
    found = _WORD.findall(words)
    if pair in _CLOSE:
        return len(_plain_words(found)) >= candidate.needs.plain + _CLOSE[pair]
    return bool(_plain_words(found)) or score >= _TITLE_PROBABILITY


def _without_overlaps(text: str, found: Sequence[LangSpan]) -> list[LangSpan]:
    """The first of those that overlap; neighbours of one language with marks between become one."""
    kept: list[LangSpan] = []
    for span in found:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    joined: list[LangSpan] = []
    for span in sorted(kept, key=lambda span: span.start):
        last = joined[-1] if joined else None
        if last and last.lang == span.lang and _JOINT.fullmatch(text, last.end, span.start):
            joined[-1] = LangSpan(last.start, span.end, span.lang, min(last.score, span.score))
        else:
            joined.append(span)
    return joined
