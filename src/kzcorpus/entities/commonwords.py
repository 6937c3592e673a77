"""Words that are no names, though a model took them for some because of their capital.

The first word of a sentence is none if the same document has it with a small letter, and the
capital nowhere but there. Nor is a word anywhere, alone and unknown to the gazetteer, that the
tagger holds for a verb, or a place that it holds for a common noun.
"""

from __future__ import annotations

import functools
from bisect import bisect_left

from kzcorpus.letters import fold
from kzcorpus.records import AnnotatedDocument, Mention

#: Types that are written small in some languages; a small letter is no proof against them.
_SMALL = frozenset(("NORP", "LANGUAGE", "DATE", "TIME", "MONEY", "PERCENT", "TITLE"))
_LANGUAGES = frozenset(("tr", "az"))
#: Parts of speech that names of these types are never of.
_NAMED = frozenset(("PERSON", "GPE", "LOC", "ORG", "FAC", "NORP"))
_NOT_NAMES = frozenset(("VERB", "AUX", "ADV", "PRON", "DET", "ADP", "CCONJ", "SCONJ"))
_PLACES = frozenset(("GPE", "LOC"))
#: A shorter word is too often the beginning of another one; and so long may its endings be.
_LEAST, _ENDING = 5, 6


class CommonWords:
    """The small words of a document, and its names in mid-sentence."""

    def __init__(self, document: AnnotatedDocument) -> None:
        self._document = document
        self._named = {fold(m.name) for m in document.mentions if m.token_start > 0}

    def is_common(self, mention: Mention) -> bool:
        """Whether a mention that no gazetteer knows is a common word."""
        sentence = self._document.sentences[mention.sentence]
        if mention.token_end - mention.token_start > 1 or sentence.lang not in _LANGUAGES:
            return False
        if mention.type in _NAMED and not mention.name.isupper():
            upos = sentence.tokens[mention.token_start].words[0].upos
            if upos in _NOT_NAMES or (upos == "NOUN" and mention.type in _PLACES):
                return True
        word = fold(mention.name)
        return (
            mention.token_start == 0
            and mention.type not in _SMALL
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
