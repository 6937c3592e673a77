"""Which of several entities a name means: by what else the document says.

An unambiguous name means its entity. A bare surname follows the full name of somebody in the same
document; without one it means only a prominent person. Any other choice is made by evidence:
context words near the name, related entities in the document, the type that the model saw. What
has no evidence stays undecided, and is not linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from kzcorpus.entities.gazetteer import Entry
from kzcorpus.entities.matching import Candidate, Hit
from kzcorpus.entities.transliteration import search_words
from kzcorpus.letters import search_key
from kzcorpus.records import AnnotatedDocument, NameKey

#: Every link by evidence has a higher score than this, the higher the more it is ahead.
THRESHOLD = 0.6

#: How sure each way to an entity is.
SCORES = {
    "alias": 1.0,
    "variant": 0.95,
    "acronym": 0.95,
    "surname": 0.9,
    "prominent": 0.85,
}
#: Points of evidence: a context word in the same sentence, elsewhere; a related entity; the type
#: that the model saw; a prominent entity. One point decides nothing between two that have it both.
_NEAR, _FAR, _RELATED, _TYPE, _PROMINENT = 2.0, 0.5, 1.0, 1.0, 0.5
_ENOUGH = 1.0
#: Far context words and related entities count so often at most.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The entity that a name means: by which method, how sure (0 to 1), and why.

    `pending` stands in place of the id of one that no gazetteer knows; see `EntityLink`.
    """

    canonical_id: str
    method: str
    score: float
    evidence: str
    pending: NameKey | None = None


Span = tuple[int, int, int]


def choose(
    document: AnnotatedDocument, hits: Sequence[Hit], types: Mapping[Span, str]
) -> dict[Hit, Choice]:
    """What each hit means; hits that are left out mean nothing that could be told.

    `types` are the types of the model's mentions by (sentence, first token, last token + 1).
    """
    evidence = _Evidence(document, hits)
    choices: dict[Hit, Choice] = {}
    for hit in hits:
        seen = types.get((hit.sentence, hit.first, hit.last), "")
        choice = _surname(hit, evidence, seen) if hit.weak else _name(hit, evidence, seen)
        if choice:
            choices[hit] = choice
    return choices


class _Evidence:
    """What a document says as a whole."""

    def __init__(self, document: AnnotatedDocument, hits: Iterable[Hit]) -> None:
        self._document = document
        self._sentences: dict[int, str] = {}
        self._text = ""
        self._known: dict[str, bool] = {}
        #: Entities that are called by an unambiguous name, with the places where.
        self.sure: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            if len({c.reference.entry.id for c in hit.candidates}) > 1 or hit.weak:
                continue
            candidate = hit.candidates[0]
            if not candidate.ambiguous:
                place = (hit.sentence, hit.first)
                self.sure.setdefault(candidate.reference.entry.id, []).append(place)

    def sentence(self, number: int) -> str:
        if number not in self._sentences:
            sentence = self._document.sentences[number]
            text = self._document.norm.text[sentence.start : sentence.end]
            self._sentences[number] = f" {' '.join(search_words(text))} "
        return self._sentences[number]

    def score(self, entry: Entry, hit: Hit, seen: str) -> tuple[float, list[str]]:
        """The points for an entity, and what they were given for."""
        points, reasons = 0.0, []
        far = 0
        for word in entry.context:
            key = f" {' '.join(search_words(word))}"  # the beginning of a word: endings may follow
            if key in self.sentence(hit.sentence):
                points += _NEAR
                reasons.append(f"near {word}")
            elif far < _MOST and self._anywhere(key):
                far += 1
                points += _FAR
                reasons.append(f"with {word}")
        related = [r for r in entry.relations if r.target in self.sure][:_MOST]
        points += _RELATED * bool(related) + 0.25 * max(0, len(related) - 1)
        reasons += [str(relation) for relation in related]
        if seen and seen == entry.type:
            points += _TYPE
            reasons.append(f"tagged {seen}")
        if entry.prominent:
            points += _PROMINENT
            reasons.append("prominent")
        return points, reasons

    def _anywhere(self, key: str) -> bool:
        if not self._text:
            numbers = range(len(self._document.sentences))
            self._text = " · ".join(self.sentence(number) for number in numbers)
        if key not in self._known:
            self._known[key] = key in self._text
        return self._known[key]


def _name(hit: Hit, evidence: _Evidence, seen: str) -> Choice | None:
    entries = _by_entry(hit.candidates)
    plain = [c for c in entries if not c.ambiguous]
    if len(plain) == 1 and (len(entries) == 1 or plain[0].kind == "alias"):
        return _choice(plain[0])
    scored = []
    for candidate in plain or entries:
        points, reasons = evidence.score(candidate.reference.entry, hit, seen)
        if candidate.reference.entry.id in evidence.sure:
            points += _RELATED
            reasons.append("named elsewhere")
        scored.append((points, candidate, reasons))
    scored.sort(key=itemgetter(0), reverse=True)
    best, candidate, reasons = scored[0]
    margin = best - scored[1][0] if len(scored) > 1 else best
    if best < _ENOUGH or margin <= 0:
        return None
    score = min(0.95, THRESHOLD + 0.1 * margin)
    text = f"{candidate.reference.name.text}: {', '.join(reasons)}"
    return Choice(candidate.reference.entry.id, "context", round(score, 2), text)


def _surname(hit: Hit, evidence: _Evidence, seen: str) -> Choice | None:
    """Who a bare surname means: somebody named in full here, else somebody prominent."""
    named = [c for c in hit.candidates if c.reference.entry.id in evidence.sure]
    prominent = [c for c in hit.candidates if c.reference.entry.prominent and _spelt(c, hit)]
    known = [c for c in prominent if c in named] or named
    if known:
        place = (hit.sentence, hit.first)

        def distance(candidate: Candidate) -> tuple[int, tuple[int, int]]:
            """The nearest full name before it; after it only if there is none."""
            places = evidence.sure[candidate.reference.entry.id]
            before = [at for at in places if at <= place]
            return (0, (-before[-1][0], -before[-1][1])) if before else (1, places[0])

        reference = min(known, key=distance).reference
        full = reference.name.text
        return Choice(reference.entry.id, "surname", SCORES["surname"], f"after {full}")
    if len(prominent) == 1 and seen in ("", "PERSON"):
        reference = prominent[0].reference
        text = f"{reference.name.alone}: prominent, {reference.name.text}"
        return Choice(reference.entry.id, "prominent", SCORES["prominent"], text)
    return None


def _spelt(candidate: Candidate, hit: Hit) -> bool:
    """Whether a bare word is unmistakably the surname: Қамал is no Kemal.

    It is spelt as the gazetteer has it, or ends as nothing but a surname does.
    """
    key = search_key(hit.name)
    spelt = any(search_key(name.alone) == key for name in candidate.reference.entry.names)
    return spelt or candidate.reference.words[-1].endswith(("aev", "iev", "ov", "eva", "ova"))


def _by_entry(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each entity: a listed name before one made by rule, plain before "?"."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        entry = candidate.reference.entry.id
        if entry not in best or _rank(candidate) < _rank(best[entry]):
            best[entry] = candidate
    return list(best.values())


def _rank(candidate: Candidate) -> tuple[bool, bool]:
    return candidate.ambiguous, candidate.kind != "alias"


def _choice(candidate: Candidate) -> Choice:
    reference = candidate.reference
    name, rule = reference.name, reference.rule
    language = f" ({name.lang})" if name.lang else ""
    evidence = f"{name.text}{language}" + (f": {rule}" if rule and rule != "spelling" else "")
    return Choice(reference.entry.id, reference.kind, SCORES[reference.kind], evidence)
