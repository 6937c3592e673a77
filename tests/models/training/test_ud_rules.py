"""Other treebanks' tags in BOUN's convention."""

import pytest

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ud_lemmas import settle_lemma, title_tr
from kzcorpus.models.training.ud_lexicon import Lexicon
from kzcorpus.models.training.ud_rules import convert_word
from kzcorpus.models.training.ud_xpos import settle_xpos

VERBS = frozenset({"yap", "et", "gel", "kullan", "ol", "söyle"})

CASES = [
    # BOUN 2020: finite past
    (
        Word(
            "söyledi",
            "söyle",
            "VERB",
            "Verb",
            "Aspect=Perf|Mood=Ind|Number=Sing|Person=3|Polarity=Pos|Tense=Past",
        ),
        "VERB",
        "Aspect=Perf|Evident=Fh|Number=Sing|Person=3|Polarity=Pos|Tense=Past",
    ),
    # PUD: a noun without Case and Person
    (Word("baskı", "baskı", "NOUN", "NN", "Number=Sing"), "NOUN", "Case=Nom|Number=Sing|Person=3"),
    # Starlang: a converb called an adverb
    (Word("kullanarak", "kullan", "ADV"), "VERB", "Polarity=Pos|VerbForm=Conv"),
    # Starlang: a passive participle called an adjective
    (Word("yapılan", "yap", "ADJ"), "VERB", "Polarity=Pos|Tense=Pres|VerbForm=Part|Voice=Pass"),
    # Starlang: a participle with a possessor, which only the form tells
    (
        Word("ettiği", "et", "ADJ"),
        "VERB",
        "Aspect=Perf|Number[psor]=Sing|Person[psor]=3|Polarity=Pos|Tense=Past|VerbForm=Part",
    ),
    # Starlang: a verbal noun called a noun
    (
        Word("yapmak", "yap", "NOUN", "_", "Case=Nom|Number=Sing|Person=3"),
        "VERB",
        "Case=Nom|Polarity=Pos|VerbForm=Vnoun",
    ),
    # GB: present tense with VerbForm=Fin
    (
        Word(
            "geliyor",
            "gel",
            "VERB",
            "_",
            "Aspect=Prog|Mood=Ind|Number=Sing|Person=3|Polarity=Pos|Tense=Pres|VerbForm=Fin",
        ),
        "VERB",
        "Aspect=Prog|Number=Sing|Person=3|Polarity=Pos|Tense=Pres",
    ),
    # an inflected adjective is a noun, an uninflected one carries nothing
    (
        Word(
            "yakınlarında",
            "yakın",
            "ADJ",
            "_",
            "Case=Loc|Number=Plur|Number[psor]=Sing|Person=3|Person[psor]=3",
        ),
        "NOUN",
        "Case=Loc|Number=Plur|Number[psor]=Sing|Person=3|Person[psor]=3",
    ),
    (Word("yeni", "yeni", "ADJ", "JJ", "Number=Sing"), "ADJ", "_"),
    (Word("birçok", "birçok", "DET", "_", "Definite=Def|PronType=Art"), "DET", "PronType=Ind"),
    (
        Word("değil", "değil", "VERB", "_", "Number=Sing|Person=3|Polarity=Neg|Tense=Pres"),
        "AUX",
        "Number=Sing|Person=3|Polarity=Neg|Tense=Pres",
    ),
]


@pytest.mark.parametrize(("word", "upos", "feats"), CASES, ids=lambda v: getattr(v, "form", ""))
def test_conversion(word: Word, upos: str, feats: str) -> None:
    got = convert_word(word, verbs=VERBS)
    assert (got.upos, got.feats) == (upos, feats)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        (
            Word("Kazakistan’ın", "kazakistan", "PROPN", "_", "Case=Gen|Number=Sing|Person=3"),
            "Kazakistan",
        ),
        (Word("KAZAKİSTAN’IN", "_", "PROPN", "_", "Case=Gen|Number=Sing|Person=3"), "Kazakistan"),
        (
            Word("İstanbul’dan", "istanbul", "PROPN", "_", "Case=Abl|Number=Sing|Person=3"),
            "İstanbul",
        ),
        (Word("ABD’ye", "abd", "PROPN", "_", "Case=Dat|Number=Sing|Person=3"), "ABD"),
        (Word("Suratlı", "surat", "ADJ"), "suratlı"),
        (Word("çeşitlilik", "çeşit", "NOUN", "_", "Case=Nom|Number=Sing|Person=3"), "çeşitlilik"),
        (Word(".", "_", "PUNCT"), "."),
        (Word("geldiği", "geldik", "VERB"), "gel"),
        (Word("tı", "_", "AUX"), "y"),
        (Word("tır", "_", "AUX"), "i"),
        (Word("kaynağı", "kaynağ", "NOUN", "_", "Case=Acc|Number=Sing|Person=3"), "kaynak"),
    ],
)
def test_lemmas(word: Word, lemma: str) -> None:
    assert settle_lemma(word, VERBS).lemma == lemma


def test_abbreviations_stay_in_capitals() -> None:
    assert [title_tr(x) for x in ("NATO", "TOKAYEV", "IĞDIR-MERKEZ")] == [
        "NATO",
        "Tokayev",
        "Iğdır-Merkez",
    ]


def test_xpos_follows_upos_and_features() -> None:
    words = [
        Word("yapan", upos="VERB", feats="VerbForm=Part"),
        Word(".", upos="PUNCT"),
        Word("bir", upos="DET", feats="PronType=Ind"),
        Word("mu", upos="AUX"),
    ]
    assert [settle_xpos(w).xpos for w in words] == ["Ptcp", "Stop", "Indef", "Ques"]


def lexicon(*words: Word) -> Lexicon:
    return Lexicon([Sentence(tuple(Token(w.form, (w,)) for w in words))])


def test_the_lexicon_overrules_where_it_is_sure() -> None:
    bir = Word("bir", "bir", "DET", "Indef", "PronType=Ind")
    boun = lexicon(*[bir] * 4)
    got = boun.correct(Word("Bir", "bir", "NUM", "_", "NumType=Card"))
    assert (got.upos, got.feats, got.form) == ("DET", "PronType=Ind", "Bir")


def test_the_lexicon_keeps_an_attested_reading_and_never_makes_names() -> None:
    bare = "Case=Nom|Number=Sing|Person=3"
    boun = lexicon(
        *[Word("suyu", "su", "NOUN", "_", "Case=Acc|Number=Sing|Person=3")] * 3,
        Word("suyu", "su", "NOUN", "_", bare),
        *[Word("Petrol", "Petrol", "PROPN", "_", bare)] * 5,
    )
    assert boun.correct(Word("suyu", "su", "NOUN", "_", bare)).feats == bare
    assert boun.correct(Word("petrol", "petrol", "NOUN", "_", bare)).upos == "NOUN"


def test_agreement_counts_shared_forms_only() -> None:
    boun = lexicon(Word("ve", "ve", "CCONJ"), Word("ev", "ev", "NOUN"))
    other = [
        Sentence(
            (
                Token("ve", (Word("ve", "ve", "CCONJ"),)),
                Token("ev", (Word("ev", "ev", "ADJ"),)),
                Token("su", (Word("su", "su", "NOUN"),)),
            )
        )
    ]
    figures = boun.agreement(other)
    assert (figures.shared, figures.total, figures.upos, figures.lemma) == (2, 3, 0.5, 1.0)
