"""The user's own SQL reads the tables, and nothing else."""

import sys
import tempfile
from pathlib import Path

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import select
from kzcorpus.tables import TABLES, Corpus
from tests.conftest import contents


def test_every_table_can_be_asked(corpus: Corpus) -> None:
    for table in TABLES:
        (row,) = select(corpus, f"select count(*) as n from {table}").to_pylist()
        assert row["n"] == corpus.counts()[table]


def test_limit(corpus: Corpus) -> None:
    assert select(corpus, "from tokens", limit=3).num_rows == 3


def test_what_reads_without_select_is_allowed(corpus: Corpus) -> None:
    statement = "with t as (from tokens) select form from t union all (values ('x'))"
    assert select(corpus, statement).column_names == ["form"]


@pytest.mark.parametrize(
    "statement",
    [
        "",
        ";",
        "select 1; select 2",
        "create table t as select 1",
        "drop view tokens",
        "insert into tokens select * from tokens",
        "copy (select 1) to 'stolen.csv'",
        "copy tokens to 'stolen.parquet'",
        "export database 'stolen'",
        "attach 'other.db'",
        "install httpfs",
        "load httpfs",
        "pragma database_list",
        "set enable_external_access = true",
        "call pragma_version()",
        "checkpoint",
        # Calls itself a select, and would write beside the tables, or over them.
        "with x as (copy (select 1) to '{temporary}/stolen.csv') from x",
        "with x as (copy (select 1) to '{table}' (use_tmp_file false)) from x",
        "with y as (with x as (copy (select 1) to '{table}' (use_tmp_file false)) from x) from y",
        "with x as (insert into tokens select * from tokens) from x",
        "explain analyze select 1",
    ],
)
def test_what_is_no_single_select_is_refused(
    corpus: Corpus, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = contents(built)
    temporary = Path(tempfile.gettempdir(), "kzcorpus-duckdb")
    (table, *_) = corpus.files("tokens")
    with pytest.raises(UsageError, match=r"SQL: |give one select"):
        select(corpus, statement.format(temporary=temporary, table=table))
    assert contents(built) == before
    assert not (temporary / "stolen.csv").exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "source",
    [
        "read_csv('{other}')",
        "read_text('{other}')",
        "read_blob('{other}')",
        "'{other}'",
        "glob('{folder}/*')",
        "read_parquet('https://example.org/a.parquet')",
        "read_json('{manifest}')",
        "sqlite_scan('{other}', 't')",
    ],
)
def test_no_other_file_can_be_read(corpus: Corpus, tmp_path: Path, source: str) -> None:
    other = tmp_path / "secret.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    manifest = corpus.folder / "manifest.json"
    asked = source.format(other=other, folder=tmp_path, manifest=manifest)
    with pytest.raises(UsageError, match="SQL: "):
        select(corpus, f"select * from {asked}")


def test_variables_of_the_program_are_no_tables(corpus: Corpus) -> None:
    mine = corpus.table("tokens")
    assert mine.num_rows
    with pytest.raises(UsageError, match="mine does not exist"):
        select(corpus, "from mine")


def test_settings_stay_as_they_are(corpus: Corpus) -> None:
    settings = "select value from duckdb_settings() where name = 'lock_configuration'"
    assert select(corpus, settings)["value"].to_pylist() == ["true"]


ENDLESS = "with recursive r(n) as (select 1 union all select n + 1 from r) select sum(n) from r"


def test_a_statement_without_an_end_is_stopped(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match=r"stopped after 0.2 seconds; .* --timeout"):
        select(corpus, ENDLESS, timeout=0.2)


def test_a_statement_that_takes_too_much_memory_is_refused(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = sys.modules["kzcorpus.query.select"]  # the package has a function of that name
    monkeypatch.setattr(limits, "_MEMORY", "30MB")
    monkeypatch.setattr(limits, "_DISK", "0GB")
    wide = "select list(n) over () from range(10000000) t(n)"
    with pytest.raises(UsageError, match="SQL: Out of Memory Error"):
        select(corpus, wide, timeout=60)


@pytest.mark.parametrize("statement", ["select 1;", "select 1 -- one", "/* one */ select 1"])
def test_comments_and_a_semicolon_do_not_matter(corpus: Corpus, statement: str) -> None:
    assert select(corpus, statement).to_pylist() == [{"1": 1}]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("select form frm tokens", "Parser Error.*LINE 1"),
        ("select nope from tokens", 'Binder Error.*"nope"'),
        ("select * from token", 'Did you mean "tokens"[?] · LINE 1: select [*] from token$'),
        ("select 1/'x'", "Conversion Error"),
    ],
)
def test_an_error_says_what_is_wrong_on_one_line(corpus: Corpus, statement: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as refusal:
        select(corpus, statement)
    assert "\n" not in str(refusal.value)
