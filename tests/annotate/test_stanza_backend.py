"""What is made of Stanza's tokens and words; stand-ins with their attributes, no model."""

from types import SimpleNamespace
from typing import Any

import pytest

from kzcorpus.annotate.stanza_backend import _token, sentence_draft
from kzcorpus.annotate.surface import model_form
from kzcorpus.errors import AnnotationError
from kzcorpus.records import Word


def word(number: int, text: str, **known: str | None) -> Any:
    """Shaped like stanza.models.common.doc.Word: what is unknown is None."""
    analysis = {"lemma": None, "upos": None, "xpos": None, "feats": None} | known
    return SimpleNamespace(id=number, text=text, **analysis)


def token(
    start: int | None, end: int | None, text: str, *words: Any, ner: str | None = None
) -> Any:
    """Shaped like stanza.models.common.doc.Token."""
    own = words or (word(1, text),)
    return SimpleNamespace(start_char=start, end_char=end, text=text, words=list(own), ner=ner)


def test_analysis_is_taken_over() -> None:
    noun = word(
        3, "başkenti", lemma="başkent", upos="NOUN", xpos="NN", feats="Case=Nom|Number=Sing"
    )
    draft = _token(token(0, 8, "başkenti", noun, ner="O"), "başkenti", "başkenti")
    assert (draft.start, draft.end, draft.ner) == (0, 8, "O")
    assert draft.words == (Word(3, "başkenti", "başkent", "NOUN", "NN", "Case=Nom|Number=Sing"),)


def test_a_missing_tag_is_no_name() -> None:
    assert _token(token(0, 4, "kent"), "kent", "kent").ner == "O"


def test_a_name_keeps_the_models_tag() -> None:
    assert _token(token(0, 6, "Astana", ner="S-LOCATION"), "Astana", "Astana").ner == "S-LOCATION"


def test_the_author_s_spelling_is_kept() -> None:
    text = "Kazakistan’ın"
    shown = model_form(text)
    draft = _token(token(0, 13, shown), text, shown)
    assert [w.form for w in draft.words] == ["Kazakistan’ın"]


def test_the_words_of_a_multiword_token_keep_the_author_s_spelling() -> None:
    text = "Ankara’daki"
    parts = (word(1, model_form("Ankara’da")), word(2, "ki"))
    draft = _token(token(0, 11, model_form(text), *parts), text, model_form(text))
    assert [(w.id, w.form) for w in draft.words] == [(1, "Ankara’da"), (2, "ki")]


def test_words_that_do_not_spell_their_token_stay_as_the_model_gave_them() -> None:
    parts = (word(1, "güzel"), word(2, "dir"))
    draft = _token(token(0, 7, "güzeldi", *parts), "güzeldi", "güzeldi")
    assert [w.form for w in draft.words] == ["güzel", "dir"]


@pytest.mark.parametrize(
    ("text", "upos", "lemma"),
    [
        ("IŞIKLI", "ADJ", "ışıklı"),
        ("Astana’nın", "PROPN", "Astana"),
        ("Астана", None, "астана"),
    ],
)
def test_a_word_without_lemma_is_its_own(text: str, upos: str | None, lemma: str) -> None:
    draft = _token(token(0, len(text), text, word(1, text, upos=upos)), text, text)
    assert draft.words[0].lemma == lemma


def test_space_at_the_edges_of_a_token_is_left_out() -> None:
    draft = _token(token(0, 8, " Astana ", word(1, "Astana")), " Astana ", " Astana ")
    assert (draft.start, draft.end) == (1, 7)


def test_space_inside_a_token_may_differ() -> None:
    draft = _token(token(0, 5, "1000", word(1, "1000")), "1 000", "1 000")
    assert draft.words[0].form == "1 000"


def test_a_moved_token_is_refused() -> None:
    with pytest.raises(AnnotationError, match=r"moved a token: 'Astana' is not the text at 1\.\.7"):
        _token(token(1, 7, "Astana"), "Astana’da", "Astana’da")


def test_a_token_without_offsets_is_refused() -> None:
    with pytest.raises(AnnotationError, match="moved a token"):
        _token(token(None, None, "Astana"), "Astana", "Astana")


def test_a_sentence_is_its_tokens_in_order() -> None:
    sentence = SimpleNamespace(tokens=[token(0, 6, "Astana"), token(6, 7, ".")])
    assert [(t.start, t.end) for t in sentence_draft(sentence, "Astana.", "Astana.").tokens] == [
        (0, 6),
        (6, 7),
    ]


@pytest.mark.parametrize(
    ("form", "lemma", "want"),
    [
        ("Qazaxıstanın", "Kazahıstan", "Qazaxıstan"),
        ("Xəzərdə", "hezer", "xəzər"),
        ("vəzifəsini", "vezife", "vəzifə"),
        ("qərarı", "karar", "qarar"),
        ("gəlmişdir", "gel", "gəl"),
    ],
)
def test_a_lemma_is_spelt_in_the_author_s_letters(form: str, lemma: str, want: str) -> None:
    shown = model_form(form, "az")
    draft = _token(token(0, len(form), shown, word(1, shown, lemma=lemma)), form, shown)
    assert (draft.words[0].form, draft.words[0].lemma) == (form, want)
