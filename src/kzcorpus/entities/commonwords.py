"""Words that a document writes with a small letter too: no names at the head of a sentence.

A model takes the first word of a sentence for a name now and then, because of its capital. If the
same document has the word with a small letter, and the capital nowhere but there, it is no name.
"""

from __future__ import annotations

import functools
from bisect import bisect_left

from kzcorpus.letters import fold
from kzcorpus.records import AnnotatedDocument, Mention

#: Types that are written small in some languages; a small letter is no proof against them.
_SMALL = frozenset(("NORP", "LANGUAGE", "DATE", "TIME", "MONEY", "PERCENT", "TITLE"))
_LANGUAGES = frozenset(("tr", "az"))
#: A shorter word is too often the beginning of another one; and so long may its endings be.
_LEAST, _ENDING = 5, 6


class CommonWords:
    """The small words of a document, and its names in mid-sentence."""

    def __init__(self, document: AnnotatedDocument) -> None:
        self._document = document
        self._named = {fold(m.name) for m in document.mentions if m.token_start > 0}

    def is_common(self, mention: Mention) -> bool:
        """Whether a mention is the first word of a sentence and a common one."""
        sentence = self._document.sentences[mention.sentence]
        word = fold(mention.name)
        return (
            mention.token_start == 0
            and mention.token_end == 1
            and mention.type not in _SMALL
            and sentence.lang in _LANGUAGES
            and len(word) >= _LEAST
            and word not in self._named
            and self._is_small(word)
        )

    def _is_small(self, word: str) -> bool:
        small = self._small
        at = bisect_left(small, word)
        if at == len(small):
            return False
        return small[at].startswith(word) and len(small[at]) - len(word) <= _ENDING

    @functools.cached_property
    def _small(self) -> list[str]:
        """The words that begin with a small letter, sorted; most documents need no look."""
        text = self._document.norm.text
        forms = {text[token.start : token.end] for token in self._document.tokens()}
        return sorted(form for form in forms if form[0].islower())
