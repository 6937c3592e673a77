"""Key words in context."""

from pathlib import Path

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters, kwic
from kzcorpus.tables import Corpus
from tests.fakes import annotated, write_corpus


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("kwic")
    write_corpus(
        folder,
        annotated("a", "Bugün Astana çok soğuk. Dün ise Astana’da kar yağdı.", "Yaz geldi."),
        annotated("b", "İşte ASTANA geldi.", lang="az"),
    )
    return Corpus(folder)


def contexts(corpus: Corpus, pattern: str, **options: object) -> list[tuple[str, str, str]]:
    rows = kwic(corpus, pattern, **options).to_pylist()  # type: ignore[arg-type]
    return [(row["pre"], row["keyword"], row["post"]) for row in rows]


def test_a_line_has_the_columns_of_a_concordance(lines: Corpus) -> None:
    row, *_ = kwic(lines, "Astana").to_pylist()
    assert list(row)[:7] == ["docname", "sent_id", "from", "to", "pre", "keyword", "post"]
    assert (row["docname"], row["sent_id"], row["from"], row["to"]) == ("a", 1, 2, 2)
    assert (row["raw_start"], row["raw_end"]) == (6, 12)


def test_context_crosses_sentences_but_not_blocks(lines: Corpus) -> None:
    assert contexts(lines, "Astana") == [
        ("Bugün", "Astana", "çok soğuk. Dün ise Astana’da kar yağdı."),
        ("Bugün Astana çok soğuk. Dün ise", "Astana’da", "kar yağdı."),
        ("İşte", "ASTANA", "geldi."),
    ]


def test_context_in_words_and_sentences(lines: Corpus) -> None:
    assert contexts(lines, "Astana", context=1)[1] == ("ise", "Astana’da", "kar")
    assert contexts(lines, "Astana", context=0)[1] == ("", "Astana’da", "")
    assert contexts(lines, "Astana", sentence=True)[1] == ("Dün ise", "Astana’da", "kar yağdı.")


def test_a_match_of_several_tokens_is_one_key_word(lines: Corpus) -> None:
    assert contexts(lines, '"astana’da" []{1} "yağdı"', context=1) == [
        ("ise", "Astana’da kar yağdı", ".")
    ]


def test_orders(lines: Corpus) -> None:
    def key_words(sort: str, limit: int = 0) -> list[str]:
        return [word for _, word, _ in contexts(lines, "Astana", sort=sort, limit=limit)]

    assert key_words("left") == ["Astana", "Astana’da", "ASTANA"]  # bugün, ise, işte
    assert key_words("right") == ["Astana", "ASTANA", "Astana’da"]  # çok, geldi, kar
    assert key_words("node") == ["Astana", "ASTANA", "Astana’da"]
    assert key_words("right", limit=1) == ["Astana"]
    assert key_words("text", limit=1) == ["Astana"]


def test_filters(lines: Corpus) -> None:
    assert len(contexts(lines, "Astana", filters=Filters(lang="az"))) == 1
    assert len(contexts(lines, "Astana", filters=Filters(doc="a"))) == 2


def test_words_can_be_lemmas(lines: Corpus) -> None:
    assert [word for _, word, _ in contexts(lines, "astana kar", lemma=True)] == ["Astana’da kar"]


def test_the_raw_span_is_that_of_the_whole_match(corpus: Corpus, built: Path) -> None:
    (row,) = kwic(corpus, "nursultan nazarbayev").to_pylist()
    raw = (built.parent / "raw/tr/baskent.txt").read_text(encoding="utf-8")
    assert raw[row["raw_start"] : row["raw_end"]] == "Nursultan\nNazarbayev"


@pytest.mark.parametrize("options", [{"sort": "luck"}, {"context": -1}, {"limit": -1}])
def test_wrong_options_are_refused(lines: Corpus, options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="--"):
        contexts(lines, "Astana", **options)
