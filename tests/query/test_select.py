"""The user's own SQL reads the tables, and nothing else."""

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
    ],
)
def test_what_is_no_single_select_is_refused(
    corpus: Corpus, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = contents(built)
    with pytest.raises(UsageError):
        select(corpus, statement)
    assert contents(built) == before
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


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("select form frm tokens", "Parser Error.*LINE 1"),
        ("select nope from tokens", 'Binder Error.*"nope"'),
        ("select * from token", 'Did you mean "tokens"'),
        ("select 1/'x'", "Conversion Error"),
    ],
)
def test_an_error_says_what_is_wrong_on_one_line(corpus: Corpus, statement: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as refusal:
        select(corpus, statement)
    assert "\n" not in str(refusal.value)
