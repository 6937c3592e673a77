"""What entities are called and how often: the same from any parts of a corpus."""

import random
from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.entities import Canon, CanonEntry
from kzcorpus.entities.canon import COUNTED
from kzcorpus.entities.nil import slug
from tests.entities.small import small_gazetteer

#: canonical_id, type, language, name, document
Row = tuple[str | None, str, str, str, str]


def table(rows: Sequence[Row]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(COUNTED)
    return pa.table({n: pa.array(c, pa.string()) for n, c in zip(COUNTED, columns, strict=True)})


def canon_of(*parts: Sequence[Row]) -> Canon:
    canon = Canon(small_gazetteer())
    for part in parts:
        canon.add(table(part))
    return canon


def counted(*mentions: tuple[str, str, str]) -> list[CanonEntry]:
    """The entries after counting (document, language, name)."""
    rows = [(slug("GPE", name), "GPE", lang, name, doc) for doc, lang, name in mentions]
    return list(canon_of(rows).entries())


def test_mentions_and_documents_are_counted() -> None:
    (entry,) = counted(("a", "tr", "Astana"), ("a", "tr", "Astana"), ("b", "tr", "ASTANA"))
    assert (entry.canonical_id, entry.type) == ("nil/gpe/astana", "GPE")
    assert (entry.n_mentions, entry.n_documents) == (3, 2)


def test_an_entity_goes_by_its_most_frequent_name() -> None:
    (entry,) = counted(("a", "tr", "Astana"), ("a", "tr", "ASTANA"), ("b", "tr", "ASTANA"))
    assert entry.name == "ASTANA"


def test_a_tie_goes_to_the_name_not_in_capitals() -> None:
    (entry,) = counted(("a", "tr", "ASTANA"), ("a", "tr", "Astana"))
    assert entry.name == "Astana"


def test_a_tie_of_equals_goes_by_the_alphabet_in_any_order_of_documents() -> None:
    names = ["Nur-Sultan", "Nur Sultan"]
    for order in (names, names[::-1]):
        (entry,) = counted(*(("a", "tr", name) for name in order))
        assert entry.name == "Nur Sultan"


def test_an_entity_has_the_type_that_most_of_its_mentions_have() -> None:
    rows = [("nil/org/kktc", kind, "tr", "KKTC", "a") for kind in ("ORG", "GPE", "ORG", "LOC")]
    assert [entry.type for entry in canon_of(rows).entries()] == ["ORG"]


def test_labels_are_the_most_frequent_names_by_language() -> None:
    (entry,) = counted(
        ("a", "tr", "ASTANA"), ("b", "az", "Astana"), ("b", "az", "Astana"), ("b", "az", "ASTANA")
    )
    assert entry.labels == {"az": "Astana", "tr": "ASTANA"}


def test_entries_come_by_id() -> None:
    entries = counted(("a", "tr", "Semey"), ("a", "tr", "Almatı"), ("a", "tr", "Kostanay"))
    assert [entry.name for entry in entries] == ["Almatı", "Kostanay", "Semey"]


def test_thousands_of_entities_come_by_id_too() -> None:
    rng = random.Random(1)
    numbers = [rng.randrange(3000) for _ in range(9000)]
    rows = [(f"nil/org/{n}", "ORG", rng.choice(("tr", "az")), f"N{n}", "a") for n in numbers]
    entries = list(canon_of(rows).entries())
    assert [entry.canonical_id for entry in entries] == sorted({row[0] for row in rows})
    for entry in entries:
        mine = [row for row in rows if row[0] == entry.canonical_id]
        assert (entry.n_mentions, entry.name) == (len(mine), mine[0][3])
        assert set(entry.labels) == {row[2] for row in mine}


def test_a_known_entity_goes_by_the_gazetteer() -> None:
    canon = canon_of([("gpe/kazakhstan", "LOC", "kk", "Қазақстан", "d")])
    (entry,) = canon.entries()
    assert (entry.name, entry.type) == ("Kazakhstan", "GPE")
    assert entry.labels["az"] == "Qazaxıstan"
    assert {"Kazakistan", "Казахстан"} <= set(entry.aliases)
    assert {"kazakistan", "қазақстан"} <= set(entry.name_keys)


def test_a_column_of_ids_becomes_one_of_names() -> None:
    rows = [
        ("gpe/kazakhstan", "GPE", "kk", "Қазақстан", "d"),
        ("nil/gpe/semey", "GPE", "tr", "Semey", "d"),
    ]
    canon = canon_of(rows)
    ids = pa.chunked_array([["nil/gpe/semey", None], ["gpe/kazakhstan", "nil/gpe/semey"]])
    assert canon.names_of(ids).to_pylist() == ["Semey", None, "Kazakhstan", "Semey"]
    with pytest.raises(KeyError, match="nil/gpe/oral"):
        canon.names_of(pa.chunked_array([["nil/gpe/oral"]]))


def test_a_corpus_without_entities_has_none() -> None:
    assert list(canon_of().entries()) == []
    assert list(canon_of([(None, "DATE", "tr", "1991", "a")]).entries()) == []


DOCUMENTS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(("gpe/kazakhstan", "nil/gpe/oral", "nil/gpe/semey", None)),
            st.sampled_from(("GPE", "LOC")),
            st.sampled_from(("tr", "az")),
            st.sampled_from(("Oral", "ORAL", "Semey")),
        ),
        max_size=8,
    ),
    max_size=8,
)


@given(DOCUMENTS, st.integers(0, 8), st.randoms(use_true_random=False))
def test_parts_and_their_order_make_no_difference(
    documents: list[list[tuple[str | None, str, str, str]]], cut: int, rng: random.Random
) -> None:
    parts = [[(*row, f"d{number}") for row in rows] for number, rows in enumerate(documents)]
    whole = list(canon_of([row for part in parts for row in part]).entries())
    shuffled = rng.sample(parts, len(parts))
    assert list(canon_of(*shuffled).entries()) == whole
    merged = canon_of(*shuffled[:cut])
    merged.merge(canon_of(*shuffled[cut:]))
    assert list(merged.entries()) == whole
    for entry in whole:
        rows = [row for part in parts for row in part if row[0] == entry.canonical_id]
        assert entry.n_mentions == len(rows)
        assert entry.n_documents == len({row[-1] for row in rows})
