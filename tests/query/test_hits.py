"""Patterns against the tables, held against a reader that looks at token after token."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzcorpus.errors import UsageError
from kzcorpus.letters import fold
from kzcorpus.query import Filters, kwic
from kzcorpus.query.engine import sql
from kzcorpus.query.hits import hits
from kzcorpus.query.pattern import Combined, Sequence, Test, parse
from kzcorpus.tables import Corpus
from tests.fakes import annotated, write_corpus

TEXTS = {
    "a": ["Astana büyük. Büyük büyük Astana’da Kasım Cömert Tokayev Astana.", "ASTANA!"],
    "b": ["Başkentteki Orta Asya Orta Astana büyük Ankara. Orta büyük Orta.", "Astana"],
}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("patterns")
    write_corpus(folder, *(annotated(doc_id, *texts) for doc_id, texts in TEXTS.items()))
    return Corpus(folder)


def found(corpus: Corpus, pattern: str, **filters: Any) -> list[tuple[str, int, int, int]]:
    with_, parameters = hits(pattern, Filters(**filters))
    rows = sql(
        corpus,
        f"with {with_} select doc_id, sent_id, first, last from hits order by all",
        parameters,
    ).to_pylist()
    return [(row["doc_id"], row["sent_id"], row["first"], row["last"]) for row in rows]


def sentences(corpus: Corpus) -> Iterator[tuple[str, int, list[Row]]]:
    """Each sentence as tokens with their words and the thing that they name."""
    tokens = corpus.table("tokens").to_pylist()
    words = corpus.table("words").to_pylist()
    mentions = corpus.table("entities").to_pylist()
    for token in tokens:
        token["words"] = [w for w in words if _key(w) == _key(token)]
        token["mention"] = next(
            (
                m
                for m in mentions
                if (m["doc_id"], m["sent_id"]) == (token["doc_id"], token["sent_id"])
                and m["token_start"] <= token["token_id"] < m["token_end"]
            ),
            {"canonical_id": "", "type": ""},
        )
    for key in sorted({(t["doc_id"], t["sent_id"]) for t in tokens}):
        yield *key, [t for t in tokens if (t["doc_id"], t["sent_id"]) == key]


def _key(row: Row) -> tuple[Any, ...]:
    return row["doc_id"], row["sent_id"], row["token_id"]


def holds(test: Test, token: Row) -> bool:
    """A test of a token: it holds if it does for one of the token's words."""
    return any(_holds(test, token, word) for word in token["words"])


def _holds(test: Test, token: Row, word: Row) -> bool:
    if isinstance(test, Combined):
        parts = [_holds(part, token, word) for part in test.parts]
        return {"and": all(parts), "or": any(parts), "not": not parts[0]}[test.kind]
    value = test.value
    if test.plain:
        return re.fullmatch(re.escape(fold(value)) + "(’.*)?", token["form_key"]) is not None
    columns = {
        "form": token["form_key"],
        "lemma": word["lemma_key"],
        "upos": word["upos"],
        "entity": token["mention"]["canonical_id"],
        "type": token["mention"]["type"],
    }
    wanted = fold(value) if test.attribute in ("form", "lemma") else value
    return re.fullmatch(wanted, columns[test.attribute]) is not None


def by_hand(corpus: Corpus, pattern: str) -> list[tuple[str, int, int, int]]:
    """The same matches, token after token."""
    rows = []
    for doc_id, sent_id, tokens in sentences(corpus):
        best: dict[int, tuple[int, int]] = {}
        for sequence in parse(pattern):
            for first, last in _matches(sequence, tokens):
                key = (-len(sequence.steps), last)
                best[first] = min(best.get(first, key), key)
        reached = 0
        for first, (_, last) in sorted(best.items()):
            if last > reached:
                rows.append((doc_id, sent_id, first, last))
            reached = max(reached, last)
    return rows


def _matches(sequence: Sequence, tokens: list[Row]) -> Iterator[tuple[int, int]]:
    lead = sequence.steps[0].least
    paths = [
        (at - lead, at)
        for at in range(1, len(tokens) + 1)
        if at > lead and holds(sequence.steps[0].test, tokens[at - 1])
    ]
    for step in sequence.steps[1:]:
        paths = [
            (first, at)
            for first, last in paths
            for at in range(last + 1 + step.least, last + 2 + step.most)
            if at <= len(tokens) and holds(step.test, tokens[at - 1])
        ]
    yield from ((f, at + sequence.after) for f, at in paths if at + sequence.after <= len(tokens))


PATTERNS = [
    "astana",
    "ASTANA",
    "büyük astana",
    '"astana"',
    '"astana.*"',
    '[lemma="astana"]',
    "büyük []? astana",
    "orta []{0,3} büyük",
    '[form="büyük"]+',
    '[form="büyük"]{2} []',
    '[] [form="büyük"]',
    '[entity="nil/gpe/astana"]',
    '[entity="ASTANA"]',
    '[type="LOC"]+ orta',
    '[type!="GPE" & form="o.*"]',
    '[form!="büyük" & form!="orta"] [form="astana"]',
    "(orta | büyük) (astana | ankara)",
    '[lemma="ki"]',
    '[form="başkentteki" & lemma="ki"]',
    '[upos="x"] [form="tokayev"]',
    "orta asya orta | tokayev",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_matches_are_those_found_by_hand(small: Corpus, pattern: str) -> None:
    wanted = by_hand(small, pattern.replace('"ASTANA"', '"nil/gpe/astana"').replace('"x"', '"X"'))
    assert found(small, pattern) == wanted
    assert wanted


ATOMS = st.sampled_from(
    [
        "astana",
        "büyük",
        '"o.*"',
        '[lemma="büyük"]',
        '[form!="orta"]',
        '[type="GPE"]',
        '[lemma="ki" | form="asya"]',
        "(orta | büyük)",
        "[]",
        "[]{0,2}",
    ]
)
REPEATS = st.sampled_from(["", "", "", "?", "{1,2}"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(ATOMS, REPEATS), min_size=1, max_size=4))
def test_any_pattern_matches_as_by_hand(small: Corpus, parts: list[tuple[str, str]]) -> None:
    pattern = " ".join(atom + (repeat if "{" not in atom else "") for atom, repeat in parts)
    try:
        wanted = by_hand(small, pattern)
    except UsageError:
        return
    assert found(small, pattern) == wanted


def test_filters_are_about_the_text(small: Corpus) -> None:
    assert {row[0] for row in found(small, "astana", doc="a")} == {"a"}
    assert found(small, "astana", lang="kk") == []


@pytest.mark.parametrize("value", ["(", "a**", "(?<=a)b", "[z"])
def test_what_is_no_regular_expression_is_refused(small: Corpus, value: str) -> None:
    with pytest.raises(UsageError, match="no regular expression"):
        found(small, f'[form="{value}"]')


def test_a_quotation_mark_in_a_value_is_no_sql(small: Corpus) -> None:
    assert found(small, '[form="\' or 1=1 --"]') == []


def test_features_are_found_one_by_one(corpus: Corpus) -> None:
    assert kwic(corpus, '[feats="Case=Loc"]').num_rows == 0


def test_an_empty_corpus_has_no_match(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert found(Corpus(tmp_path), "astana") == []
