"""Nouns with a capital inside a sentence."""

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ud_names import NameHabits


def sentence(*words: tuple[str, str, str]) -> Sentence:
    rows = [Word(form, lemma, upos) for form, lemma, upos in words]
    return Sentence(tuple(Token(row.form, (row,)) for row in rows))


#: Here the month is left common, and the parts of an institution's name are not.
BOUN = [
    sentence(("29", "29", "NUM"), ("Mart", "mart", "NOUN"), ("sabahı", "sabah", "NOUN")),
    sentence(("Yeni", "yeni", "ADJ"), ("Enerji", "Enerji", "PROPN"), ("kuruldu", "kur", "VERB")),
]


def test_names_become_proper_and_boun_s_common_nouns_stay() -> None:
    habits = NameHabits(BOUN)
    before = sentence(
        ("Hişam", "hişam", "NOUN"),  # at the beginning, where everything has a capital
        ("ve", "ve", "CCONJ"),
        ("Bochum", "bochum", "NOUN"),
        ("Enerji", "enerji", "NOUN"),
        ("8", "8", "NUM"),
        ("Mart", "mart", "NOUN"),
        ("“", "“", "PUNCT"),
        ("Gece", "gece", "NOUN"),
        ("kenti", "kent", "NOUN"),
    )
    after = habits.correct(before)
    changed = [new for old, new in zip(before.words, after.words, strict=True) if old != new]
    assert changed == [Word("Bochum", "Bochum", "PROPN"), Word("Enerji", "Enerji", "PROPN")]


def test_a_heading_in_capitals_says_nothing() -> None:
    heading = sentence(("DIŞ", "dış", "ADJ"), ("TİCARET", "ticaret", "NOUN"), ("1", "1", "NUM"))
    assert NameHabits(BOUN).correct(heading) == heading
