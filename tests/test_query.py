"""Questions to the small corpus."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.query import list_entities, list_mentions, list_rejects, stats
from kzcorpus.tables import Corpus
from kzcorpus.tables.store import PART
from tests.conftest import cases
from tests.fakes import annotated, write_corpus


def names(corpus: Corpus, query: str | None = None, **filters: Any) -> list[str]:
    return [row["name"] for row in list_entities(corpus, query, **filters).to_pylist()]


def texts(corpus: Corpus, query: str | None = None, **filters: Any) -> list[str]:
    return [row["text"] for row in list_mentions(corpus, query, **filters).to_pylist()]


def test_entities_come_by_number_of_mentions(corpus: Corpus) -> None:
    first, second, *_ = list_entities(corpus).to_pylist()
    assert first == {
        "name": "Kazakistan",
        "type": "GPE",
        "mentions": 4,
        "documents": 2,
        "langs": "tr",
        "canonical_id": "nil/gpe/kazakistan",
    }
    assert second["name"] == "Astana"


def test_entities_that_are_equally_frequent_come_by_name(corpus: Corpus) -> None:
    ties = [row["name"] for row in list_entities(corpus).to_pylist() if row["mentions"] == 1]
    some = [name for name in ties if name in ("Nursultan Nazarbayev", "Çin", "Almatı", "Rusya")]
    assert some == sorted(some)
    assert len(some) > 1


def test_values_are_listed_without_an_id(corpus: Corpus) -> None:
    rows = list_entities(corpus, type="DATE").to_pylist()
    assert [(row["name"], row["canonical_id"]) for row in rows] == [
        ("1991-ci ildə", None),
        ("30 Ağustos 1995", None),
    ]


@pytest.mark.parametrize("case", cases("entity_queries.json", "queries"))
def test_names_are_found_however_they_are_typed(corpus: Corpus, case: dict[str, Any]) -> None:
    assert sorted(names(corpus, case["input"])) == case["want"]


def test_an_id_finds_its_entity_alone(corpus: Corpus) -> None:
    one = ["Kasım Cömert Tokayev"]
    assert names(corpus, "nil/person/kasım-cömert-tokayev") == one
    assert names(corpus, "NIL/Person/Kasım-Cömert-Tokayev") == one


@pytest.mark.parametrize("query", ["", "  ", "’", "%", "_", "***"])
def test_a_query_without_a_letter_is_refused(corpus: Corpus, query: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for in") as refusal:
        list_entities(corpus, query)
    assert refusal.value.exit_code == 2


def test_a_quotation_mark_in_a_query_is_no_sql(corpus: Corpus) -> None:
    assert names(corpus, "x' or '1'='1") == []


def test_filter_by_type_in_any_case(corpus: Corpus) -> None:
    assert names(corpus, type="org") == ["Türk Devletleri Teşkilatı"]
    assert names(corpus, "Tokayev", type="GPE") == []


def test_an_unknown_type_is_refused_with_the_known_ones(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="no entity type 'city'; there are: PERSON, GPE, LOC, ORG"):
        list_entities(corpus, type="city")


def test_filter_by_language_of_the_text(corpus: Corpus) -> None:
    assert names(corpus, lang="az") == ["Qazaxıstan", "1991-ci ildə"]
    assert names(corpus, lang="RU") == ["Астана"]
    assert names(corpus, lang="kk") == []


def test_filter_by_document_or_folder(corpus: Corpus) -> None:
    assert set(texts(corpus, "Kazakistan", doc="tr/enerji")) == {"Kazakistan", "KAZAKİSTAN'IN"}
    assert len(texts(corpus, "Kazakistan", doc="tr")) == 4
    assert len(texts(corpus, "Kazakistan", doc="tr/")) == 4
    assert texts(corpus, "Kazakistan", doc="tr/ener") == []


def test_limit(corpus: Corpus) -> None:
    assert len(names(corpus, limit=3)) == 3
    assert len(names(corpus, limit=0)) == len(names(corpus)) == 12
    assert len(texts(corpus, limit=2)) == 2


def test_a_negative_limit_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="--limit -1: must be 0"):
        list_mentions(corpus, limit=-1)


def test_mentions_come_in_the_order_of_the_text(corpus: Corpus) -> None:
    assert texts(corpus, "Astana") == ["ASTANA", "Astana"]


def test_a_mention_has_its_sentence_and_its_place_in_the_file(corpus: Corpus) -> None:
    (row,) = list_mentions(corpus, "Nursultan Nazarbayev").to_pylist()
    assert row == {
        "mention_id": "tr/baskent#4",
        "path": "tr/baskent.txt",
        "line": 4,
        "text": "Nursultan Nazarbayev",
        "type": "PERSON",
        "sentence": "Nursultan Nazarbayev ülkenin ilk cumhurbaşkanıydı ve başkenti Almatı’dan "
        "buraya taşıdı.",
        "kind": "paragraph",
        "lang": "tr",
        "raw_start": row["raw_start"],
        "raw_end": row["raw_start"] + 20,
    }


def test_a_mention_tells_the_kind_of_its_block(corpus: Corpus) -> None:
    kinds = {row["text"]: row["kind"] for row in list_mentions(corpus, "Astana").to_pylist()}
    assert kinds == {"ASTANA": "heading", "Astana": "paragraph"}


def test_stats_by_language_and_in_all(corpus: Corpus) -> None:
    rows = {row["lang"]: row for row in stats(corpus).to_pylist()}
    assert list(rows) == ["tr", "ru", "az", "all"]
    counts = corpus.counts()
    for what in ("documents", "blocks", "sentences", "tokens", "words"):
        assert rows["all"][what] == counts[what]
        assert sum(row[what] for lang, row in rows.items() if lang != "all") == counts[what]
    assert rows["all"]["mentions"] == counts["entities"]
    assert rows["tr"]["words"] == rows["tr"]["tokens"] + 1


def test_rejects_are_listed(corpus: Corpus) -> None:
    (row,) = list_rejects(corpus).to_pylist()
    assert (row["path"], row["stage"], row["reason"]) == (
        "tr/tarama.pdf",
        "ingest",
        "unsupported format",
    )


def test_a_corpus_without_documents_has_answers(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    corpus = Corpus(tmp_path)
    assert names(corpus, "Astana") == []
    assert texts(corpus) == []
    assert [(row["lang"], row["tokens"]) for row in stats(corpus).to_pylist()] == [("all", 0)]


@pytest.mark.parametrize("name", ["it's", "c[1]", "c*", "c?", "{c1}", "\\c"])
def test_a_folder_may_have_any_name_and_is_read_alone(tmp_path: Path, name: str) -> None:
    write_corpus(tmp_path / "c1", annotated("d", "Astana büyük."))
    write_corpus(tmp_path / name, annotated("d", "Ankara büyük."))
    assert texts(Corpus(tmp_path / name)) == ["Ankara"]


def test_a_folder_named_like_a_column_changes_nothing(tmp_path: Path) -> None:
    write_corpus(tmp_path / "lang=kk", annotated("d", "Astana büyük.", lang="tr"))
    assert names(Corpus(tmp_path / "lang=kk"), lang="tr") == ["Astana"]


def test_a_damaged_table_is_one_clear_error(copy: Path) -> None:
    (copy / "entities" / PART).write_bytes(b"PAR1")
    with pytest.raises(CorpusError, match=r"entities: cannot be read .*build again") as refusal:
        list_entities(Corpus(copy))
    assert "\n" not in str(refusal.value)


def test_a_missing_table_is_one_clear_error(copy: Path) -> None:
    shutil.rmtree(copy / "entities")
    with pytest.raises(CorpusError, match=r"entities.* missing; build again"):
        list_entities(Corpus(copy))
