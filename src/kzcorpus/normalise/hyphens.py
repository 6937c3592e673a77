"""Words broken at a line's end: joined where there is evidence, left where there is none.

A hyphen at the end of a line is the typesetter's (`ulus-/lararası`), the author's
(`Türkiye-/Kazakistan`), or it waits for the rest of the next word (`iç-/ve dış`). The document
itself is the first witness: how does it write the word elsewhere? Then the word list. Where both
are silent, the hyphen stays, and only the line end goes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from kzcorpus.letters import fold
from kzcorpus.normalise.words import WordList, load_words

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# Whole words, taken possessively: a run of a million letters costs no more than its length.
_BEFORE = re.compile(r"(?<![^\W_])([^\W_]++)[-‐]$")
_BROKEN = re.compile(r"[-‐][ ]*[\n\f]+[ ]*")
_AT_LINE_END = re.compile(r"[-‐](?<=[^\W\d_].)[ ]*\n[ ]*[^\W\d_]")
_INSIDE = re.compile(r"[-‐](?<=[^\W\d_].)[^\W\d_]")
_AFTER = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"://|www\.|/")
#: As much of an inflected word as must agree to count as the same word.
_STEM = 5
#: So many words of a document tell whether the word list is one of its language.
_SAMPLE = 400
#: A document with so many hyphens at line ends is set with broken words.
_HABIT = 2

#: What follows a suspended hyphen: "iç- ve dış politika", "təhsil- və elm".
_CONJUNCTIONS = {
    "tr": ("ve", "veya", "ya", "yahut"),
    "az": ("və", "yaxud"),
    "kk": ("және", "мен", "немесе"),
    "ru": ("и", "или"),
    "en": ("and", "or"),
}
CONJUNCTIONS = frozenset(word for words in _CONJUNCTIONS.values() for word in words)


#: Halves of English compounds, where no word list can tell: "long-/term", "state-/owned".
_COMPOUND_STARTS = (
    "long short medium large small high low well self state oil gas energy market cost land export "
    "import government community broad wide full half world policy law peace money"
)
_COMPOUND_ENDS = (
    "term run range scale level standing lasting known called based led owned backed funded "
    "sponsored rich poor producing exporting importing driven oriented related friendly making "
    "maker makers building profile ranking income quality cost wide intensive locked sufficient "
    "sufficiency government determination interest confidence class"
)
COMPOUND_STARTS = frozenset(_COMPOUND_STARTS.split())
COMPOUND_ENDS = frozenset(_COMPOUND_ENDS.split())


class HyphenJudge:
    """Knows the words of one document that are not broken at a line's end."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> frozenset[str]:
        # Each token once: a long text has few different ones.
        tokens: set[str] = set()
        parts = _BROKEN.split(self._text)
        for number, part in enumerate(parts):
            # The halves of a word that is broken at a line's end are no witnesses.
            words = part.split()
            tokens.update(words[number > 0 : len(words) - (number + 1 < len(parts))])
        return frozenset(_WORD.findall(fold("\n".join(tokens))))

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for word in self._words for part in word.split("-"))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _list(self) -> WordList | None:
        """The word list, where it is one of the document's language."""
        words = load_words()
        step = max(1, len(self._sorted) // _SAMPLE)
        sample = [word for word in self._sorted[::step] if word.isalpha()]
        return words if words.covers(sample) else None

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether the document has far more hyphens at line ends than its authors would set."""
        ends = len(_AT_LINE_END.findall(self._text))
        lines = self._text.count("\n") + 1
        inside = len(_INSIDE.findall(self._text))
        by_chance = inside * lines / (len(self._text.split()) + 1)
        return ends >= _HABIT and ends > 3 * by_chance

    def verdict(self, line: str, following: str) -> str | None:
        """What stands between two lines: "" (joined), "-" (hyphen kept), or None (a space).

        >>> judge = HyphenJudge("uluslararası ilişkiler, yapan-yapı tartışması")
        >>> judge.verdict("ulus-", "lararası düzen"), judge.verdict("yapan-", "yapı ilişkisi")
        ('', '-')
        >>> judge.verdict("Türkiye-", "Kazakistan"), judge.verdict("Astana", "ve Ankara")
        ('-', None)
        """
        if line[-1:] not in "-‐":
            return None
        before = _BEFORE.search(line, max(0, line.rfind(" ")))
        after = _AFTER.match(following)
        if before is None or after is None:
            return None
        left, right = before.group(1), after.group()
        if _ADDRESS.search(line.rsplit(maxsplit=1)[-1]):
            return "-"  # an address on the web has no syllables
        if right[0].isupper() or right[0].isdigit() or left[-1].isdigit():
            # Names, ranges of years, abbreviations: nobody breaks a word before a capital.
            return "-"
        return self._weigh(fold(left), fold(right))

    def _weigh(self, left: str, right: str) -> str | None:
        """The verdict on two halves, folded."""
        joined, hyphened = left + right, f"{left}-{right}"
        if self._seen(hyphened, len(left) + 2):
            return "-"
        if self._seen(joined, len(left) + 1):
            return ""
        known = self._list
        if known and joined in known:
            return ""
        if left in COMPOUND_STARTS and right in COMPOUND_ENDS:
            return "-"
        if right in CONJUNCTIONS:
            return None
        # Both halves being words of this text speaks for the author's hyphen.
        if {left, right} <= self._parts:
            return "-"
        if known:
            stem = joined[: max(_STEM, len(left) + 1, len(joined) - 3)]
            if len(stem) >= _STEM and known.begins(stem):
                return ""
            # An author's hyphen joins words; a half that is none speaks for the typesetter's.
            return "-" if left in known and right in known else ""
        return "" if self._breaks_words else "-"

    def _seen(self, word: str, least: int) -> bool:
        """Whether the word stands elsewhere, or one that agrees in `least` letters and more."""
        if word in self._words:
            return True
        # Inflection aside: "uluslararasında" is witness for "uluslararası". What stands before
        # the break is no evidence about the break.
        stem = word[: max(_STEM, least, len(word) - 3)]
        at = bisect_left(self._sorted, stem)
        return len(stem) >= _STEM and any(w.startswith(stem) for w in self._sorted[at : at + 1])
