"""Tokenisation of other treebanks in BOUN's manner."""

import pytest

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.ud_tokens import harmonise_tokens


def single(form: str, upos: str = "NOUN", *, space: bool = True, lemma: str = "x") -> Token:
    return Token(form, (Word(form, lemma, upos),), space)


def changed(*tokens: Token) -> tuple[Token, ...]:
    (sentence,) = harmonise_tokens([Sentence(tokens)], gold=False)
    return sentence.tokens


@pytest.mark.parametrize(
    ("form", "upos", "pieces"),
    [
        ("gelmişti", "VERB", ["gelmiş", "ti"]),
        ("olacaktır", "VERB", ["olacak", "tır"]),
        ("Vardır", "ADJ", ["Var", "dır"]),
        ("yoktu", "ADJ", ["yok", "tu"]),
        ("geliyordu", "VERB", ["geliyordu"]),
        ("varlık", "NOUN", ["varlık"]),
        ("geçmişti", "NOUN", ["geçmişti"]),
    ],
)
def test_copulas_are_opened_where_boun_mostly_does(form: str, upos: str, pieces: list[str]) -> None:
    (token,) = changed(single(form, upos))
    assert [word.form for word in token.words] == pieces
    assert token.form == form


@pytest.mark.parametrize(
    ("copula", "feats"),
    [
        ("gelmiştim", "Number=Sing|Person=1"),
        ("gelmiştik", "Number=Plur|Person=1"),
        ("gelmiştiniz", "Number=Plur|Person=2"),
        ("gelmişti", "Number=Sing|Person=3"),
    ],
)
def test_an_opened_copula_has_its_person(copula: str, feats: str) -> None:
    (token,) = changed(single(copula, "VERB"))
    assert token.words[1].feats == feats


def test_derivation_is_closed_and_the_copula_stays_open() -> None:
    derived = Token("şekerli", (Word("şeker", "şeker", "NOUN"), Word("li", "li", "ADP", "With")))
    copula = Token("evdir", (Word("ev", "ev", "NOUN"), Word("dir", "i", "AUX")))
    closed, kept = changed(derived, copula)
    assert [(w.form, w.lemma, w.upos) for w in closed.words] == [("şekerli", "şekerli", "ADJ")]
    assert len(kept.words) == 2


def test_quotes_and_torn_numbers_but_no_initials() -> None:
    tokens = changed(
        single("16.", "NUM"),
        single('"Türkiye'),
        single("1", "NUM", space=False),
        single(".549", "NUM"),
        single("Dr."),
    )
    assert [t.form for t in tokens] == ["16.", '"', "Türkiye", "1.549", "Dr."]
    assert [t.space_after for t in tokens][:4] == [True, False, True, True]


def test_gold_only_loses_its_apostrophe_variants() -> None:
    token = single("Prof.'un")
    (sentence,) = harmonise_tokens([Sentence((token,))], gold=True)
    assert sentence.tokens[0].words[0].form == "Prof.’un"


def test_suffixes_are_opened_where_a_treebank_sees_a_nominal() -> None:
    word = Word("bölgedeki", "bölge", "NOUN", feats="Case=Loc|Number=Sing|Person=3")
    loc, adj = changed(Token("bölgedeki", (word,)), single("yazdır", "VERB"))
    stem, ki = loc.words
    assert (stem.form, stem.lemma, stem.feats) == ("bölgede", "bölge", word.feats)
    assert (ki.form, ki.lemma, ki.upos, ki.xpos) == ("ki", "ki", "PART", "Attr")
    assert [w.form for w in adj.words] == ["yazdır"]
