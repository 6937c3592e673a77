"""What docs/security.md promises and no other test holds; and that each test it names exists."""

from __future__ import annotations

import csv
import io
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pytest

from kzcorpus.cells import csv_head, csv_rows
from kzcorpus.config import IngestConfig
from kzcorpus.errors import ModelError, UsageError
from kzcorpus.export import export_corpus
from kzcorpus.ingest.folder import ingest_folder
from kzcorpus.ingest.front_matter import split_front_matter
from kzcorpus.ingest.metadata import MetadataSheet
from kzcorpus.models import fetch
from kzcorpus.query import select
from kzcorpus.records import RawDocument
from kzcorpus.tables import Corpus
from tests.conftest import contents
from tests.ingest.samples import docx, paragraph, zipped
from tests.report.hostile import write_hostile

ROOT = Path(__file__).parent.parent
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text("utf-8"))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_what_the_page_on_security_names_exists(file: str, test: str) -> None:
    assert re.search(rf"^def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.M)


def test_every_promise_names_a_test() -> None:
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "---" not in line]
    promises = [row for row in rows if not row.startswith("| Promise")]
    assert len(promises) > 20
    assert [row for row in promises if "`tests/" not in row] == []


@pytest.fixture
def hostile(tmp_path: Path) -> Corpus:
    write_hostile(tmp_path)
    return Corpus(tmp_path / "corpus")


# Spreadsheets


@pytest.mark.parametrize("mark", [*"=+-@\t\r\n＝＋－＠"])
def test_neither_a_cell_nor_a_column_name_runs(mark: str) -> None:
    rows = pa.table({"a": ["b"], f"{mark}2+3": [f"{mark}cmd|' /C calc'!A0"]})
    text = "\n".join([csv_head(rows.column_names), *csv_rows(rows)])
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[1][:2] for row in read] == [f"'{mark}", f"'{mark}"]


# Pages and XML


def test_an_address_that_runs_is_no_link_anywhere(hostile: Corpus, tmp_path: Path) -> None:
    export_corpus(hostile, "html", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "javascript:window" in page
    assert not re.search(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", page, re.I)
    export_corpus(hostile, "tei", tmp_path / "all.xml")
    for element in ElementTree.parse(tmp_path / "all.xml").iter():
        assert not any("javascript:" in value for value in element.attrib.values())


# SQL


@pytest.mark.parametrize(
    "statement",
    [
        *("detach memory", "use memory", "begin", "vacuum", "create secret (type s3)"),
        *("set variable x = 1", "prepare a as select 1", "execute a", "call enable_logging()"),
        *("explain analyze copy tokens to 'out.csv'", "reset lock_configuration"),
        *("create macro m() as 1", "create temp table t as from tokens", "truncate tokens"),
        *("update tokens set form = ''", "delete from tokens", "alter table tokens rename to t"),
        *("comment on view tokens is 'x'", "copy tokens from 'in.csv'", "import database 'x'"),
        *("from enable_profiling()", "from sniff_csv('/etc/hosts')", "from duckdb_secrets()"),
        *("from read_ndjson('/etc/hosts')", "from parquet_metadata('/etc/hosts')"),
        *("from query('copy tokens to ''out.csv''')", "from read_duckdb('x.db')"),
        *("select getenv('HOME')", "from read_parquet('s3://a/b.parquet')", "from '/etc/hosts'"),
    ],
)
def test_sql_neither_writes_nor_leaves_the_tables(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = contents(corpus.folder)
    with pytest.raises(UsageError):
        select(corpus, statement)
    assert (list(tmp_path.iterdir()), contents(corpus.folder)) == ([], before)


def test_sql_does_not_see_the_variables_of_the_program(corpus: Corpus) -> None:
    secret = pa.table({"a": ["hidden"]})
    for name in ("secret", "corpus", "statement"):
        with pytest.raises(UsageError, match="does not exist"):
            select(corpus, f"from {name}")
    assert secret.num_rows == 1


# Files that want out, or want too much


def ingest(folder: Path) -> list[RawDocument]:
    items = ingest_folder(folder, IngestConfig(), MetadataSheet({}))
    return [item for item in items if isinstance(item, RawDocument)]


def test_an_archive_is_read_in_memory_and_unpacked_nowhere(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    body = docx(paragraph("Astana"))
    evil = {"../../evil.txt": "x", "/tmp/evil.txt": "x", "C:\\evil.txt": "x"}
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    (raw / "a.docx").write_bytes(zipped({**evil, **parts}))
    before = sorted(tmp_path.rglob("*"))
    (document,) = ingest(raw)
    assert document.text.strip() == "Astana"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "row_id", ["../../x", "/etc/x", "a/../b", "a//b", ".", "..", "a\\u0000b", "a\\nb", "", " "]
)
def test_an_id_cannot_lead_out_of_its_file(tmp_path: Path, row_id: str) -> None:
    (tmp_path / "rows.jsonl").write_text(
        f'{{"id": "{row_id}", "text": "Astana"}}\n{{"id": "good", "text": "Astana"}}\n',
        encoding="utf-8",
    )
    assert [document.doc_id for document in ingest(tmp_path)] == ["rows/good"]


def test_a_few_lines_of_yaml_cannot_become_a_long_text() -> None:
    lines = ["author: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"k{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 15)]
    text = "\n".join(["---", *lines, "---", "Astana"])
    begun = time.process_time()
    assert split_front_matter(text) == ({}, 0)
    assert split_front_matter("---\ntitle: &a [*a]\n---\nAstana") == ({}, 0)
    assert time.process_time() - begun < 5


# The network


def test_models_come_from_where_nobody_can_change_them_on_the_way(tmp_path: Path) -> None:
    from stanza.resources.common import DEFAULT_RESOURCES_URL

    assert DEFAULT_RESOURCES_URL.startswith("https://")
    for url in ("http://example.org/models", "ftp://example.org", "file:///etc"):
        with pytest.raises(ModelError, match="models are fetched over https only"):
            fetch("tr", folder=tmp_path / "models", resources_url=url)
    assert not (tmp_path / "models").exists()
