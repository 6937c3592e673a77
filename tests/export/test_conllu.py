"""CoNLL-U: valid by the official validator, and the tables again when read back."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.errors import KzcorpusError
from kzcorpus.export import export_corpus, read_conllu
from kzcorpus.export.conllu import write_conllu
from kzcorpus.export.conllu_reader import parse_conllu
from kzcorpus.export.documents import Block, Document, Sentence, Token
from kzcorpus.letters import fold
from kzcorpus.query import Filters
from kzcorpus.tables import Corpus


def lines(corpus: Corpus, filters: Filters | None = None) -> list[str]:
    handle = io.StringIO()
    export_corpus(corpus, "conllu", handle, filters)
    return handle.getvalue().split("\n")


def findings(path: Path, level: int) -> set[str]:
    """What the official validator finds, by the names of its tests."""
    from udtools import Validator

    state = Validator(lang="ud", level=level, output=None).validate_files([str(path)])
    return {incident.testid for incident in state.error_tracker if incident.is_error()}


def test_a_file_reads_back_as_the_tables(any_corpus: Corpus, written: Path) -> None:
    counts = export_corpus(any_corpus, "conllu", written)
    tokens, words = read_conllu(written)
    assert tokens.equals(any_corpus.table("tokens"))
    assert words.equals(any_corpus.table("words"))
    told = any_corpus.counts()
    assert counts == {name: told[name] for name in counts}
    assert set(counts) == {"documents", "sentences", "tokens", "words"}


def test_every_document_is_valid_at_level_1(any_corpus: Corpus, tmp_path: Path) -> None:
    doc_ids = any_corpus.table("documents")["doc_id"].to_pylist()
    assert doc_ids
    for number, doc_id in enumerate(doc_ids):
        path = tmp_path / f"{number}.conllu"
        export_corpus(any_corpus, "conllu", path, Filters(doc=doc_id))
        assert findings(path, level=1) == set()


def test_level_2_misses_the_heads_and_nothing_else(corpus: Corpus, written: Path) -> None:
    export_corpus(corpus, "conllu", written)
    assert findings(written, level=2) == {"invalid-head", "unknown-head"}


def test_a_multiword_token_is_a_range_that_carries_space_and_name(hostile_corpus: Corpus) -> None:
    found = lines(hostile_corpus, Filters(doc="a"))
    assert found[:10] == [
        "# newdoc id = a",
        "# newpar id = a-b1",
        "# block_kind = paragraph",
        "# sent_id = a-s1",
        "# text = Başkentteki ev.",
        "# lang = tr",
        "# annotator = fake-1",
        "1-2\tBaşkentteki\t_\t_\t_\t_\t_\t_\t_\tTokenRange=0:11|RawRange=0:11",
        "1\tbaşkentte\tbaşkentte\tX\t_\t_\t_\t_\t_\t_",
        "2\tki\tki\tX\t_\t_\t_\t_\t_\t_",
    ]
    assert found[10].endswith("\tSpaceAfter=No|TokenRange=12:14|RawRange=12:14")
    (name,) = [line for line in found if line.startswith("1\tKazakistan")]
    assert "NER=S-GPE|Entity=nil/gpe/kazakistan|" in name


def test_metadata_and_odd_ids_stay_on_their_lines(hostile_corpus: Corpus) -> None:
    found = lines(hostile_corpus, Filters(doc="kötü"))
    assert found[0] == "# newdoc id = kötü.v1%2E2%20<b>&'\""
    assert "# date = 2024" in found
    assert [line for line in found if line and line[0] not in "#0123456789"] == []


def test_filters_choose_whole_blocks(corpus: Corpus) -> None:
    found = lines(corpus, Filters(lang="ru"))
    assert [line for line in found if line.startswith("# newdoc")] == ["# newdoc id = ru.stolitsa"]
    assert {line for line in found if line.startswith("# lang")} == {"# lang = ru"}


TEXT = st.text(
    st.one_of(
        st.sampled_from(" \t\n\r\u00a0\u2028\x1c\x85_|=\\#-su{20}"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=6,
)
MAYBE = st.none() | TEXT
NAMES = st.sampled_from(["O", "S-GPE", "B-PERSON", "E-ORG"])
NUMBERS = st.integers(0, 10**6)


@st.composite
def sentences(draw: st.DrawFn, number: int = 1) -> Sentence:
    tokens, word_id = [], 0
    doc_id = "a/b.c d"
    for token_id in range(1, draw(st.integers(1, 4)) + 1):
        words: list[dict[str, Any]] = []
        form = draw(TEXT)
        n_words = draw(st.integers(1, 3))
        for _ in range(n_words):
            word_id += 1
            lemma = draw(MAYBE)
            words.append(
                {
                    "doc_id": doc_id,
                    "sent_id": number,
                    "token_id": token_id,
                    "id": word_id,
                    "form": draw(st.just(form) | TEXT),
                    "lemma": lemma,
                    "lemma_key": None if lemma is None else fold(lemma),
                    "upos": draw(MAYBE),
                    "xpos": draw(MAYBE),
                    "feats": draw(MAYBE),
                    "misc": draw(MAYBE | st.sampled_from(["A=B|C", "NER=x", "|", "SpaceAfter=No"])),
                }
            )
        row = {
            "doc_id": doc_id,
            "sent_id": number,
            "token_id": token_id,
            "form": form,
            "form_key": fold(form),
            "ner": draw(NAMES),
            "start_char": draw(NUMBERS),
            "end_char": draw(NUMBERS),
            "raw_start": draw(NUMBERS),
            "raw_end": draw(NUMBERS),
            "space_after": draw(st.booleans()),
            "n_words": n_words,
            "lang": draw(st.sampled_from(["tr", "az"])),
            "annotator": "fake-1",
        }
        mention = {"token_start": token_id, "token_end": token_id + 1, "canonical_id": draw(MAYBE)}
        tokens.append(Token(row, words, mention if row["ner"] != "O" else None))
    return Sentence({"sent_id": number, "lang": "tr", "text": draw(TEXT)}, tokens)


@given(sentences(number=1), sentences(number=12))
def test_whatever_a_table_holds_reads_back(first: Sentence, second: Sentence) -> None:
    facts = dict.fromkeys(("title", "author", "date", "source_url", "licence"), "x = #\n1\ty")
    block = Block({"block_id": 1, "kind": "paragraph"}, [first, second])
    handle = io.StringIO()
    write_conllu([Document({"doc_id": "a/b.c d", **facts}, [block])], handle)
    # As a file opened with newline="\n" gives them.
    found = [f"{line}\n" for line in handle.getvalue().split("\n")[:-1]]
    tokens, words = parse_conllu(found)
    expected = [*first.tokens, *second.tokens]
    assert tokens == [token.row for token in expected]
    assert words == [word for token in expected for word in token.words]
    assert all(len(line.split("\t")) == 10 for line in found if line[0].isdigit())


@pytest.mark.parametrize(
    "text",
    [
        "# sent_id = x\n1\tev\tev\tNOUN\t_\t_\t0\troot\t_\t_\n\n",
        "# sent_id = a-s1\n# lang = tr\n# annotator = x\n1\tev\n\n",
        "1\tev\tev\tNOUN\t_\t_\t0\troot\t_\tTokenRange=0:2|RawRange=0:2\n\n",
    ],
)
def test_files_of_others_are_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KzcorpusError, match=r"other\.conllu: the sentence that ends at line"):
        read_conllu(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(KzcorpusError, match="cannot be read"):
        read_conllu(tmp_path / "none.conllu")
