"""Lists of entities and mentions, and one entity's page."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.query import Filters, list_entities, list_mentions, show_entity
from kzcorpus.tables import Corpus
from tests.conftest import cases, part
from tests.fakes import FakeBackend, annotated, write_corpus


def names(corpus: Corpus, query: str | None = None, limit: int = 0, **filters: Any) -> list[str]:
    found = list_entities(corpus, query, Filters(**filters), limit=limit)
    return [row["name"] for row in found.to_pylist()]


def texts(corpus: Corpus, query: str | None = None, limit: int = 0, **filters: Any) -> list[str]:
    found = list_mentions(corpus, query, Filters(**filters), limit=limit)
    return [row["text"] for row in found.to_pylist()]


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
    rows = list_entities(corpus, filters=Filters(type="DATE")).to_pylist()
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


def test_an_unknown_type_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no entity type 'city'; there are: PERSON, GPE, LOC, ORG"):
        Filters(type="city")


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
        "canonical_id": "nil/person/nursultan-nazarbayev",
        "sentence": "Nursultan Nazarbayev ülkenin ilk cumhurbaşkanıydı ve başkenti Almatı’dan "
        "buraya taşıdı.",
        "kind": "paragraph",
        "page": 1,
        "lang": "tr",
        "raw_start": row["raw_start"],
        "raw_end": row["raw_start"] + 20,
    }


def test_a_mention_tells_the_kind_of_its_block(corpus: Corpus) -> None:
    kinds = {row["text"]: row["kind"] for row in list_mentions(corpus, "Astana").to_pylist()}
    assert kinds == {"ASTANA": "heading", "Astana": "paragraph"}


def test_a_corpus_without_documents_has_answers(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    corpus = Corpus(tmp_path)
    assert names(corpus, "Astana") == []
    assert texts(corpus) == []


@pytest.mark.parametrize("name", ["it's", "c[1]", "c*", "c?", "{c1}", "\\c"])
def test_a_folder_may_have_any_name_and_is_read_alone(tmp_path: Path, name: str) -> None:
    write_corpus(tmp_path / "c1", annotated("d", "Astana büyük."))
    write_corpus(tmp_path / name, annotated("d", "Ankara büyük."))
    assert texts(Corpus(tmp_path / name)) == ["Ankara"]


def test_a_folder_named_like_a_column_changes_nothing(tmp_path: Path) -> None:
    write_corpus(tmp_path / "lang=kk", annotated("d", "Astana büyük.", lang="tr"))
    assert names(Corpus(tmp_path / "lang=kk"), lang="tr") == ["Astana"]


def test_a_damaged_table_is_one_clear_error(copy: Path) -> None:
    part(copy, "entities").write_bytes(b"PAR1")
    with pytest.raises(CorpusError, match=r"entities: cannot be read .*build again") as refusal:
        list_entities(Corpus(copy))
    assert "\n" not in str(refusal.value)


def test_a_missing_table_is_one_clear_error(copy: Path) -> None:
    shutil.rmtree(copy / "entities")
    with pytest.raises(CorpusError, match=r"entities.* missing; build again"):
        list_entities(Corpus(copy))


def page(corpus: Corpus, query: str) -> dict[str, list[tuple[str, int | None]]]:
    """An entity's page by what its rows are about."""
    rows: dict[str, list[tuple[str, int | None]]] = {}
    for row in show_entity(corpus, query).to_pylist():
        rows.setdefault(row["what"], []).append((row["value"], row["mentions"]))
    return rows


def test_an_entity_has_a_page(corpus: Corpus) -> None:
    rows = page(corpus, "KAZAKISTAN")
    assert rows["name"] == [("Kazakistan", 4)]
    assert rows["id"] == [("nil/gpe/kazakistan", None)]
    assert rows["label tr"] == [("Kazakistan", None)]
    assert [value for value, _ in rows["named in tr"]] == ["Kazakistan", "KAZAKİSTAN"]
    assert rows["document"] == [("tr/enerji 2024-05", 3), ("tr/baskent 2024-01-15", 1)]


def test_the_page_is_found_by_the_id_too(corpus: Corpus) -> None:
    assert page(corpus, "nil/gpe/kazakistan") == page(corpus, "Kazakistan")


def test_a_whole_name_goes_before_words_of_a_longer_one(corpus: Corpus) -> None:
    assert page(corpus, "Kazakistan")["id"] == [("nil/gpe/kazakistan", None)]
    assert page(corpus, "cömert")["id"] == [("nil/person/kasım-cömert-tokayev", None)]


def test_others_that_are_called_the_same_are_on_the_page(tmp_path: Path) -> None:
    names = FakeBackend({("astana",): "GPE"}), FakeBackend({("astana",): "ORG"})
    write_corpus(
        tmp_path,
        annotated("a", "Astana. Astana.", backend=names[0]),
        annotated("b", "Astana.", backend=names[1]),
    )
    rows = page(Corpus(tmp_path), "astana")
    assert rows["id"] == [("nil/gpe/astana", None)]
    assert rows["also called so"] == [("nil/org/astana", 1)]


def test_a_page_of_nothing_is_refused_with_what_to_do(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="nothing is called 'Bişkek'; `kzcorpus entities list`"):
        show_entity(corpus, "Bişkek")
