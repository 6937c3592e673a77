"""Whether words are spelt as a name may be: its endings, its capitals."""

from __future__ import annotations

from collections.abc import Sequence

from kzcorpus.entities.compiling import cyrillic
from kzcorpus.entities.declension import form_keys, forms
from kzcorpus.entities.docwords import Word
from kzcorpus.entities.index import Reference
from kzcorpus.entities.suffixes import stems
from kzcorpus.letters import lower_tr, search_key

#: Peoples and languages are written lower case in these.
LOWER_CASE_PEOPLES = frozenset(("az", "kk", "ru"))
#: So short a name must have its own diacritics: without them it is another word.
_SHORT = 3
#: Names whose words are all capitals-begun: "büyük oyun" is a big game.
_TITLE_CASE = frozenset(("EVENT", "LAW", "WORK_OF_ART", "ORG", "PRODUCT", "FAC"))


def may_be(words: Sequence[Word], reference: Reference) -> bool:
    """Whether the words are the name's own but for endings that its language allows.

    In Russian every word may be declined; elsewhere only the last one takes an ending, and the
    plural belongs to peoples alone.
    """
    pairs = zip(words, reference.words, reference.letters, strict=True)
    declined = reference.name.lang != "kk" and cyrillic(reference.words[0])
    for index, (word, own, letters) in enumerate(pairs):
        last = index == len(words) - 1
        if word.form == own or (declined and word.form in form_keys(letters)):
            continue
        people = reference.entry.type == "NORP"
        ends = (search_key(stem) for stem in stems(word.reading.core, word.lang, plural=people))
        if not last or all(own != end.rsplit(" ", 1)[-1] for end in ends):
            return False
    return True


def is_spelt(word: Word, reference: Reference) -> bool:
    """Whether a word is a bare surname as the gazetteer spells it, but for a case ending."""
    spellings = {search_key(n.alone) for n in reference.entry.names if n.alone}
    return any(form in spellings for form in (word.form, word.stem))


def cased(words: Sequence[Word], reference: Reference, peoples: frozenset[str]) -> bool:
    """Whether the capitals are those that a name needs."""
    name, entry = reference.name.text, reference.entry
    first, last = words[0].reading, words[-1].reading
    lang = words[0].lang
    if len(words) == 1 and name.isupper() and 1 < len(name) <= 6:
        return first.upper
    acronym = first.upper and not words[0].shouted and not name.isupper()
    if len(words) == 1 and acronym and entry.type != "PERSON":
        return False  # АЛЖИР in a sentence of small letters is an acronym, not Algeria
    if len(words) == 1 and len(reference.words[0]) <= _SHORT and entry.type != "PERSON":
        # Su is water, and not the town of Şu.
        spelt = (lower_tr(last.core), *stems(last.core, lang))
        if reference.spellings.isdisjoint(spelt):
            return False
    if name[0].islower() and reference.name.lang.split("_")[0] not in ("", lang):
        return False  # Kazakh ğün is a Hun; Turkish gün is a day
    if not first.capital and lang in LOWER_CASE_PEOPLES:
        if entry.type in ("NORP", "LANGUAGE"):
            return _exactly_spelt(words[-1], reference)
        # türk dünyası: the name of a people keeps its small letter in a longer name.
        return name[0].islower() or (len(words) > 1 and words[0].key in peoples)
    if not first.capital and name[0].isupper():
        return False
    # xəzər is one of the Khazars; the Xəzər in mid-sentence is the sea.
    if entry.type == "NORP" and name[0].islower() and first.capital and words[0].token > 0:
        return first.upper
    needs_last = entry.type in _TITLE_CASE and name.split()[-1][0].isupper()
    return last.capital or not needs_last


def _exactly_spelt(word: Word, reference: Reference) -> bool:
    """Whether a small word is the name to the letter: gün is a day, ğun a Hun.

    Short endings are no proof either: сауда is trade, and no Saudi.
    """
    core = lower_tr(word.reading.core)
    own = reference.spellings
    ends = stems(core, word.lang, plural=True)
    declined = word.lang == "ru" and any(core in forms(spelling) for spelling in own)
    return core in own or declined or any(e in own and len(core) - len(e) > 1 for e in ends)
