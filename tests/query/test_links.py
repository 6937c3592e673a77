"""Why a mention was linked, and what has no link yet."""

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters, explain, list_entities, unlinked
from kzcorpus.tables import Corpus


def test_a_mention_is_explained_with_its_place_and_evidence(corpus: Corpus) -> None:
    facts = {row["what"]: row["value"] for row in explain(corpus, "tr/baskent#5").to_pylist()}
    assert facts["mention"] == "Almatı’dan"
    assert facts["place"].startswith("tr/baskent.txt, line 5, paragraph, code points ")
    assert facts["recognised by"] == "ner"
    assert facts["linked to"] == "nil/gpe/almatı"
    assert facts["score"] == "1.00"
    assert "value" not in facts


def test_an_unknown_mention_is_refused_with_where_to_look(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="no mention 'x#1'; `kzcorpus entities mentions -f csv`"):
        explain(corpus, "x#1")


def test_names_without_an_entity_come_by_frequency(corpus: Corpus) -> None:
    rows = unlinked(corpus).to_pylist()
    assert rows[0]["id"] == "gpe/kazakistan"
    assert (rows[0]["label"], rows[0]["aliases"]) == ("Kazakistan", "KAZAKİSTAN")
    assert "Kazakistan" in rows[0]["example"]
    counted = {row["canonical_id"]: row["mentions"] for row in list_entities(corpus).to_pylist()}
    assert {f"nil/{row['id']}": row["mentions"] for row in rows}.items() <= counted.items()


def test_filters(corpus: Corpus) -> None:
    assert {row["type"] for row in unlinked(corpus, Filters(type="ORG")).to_pylist()} == {"ORG"}
    assert unlinked(corpus, limit=2).num_rows == 2
