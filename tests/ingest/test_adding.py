"""Adding: only what can be read, nothing twice, the sheet with it, and never half of anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError, KzcorpusError, UsageError
from kzcorpus.ingest import Candidate, add_file, check_file, ingest_folder, read_sheet
from kzcorpus.records import DocumentMeta, RawDocument
from tests.conftest import contents

CONFIG = IngestConfig()
META = DocumentMeta(title="Başkent", date="2023-11-03", lang="tr")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Rapor 1.txt"
    path.write_bytes("Türkiye’nin dış ilişkileri\r\n".encode("cp1254"))
    return path


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "data" / "raw"


def add(file: Path, raw: Path, doc_id: str = "", meta: DocumentMeta = META) -> Path:
    return add_file(check_file(file, raw, CONFIG, doc_id), raw, CONFIG, meta)


def test_a_file_is_copied_as_it_is_and_gets_its_row(file: Path, raw: Path) -> None:
    target = add(file, raw, "tr/rapor")
    assert target == raw / "tr/rapor.txt"
    assert target.read_bytes() == file.read_bytes()
    sheet = read_sheet(raw, "metadata.csv")
    assert sheet.rows == {"tr/rapor": META}
    (document,) = ingest_folder(raw, CONFIG, sheet)
    assert isinstance(document, RawDocument)
    assert (document.doc_id, document.meta, document.encoding) == ("tr/rapor", META, "cp1254")


def test_a_name_of_its_own_is_kept(file: Path, raw: Path) -> None:
    assert add(file, raw) == raw / "Rapor 1.txt"


def test_a_second_row_goes_below_the_first(file: Path, raw: Path, tmp_path: Path) -> None:
    add(file, raw)
    other = tmp_path / "b.md"
    other.write_text("---\ntitle: Kent\n---\nAstana", encoding="utf-8")
    candidate = check_file(other, raw, CONFIG)
    assert candidate.found == DocumentMeta(title="Kent")
    add_file(candidate, raw, CONFIG, DocumentMeta())
    assert set(read_sheet(raw, "metadata.csv").rows) == {"Rapor 1", "b"}


@pytest.mark.parametrize(
    ("name", "doc_id", "message"),
    [
        ("kopya.txt", "", "its content is there already, as Rapor 1.txt"),
        ("Rapor 1.txt", "", "Rapor 1.txt is there already; add it --as another name"),
        ("Rapor 1.md", "", "'Rapor 1' is Rapor 1.txt already; add it --as another name"),
        ("x.txt", "../x", "cannot be a document's name"),
        ("x.txt", "/x", "cannot be a document's name"),
        ("x.txt", "tr/.x", "cannot be a document's name"),
        ("x.txt", "a\x1b[0m", "cannot be a document's name"),
    ],
)
def test_what_is_there_or_cannot_be_there_is_refused(
    file: Path, raw: Path, tmp_path: Path, name: str, doc_id: str, message: str
) -> None:
    add(file, raw)
    before = contents(raw)
    (tmp_path / "new").mkdir()
    other = tmp_path / "new" / name
    other.write_bytes(file.read_bytes())
    with pytest.raises(UsageError, match=message.replace("(", r"\(")):
        add(other, raw, doc_id)
    assert contents(raw) == before


def test_a_bad_file_is_refused_before_it_is_added(raw: Path, tmp_path: Path) -> None:
    bad = tmp_path / "a.pdf"
    bad.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(IngestError, match="the end is missing"):
        add(bad, raw)
    assert not raw.exists()


def test_a_table_without_a_good_row_is_refused(raw: Path, tmp_path: Path) -> None:
    bad = tmp_path / "a.jsonl"
    bad.write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no document in it: line 1: a row needs an id"):
        add(bad, raw)


def test_a_table_keeps_its_metadata_in_its_rows(raw: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("id,text\n1,Astana\n2,\n", encoding="utf-8")
    candidate = check_file(table, raw, CONFIG)
    assert (candidate.documents, len(candidate.warnings)) == (1, 1)
    with pytest.raises(UsageError, match="metadata goes into its rows"):
        add_file(candidate, raw, CONFIG, META)
    assert add_file(candidate, raw, CONFIG, DocumentMeta()) == raw / "a.csv"
    assert not (raw / "metadata.csv").exists()


def test_a_sheet_that_cannot_take_the_row_stops_everything(file: Path, raw: Path) -> None:
    raw.mkdir(parents=True)
    (raw / "metadata.csv").write_text("title\nx\n", encoding="utf-8")
    candidate = check_file(file, raw, CONFIG)
    with pytest.raises(UsageError, match="no column doc_id"):
        add_file(candidate, raw, CONFIG, META)
    assert set(contents(raw)) <= {"metadata.csv", ".ingest.lock"}


def test_a_file_that_changed_since_it_was_checked_is_refused(file: Path, raw: Path) -> None:
    candidate = check_file(file, raw, CONFIG)
    file.write_text("Astana", encoding="utf-8")
    with pytest.raises(KzcorpusError, match="changed while it was read"):
        add_file(candidate, raw, CONFIG, META)
    assert set(contents(raw)) <= {".ingest.lock"}


def test_two_that_add_the_same_at_once_do_not_both(file: Path, raw: Path) -> None:
    first: Candidate = check_file(file, raw, CONFIG)
    second = check_file(file, raw, CONFIG, "baska")
    add_file(first, raw, CONFIG, META)
    with pytest.raises(UsageError, match="its content is there already"):
        add_file(second, raw, CONFIG, META)
