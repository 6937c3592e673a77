"""CoNLL-U records: reading, writing, and what is refused."""

from pathlib import Path

import pytest

from kzcorpus.models.training.conllu import (
    ConlluError,
    format_feats,
    format_sentence,
    parse_feats,
    read_conllu,
)

SAMPLE = """\
# sent_id = a1
# text = Evdeydi, güzel.
1-2\tEvdeydi\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tEvde\tev\tNOUN\t_\tCase=Loc|Number=Sing|Person=3\t0\troot\t_\t_
2\tydi\ty\tAUX\tZero\tTense=Past\t1\tcop\t_\t_
3\t,\t,\tPUNCT\tComma\t_\t1\tpunct\t_\t_
3.1\tx\tx\tX\t_\t_\t_\t_\t_\t_
4\tgüzel\tgüzel\tADJ\tAdj\t_\t1\tdep\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\tStop\t_\t1\tpunct\t_\t_

"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "x.conllu"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_tokens_words_and_spaces(tmp_path: Path) -> None:
    (sentence,) = read_conllu(write(tmp_path, SAMPLE), source="toy")
    assert sentence.text == "Evdeydi, güzel."
    assert [len(token.words) for token in sentence.tokens] == [2, 1, 1, 1]
    assert (sentence.sent_id, sentence.source) == ("a1", "toy")
    assert [word.form for word in sentence.words] == ["Evde", "ydi", ",", "güzel", "."]


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    before = read_conllu(write(tmp_path, SAMPLE))
    text = "".join(format_sentence(sentence) for sentence in before)
    again = read_conllu(write(tmp_path, text))
    assert [s.text for s in again] == [s.text for s in before]
    assert [(w.form, w.lemma, w.feats) for w in again[0].words] == [
        (w.form, w.lemma, w.feats) for w in before[0].words
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\tEv\tev\n\n", "3 columns"),
        (SAMPLE.replace("2\tydi", "7\tydi"), "broken range 1-2"),
    ],
)
def test_broken_files_are_refused_with_their_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConlluError, match=said):
        read_conllu(write(tmp_path, text))


def test_a_broken_range_can_be_left_out(tmp_path: Path) -> None:
    text = SAMPLE.replace("2\tydi", "7\tydi") + SAMPLE
    assert len(read_conllu(write(tmp_path, text), strict=False)) == 1


def test_features_keep_the_order_of_the_format() -> None:
    feats = "Case=Nom|Number=Sing|Number[psor]=Sing|Person=3"
    assert format_feats(dict(reversed(parse_feats(feats).items()))) == feats
    assert format_feats({}) == "_"
    assert parse_feats("_") == {}
