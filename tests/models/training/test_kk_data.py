"""Kazakh training data: KazNERD by our guide, the treebank, UniMorph."""

import random
from pathlib import Path

import pytest

from kzcorpus.models.training.conllu import Sentence, Token, Word
from kzcorpus.models.training.kk_data import (
    document_of,
    gold_record,
    is_dated,
    one_word_each,
    part_of,
    read_kaznerd,
    spaced,
    tokens,
    treebank_part,
)
from kzcorpus.models.training.kk_files import read_unimorph
from kzcorpus.models.training.kk_variety import Shares, varied, with_initials
from kzcorpus.models.training.ner_data import NerDataError, Tagged


def iob(*rows: str) -> str:
    """Sentences of `word|TAG` items as KazNERD writes them."""
    lines = []
    for row in rows:
        items = (item.rpartition("|") for item in row.split())
        lines += [f"{word} {tag}" for word, _, tag in items] + [""]
    return "\n".join(lines) + "\n"


def read(tmp_path: Path, *rows: str) -> list[Tagged]:
    path = tmp_path / "kaznerd.txt"
    path.write_text(iob(*rows), encoding="utf-8")
    return read_kaznerd(path)


@pytest.mark.parametrize(
    ("row", "tags"),
    [
        ("Шымкентте|B-GPE үш|B-CARDINAL мектеп|O", ["B-GPE", "O", "O"]),
        ("Бүгін|B-DATE жаңбыр|O", ["O", "O"]),
        ("2021|B-DATE жылы|I-DATE", ["B-DATE", "I-DATE"]),
        ("«|O Жайлау|B-PROJECT »|O", ["O", "B-PRODUCT", "O"]),
        ("Ойыл|B-LOCATION бойында|O", ["B-LOC", "O"]),
        ("тұмау|B-DISEASE", ["O"]),
    ],
)
def test_labels_follow_our_guide(tmp_path: Path, row: str, tags: list[str]) -> None:
    assert list(read(tmp_path, row)[0].tags) == tags


def test_names_inside_a_job_title_are_kept(tmp_path: Path) -> None:
    title = "Чили|B-POSITION Республикасының|I-POSITION елшісі|I-POSITION келді|O"
    rows = read(tmp_path, title, "Чили|B-GPE Республикасының|I-GPE астанасы|O", "Чили|B-GPE")
    assert rows[0].tags == ("B-GPE", "I-GPE", "O", "O")


def test_numbers_are_put_together_and_hesitations_left_out(tmp_path: Path) -> None:
    (row,) = read(
        tmp_path, "Ол|O (|O ыы|O )|O 2|B-QUANTITY ,|I-QUANTITY 5|I-QUANTITY метр|I-QUANTITY"
    )
    assert row.words == ("Ол", "2,5", "метр")
    (row,) = read(tmp_path, "1|B-CARDINAL ,|O 2|B-CARDINAL (|O бір|O )|O")
    assert row.words == ("1", ",", "2", "(", "бір", ")")


def test_an_unknown_label_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(NerDataError, match=r"kaznerd\.txt:2: .*'ит B-BEAST"):
        read(tmp_path, "Бір|O ит|B-BEAST")


def test_both_spellings_of_a_sentence_go_to_one_part() -> None:
    figures = Tagged(("Былтыр", "17", "мың", "тонна", "астық", "жиналды"), ("O",) * 6, "kz", "kk")
    words = Tagged(
        ("Былтыр", "он", "жеті", "мың", "тонна", "астық", "жиналды"), ("O",) * 7, "kz", "kk"
    )
    assert part_of(figures) == part_of(words)


def test_a_sentence_gets_the_spaces_of_a_writer() -> None:
    words = ("Ол", "«", "Егемен", "»", "(", "газет", ")", "20", "%-ке", "өсті", ",", "деді", ".")
    tags = ("O", "O", "B-ORG", *("O",) * 10)
    row = Tagged(words, tags, "kz", "kk")
    assert spaced(row).text == "Ол «Егемен» (газет) 20%-ке өсті, деді."
    record = gold_record(row)
    assert record == {"text": spaced(row).text, "entities": [[4, 10, "ORG"]]}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1991 жылғы 16 желтоқсанда", True),
        ("он тоғызыншы ғасырда", True),
        ("екі мың он бесінші жылы", True),
        ("Қаңтардың", True),
        ("былтыр", False),
        ("5 жыл", False),
        ("он мың жылдық", False),
        ("12019", False),
    ],
)
def test_dates_are_absolute(text: str, wanted: bool) -> None:
    assert is_dated(text) is wanted


def test_tokens_keep_hyphens_and_initials() -> None:
    row = tokens("А. Байтұрсынұлы мен Ә.Бөкейхан оңтүстік-шығысқа 1917-ші жылы барды...")
    assert row[:2] == ["А.", "Байтұрсынұлы"]
    assert row[3:6] == ["Ә.", "Бөкейхан", "оңтүстік-шығысқа"]
    assert row[6:] == ["1917-ші", "жылы", "барды", "..."]


def test_ten_neighbours_of_a_document_go_to_one_part() -> None:
    rows = [Sentence((), f"ертегі.tagged.txt:{i}:0") for i in range(900)]
    assert document_of(rows[0]) == "ертегі.tagged.txt"
    parts = [treebank_part(row, number) for number, row in enumerate(rows)]
    assert all(len(set(parts[i : i + 10])) == 1 for i in range(0, 900, 10))
    assert set(parts) == {"train", "dev", "test"}


def test_a_multiword_token_becomes_one_word() -> None:
    words = (Word("қуанышты", "қуанышты", "ADJ"), Word("мын", "е", "AUX"))
    sentence = Sentence((Token("қуаныштымын", words), Token(".", (Word(".", ".", "PUNCT"),))))
    (row,) = one_word_each([sentence])
    assert [(w.form, w.lemma, w.upos) for w in row.words] == [
        ("қуаныштымын", "қуанышты", "ADJ"),
        (".", ".", "PUNCT"),
    ]


def test_verbs_of_unimorph_get_the_stem_of_the_treebank(tmp_path: Path) -> None:
    rows = [
        "оқу\tоқимын\tV;IND;SG;1;PRS",  # the stem оқы- does not begin this form
        "оқу\tоқыдым\tV;IND;SG;1;PST",
        "aйту\tайттым\tV;IND;SG;1;PST",  # with a Latin a
        "секіру\tсекірдім\tV;IND;SG;1;PST",  # the treebank does not have it
        "қала\tқаланың\tN;GEN;SG",
    ]
    path = tmp_path / "kaz"
    path.write_text("\n".join(rows), encoding="utf-8")
    found = [(w.form, w.lemma, w.upos) for w in read_unimorph(path, {"оқы", "айт"})]
    assert found == [
        ("оқыдым", "оқы", "VERB"),
        ("айттым", "айт", "VERB"),
        ("қаланың", "қала", "NOUN"),
    ]


def test_initials_keep_the_tags_of_their_names() -> None:
    row = Tagged(
        ("Бүгін", "Ахмет", "Байтұрсынұлы", "мен", "Абай", "туды"),
        ("O", "B-PERSON", "I-PERSON", "O", "B-PERSON", "O"),
        "kz",
        "kk",
    )
    made = {with_initials(row, 1.0, random.Random(seed)).words for seed in range(9)}
    assert made == {
        ("Бүгін", "А.", "Байтұрсынұлы", "мен", "Абай", "туды"),
        ("Бүгін", "Байтұрсынұлы", "А.", "мен", "Абай", "туды"),
    }
    assert with_initials(row, 0.0, random.Random(1)) == row


def test_variety_changes_marks_and_case_but_no_spaces() -> None:
    row = Tagged(("Таң", ",", "су", "."), ("O",) * 4, "kz", "kk")
    shares = Shares(capitals=0.5, semicolons=0.4, colons=0.4, initials=0.0)
    made = {s.text for s in varied([spaced(row)] * 60, shares, random.Random(1))}
    assert made == {f"{a}{mark} {b}." for a, b in (("Таң", "су"), ("ТАҢ", "СУ")) for mark in ",;:"}
