"""The original is shown only where it is what the corpus was built from, in every format."""

import hashlib
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from kzcorpus.build import build_corpus
from kzcorpus.config import IngestConfig, PipelineConfig
from kzcorpus.ingest import ingest_folder, read_sheet
from kzcorpus.records import RawDocument
from kzcorpus.report import write_report
from kzcorpus.report.originals import (
    CHANGED,
    MISSING,
    UNREADABLE,
    Built,
    Originals,
    ingest_settings,
)
from kzcorpus.tables import Corpus
from tests.fakes import fake_router
from tests.report.formats import write_formats
from tests.report.reading import chunk

TEXT = "Qazaxıstan\r\n\x0cƏlyazma 😀\n"
CONFIG = IngestConfig()


def read(folder: Path, path: str, data: bytes, encoding: str = "utf-8") -> tuple[str | None, str]:
    digest = hashlib.sha256(data).hexdigest()
    return Originals(folder, CONFIG).read(Built("a", path, digest, encoding, len(TEXT)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_text_is_the_file_untouched(tmp_path: Path, encoding: str) -> None:
    data = TEXT.encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    told = "utf-8" if encoding == "utf-8-sig" else encoding
    assert read(tmp_path, "a.txt", data, told) == (TEXT, "")


def test_a_changed_file_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("Q", "K"), encoding="utf-8")
    assert read(tmp_path, "a.txt", TEXT.encode()) == (None, CHANGED)


@pytest.mark.parametrize("path", ["missing.txt", ".", "../outside.txt", "link.txt", "missing.pdf"])
def test_what_is_no_file_of_the_folder_is_not_shown(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    (tmp_path / "outside.txt").write_bytes(TEXT.encode())
    (folder / "link.txt").symlink_to("../outside.txt")
    assert read(folder, path, TEXT.encode()) == (None, MISSING)


@pytest.mark.parametrize("encoding", ["ascii", "no such encoding"])
def test_what_cannot_be_decoded_is_not_shown(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    assert read(tmp_path, "a.txt", TEXT.encode(), encoding) == (None, CHANGED)


@pytest.mark.parametrize("name", ["a\0b.txt", "a.xyz"])
def test_a_name_that_nothing_reads_is_not_shown(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.xyz").write_bytes(TEXT.encode())
    assert read(tmp_path, name, TEXT.encode()) == (None, CHANGED)


def test_a_text_of_another_length_is_not_shown(tmp_path: Path) -> None:
    data = (TEXT + "x").encode()
    (tmp_path / "a.txt").write_bytes(data)
    assert read(tmp_path, "a.txt", data) == (None, CHANGED)


@pytest.fixture(scope="module")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw and corpus, a document in every format; tests only read it."""
    for package in ("pypdfium2", "trafilatura", "lxml"):
        pytest.importorskip(package)
    home = tmp_path_factory.mktemp("formats")
    write_formats(home / "raw")
    build_corpus(home / "raw", home / "corpus", router=fake_router)
    return home


def built(home: Path) -> list[Built]:
    columns = ["doc_id", "path", "sha256", "encoding", "n_chars_raw"]
    rows = Corpus(home / "corpus").table("documents", columns).to_pylist()
    return [Built(*(row[name] for name in columns)) for row in rows]


def test_every_format_shows_what_its_reader_read(formats: Path) -> None:
    raw = formats / "raw"
    items = ingest_folder(raw, CONFIG, read_sheet(raw, CONFIG.metadata))
    wanted = {item.doc_id: item.text for item in items if isinstance(item, RawDocument)}
    originals = Originals(raw, CONFIG)
    assert {one.doc_id: originals.read(one) for one in built(formats)} == {
        doc_id: (text, "") for doc_id, text in wanted.items()
    }
    assert len(wanted) == 10


def test_mentions_lead_to_the_original_in_every_format(formats: Path, tmp_path: Path) -> None:
    done = write_report(Corpus(formats / "corpus"), tmp_path / "site", raw=formats / "raw")
    assert done.originals == done.documents == 10
    originals = dict(chunk(tmp_path / "site", "originals/0"))
    for d, piece in chunk(tmp_path / "site", "texts/0"):
        named = [m for m in piece["mentions"] if m[5] in ("GPE", "PERSON")]
        assert named
        for _, start, end, raw_start, raw_end, *_rest in named:
            assert originals[d][raw_start:raw_end].isalpha()
            assert raw_end - raw_start == end - start
    listed = chunk(tmp_path / "site", "documents/0")
    pdf = originals[listed["format"].index("pdf")]
    assert pdf.count("\f") == 1


def test_rows_are_found_where_some_were_left_out(formats: Path) -> None:
    rows = [one for one in built(formats) if one.path == "rows.jsonl"]
    assert Originals(formats / "raw", CONFIG).read(rows[1])[1] == ""
    lost = Built("rows/satir-0", *list(asdict(rows[0]).values())[1:])
    assert Originals(formats / "raw", CONFIG).read(lost) == (None, CHANGED)


@pytest.mark.parametrize("name", ["belge.docx", "rapor.pdf", "sayfa.html", "rows.jsonl"])
def test_a_file_that_became_another_is_not_shown(formats: Path, tmp_path: Path, name: str) -> None:
    write_formats(tmp_path / "raw")
    with (tmp_path / "raw" / name).open("ab") as file:
        file.write(b"\n")
    changed = [one for one in built(formats) if one.path == name]
    originals = Originals(tmp_path / "raw", CONFIG)
    assert {originals.read(one) for one in changed} == {(None, CHANGED)}


def test_without_the_package_of_a_format_the_report_says_so(
    formats: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (pdf,) = (one for one in built(formats) if one.path == "rapor.pdf")
    assert Originals(formats / "raw", CONFIG).read(pdf) == (None, UNREADABLE)


def test_files_are_read_with_the_settings_of_the_build() -> None:
    own = PipelineConfig(ingest=IngestConfig(max_pages=3, suffixes=(".pdf",)))
    stored = {**asdict(own), "ingest": {**asdict(own.ingest), "suffixes": [".pdf"]}}
    assert ingest_settings(stored) == own.ingest
    # A corpus of an older or newer version may state others.
    assert ingest_settings({}) == IngestConfig()
    assert ingest_settings({"ingest": {"colour": 1, "max_pages": 7}}).max_pages == 7
    assert ingest_settings({"ingest": {"max_pages": 0}}) == IngestConfig()
