"""kzcorpus entities"""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from kzcorpus.normalise import Marks
from kzcorpus.tables import Corpus
from tests.cli.conftest import Run, refusal
from tests.fakes import annotated, write_corpus


def test_entities_alone_lists_the_most_mentioned_first(ask: Run) -> None:
    header, first, *_ = ask("entities").out.splitlines()
    assert header.split() == ["name", "type", "mentions", "documents", "langs", "canonical_id"]
    assert first.split() == ["Kazakistan", "GPE", "4", "2", "tr", "nil/gpe/kazakistan"]


def test_list_is_the_default_subcommand(ask: Run) -> None:
    assert ask("entities", "tokayev").out == ask("entities", "list", "tokayev").out
    assert ask("entities", "--type", "ORG").out == ask("entities", "list", "--type", "ORG").out


def test_a_name_like_a_subcommand_can_be_asked_for(ask: Run) -> None:
    assert len(ask("entities", "list", "mentions").out.splitlines()) == 1


def test_help_of_the_group_names_its_subcommands(run: Run) -> None:
    out = run("entities", "--help").out
    assert "list" in out
    assert "mentions" in out


def test_duplicates_can_be_left_out(run: Run, tmp_path: Path) -> None:
    first, second = annotated("a", "Astana soğuktur."), annotated("b", "Astana soğuktur.")
    duplicates = {"b": Marks(blocks={1: "a#1"})}
    write_corpus(tmp_path / "corpus", first, second, duplicates=duplicates)
    asked = ("entities", "astana", "--corpus", str(tmp_path / "corpus"))
    for command in (asked, (asked[0], "list", *asked[1:])):
        assert [line.split()[2] for line in run(*command).out.splitlines()[1:]] == ["2"]
        left = run(*command, "--unique").out.splitlines()[1:]
        assert [line.split()[2] for line in left] == ["1"]
    mentions = run("entities", "mentions", *asked[1:], "--unique", "--format", "csv").out
    assert [row["path"] for row in csv.DictReader(io.StringIO(mentions))] == ["a.txt"]


def test_filters_go_together(ask: Run) -> None:
    ran = ask("entities", "kazakistan", "--type", "gpe", "--lang", "tr", "--doc", "tr/enerji")
    assert [line.split()[2] for line in ran.out.splitlines()[1:]] == ["3"]


def test_mentions_come_with_file_line_and_sentence(ask: Run) -> None:
    header, row = ask("entities", "mentions", "Almatı").out.splitlines()
    assert header.split() == ["path", "line", "text", "type", "sentence"]
    assert row.split()[:4] == ["tr/baskent.txt", "5", "Almatı’dan", "GPE"]
    assert row.endswith("Almatı’dan buraya taşıdı.")


def test_mentions_in_other_formats_have_their_place_in_the_raw_text(ask: Run) -> None:
    (row,) = json.loads(ask("entities", "mentions", "Almatı", "--format", "json").out)
    assert row["mention_id"] == "tr/baskent#5"
    assert row["raw_end"] - row["raw_start"] == len("Almatı’dan")


def test_limit(ask: Run) -> None:
    assert len(ask("entities", "--limit", "2").out.splitlines()) == 3
    assert len(ask("entities", "-n", "0").out.splitlines()) == 13


def test_twenty_rows_are_shown_unless_told(run: Run, tmp_path: Path) -> None:
    documents = [annotated(f"d{number:02}", "Astana.") for number in range(25)]
    write_corpus(tmp_path, *documents)
    assert len(run("entities", "mentions", "-c", tmp_path).out.splitlines()) == 21
    assert len(run("entities", "mentions", "-c", tmp_path, "-n", 0).out.splitlines()) == 26


def test_nothing_found_is_an_empty_answer_not_an_error(ask: Run) -> None:
    assert ask("entities", "Bişkek").out.splitlines() == [
        "name  type  mentions  documents  langs  canonical_id"
    ]
    assert ask("entities", "Bişkek", "-f", "json").out == "[]\n"
    assert ask("entities", "Bişkek", "-f", "jsonl").out == ""


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "tsv"])
def test_every_format_holds_the_same_rows(ask: Run, corpus: Corpus, format: str) -> None:
    out = ask("entities", "--limit", "0", "--format", format).out
    if format == "json":
        names = [row["name"] for row in json.loads(out)]
    elif format == "jsonl":
        names = [json.loads(line)["name"] for line in out.splitlines()]
    else:
        separator = "," if format == "csv" else "\t"
        names = [row["name"] for row in csv.DictReader(io.StringIO(out), delimiter=separator)]
    assert len(names) == 12
    assert set(names) == set(corpus.frame("canon").name) | {"30 Ağustos 1995", "1991-ci ildə"}


def test_parquet_goes_to_a_file(ask: Run, tmp_path: Path) -> None:
    ran = ask("entities", "--format", "parquet", "-o", tmp_path / "result.parquet")
    assert ran.out == ""
    assert pd.read_parquet(tmp_path / "result.parquet").name[0] == "Kazakistan"


def test_parquet_to_the_screen_is_a_usage_error(run: Run, built: Path) -> None:
    ran = run("entities", "-f", "parquet", "-c", built)
    assert "--format parquet needs a file: add -o FILE" in refusal(ran, 2)


def test_a_file_gets_what_the_screen_would(ask: Run, tmp_path: Path) -> None:
    shown = ask("entities", "-f", "csv").out
    assert ask("entities", "-f", "csv", "-o", tmp_path / "result.csv").out == ""
    assert (tmp_path / "result.csv").read_text(encoding="utf-8") == shown


def test_a_file_gets_its_folder(run: Run, built: Path, tmp_path: Path) -> None:
    run("entities", "-c", built, "-o", tmp_path / "nowhere/result.csv")
    assert (tmp_path / "nowhere/result.csv").is_file()


def test_a_file_inside_a_file_is_one_line(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = run("entities", "-c", built, "-o", tmp_path / "file/result.csv")
    assert "result.csv: cannot be written: File exists" in refusal(ran, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--type", "CITY"], "no entity type 'CITY'; there are: PERSON, GPE"),
        (["list", "’’"], "nothing to search for in '’’'"),
        (["--limit", "-1"], "--limit -1: must be 0 (all) or more"),
    ],
)
def test_arguments_that_make_no_sense_are_one_line(
    run: Run, built: Path, arguments: list[str], message: str
) -> None:
    assert message in refusal(run("entities", *arguments, "-c", built), 2)


def test_a_formula_in_a_document_is_text_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path, annotated("=cmd", "Astana."))
    out = run("entities", "mentions", "-f", "csv", "-c", tmp_path).out
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["path"] == "'=cmd.txt"
    assert row["mention_id"] == "'=cmd#1"


def test_a_control_character_in_a_mention_is_not_printed(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path, annotated("a\x1b]0;x\x07", "Orta\x1fAsya Astana."))
    out = run("entities", "mentions", "-c", tmp_path).out
    assert "a ]0;x .txt" in out
    assert not any(ch in out for ch in "\x1b\x07\x1f")
