"""kzcorpus status, validate, stats, schema, rejects"""

import json
from pathlib import Path

import pytest

from kzcorpus.tables import SCHEMA_VERSION, TABLES
from tests.cli.conftest import Run, refusal
from tests.conftest import part


def test_status_says_what_is_there_and_what_made_it(ask: Run, built: Path) -> None:
    facts = {row["what"]: row["value"] for row in json.loads(ask("status", "-f", "json").out)}
    assert facts["corpus"] == str(built)
    assert [facts[table] for table in TABLES][:4] == ["4", "7", "15", "128"]
    assert (facts["schema version"], facts["models"]) == (str(SCHEMA_VERSION), "kk-kz, tr-kz")
    assert facts["annotators"] == "fake-1"
    assert facts["made by"].startswith("kzcorpus ")


@pytest.mark.parametrize("command", ["status", "validate"])
def test_the_corpus_may_be_an_argument(run: Run, built: Path, command: str) -> None:
    by_argument = run(command, built)
    assert by_argument.code == 0
    assert by_argument.out == run(command, "--corpus", built).out


def test_validate_says_that_a_corpus_is_sound(ask: Run, built: Path) -> None:
    assert ask("validate").out == (
        f"{built} is sound: 4 documents, 128 tokens, 18 mentions checked\n"
    )


def test_validate_tells_every_fault_and_exits_with_3(run: Run, copy: Path) -> None:
    words, canon = part(copy, "words"), part(copy, "canon")
    words.unlink()
    canon.write_bytes(b"")
    ran = run("validate", copy)
    assert ran.code == 3
    assert ran.out.splitlines() == [
        f"words/{words.name}: missing; build again with --force",
        f"canon/{canon.name}: changed since it was built; build again with --force",
    ]
    assert ran.err == (
        f"kzcorpus: {copy} has 2 faults; make it again: kzcorpus build RAW --out {copy} --force\n"
    )


def test_a_question_to_a_damaged_table_exits_with_3(run: Run, copy: Path) -> None:
    part(copy, "entities").write_bytes(b"PAR1")
    assert "entities: cannot be read" in refusal(run("entities", "-c", copy), 3)


def test_stats_by_language(ask: Run) -> None:
    lines = [line.split() for line in ask("stats").out.splitlines()]
    assert lines[0] == [
        *("lang", "documents", "blocks", "sentences", "tokens", "words", "mentions")
    ]
    assert lines[1][:2] == ["tr", "2"]
    assert lines[-1] == ["all", "4", "7", "15", "128", "129", "18"]


def test_rejects_say_what_was_refused_and_why(ask: Run) -> None:
    assert ask("rejects", "-f", "tsv").out.splitlines() == [
        "path\tstage\treason\tdetail",
        "tr/tarama.pdf\tingest\tdamaged\tthe end is missing; fetch it again",
    ]


def test_schema_explains_every_column_without_a_corpus(run: Run) -> None:
    ran = run("schema", "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert {row["table"] for row in rows} == set(TABLES)
    assert all(row["description"] for row in rows)


@pytest.mark.parametrize("command", ["status", "stats", "rejects", "schema"])
@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "tsv", "parquet"])
def test_every_table_can_be_written_in_every_format(
    run: Run, built: Path, tmp_path: Path, command: str, format: str
) -> None:
    corpus = [] if command == "schema" else ["--corpus", built]
    target = tmp_path / f"result.{format}"
    ran = run(command, *corpus, "--format", format, "--output", target)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert target.stat().st_size > 0
