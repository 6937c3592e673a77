"""What each entity of a corpus is called, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kzcorpus.entities.gazetteer import Gazetteer
from kzcorpus.letters import search_key
from kzcorpus.records import EntityLink


@dataclass(frozen=True, slots=True)
class CanonEntry:
    """An entity of the corpus: a row of `canon`.

    `labels` are the gazetteer's labels, or else its most frequent name in each language; `aliases`
    are all names that the gazetteer lists, and `name_keys` these and those that the corpus has, as
    searching folds them.
    """

    canonical_id: str
    name: str
    type: str
    labels: Mapping[str, str]
    n_mentions: int
    n_documents: int
    qid: str = ""
    qid_source: str = ""
    aliases: tuple[str, ...] = ()
    name_keys: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    type: str
    names: Counter[str] = field(default_factory=Counter)
    by_lang: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    documents: int = 0
    last_document: str = ""


class Canon:
    """Counts, over a stream of documents, what each entity is called and how often."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._known = gazetteer.entries if gazetteer else {}
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
        """What an entity goes by: the gazetteer's first label, or its most frequent name."""
        entry = self._known.get(canonical_id)
        if entry is not None:
            return entry.names[0].text
        return _most_frequent(self._tallies[canonical_id].names)

    def entries(self) -> Iterator[CanonEntry]:
        """All entities, by id."""
        for canonical_id, tally in sorted(self._tallies.items()):
            entry = self._known.get(canonical_id)
            seen = {lang: _most_frequent(names) for lang, names in sorted(tally.by_lang.items())}
            listed = sorted({name.text for name in entry.names}) if entry else []
            yield CanonEntry(
                canonical_id,
                self.name(canonical_id),
                entry.type if entry else tally.type,
                entry.labels if entry else seen,
                tally.names.total(),
                tally.documents,
                aliases=tuple(listed),
                name_keys=tuple(sorted({search_key(name) for name in (*listed, *tally.names)})),
                qid=entry.qid if entry else "",
                qid_source=entry.qid_source if entry else "",
                relations=tuple(map(str, entry.relations)) if entry else (),
            )


def _most_frequent(names: Counter[str]) -> str:
    """Ties go to the name not in capitals, then by the alphabet: the same in every build."""
    return min(names, key=lambda name: (-names[name], name.isupper(), name))
