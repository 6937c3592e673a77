"""Words broken at a line's end: joined where there is evidence, left where there is none.

A hyphen at the end of a line is either the typesetter's (`ulus-/lararası`) or the author's
(`Türkiye-/Kazakistan`). The document itself is the witness: how does it write the word elsewhere?
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kzcorpus.letters import fold

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# Whole words, taken possessively: a run of a million letters costs no more than its length.
_BEFORE = re.compile(r"(?<![^\W_])([^\W_]++)[-‐]$")
_BROKEN = re.compile(r"(?<![^\W_])[^\W_]++[-‐][ ]*[\n\f]+[ ]*[^\W_]+")
_AFTER = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"://|www\.|/")
#: As much of an inflected word as must agree to count as the same word.
_STEM = 5


class HyphenJudge:
    """Knows the words of one document that are not broken at a line's end."""

    def __init__(self, text: str) -> None:
        unbroken = _BROKEN.sub(" ", text)
        self._words = {fold(word) for word in _WORD.findall(unbroken)}
        self._parts = {part for word in self._words for part in word.split("-")}
        self._sorted = sorted(self._words)

    def verdict(self, line: str, following: str) -> str | None:
        """What stands between two lines: "" (joined), "-" (hyphen kept), or None (no hyphen).

        >>> judge = HyphenJudge("uluslararası ilişkiler, yapan-yapı tartışması")
        >>> judge.verdict("ulus-", "lararası düzen"), judge.verdict("yapan-", "yapı ilişkisi")
        ('', '-')
        >>> judge.verdict("Türkiye-", "Kazakistan"), judge.verdict("Astana", "ve Ankara")
        ('-', None)
        """
        before = _BEFORE.search(line)
        after = _AFTER.match(following)
        if before is None or after is None:
            return None
        left, right = before.group(1), after.group()
        if _ADDRESS.search(line.rsplit(maxsplit=1)[-1]):
            return "-"  # an address on the web has no syllables
        if right[0].isupper() or right[0].isdigit() or left[-1].isdigit():
            # Names, ranges of years, abbreviations: nobody breaks a word before a capital.
            return "-"
        joined, hyphened = fold(left + right), fold(f"{left}-{right}")
        if self._seen(hyphened, len(left) + 2):
            return "-"
        if self._seen(joined, len(left) + 1):
            return ""
        # Both halves being words of this text speaks for the author's hyphen.
        return "-" if {fold(left), fold(right)} <= self._parts else ""

    def _seen(self, word: str, least: int) -> bool:
        """Whether the word stands elsewhere, or one that agrees in `least` letters and more."""
        if word in self._words:
            return True
        # Inflection aside: "uluslararasında" is witness for "uluslararası". What stands before
        # the break is no evidence about the break.
        stem = word[: max(_STEM, least, len(word) - 3)]
        at = bisect_left(self._sorted, stem)
        return len(stem) >= _STEM and any(w.startswith(stem) for w in self._sorted[at : at + 1])
