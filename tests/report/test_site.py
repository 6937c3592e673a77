"""What a report holds, held against the tables that it was made from."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters, cooccurrences, list_entities, network
from kzcorpus.query.engine import sql
from kzcorpus.report import write_report
from kzcorpus.tables import Corpus
from tests.conftest import contents
from tests.report.hostile import TEXT, write_hostile
from tests.report.reading import chunk


def entities(report: Path) -> list[dict[str, Any]]:
    columns = chunk(report, "entities/0")
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def mentions_of(report: Path, entity: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Document, number and text of the mentions of an entity."""
    columns = chunk(report, "mentions/0")
    span = range(entity["first"], entity["first"] + entity["n"])
    return [
        (columns["d"][i], columns["m"][i],
         columns["text"][i][columns["at"][i] : columns["at"][i] + columns["len"][i]])
        for i in span
    ]  # fmt: skip


def letters(text: str) -> str:
    return "".join(ch for ch in text if ch.isalnum())


def test_the_counts_are_those_of_the_tables(report: Path, corpus: Corpus) -> None:
    counts, rows = chunk(report, "meta")["counts"], corpus.counts()
    assert counts["documents"] == rows["documents"] == counts["originals"]
    assert counts["mentions"] == rows["entities"]
    assert counts["entities"] == rows["canon"]
    assert counts["tokens"] == rows["tokens"]
    assert counts["sentences"] == rows["sentences"]


def test_the_ranking_is_that_of_the_query(report: Path, corpus: Corpus) -> None:
    wanted = {
        (row["canonical_id"], row["mentions"], row["documents"])
        for row in list_entities(corpus).to_pylist()
        if row["canonical_id"]
    }
    ranked = entities(report)
    assert {(row["id"], row["n"], row["docs"]) for row in ranked} == wanted
    assert [row["n"] for row in ranked] == sorted((row["n"] for row in ranked), reverse=True)
    for row in ranked:
        assert sum(row["cells"][2::3]) == row["n"]


def test_every_mention_of_an_entity_is_there_with_its_sentence(
    report: Path, corpus: Corpus
) -> None:
    ids = chunk(report, "documents/0")["id"]
    for entity in entities(report):
        told = {(f"{ids[d]}#{m}", text) for d, m, text in mentions_of(report, entity)}
        wanted = sql(
            corpus,
            "select mention_id, text from entities where canonical_id = ?",
            [entity["id"]],
        ).to_pylist()
        assert told == {(row["mention_id"], row["text"]) for row in wanted}


def test_companions_are_those_of_the_query(report: Path, corpus: Corpus) -> None:
    ranked = entities(report)
    details = chunk(report, "details/0")
    assert any(detail["with"] for detail in details)
    for entity, detail in zip(ranked, details, strict=True):
        told = {(ranked[e]["id"], n, ll) for e, n, ll in detail["with"]}
        wanted = cooccurrences(corpus, entity["id"]).to_pylist()
        assert told == {
            (row["canonical_id"], row["together"], round(row["log_likelihood"], 1))
            for row in wanted
        }


def test_a_document_is_its_blocks_and_its_mentions_lead_to_the_original(
    report: Path, built: Path
) -> None:
    listed = chunk(report, "documents/0")
    texts = dict(chunk(report, "texts/0"))
    originals = dict(chunk(report, "originals/0"))
    for d, path in enumerate(listed["path"]):
        raw = (built.parent / "raw" / path).read_bytes().decode()
        assert originals[d] == raw
        clean = "\n\n".join(block[4] for block in texts[d]["blocks"])
        assert texts[d]["mentions"]
        for _, start, end, raw_start, raw_end, *_rest in texts[d]["mentions"]:
            # They differ by line ends, hyphens and the shape of apostrophes only.
            assert letters(clean[start:end]) == letters(raw[raw_start:raw_end]) != ""


def test_the_network_is_that_of_the_query(report: Path, corpus: Corpus) -> None:
    shown = chunk(report, "network")
    names = {e: canonical_id for e, canonical_id, *_ in shown["nodes"]}
    _, wanted = network(corpus)
    assert {(frozenset((names[a], names[b])), n, ll) for a, b, n, ll, _ in shown["edges"]} == {
        (
            frozenset((row["source"], row["target"])),
            row["together"],
            round(row["log_likelihood"], 1),
        )
        for row in wanted.to_pylist()
    }
    for _, _, n, _, cells in shown["edges"]:
        assert sum(cells[2::3]) == n


def test_every_language_and_year_brings_its_own_connections(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kzcorpus.report import network as module

    for most in ("_ALL", "_OF_LANGUAGE", "_OF_YEAR"):
        monkeypatch.setattr(module, most, 0)
    monkeypatch.setattr(module, "_OF_YEAR", 2)
    write_report(corpus, tmp_path / "site")
    edges = chunk(tmp_path / "site", "network")["edges"]
    years = chunk(tmp_path / "site", "meta")["years"]
    assert 0 < len(edges) <= 2 * len(years)


def test_filters_narrow_everything_down(corpus: Corpus, tmp_path: Path) -> None:
    write_report(corpus, tmp_path / "az", Filters(lang="az"))
    meta = chunk(tmp_path / "az", "meta")
    assert meta["counts"]["documents"] == 1
    assert meta["langs"] == ["az"]
    assert meta["filters"] == [["lang", "az"]]
    assert [words["lang"] for words in meta["words"]] == ["az"]
    assert not (tmp_path / "az" / "data" / "originals").exists()


def test_a_report_of_nothing_is_a_report(corpus: Corpus, tmp_path: Path) -> None:
    done = write_report(corpus, tmp_path / "none", Filters(lang="fr"))
    assert (done.documents, done.entities, done.mentions) == (0, 0, 0)
    assert chunk(tmp_path / "none", "network") == {"nodes": [], "edges": []}


def test_the_same_corpus_gives_the_same_bytes(report: Path, built: Path, tmp_path: Path) -> None:
    write_report(Corpus(built), tmp_path / "again", raw=built.parent / "raw")
    assert contents(tmp_path / "again") == contents(report)


def test_a_report_is_written_over_a_report_but_never_over_the_corpus(
    copy: Path, tmp_path: Path
) -> None:
    write_report(Corpus(copy), tmp_path / "report", title="first")
    write_report(Corpus(copy), tmp_path / "report", title="second")
    assert chunk(tmp_path / "report", "meta")["title"] == "second"
    for target in (copy, copy.parent):
        with pytest.raises(UsageError, match="name another folder"):
            write_report(Corpus(copy), target)


def test_no_page_names_another_host_or_parses_text_as_html(report: Path) -> None:
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "require-trusted-types-for 'script'" in page
    assert not re.search(r"https?:|//[a-z]", page)
    for path in (report / "app").glob("*.js"):
        code = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", code)
        if path.name != "strings.js":
            assert path.name in page
            assert not set(re.findall(r"https?://([\w.]+)", code)) - {
                "www.w3.org",
                "www.wikidata.org",
            }


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    write_hostile(tmp_path)
    done = write_report(Corpus(tmp_path / "corpus"), tmp_path / "report", raw=tmp_path / "raw")
    assert done.originals == 1
    assert dict(chunk(tmp_path / "report", "originals/0"))[0] == TEXT
    for path in (tmp_path / "report" / "data").rglob("*.js"):
        script = path.read_text(encoding="utf-8")
        assert "<" not in script
        assert "\u2028" not in script


def test_all_files_of_the_site_are_in_the_package() -> None:
    root = Path(__file__).parent.parent.parent
    assert '"report/static/**"' in (root / "pyproject.toml").read_text(encoding="utf-8")
    static = files("kzcorpus.report") / "static"
    page = (static / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'(?:src|href)="app/([\w.]+)"', page))
    there = {path.name for path in (static / "app").iterdir()} | {"strings.js"}
    assert named == there
    json.loads((static / "strings" / "en.json").read_text(encoding="utf-8"))
