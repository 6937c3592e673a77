"""kzcorpus export"""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest

from kzcorpus.export import FORMATS
from tests.cli.conftest import Run, process, refusal

#: Where each format goes, in a folder for the test.
TARGETS = {
    "conllu": "c.conllu",
    "tei": "c.xml",
    "csv": "c.csv",
    "jsonl": "c.jsonl",
    "html": "pages",
    "docbin": "c.spacy",
    "hf": "hf",
    "gexf": "c.gexf",
}


def test_every_format_is_written_and_told(run: Run, built: Path, tmp_path: Path) -> None:
    assert set(TARGETS) == set(FORMATS)
    for wanted, name in TARGETS.items():
        ran = run("export", wanted, "-o", tmp_path / name, "--corpus", built)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err.startswith(f"{tmp_path / name}: ")
        assert ran.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(TARGETS.values())


@pytest.mark.parametrize("format", ["conllu", "csv", "jsonl"])
def test_text_goes_to_stdout_as_to_a_file(
    ask: Run, run: Run, built: Path, tmp_path: Path, format: str
) -> None:
    shown = ask("export", format).out
    run("export", format, "-o", tmp_path / "x", "--corpus", built)
    assert shown == (tmp_path / "x").read_bytes().decode() != ""


def test_an_export_has_the_rows_of_the_question(ask: Run) -> None:
    asked = ask("entities", "mentions", "--lang", "tr", "--limit", 0, "--format", "jsonl").out
    exported = ask("export", "jsonl", "--lang", "tr").out
    ids = [
        [json.loads(line)["mention_id"] for line in text.splitlines()] for text in (asked, exported)
    ]
    assert ids[0] == ids[1] != []


def test_csv_defuses_formulas(ask: Run) -> None:
    rows = csv.DictReader(io.StringIO(ask("export", "csv", "--table", "documents").out))
    authors = {row["doc_id"]: row["author"] for row in rows}
    assert authors["tr/enerji"] == "'=2+3"


def test_the_network_is_that_of_the_question(
    ask: Run, run: Run, built: Path, tmp_path: Path
) -> None:
    run("export", "gexf", "-o", tmp_path / "n.gexf", "--corpus", built)
    graph = nx.read_gexf(tmp_path / "n.gexf")
    edges = ask("entities", "network", "--min", 1, "--format", "jsonl").out.splitlines()
    assert graph.number_of_edges() == len(edges) > 0


@pytest.mark.parametrize("format", ["tei", "html", "docbin", "hf", "gexf"])
def test_what_is_no_rows_needs_a_place(run: Run, built: Path, format: str) -> None:
    told = refusal(run("export", format, "--corpus", built), 2)
    assert told == f"kzcorpus: {format} cannot go to the screen: add -o PATH\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["xls"], "FORMAT xls: must be one of conllu, tei, csv, jsonl, html, docbin, hf, gexf"),
        (["csv", "--table", "token"], "--table token: must be one of documents, blocks"),
        (["conllu", "--table", "tokens"], "--table is for csv and jsonl"),
        (["csv", "--table", "canon", "--lang", "tr"], "--table canon: its rows belong to no block"),
        (["conllu", "--doc", "tr/nothing"], "--doc tr/nothing: no such document"),
        (["gexf", "-o", "x.gexf", "--doc", "nothing"], "--doc nothing: no such document"),
        (["gexf", "-o", "x.csv"], "x.csv: a network is written to .gexf or .graphml"),
        (["html", "-o", "all.html"], "all.html: one page holds one document"),
        (["hf", "-o", "x", "--lang", "tr"], "hf holds the tables as they are"),
        (["csv", "--kind", "verse"], "no kind of block 'verse'"),
        (["tei", "-o", "."], ".: is a folder; -o names a file"),
    ],
)
def test_wrong_usage_is_one_line(
    run: Run,
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert message in refusal(run("export", *arguments, "--corpus", built), 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"hf"}))
def test_a_place_that_cannot_be_is_one_line(
    run: Run, built: Path, tmp_path: Path, format: str
) -> None:
    (tmp_path / "no").touch()
    target = tmp_path / "no" / TARGETS[format]
    told = refusal(run("export", format, "-o", target, "--corpus", built), 1)
    assert f"{target}: cannot be written: " in told


@pytest.mark.parametrize("format", ["hf", "html"])
def test_a_folder_of_others_is_refused(run: Run, built: Path, tmp_path: Path, format: str) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    told = refusal(run("export", format, "-o", tmp_path, "--corpus", built), 2)
    assert "is not empty, and no earlier export" in told
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_missing_corpus_has_its_own_code(run: Run, tmp_path: Path) -> None:
    assert "no corpus here" in refusal(run("export", "conllu", "--corpus", tmp_path), 3)


def test_a_reader_that_has_seen_enough_is_no_failure(built: Path) -> None:
    started = process("export", "conllu", "--corpus", built)
    assert started.stdout
    assert started.stderr
    assert started.stdout.readline().startswith("# newdoc id = ")
    started.stdout.close()
    assert "Traceback" not in started.stderr.read()
    started.wait(60)
    started.stderr.close()
