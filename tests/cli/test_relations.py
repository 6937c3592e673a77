"""kzcorpus entities show, cooccur, timeline, network, explain, unlinked; kzcorpus sql"""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest

from tests.cli.conftest import Run, refusal
from tests.fakes import FakeBackend, annotated, write_corpus


@pytest.fixture
def friends(tmp_path: Path) -> Path:
    """Two documents in which names go together."""
    folder = tmp_path / "friends"
    write_corpus(
        folder,
        annotated("a", "Kazakistan Astana. Kazakistan Astana Almatı.", date="2021-05"),
        annotated("b", "Kazakistan Tokayev.", date="2022"),
    )
    return folder


def test_show_prints_a_page(ask: Run) -> None:
    lines = ask("entities", "show", "astana").out.splitlines()
    assert lines[0].split() == ["what", "value", "mentions"]
    assert lines[1].split() == ["name", "Astana", "2"]
    assert lines[2].split() == ["id", "nil/gpe/astana"]


def test_companions_and_their_sentences(run: Run, friends: Path) -> None:
    ran = run("entities", "cooccur", "Kazakistan", "--type", "GPE", "-c", friends, "-f", "json")
    assert [(row["name"], row["together"]) for row in json.loads(ran.out)] == [
        ("Astana", 2),
        ("Almatı", 1),
    ]
    ran = run("entities", "cooccur", "Kazakistan", "--mentions", "-c", friends)
    assert ran.out.splitlines()[0].split() == ["path", "line", "name", "text", "passage"]
    assert len(ran.out.splitlines()) == 5


def test_one_companion_and_its_sentences(run: Run, friends: Path) -> None:
    ran = run(
        *("entities", "cooccur", "Kazakistan", "--with", "Astana", "--mentions", "-f", "jsonl"),
        *("-c", friends),
    )
    assert [json.loads(line)["name"] for line in ran.out.splitlines()] == ["Astana", "Astana"]
    line = refusal(run("entities", "cooccur", "astana", "--with", "xyz", "-c", friends), 2)
    assert "nothing is called 'xyz'" in line


@pytest.mark.parametrize(
    ("quoted", "bare"),
    [
        (["entities", "list", "hazar denizi"], ["entities", "hazar", "denizi"]),
        (["entities", "show", "hazar denizi"], ["entities", "show", "hazar", "denizi"]),
        (["entities", "mentions", "orta asya"], ["entities", "mentions", "orta", "asya"]),
        (
            ["kwic", "-n", "2", "kazakistan ekonomisidir"],
            ["kwic", "-n", "2", "kazakistan", "ekonomisidir"],
        ),
        (["freq", "en büyük"], ["freq", "en", "büyük"]),
    ],
    ids=str,
)
def test_quotation_marks_may_be_left_out(ask: Run, quoted: list[str], bare: list[str]) -> None:
    assert ask(*bare).out == ask(*quoted).out
    assert len(ask(*bare).out.splitlines()) > 1


def test_a_timeline_and_its_sentences(run: Run, friends: Path) -> None:
    ran = run("entities", "timeline", "Kazakistan", "-c", friends, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["period"], row["mentions"]) for row in rows] == [("2021", "2"), ("2022", "1")]
    ran = run("entities", "timeline", "Kazakistan", "--mentions", "-c", friends, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["period"] for row in rows] == ["2021", "2021", "2022"]


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
def test_a_network_goes_to_a_graph_file(run: Run, friends: Path, suffix: str) -> None:
    path = friends.parent / f"net{suffix}"
    ran = run("entities", "network", "--min", 2, "-o", path, "-c", friends)
    assert (ran.code, ran.out, ran.err) == (0, "", f"{path}: 2 entities, 1 edges\n")
    graph = nx.read_gexf(path) if suffix == ".gexf" else nx.read_graphml(path)
    assert set(graph.nodes) == {"nil/gpe/kazakistan", "nil/gpe/astana"}


def test_a_network_goes_to_a_csv_file_by_its_name(run: Run, friends: Path) -> None:
    path = friends.parent / "net.csv"
    assert run("entities", "network", "--min", 1, "-o", path, "-c", friends).code == 0
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 4
    assert rows[0]["together"] == "2"


def test_a_name_of_several_things_says_which_was_taken(run: Run, tmp_path: Path) -> None:
    write_corpus(
        tmp_path,
        annotated("a", "Astana. Astana Ankara."),
        annotated("b", "Astana.", backend=FakeBackend({("astana",): "ORG"})),
    )
    ran = run("entities", "cooccur", "astana", "-c", tmp_path)
    assert ran.code == 0
    assert ran.err == (
        "Astana is taken for nil/gpe/astana (2); it may also be nil/org/astana (1): "
        "give the id to choose\n"
    )
    assert run("entities", "cooccur", "nil/gpe/astana", "-c", tmp_path).err == ""


def test_a_mention_is_explained(ask: Run) -> None:
    out = ask("entities", "explain", "tr/baskent#1").out
    assert "linked to" in out
    assert "nil/gpe/" in out


def test_what_is_unlinked_can_become_a_gazetteer(ask: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("entities", "unlinked", "-f", "csv").out)))
    assert rows[0]["id"] == "gpe/kazakistan"
    assert {"id", "type", "label", "aliases"} <= set(rows[0])


def test_sql(ask: Run) -> None:
    out = ask("sql", "select type, count(*) as n from entities group by 1 order by n desc").out
    assert out.splitlines()[0].split() == ["type", "n"]
    assert out.splitlines()[1].split()[0] == "GPE"


def test_sql_that_writes_is_a_usage_error(run: Run, built: Path) -> None:
    ran = run("sql", "create table t as select 1", "-c", built)
    assert refusal(ran, 2) == "kzcorpus: give one select statement; the corpus can only be read\n"


@pytest.mark.parametrize("command", ["show", "cooccur", "timeline"])
def test_what_nobody_is_called_is_a_usage_error(run: Run, built: Path, command: str) -> None:
    line = refusal(run("entities", command, "Bişkek", "-c", built), 2)
    assert line.startswith("kzcorpus: nothing is called 'Bişkek'; ")
