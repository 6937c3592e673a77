"""Linking by name: mentions of one type that are called the same are one thing.

Names are compared folded, so that headings in capitals and running text meet. No gazetteer speaks
here; every thing that mentions make up among themselves has an id under `nil/`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kzcorpus.letters import fold, search_key
from kzcorpus.records import AnnotatedDocument, EntityLink, Mention

#: Types that name no thing: a number or a date is not an entity that one could look up.
VALUE_TYPES = frozenset(
    ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "TITLE")
)
METHOD = "name"


def nil_id(mention: Mention) -> str:
    """The id of a name that nobody has catalogued: readable, stable, the same in every corpus.

    >>> nil_id(Mention(0, 9, "GPE", "GPE", 0, 0, 1, "NUR-SULTAN"))
    'nil/gpe/nur-sultan'
    """
    letters = (ch if ch.isalnum() else " " for ch in fold(mention.name))
    slug = "-".join("".join(letters).split())
    return f"nil/{mention.type.lower().replace('_', '-')}/{slug or 'unnamed'}"


def link_mentions(document: AnnotatedDocument) -> Iterator[EntityLink | None]:
    """A link for each mention, in order; None for values, which are no things."""
    for mention in document.mentions:
        if mention.type in VALUE_TYPES:
            yield None
        else:
            yield EntityLink(mention, nil_id(mention), METHOD, 1.0)


@dataclass(frozen=True, slots=True)
class CanonEntry:
    """An entity of the corpus; `labels` is its most frequent name in each language.

    `key_forms` are all its names as keys for searching, in the order of the alphabet.
    """

    canonical_id: str
    name: str
    type: str
    labels: dict[str, str]
    key_forms: tuple[str, ...]
    n_mentions: int
    n_documents: int


@dataclass(slots=True)
class _Tally:
    type: str
    names: Counter[str] = field(default_factory=Counter)
    by_lang: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    documents: int = 0
    last_document: str = ""


class Canon:
    """Counts, over a stream of documents, what each entity is called and how often."""

    def __init__(self) -> None:
        self._tallies: dict[str, _Tally] = {}

    def add(self, doc_id: str, lang: str, link: EntityLink) -> None:
        """Count one linked mention. Documents must come one after another."""
        tally = self._tallies.setdefault(link.canonical_id, _Tally(link.mention.type))
        name = link.mention.name
        tally.names[name] += 1
        tally.by_lang[lang][name] += 1
        if tally.last_document != doc_id:
            tally.documents += 1
            tally.last_document = doc_id

    def name(self, canonical_id: str) -> str:
        """The name that an entity goes by: its most frequent one."""
        return _most_frequent(self._tallies[canonical_id].names)

    def entries(self) -> Iterator[CanonEntry]:
        """All entities, by id."""
        for canonical_id, tally in sorted(self._tallies.items()):
            labels = {lang: _most_frequent(names) for lang, names in sorted(tally.by_lang.items())}
            yield CanonEntry(
                canonical_id,
                _most_frequent(tally.names),
                tally.type,
                labels,
                tuple(sorted({search_key(name) for name in tally.names} - {""})),
                tally.names.total(),
                tally.documents,
            )


def _most_frequent(names: Counter[str]) -> str:
    """Ties go to the name not in capitals, then by the alphabet: the same in every build."""
    return min(names, key=lambda name: (-names[name], name.isupper(), name))
