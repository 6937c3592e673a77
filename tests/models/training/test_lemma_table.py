"""Dictionary nouns and verbs in all their forms, and what joins the lemmatizer's table."""

from pathlib import Path

import pytest

from kzcorpus.models.training.conllu import Word, read_conllu
from kzcorpus.models.training.lemma_table import extend, write_extra
from kzcorpus.models.training.noun_forms import attested_nouns, forms, personal, read_nouns
from kzcorpus.models.training.verb_forms import VerbLemmas, attested_verbs, read_verbs

DICTIONARY = """\
göğüs [A:LastVowelDrop]
renk
hak [A:Doubling]
hukuk [A:NoVoicing, InverseHarmony]
kamuoyu [A:CompoundP3sg; Roots:kamu-oy]
sorun
soru
yaşamak
gitmek [A:Voicing, Aorist_A]
beklemek
Ankara [P:Prop]
ve [P:Conj]
"""


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "words.dict"
    path.write_text(DICTIONARY, encoding="utf-8")
    return path


def test_nouns_show_their_alternations(dictionary: Path) -> None:
    nouns = {noun.lemma: set(forms(noun)) for noun in read_nouns(dictionary)}
    assert sorted(nouns) == sorted(("göğüs", "renk", "hak", "hukuk", "kamuoyu", "sorun", "soru"))
    assert {"göğsünü", "göğüste"} <= nouns["göğüs"]
    assert {"rengi", "renkler"} <= nouns["renk"]
    assert "hakkında" in nouns["hak"]
    assert "hakında" not in nouns["hak"]
    assert {"kamuoyunu", "kamuoyları"} <= nouns["kamuoyu"]
    soru = next(noun for noun in read_nouns(dictionary) if noun.lemma == "soru")
    assert {"sorunu", "sorularımıza"} <= set(personal(soru))


def test_a_shared_form_goes_to_the_likelier_noun(dictionary: Path) -> None:
    counts = {"sorunu": 9, "Sorunu": 4, "sorun": 50, "soru": 60, "rengi": 1}
    words = attested_nouns(read_nouns(dictionary), counts, least=3)
    assert {(w.form, w.lemma) for w in words} == {
        ("sorunu", "sorun"),
        ("Sorunu", "sorun"),
        ("sorun", "sorun"),
        ("soru", "soru"),
    }


def test_verbs_lose_their_voice_unless_treebanks_keep_it(dictionary: Path) -> None:
    lemmas = VerbLemmas(read_verbs(dictionary), [])
    found = {form: lemmas.lemma(form) for form in ("yaşanacağını", "gidiyor", "bekliyoruz", "renk")}
    assert found == {"yaşanacağını": "yaşa", "gidiyor": "git", "bekliyoruz": "bekle", "renk": ""}
    stems = [("bul", "bul"), ("bulun", "bulun")]
    kept = VerbLemmas(stems, [Word("bulunuyor", "bulun", "VERB")])
    assert kept.lemma("bulunan") == "bulun"
    assert VerbLemmas(stems, []).lemma("bulunan") == "bul"


def test_only_words_of_the_text_join(dictionary: Path) -> None:
    lemmas = VerbLemmas(read_verbs(dictionary), [])
    words = attested_verbs(lemmas, {"Gidiyor": 5, "gidiyor": 2, "GİDİYOR": 9}, least=3)
    assert words == [Word("Gidiyor", "git", "VERB")]


def test_what_was_trained_on_keeps_its_lemma() -> None:
    table = {"*": {"hali": "hâl"}, "NOUN": {}}
    words = [Word("hali", "hal", "NOUN"), Word("rengi", "renk", "NOUN")]
    assert extend(table, words, known=frozenset({("hali", "NOUN")})) == 1
    assert table == {"*": {"hali": "hâl"}, "NOUN": {"rengi": "renk"}}


def test_gold_words_come_first_without_stray_capitals(tmp_path: Path) -> None:
    gold = [Word("üzerinde", "Üzer", "NOUN"), Word("Astana’da", "Astana", "PROPN")]
    path = tmp_path / "extra.conllu"
    assert write_extra(path, gold, [Word("üzerinde", "üzeri", "NOUN")]) == 2
    lemmas = {w.form: w.lemma for s in read_conllu(path) for w in s.words}
    assert lemmas == {"üzerinde": "üzer", "Astana’da": "Astana"}
